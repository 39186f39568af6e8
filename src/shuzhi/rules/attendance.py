"""Who is asked to the meeting and who comes (4.3a)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shuzhi.rules.stages import InRound
from shuzhi.rules.verdict import Lack, Text, Verdict, verdict

GROUP_HEAD, REPRESENTATIVE, PARTY_HEAD, GUEST = (
    "villagers_group_head",
    "voter_representative",
    "party_head",
    "guest",
)
_KEYS = {"村民组长": GROUP_HEAD, "选民代表": REPRESENTATIVE, "党组织负责人": PARTY_HEAD, "列席人员": GUEST}
DOOR_STATES = frozenset({"called", "open", "appraising"})


def kind_key(word: str) -> str:
    """The edition's key of a kind of attendee, from the key itself or the word rosters use."""
    return _KEYS.get(word, word)


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteeFacts(InRound):
    """One invited person, and in which state the meeting is."""

    meeting_state: str


def door_open(facts: InviteeFacts) -> Verdict:
    """People are checked in from the calling of the meeting to its end (4.3a)."""
    if facts.meeting_state in DOOR_STATES:
        return verdict()
    text = (
        Text("会议还没有召集，不能签到。", "The meeting has not been called; nobody can be checked in.")
        if facts.meeting_state == "planned"
        else Text("会议已经结束，不能再签到。", "The meeting is over; nobody can be checked in any more.")
    )
    return verdict(Lack("4.3a", text))


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many will come by present replies: those who said yes, and as large a share of the silent."""

    yes: int
    no: int
    silent: int
    expected: int
    wanted: int

    @property
    def short(self) -> int:
        return max(0, self.wanted - self.expected)


def forecast(yes: int, no: int, silent: int, wanted: int) -> Forecast:
    """Those who said yes, and of those who have not answered the same share, rounded down.

    Nobody is counted on before ten have answered: three replies tell nothing of the other sixty.
    """
    answered = yes + no
    from_silent = silent * yes // answered if answered >= 10 else 0
    return Forecast(yes, no, silent, yes + from_silent, wanted)


def still_wanted(present: int, quorum: int) -> int:
    """How many more make up the number that 4.3a asks for."""
    return max(0, quorum - present)


def counting(present_by_kind: Iterable[tuple[str, int]], counted: frozenset[str]) -> int:
    """Those present who count towards the number: guests do not."""
    return sum(n for kind, n in present_by_kind if kind in counted)
