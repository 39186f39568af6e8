"""Liaison between town and district (情况联络, 5.2, 5.5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from shuzhi.acts._perform import move
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.liaison import yours_to_acknowledge
from shuzhi.rules.roles import Actor


def _send(liaison: m.Liaison, to: Iterable[m.Body]) -> None:
    m.Receipt.objects.bulk_create(m.Receipt(liaison=liaison, body=body) for body in to)


def report(
    actor: Actor,
    round_: m.Round,
    *,
    kind: str,
    title: str,
    text: str,
    reason: str = "",
    once: str | None = None,
) -> m.Liaison:
    """The organiser keeps the district office informed (5.5)."""
    with move(actor, "liaison.report", round_, reason=reason, once=once, title=title) as this:
        sent = this.made(
            m.Liaison(
                programme=this.subject.programme,
                round=this.subject,
                sender=this.subject.organiser,
                kind=kind,
                title=title,
                text=text,
                sent_on=clock.today(),
            )
        )
        _send(sent, [this.subject.programme.district])
    return sent


def notify(
    actor: Actor,
    programme: m.Programme,
    *,
    kind: str,
    title: str,
    text: str,
    to: Iterable[m.Body],
    due_on: date | None = None,
    reason: str = "",
    once: str | None = None,
) -> m.Liaison:
    """The district office guides, follows progress and spreads good practice (5.5); each body named acknowledges."""
    bodies = list(to)
    with move(actor, "liaison.notify", programme, reason=reason, once=once, title=title, to=bodies) as this:
        sent = this.made(
            m.Liaison(
                programme=this.subject,
                sender=this.subject.district,
                kind=kind,
                title=title,
                text=text,
                sent_on=clock.today(),
                due_on=due_on,
            )
        )
        _send(sent, bodies)
    return sent


def acknowledge(actor: Actor, liaison: m.Liaison, *, reason: str = "", once: str | None = None) -> m.Liaison:
    """Says that one's body has received and read it; the last acknowledgement closes it (5.5)."""
    with move(actor, "liaison.acknowledge", liaison, reason=reason, once=once) as this:
        open_ = this.subject.receipts.filter(acknowledged_on=None)
        mine = open_.filter(body__in=actor.bodies())
        this.add(yours_to_acknowledge(mine.count()))
        mine.update(acknowledged_on=clock.today(), acknowledged_by=actor.name)
        if not open_.exists():
            this.goes_to("acknowledged")
    return this.subject
