"""The desk: what I must do now, under which clause, by when, and what blocks it."""

from __future__ import annotations

from shuzhi.rules.roles import Actor


def waiting(actor: Actor) -> int:
    """How many things wait for this actor."""
    return 0
