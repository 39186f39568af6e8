"""The archive box (档案盒): when one may be made (4.4c, D0010)."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.rules.verdict import Lack, Text, Verdict, verdict

BOX = "D0010"
WAITING, MAKING, READY, FAILED = "waiting", "making", "ready", "failed"
# So long a box may wait for the hand in the background before one may ask again.
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class BoxFacts:
    """How the making stands: ``alive`` while a process is at it, ``waited`` seconds since it was asked for."""

    state: str = ""
    alive: bool = False
    waited: float = 0.0

    @property
    def under_way(self) -> bool:
        """Being made, or about to be."""
        return self.alive or (self.state == WAITING and self.waited < PATIENCE)

    @property
    def stopped(self) -> bool:
        """Begun and given up half-way: the process that made it is gone, or none came."""
        return self.state in (WAITING, MAKING) and not self.under_way


def may_make(facts: BoxFacts) -> Verdict:
    """Never two at once; one whose maker has died is begun again (D0010)."""
    if facts.under_way:
        return verdict(Lack(BOX, Text("这一轮的档案盒正在做。", "The box of this round is being made.")))
    return verdict()
