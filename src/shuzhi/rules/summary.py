"""Summary (4.4c): what a summary must hold before it goes up."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.rules import blank
from shuzhi.rules.stages import InRound
from shuzhi.rules.verdict import Lack, Text, Verdict, verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryFacts(InRound):
    """One summary's text."""

    text: str


def nothing_left_blank(facts: SummaryFacts) -> Verdict:
    """Every group and town congress writes its summary with care: no marked blank goes up (4.4c)."""
    left = blank.count(facts.text)
    if not left:
        return verdict()
    return verdict(
        Lack(
            "4.4c",
            Text("总结里还有{n}处“〔待填〕”没有写。", "{n} blanks “〔待填〕” are still to be filled in.").format(
                n=left
            ),
        )
    )
