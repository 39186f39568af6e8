"""The end of a mandate (2.1)."""

from __future__ import annotations

from datetime import date

from shuzhi.acts._perform import move
from shuzhi.reads.mandate import end_facts
from shuzhi.records import models as m
from shuzhi.rules.mandate import GROUNDS, may_end
from shuzhi.rules.roles import Actor


def end(
    actor: Actor,
    mandate: m.Mandate,
    *,
    until: date,
    grounds: str,
    note: str = "",
    reason: str = "",
    once: str | None = None,
) -> m.Mandate:
    """A deputy's seat ends on a day, on one of the grounds the law lists (2.1)."""
    with move(actor, "person.end_mandate", mandate, reason=reason, once=once, until=until, grounds=grounds) as this:
        this.add(may_end(end_facts(this.subject, until, grounds)))
        this.subject.until = until
        words = GROUNDS[grounds].zh if grounds in GROUNDS else grounds
        this.subject.end_reason = (f"{words}：{note}" if note else words)[:120]
    return this.subject
