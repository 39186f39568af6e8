"""Active deputies (5.4): whether a deputy reported and how voters rated it is an important basis.

Nobody is ranked by a number (decision 0001): the rules ask whether each thing considered is on the
table, never how high it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.rules.verdict import Caution, Lack, Text, Verdict, verdict

_NOMINATOR = Text("镇人大、代表小组组长", "the town congress or the group leader")
_REPORTER = Text("述职代表", "the reporter")


@dataclass(frozen=True, slots=True, kw_only=True)
class HonourFacts:
    """What stands of one deputy in one programme; ``source`` is where the edition lists what is considered."""

    considers: frozenset[str]
    source: str
    live: bool
    reported: bool
    result_known: bool
    goals: int = 0
    goals_late: int = 0
    entries: int = 0
    grounds: str = ""


def may_be_named(facts: HonourFacts) -> Verdict:
    """A sitting deputy, on stated grounds (5.4)."""
    return verdict(
        None if facts.live else Lack(facts.source, Text("代表资格已经终止。", "The mandate has ended."), _NOMINATOR),
        None
        if facts.grounds.strip()
        else Lack(facts.source, Text("没有写推荐理由。", "No grounds are stated."), _NOMINATOR),
    )


def considered(facts: HonourFacts) -> Verdict:
    """What the edition has considered is on the table: reported, rated, rectification kept, duties (5.4)."""

    def caution(key: str, missing: bool, zh: str, en: str, who: Text) -> Caution | None:
        return Caution(facts.source, Text(zh, en), who) if key in facts.considers and missing else None

    return verdict(
        caution("reported", not facts.reported, "还没有向选民述职。", "Has not reported to the voters.", _REPORTER),
        caution(
            "result",
            facts.reported and not facts.result_known,
            "述职的测评结果没有公布，看不到选民的评价。",
            "No announced result: how the voters rated the report is not known.",
            Text("监票人、承办单位", "the scrutineers and the organiser"),
        ),
        caution(
            "rectification",
            facts.goals_late > 0,
            f"有 {facts.goals_late} 项整改逾期没有办结。",
            f"Rectification goals past their date: {facts.goals_late}.",
            _REPORTER,
        ),
        caution(
            "duty",
            not facts.entries,
            "履职档案里没有核实过的记录。",
            "No checked entry in the duty ledger.",
            _NOMINATOR,
        ),
    )
