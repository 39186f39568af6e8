"""Plans: their facts, the versions, and what changed between them (4.1a)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from shuzhi.reads.memo import shared
from shuzhi.reads.programme import edition_of
from shuzhi.reads.round import seen
from shuzhi.reads.round_facts import round_facts
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.deadlines import Due, calendar_note, due_state
from shuzhi.rules.edition import Window
from shuzhi.rules.plan import PlanFacts, in_window, two_to_three_months
from shuzhi.rules.roles import Actor, RoundKind
from shuzhi.rules.stages import STAGES
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text, Verdict


def latest(plan: m.Plan) -> m.PlanVersion:
    """The version that stands."""
    return plan.versions.order_by("-number")[0]


def window(round_: m.Round) -> Window:
    """The programme's window for this kind of round, under the edition's clause (4.0a, 4.0b)."""
    programme, level = round_.programme, RoundKind(round_.kind).level
    source = edition_of(programme).window(round_.kind).source
    if level == "town":
        return Window(source, programme.town_from, programme.town_until)
    return Window(source, programme.district_from, programme.district_until)


def facts(plan: m.Plan, version: m.PlanVersion | None = None) -> PlanFacts:
    """The latest version of a plan as the rules ask about it; ``version`` where it is at hand."""
    version, round_ = version or latest(plan), plan.round
    return PlanFacts(
        round=round_facts(round_),
        text=version.text,
        starts_on=version.starts_on,
        ends_on=version.ends_on,
        meeting_on=version.meeting_on,
        dues=tuple(date.fromisoformat(t["due"]) for t in version.tasks),
        window=window(round_),
        months=edition_of(round_.programme).duration_months,
    )


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """A line of the schedule; ``was`` is its date in the version compared with, when it differs."""

    title: Text
    due: date
    owner: Text
    clause: str
    stage: Text
    standing: Due
    was: date | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan as its page shows it; ``gone``: lines whose date lies before the round itself begins."""

    round: m.Round
    plan: m.Plan | None
    version: m.PlanVersion | None
    versions: tuple[m.PlanVersion, ...]
    compared: m.PlanVersion | None
    schedule: tuple[ScheduleLine, ...]
    dropped: tuple[Text, ...]
    dates_moved: tuple[tuple[Text, date, date], ...]
    verdict: Verdict
    note: Text | None
    gone: tuple[ScheduleLine, ...] = ()
    asked: PlanFacts | None = None

    @property
    def state(self) -> Text | None:
        return STATES["plan"][self.plan.state] if self.plan else None


def _title(task: dict[str, Any]) -> Text:
    return Text(task["title"], task.get("title_en") or task["title"])


def _name(task: dict[str, Any]) -> str:
    return task.get("key") or task["title"]


def _schedule(version: m.PlanVersion, old: m.PlanVersion | None) -> Iterator[ScheduleLine]:
    before = {_name(t): date.fromisoformat(t["due"]) for t in old.tasks} if old else {}
    today = clock.today()
    order = {name: n for n, name in enumerate(STAGES)}
    for task in sorted(version.tasks, key=lambda t: (order.get(t["stage"], 9), t["due"])):
        due, was = date.fromisoformat(task["due"]), before.get(_name(task))
        yield ScheduleLine(
            title=_title(task),
            due=due,
            owner=Text(task["owner"], task.get("owner_en") or task["owner"]),
            clause=task.get("clause", ""),
            stage=STATES["round"].get(task["stage"], Text("另外安排", "Also")),
            standing=due_state(due, today),
            was=was if was and was != due else None,
            new=bool(old) and was is None,
        )


_DATES = (
    ("starts_on", Text("开始", "Starts")),
    ("meeting_on", Text("述职会议", "Meeting")),
    ("ends_on", Text("结束", "Ends")),
)


def page(actor: Actor, pk: int, version: int | None = None, against: int | None = None) -> PlanPage:
    """The plan of a round, at a version (the latest if none is named), compared with another if asked.

    NotVisible for those who take no part in the round; an unknown version is the latest.
    """
    return shared(("plan", actor, pk, version, against), lambda: _page(actor, pk, version, against))


def _page(actor: Actor, pk: int, version: int | None, against: int | None) -> PlanPage:
    round_ = seen(actor, pk)
    plan = m.Plan.objects.filter(round=round_).select_related("sitting").first()
    if plan is None:
        return PlanPage(round_, None, None, (), None, (), (), (), Verdict(), None)
    plan.round = round_
    versions = tuple(plan.versions.all())
    by_number = {v.number: v for v in versions}
    shown = by_number.get(version or 0, versions[-1])
    compared = by_number.get(against or 0)
    if compared is shown:
        compared = None
    kept = {_name(t) for t in shown.tasks}
    asked = facts(plan, versions[-1])
    schedule = tuple(_schedule(shown, compared))
    days = [date.fromisoformat(t["due"]) for t in shown.tasks]
    return PlanPage(
        round=round_,
        plan=plan,
        version=shown,
        versions=versions,
        compared=compared,
        schedule=schedule,
        gone=tuple(x for x in schedule if x.due < shown.starts_on),
        dropped=tuple(_title(t) for t in compared.tasks if _name(t) not in kept) if compared else (),
        dates_moved=tuple(
            (label, getattr(compared, name), getattr(shown, name))
            for name, label in _DATES
            if compared and getattr(compared, name) != getattr(shown, name)
        ),
        verdict=in_window(asked) + two_to_three_months(asked),
        note=calendar_note(*days),
        asked=asked,
    )
