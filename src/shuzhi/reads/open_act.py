"""One act that may be done to a record; apart from ``open_acts`` so that facts need not know who asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from shuzhi.rules.register import REGISTER, Act
from shuzhi.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class OpenAct:
    """An act this actor's office may do to a record in its present state, and what stands against it."""

    row: Act
    pk: int
    verdict: Verdict

    @property
    def allowed(self) -> bool:
        return not self.verdict.refused


@lru_cache
def acts_on(noun: str) -> tuple[Act, ...]:
    return tuple(row for row in REGISTER.values() if row.on == noun)
