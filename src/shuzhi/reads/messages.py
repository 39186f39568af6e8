"""Messages between town and district as their page shows them, and what may be sent (5.2, 5.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from shuzhi.reads.desk import held_rounds
from shuzhi.reads.open_act import OpenAct
from shuzhi.reads.sight import liaisons
from shuzhi.reads.task import whose
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules import gate
from shuzhi.rules.liaison import KINDS
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import Actor, Office
from shuzhi.rules.verdict import GO, Text

# Who acknowledges for a body: the offices of liaison.acknowledge.
ANSWERING = (Office.DISTRICT_OFFICE, Office.TOWN_CONGRESS_OFFICE, Office.GROUP_LEADER)


@dataclass(frozen=True, slots=True)
class Message:
    """One message with its receipts; ``acknowledge`` when the reader's own body has still to answer."""

    record: m.Liaison
    kind: Text
    upward: bool
    receipts: tuple[m.Receipt, ...]
    late_days: int
    acknowledge: OpenAct | None

    @property
    def acknowledged(self) -> int:
        return sum(1 for r in self.receipts if r.acknowledged_on)

    @property
    def waits(self) -> bool:
        return self.acknowledged < len(self.receipts)


@dataclass(frozen=True, slots=True)
class Sending:
    """Something that may be sent: upward from a round, or downward in a programme."""

    label: Text
    about: Text
    act: str
    pk: int


def wanted(actor: Actor, show: str) -> QuerySet[m.Liaison]:
    """Messages of one's bodies, newest first: all, those to answer, those sent."""
    found = liaisons(actor)
    if show == "mine":
        keys = m.Receipt.objects.filter(body__in=actor.bodies(*ANSWERING), acknowledged_on=None).values("liaison")
        found = found.filter(pk__in=keys)
    elif show == "sent":
        found = found.filter(sender__in=actor.bodies(*ANSWERING))
    elif show == "waiting":
        found = found.filter(pk__in=m.Receipt.objects.filter(acknowledged_on=None).values("liaison"))
    return found.order_by("-sent_on", "-pk")


def page_of(actor: Actor, records: Iterable[m.Liaison]) -> list[Message]:
    """One page of messages with every receipt; two queries."""
    own, today = actor.bodies(*ANSWERING), clock.today()
    keys = [x.pk for x in records]
    found = (
        m.Liaison.objects.filter(pk__in=keys)
        .select_related("sender", "round__organiser")
        .prefetch_related(Prefetch("receipts", m.Receipt.objects.select_related("body")))
    )
    result = []
    row = REGISTER["liaison.acknowledge"]
    for one in found:
        receipts = tuple(one.receipts.all())
        outstanding = [r for r in receipts if r.acknowledged_on is None]
        mine = any(r.body_id in own for r in outstanding)
        result.append(
            Message(
                record=one,
                kind=KINDS.get(one.kind, Text(one.kind, one.kind)),
                upward=one.round_id is not None,
                receipts=receipts,
                late_days=(today - one.due_on).days if outstanding and one.due_on and one.due_on < today else 0,
                acknowledge=OpenAct(row, one.pk, GO) if mine else None,
            )
        )
    return result


def sendings(actor: Actor) -> list[Sending]:
    """What this actor may send now."""
    found = []
    if actor.holds(Office.DISTRICT_OFFICE):
        row = REGISTER["liaison.notify"]
        for pk, title in m.Programme.objects.filter(state="open").values_list("pk", "title"):
            found.append(Sending(row.label, Text(title, title), row.name, pk))
    row = REGISTER["liaison.report"]
    for held in held_rounds(actor):
        s = held.standing
        if s.state != "closed" and not gate.office_allows(row, held.offices, s.kind).refused:
            found.append(Sending(row.label, whose(s), row.name, s.pk))
    return found
