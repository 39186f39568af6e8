"""What may I do here, and what is lacking?"""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.reads.facts import facts_of
from shuzhi.reads.offices import kind_of, offices_at, round_of
from shuzhi.reads.open_act import OpenAct, acts_on
from shuzhi.records.base import Record
from shuzhi.rules import gate
from shuzhi.rules.register import Act
from shuzhi.rules.roles import Actor
from shuzhi.rules.verdict import Verdict

__all__ = ["OpenAct", "acts_on", "offered", "open_acts", "verdict_now"]


def offered(actor: Actor, record: Record) -> Iterator[Act]:
    """The acts on a record that the actor's office and the record's state allow; needs are not asked."""
    held, kind = offices_at(actor, record), kind_of(record)
    for row in acts_on(record.noun):
        if (
            not gate.office_allows(row, held, kind).refused
            and not gate.state_allows(row, getattr(record, "state", "")).refused
        ):
            yield row


def open_acts(actor: Actor, record: Record, *names: str) -> list[OpenAct]:
    """The acts offered on a record (or those of them named), each with its verdict."""
    rows = [row for row in offered(actor, record) if not names or row.name in names]
    if not rows:
        return []
    # Rules are asked over facts; acts without rules need none.
    facts = facts_of(record) if any(row.needs for row in rows) else None
    round_ = round_of(record)
    stage = round_.state if round_ else None
    return [OpenAct(row, record.pk, gate.stage_allows(row, stage) + gate.needs_met(row, facts)) for row in rows]


def verdict_now(actor: Actor, row: Act, record: Record) -> Verdict:
    """All that stands against one act as things are, the office and the state included."""
    kind, round_ = kind_of(record), round_of(record)
    return (
        gate.office_allows(row, offices_at(actor, record), kind)
        + gate.state_allows(row, getattr(record, "state", ""), kind)
        + gate.stage_allows(row, round_.state if round_ else None)
        + (gate.needs_met(row, facts_of(record)) if row.needs else Verdict())
    )
