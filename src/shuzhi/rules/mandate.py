"""A mandate's end (2.1): on a day, on one of the grounds the law lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuzhi.rules.verdict import Caution, Lack, Text, Verdict, verdict

_OFFICE = Text("区人大代表工委", "the district office")

# The Law on Deputies lists on which grounds a seat ends; a rating by voters is none of them.
GROUNDS: dict[str, Text] = {
    "moved": Text("迁出或者调离本行政区域", "Moved out of the area"),
    "resigned": Text("辞职被接受", "Resignation accepted"),
    "ordered": Text("责令辞职被接受", "Ordered resignation accepted"),
    "absent": Text("未经批准两次不出席会议", "Absent from two sessions without leave"),
    "recalled": Text("被罢免", "Recalled"),
    "nationality": Text("丧失国籍", "Lost nationality"),
    "rights": Text("被剥夺政治权利", "Deprived of political rights"),
    "capacity": Text("丧失行为能力", "Lost legal capacity"),
    "died": Text("去世", "Died"),
    "term": Text("届满", "End of term"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EndFacts:
    """A mandate about to end; ``rounds`` are the titles of open rounds on whose lists the deputy stands."""

    since: date | None
    until: date
    ended: bool
    today: date
    grounds: str
    rounds: tuple[str, ...] = ()


def may_end(facts: EndFacts) -> Verdict:
    """A seat ends once, on listed grounds, not before it began; a place on an open list needs a reason (2.1, 4.1b)."""
    return verdict(
        Lack("2.1", Text("这个代表资格已经终止。", "This mandate has ended already.")) if facts.ended else None,
        None
        if facts.grounds in GROUNDS
        else Lack("2.1", Text("没有写明法定的终止情形。", "No ground that the law lists is stated."), _OFFICE),
        Lack("2.1", Text("终止日期早于任职日期。", "It would end before it began."), _OFFICE)
        if facts.since and facts.until < facts.since
        else None,
        Lack("2.1", Text("终止日期在今天之后。", "The date lies ahead of today."), _OFFICE)
        if facts.until > facts.today
        else None,
        Caution(
            "4.1b",
            Text(
                "代表还在{rounds}的述职名单上，请先免述、替补。",
                "Still on a list of reporters: {rounds}; excuse and substitute first.",
            ).format(rounds=Text("、".join(facts.rounds), ", ".join(facts.rounds))),
            _OFFICE,
        )
        if facts.rounds
        else None,
    )
