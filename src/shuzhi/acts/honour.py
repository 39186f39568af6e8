"""Acts on honours (5.4): nominated on what stands, checked, decided by a sitting."""

from __future__ import annotations

from datetime import date

from shuzhi.acts._perform import move
from shuzhi.reads.honour_facts import facts_for, record_of
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.honour import considered, may_be_named
from shuzhi.rules.roles import Actor, Office
from shuzhi.rules.verdict import Lack, Text, verdict


def nominate(
    actor: Actor,
    mandate: m.Mandate,
    *,
    programme: m.Programme,
    grounds: str,
    reason: str = "",
    once: str | None = None,
) -> m.Honour:
    """A deputy is put forward; what stood of report, rating, rectification and duties is kept (5.4)."""
    with move(actor, "honour.nominate", mandate, reason=reason, once=once, programme=programme) as this:
        asked = facts_for(this.subject, programme, grounds)
        named = m.Honour.objects.filter(programme=programme, mandate=this.subject).exists()
        this.add(may_be_named(asked) + considered(asked))
        this.add(
            verdict(
                Lack("5.4", Text("本次述职工作中已经推荐过这位代表。", "Nominated in this programme already."))
                if named
                else None,
                Lack("5.4", Text("述职工作还没有启动。", "The programme has not been opened."))
                if programme.state == "drafted"
                else None,
            )
        )
        if this.more.refused:
            return this.created  # the mover refuses on leaving
        sheet = record_of(this.subject, programme.pk).as_sheet()
        this.made(m.Honour(programme=programme, mandate=this.subject, grounds=grounds, sheet=sheet))
    made: m.Honour = this.created
    return made


def _kept_anew(honour: m.Honour) -> None:
    honour.sheet = record_of(honour.mandate, honour.programme_id).as_sheet()


def check(actor: Actor, honour: m.Honour, *, finding: str, reason: str = "", once: str | None = None) -> m.Honour:
    """The district office checks a nomination and writes down what it found (5.4)."""
    with move(actor, "honour.check", honour, reason=reason, once=once) as this:
        if not finding.strip():
            this.add(verdict(Lack("5.4", Text("没有写审核意见。", "No finding is written down."))))
        this.subject.finding = finding
        _kept_anew(this.subject)
    return this.subject


def decide(
    actor: Actor,
    honour: m.Honour,
    *,
    sat_on: date,
    chair: str,
    decision: str = "",
    minutes_number: str = "",
    attended: int | None = None,
    conditions: str = "",
    reason: str = "",
    once: str | None = None,
) -> m.Honour:
    """The chairpersons' meeting decides the title on the sheet as it stands that day (5.4)."""
    with move(actor, "honour.decide", honour, reason=reason, once=once, sat_on=sat_on, minutes=minutes_number) as this:
        if sat_on > clock.today():
            this.add(verdict(Lack("5.4", Text("会议还没有开。", "The sitting lies ahead of today."))))
        this.subject.sitting = m.Sitting.objects.create(
            body=this.subject.programme.district,
            office=Office.CHAIRPERSONS_MEETING,
            sat_on=sat_on,
            chair=chair,
            attended=attended,
            decision=decision,
            conditions=conditions,
            minutes_number=minutes_number,
        )
        _kept_anew(this.subject)
    return this.subject


def decline(actor: Actor, honour: m.Honour, *, because: str, reason: str = "", once: str | None = None) -> m.Honour:
    """A nomination is not followed, and it is said why (5.4)."""
    with move(actor, "honour.decline", honour, reason=reason, once=once, because=because) as this:
        if not because.strip():
            this.add(verdict(Lack("5.4", Text("没有写原因。", "No reason is stated."))))
        this.subject.finding = because
    return this.subject
