"""Plan and schedule (4.0a–4.0c, 4.1a): complete, inside the window, two to three months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shuzhi.rules import blank
from shuzhi.rules.dates import long_day
from shuzhi.rules.deadlines import fits_duration, fits_window, plan_back
from shuzhi.rules.edition import PlanTask, Quota, Window
from shuzhi.rules.roles import RoundKind
from shuzhi.rules.round import ADOPTERS, DECIDERS, ORGANISERS
from shuzhi.rules.stages import InRound
from shuzhi.rules.verdict import Caution, Lack, Text, Verdict, verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts(InRound):
    """The latest version of a plan, and what the programme and its edition ask of it."""

    text: str
    starts_on: date
    ends_on: date
    meeting_on: date
    dues: tuple[date, ...]
    window: Window
    months: Quota


def holder(kind: RoundKind, key: str) -> Text:
    """Who holds a task of the plan, by the edition's word for it."""
    return {
        "organiser": ORGANISERS[kind],
        "adopter": ADOPTERS[kind],
        "decider": DECIDERS[kind],
        "reporter": Text("述职代表", "the reporters"),
        "district_office": Text("区人大代表工委", "the district office"),
    }[key]


def schedule(
    tasks: Iterable[PlanTask],
    kind: RoundKind,
    meeting_on: date,
    dues: Mapping[str, date] | None = None,
    extra: Iterable[tuple[str, date, str]] = (),
) -> list[dict[str, Any]]:
    """The lines of a schedule as a plan's version keeps them, in order of date.

    Dates not named in ``dues`` are planned back from the meeting; ``extra`` are the office's own lines
    (title, date, who).
    """
    named = dues or {}
    lines = []
    for number, line in enumerate(plan_back(tasks, meeting_on)):
        who = holder(kind, line.task.holder)
        lines.append(
            (
                named.get(line.task.key) or line.due,
                number,
                {
                    "key": line.task.key,
                    "stage": line.task.stage,
                    "title": line.task.title.zh,
                    "title_en": line.task.title.en,
                    "owner": who.zh,
                    "owner_en": who.en,
                    "clause": line.task.source,
                },
            )
        )
    for number, (title, due, who_) in enumerate(extra):
        own = {"key": "", "stage": "", "title": title, "title_en": title, "owner": who_, "owner_en": who_, "clause": ""}
        lines.append((due, 1000 + number, own))
    return [{**line, "due": due.isoformat()} for due, _, line in sorted(lines, key=lambda each: each[:2])]


def complete(facts: PlanFacts) -> Verdict:
    """A plan says what is done and has a schedule, with the meeting inside its dates (4.1a)."""
    who = ORGANISERS[facts.round.kind]
    return verdict(
        None if facts.text.strip() else Lack("4.1a", Text("实施方案没有正文。", "The plan has no text."), who),
        None if facts.dues else Lack("4.1a", Text("没有日程安排。", "There is no schedule."), who),
        None
        if facts.starts_on <= facts.meeting_on <= facts.ends_on
        else Lack(
            "4.1a",
            Text("述职会议不在起止日期之内。", "The meeting does not lie between the first and the last day."),
            who,
        ),
    )


def nothing_left_blank(facts: PlanFacts) -> Verdict:
    """What is put before the sitting is a whole plan: no place in it is still marked to be filled in (4.1a, D0009)."""
    left = blank.count(facts.text)
    if not left:
        return verdict()
    where = blank.where(facts.text)
    return verdict(
        Lack(
            "4.1a",
            Text(
                "方案正文还有{n}处“〔待填〕”没有填{where}。填好以后再提交。",
                "The plan still has {n} marked 〔待填〕 to be filled in{where_en}. Fill in what is missing, then submit it.",
            ).format(
                n=Text(str(left), "one place" if left == 1 else f"{left} places"),
                where=f"：{where}" if where else "",
                where_en=f": {where}" if where else "",
            ),
            ORGANISERS[facts.round.kind],
        )
    )


def in_window(facts: PlanFacts) -> Verdict:
    """The pilot runs inside its programme's window (4.0a, 4.0b)."""
    if fits_window(facts.starts_on, facts.ends_on, facts.window):
        return verdict()
    town = facts.round.kind is RoundKind.TOWN
    start, end = facts.window.start, facts.window.end
    return verdict(
        Caution(
            facts.window.source,
            Text(
                "起止日期超出{level}述职的时间安排（{start}至{end}）。",
                "The dates lie outside the window for {level} deputies ({start} to {end}).",
            ).format(
                level=Text("镇人大代表", "town") if town else Text("区人大代表", "district"),
                start=long_day(start) if start else "…",
                end=long_day(end) if end else "…",
            ),
            ORGANISERS[facts.round.kind],
        )
    )


def two_to_three_months(facts: PlanFacts) -> Verdict:
    """Each pilot takes two to three months (4.0c)."""
    if fits_duration(facts.starts_on, facts.ends_on, facts.months):
        return verdict()
    days = (facts.ends_on - facts.starts_on).days + 1
    return verdict(
        Caution(
            facts.months.source,
            Text(
                "从开始到结束共 {days} 天，原则上掌握在 {low}—{high} 个月。",
                "From first to last day it takes {days} days; in principle it is {low} to {high} months.",
            ).format(days=days, low=facts.months.low, high=facts.months.high),
            ORGANISERS[facts.round.kind],
        )
    )
