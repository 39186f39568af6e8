"""Notice to the voters (4.4b): told within a fitting circle, and only what stands."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.rules.stages import InRound
from shuzhi.rules.verdict import Caution, Lack, Text, Verdict, verdict

REPORTER = Text("述职代表", "the reporting deputies")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts(InRound):
    """One notice: its text and circle, how many were told, and the round's rectification."""

    text: str
    circle: str
    on_given: bool
    goals: int
    goals_without_progress: int


def says_whom_and_what(facts: NoticeFacts) -> Verdict:
    """A notice says what was done, and tells it to voter representatives within a fitting circle (4.4b)."""
    return verdict(
        None if facts.text.strip() else Lack("4.4b", Text("通报没有内容。", "The notice says nothing.")),
        None
        if facts.circle.strip()
        else Lack("4.4b", Text("没有写明向谁通报。", "It does not say to whom the notice goes.")),
        None
        if facts.on_given
        else Lack("4.4b", Text("没有写明何时通报。", "It does not say when the voters are told.")),
    )


def rectification_to_tell(facts: NoticeFacts) -> Verdict:
    """What is told is the rectification; without goals, or with none begun, there is little to tell (4.4b)."""
    if not facts.goals:
        return verdict(
            Caution(
                "4.4b",
                Text("本轮还没有提出整改目标。", "No rectification goal has been set in this round."),
                REPORTER,
            )
        )
    if facts.goals_without_progress:
        text = Text("还有{n}项整改目标没有进展记录。", "{n} rectification goals have no progress on record.")
        return verdict(Caution("4.4b", text.format(n=facts.goals_without_progress), REPORTER))
    return verdict()
