"""Opinions and result handed to the deputy in writing (4.3b, 4.4a): on them rests the rectification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuzhi.rules.dates import short_day
from shuzhi.rules.verdict import Caution, Lack, Text, Verdict, verdict

_ORGANISER = Text("承办单位", "the organiser")
FEEDBACK = "4.4a"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackFacts:
    """One reporter's feedback: ``met_on`` is the meeting's day, ``known`` that its result is out or void."""

    on: date
    today: date
    met_on: date | None
    known: bool
    unheard: int = 0
    before: date | None = None


def may_hand_over(facts: FeedbackFacts) -> Verdict:
    """After the result is out; on a day that has been; with every group heard; once, unless there is a reason."""
    findings: list[Lack | Caution] = []
    if facts.met_on is None or not facts.known:
        text = Text(
            "测评结果公布（或者宣布无效）以后才能书面反馈。",
            "Feedback is given once the result is announced, or the evaluation declared void.",
        )
        findings.append(Lack("4.3b(iii)", text, _ORGANISER))
    if facts.on > facts.today:
        text = Text("日期在今天之后，反馈以后再登记。", "The date lies ahead of today; record it once it is done.")
        findings.append(Lack(FEEDBACK, text))
    elif facts.met_on and facts.on < facts.met_on:
        findings.append(Lack(FEEDBACK, Text("日期早于述职会议。", "The date is before the meeting.")))
    if facts.unheard:
        text = Text(
            "有 {n} 个评议组没有汇报，它们的意见不在反馈里。",
            "{n} groups were not heard; what they said is not in the feedback.",
        )
        findings.append(Caution("4.3b(iv)", text.format(n=facts.unheard), _ORGANISER))
    if facts.before:
        day = short_day(facts.before)
        text = Text("已经于{day}反馈过一次。", "It was handed over before, on {day}.")
        findings.append(Caution(FEEDBACK, text.format(day=day)))
    return verdict(*findings)
