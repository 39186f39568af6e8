"""Acts on the duty ledger: recorded once, checked by one desk, disputed by the deputy (2.3, 3)."""

from __future__ import annotations

from datetime import date
from typing import Any

from shuzhi.acts._perform import move
from shuzhi.reads.duty import aspect_of, at_the_desk, desk_name
from shuzhi.reads.duty_facts import facts
from shuzhi.records import models as m
from shuzhi.rules.duty import EntryFacts, checked_by_another, may_stand, may_withdraw
from shuzhi.rules.roles import Actor
from shuzhi.rules.verdict import Lack, Text, verdict


def record(
    actor: Actor,
    mandate: m.Mandate,
    *,
    on: date,
    kind: str,
    title: str,
    detail: str = "",
    collective: bool = False,
    reason: str = "",
    once: str | None = None,
) -> m.DutyEntry | None:
    """What a deputy did as a deputy: when, which kind, in person or with the body (2.3, 5.3).

    The kind tells the aspect. An entry counts once the desk has checked it.
    """
    with move(actor, "duty.record", mandate, reason=reason, once=once, on=on, kind=kind, title=title) as this:
        entry = m.DutyEntry(
            mandate=this.subject,
            on=on,
            aspect=aspect_of(kind),
            kind=kind,
            title=title,
            detail=detail,
            collective=collective,
            recorded_by=desk_name(actor, this.subject),
        )
        this.add(may_stand(facts(entry)))
        if this.more.refused:
            return None  # the mover refuses on leaving
        this.made(entry)
    return entry


def check(
    actor: Actor,
    entry: m.DutyEntry,
    *,
    on: date | None = None,
    kind: str = "",
    title: str = "",
    detail: str | None = None,
    collective: bool | None = None,
    answer: str = "",
    reason: str = "",
    once: str | None = None,
) -> m.DutyEntry:
    """The desk checks an entry, correcting what is wrong in it; what is left out stays as it was (2.3).

    An objection is answered here. Checking one's own entry asks for a reason.
    """
    given: dict[str, Any] = {
        "on": on,
        "kind": kind or None,
        "title": title or None,
        "detail": detail,
        "collective": collective,
    }
    with move(actor, "duty.check", entry, reason=reason, once=once) as this:
        changed = {k: v for k, v in given.items() if v is not None and v != getattr(this.subject, k)}
        this.detail["was"] = {k: getattr(this.subject, k) for k in changed}
        for name, value in changed.items():
            setattr(this.subject, name, value)
        this.subject.aspect = aspect_of(this.subject.kind) or this.subject.aspect
        this.subject.checked_by = desk_name(actor, this.subject.mandate)
        this.subject.answer = answer or this.subject.answer
        own = this.subject.mandate.person_id == actor.person
        this.add(
            checked_by_another(
                EntryFacts(
                    on=this.subject.on, today=this.subject.on, kind=this.subject.kind, since=None, until=None, own=own
                )
            )
        )
    return this.subject


def dispute(
    actor: Actor, entry: m.DutyEntry, *, objection: str, reason: str = "", once: str | None = None
) -> m.DutyEntry:
    """The deputy objects to a checked entry; it goes back to the desk (2.3)."""
    with move(actor, "duty.dispute", entry, reason=reason, once=once) as this:
        if not objection.strip():
            this.add(verdict(Lack("2.3", Text("没有写异议的内容。", "The objection is not stated."))))
        this.subject.objection = objection
        this.subject.answer = ""
    return this.subject


def withdraw(
    actor: Actor, entry: m.DutyEntry, *, because: str, reason: str = "", once: str | None = None
) -> m.DutyEntry:
    """A mistaken entry is withdrawn: it stays on the ledger, struck through, and counts for nothing (2.3).

    The deputy withdraws what is not checked yet; what the desk has checked, the desk withdraws.
    """
    with move(actor, "duty.withdraw", entry, reason=reason, once=once, because=because) as this:
        mandate = this.subject.mandate
        this.add(may_withdraw(because, checked=bool(this.subject.checked_by), desk=at_the_desk(actor, mandate)))
        this.subject.withdrawn_because = because
        this.subject.withdrawn_by = desk_name(actor, mandate)
    return this.subject
