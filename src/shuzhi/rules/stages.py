"""The four stages of a round (4) and what must be done before the next one starts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuzhi.rules.roles import RoundKind
from shuzhi.rules.verdict import Lack, Text, Verdict, verdict

STAGES = ("launch", "preparation", "meeting", "conclusion")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """What the rules need to know of a round, whatever is being done in it."""

    kind: RoundKind
    state: str
    today: date
    programme_open: bool
    plan_adopted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InRound:
    """The least that facts of anything in a round hold."""

    round: RoundFacts


def next_stage(stage: str) -> str | None:
    """The stage after this one; None after the last."""
    position = STAGES.index(stage) + 1
    return STAGES[position] if position < len(STAGES) else None


def plan_adopted(facts: InRound) -> Verdict:
    """Nothing downstream starts before the plan is adopted by the body that adopts it (4.1a)."""
    if facts.round.plan_adopted:
        return verdict()
    who = (
        Text("镇人大主席团", "the presidium")
        if facts.round.kind is RoundKind.TOWN
        else Text("区人大常委会主任会议", "the chairpersons’ meeting")
    )
    return verdict(Lack("4.1a", Text("实施方案尚未通过。", "The plan has not been adopted yet."), who))
