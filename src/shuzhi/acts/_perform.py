"""The mover: the only code that opens the transaction of an act.

It locks the record, asks the office, the state and the stage, lets the act make its change, asks the
rules over the facts *as they would then stand*, and either keeps everything (change, new state, and one
hash-chained journal line) or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models, transaction

from shuzhi.reads.facts import facts_of
from shuzhi.reads.memo import forget
from shuzhi.reads.offices import kind_of, offices_at, round_of
from shuzhi.records import clock
from shuzhi.records.base import Record
from shuzhi.records.journal import Entry, last_digest
from shuzhi.records.programme import Round
from shuzhi.rules import gate
from shuzhi.rules.register import REGISTER, Act
from shuzhi.rules.roles import Actor, Office
from shuzhi.rules.verdict import GO, Caution, Lack, Verdict


class Refused(Exception):
    """The act was refused: lacks stand against it, or cautions without a reason."""

    def __init__(self, row: Act, verdict: Verdict) -> None:
        findings: tuple[Lack | Caution, ...] = (*verdict.lacks, *verdict.cautions)
        super().__init__("; ".join(f.text.zh for f in findings))
        self.row = row
        self.verdict = verdict

    @property
    def wants_reason(self) -> bool:
        return not self.verdict.refused


class AlreadyDone(Exception):
    """The same form was sent twice; the first one stands."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry.act)
        self.entry = entry


@dataclass(slots=True)
class Move:
    """One act under way. ``subject`` is locked; what the act makes is handed to ``made``."""

    row: Act
    subject: Any
    detail: dict[str, Any] = field(default_factory=dict)
    created: Any = None
    more: Verdict = GO

    def made(self, record: Any) -> Any:
        """The record this act creates, saved here in its first state."""
        if self.row.target and hasattr(record, "state"):
            record.state = self.row.target
        record.save()
        self.created = record
        return record

    def goes_to(self, state: str) -> None:
        """For the rows whose next state depends on the present one (the next stage of a round)."""
        self.subject.state = state

    def add(self, verdict: Verdict) -> None:
        """Findings only the act itself can know, joined to those of the register's needs."""
        self.more += verdict


def _lock(subject: Record) -> Any:
    """The record as it stands now, locked until the end; with it, unlocked, the round whose offices are asked next."""
    locked = type(subject)._default_manager.select_for_update(of=("self",))
    if subject.round_path:
        round_ = "" if isinstance(subject, Round) else f"{subject.round_path}__"
        # The edition is long, and few acts look into it.
        locked = locked.select_related(f"{round_}programme", f"{round_}organiser").defer(f"{round_}programme__edition")
    return locked.get(pk=subject.pk)


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case models.Model():
            return value.pk
        case dict():
            return {str(k): _plain(v) for k, v in value.items()}
        case models.QuerySet() | list() | tuple() | set() | frozenset():
            return [_plain(v) for v in value]
        case _:
            return str(value)


def journal(
    actor: Actor,
    row: Act,
    record: Record,
    *,
    office: str,
    source: str = "",
    detail: dict[str, Any] | None = None,
    verdict: Verdict = GO,
    reason: str = "",
    once: str | None = None,
) -> Entry:
    """Appends one line to the journal, chained to the last. Inside the act's own transaction."""
    entry = Entry(
        at=clock.now(),
        act=row.name,
        person_id=actor.person,
        person_name=actor.name,
        office=office,
        noun=record.noun,
        subject=str(record.pk),
        round=round_of(record),
        source=source,
        target=getattr(record, "state", ""),
        detail=_plain(detail or {}),
        cautions=[{"clause": c.clause, "zh": c.text.zh, "en": c.text.en} for c in verdict.cautions],
        reason=reason,
        once=once,
        previous=last_digest(),
    )
    entry.digest = entry.computed_digest()
    entry.save()
    return entry


@contextmanager
def move(
    actor: Actor,
    name: str,
    subject: Any,
    /,
    *,
    reason: str = "",
    once: str | None = None,
    **detail: Any,
) -> Iterator[Move]:
    """One act of the register, whole or not at all.

    The body of the ``with`` makes the change on ``move.subject`` (locked and fresh) and hands a new
    record to ``move.made``. ``detail`` is what the journal keeps of the form. Raises ``Refused`` (nothing
    is kept) and ``AlreadyDone`` (the same ``once`` token was used before).
    """
    row = REGISTER[name]
    with transaction.atomic():
        if once and (earlier := Entry.objects.filter(once=once).first()):
            raise AlreadyDone(earlier)
        record = _lock(subject)
        held, kind, round_ = offices_at(actor, record), kind_of(record), round_of(record)
        source = getattr(record, "state", "")
        verdict = (
            gate.office_allows(row, held, kind)
            + gate.state_allows(row, source, kind)
            + gate.stage_allows(row, round_.state if round_ else None)
        )
        if verdict.refused:
            raise Refused(row, verdict)
        this = Move(row, record, dict(detail))
        if row.target and not row.creates:
            record.state = row.target
        yield this
        record.save()
        verdict = gate.needs_met(row, facts_of(record)) + this.more
        if verdict.refused or (verdict.cautions and not reason.strip()):
            raise Refused(row, verdict)
        transaction.on_commit(forget)
        if row.journaled:
            wanted = gate.offices_for(row, kind) & held
            journal(
                actor,
                row,
                this.created if this.created is not None and hasattr(this.created, "noun") else record,
                office=next(o for o in Office if o in wanted),
                source="" if row.creates else source,
                detail=this.detail,
                verdict=verdict,
                reason=reason.strip(),
                once=once,
            )
