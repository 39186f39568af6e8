"""Acts on the plan: drafted, revised, submitted; adopted or returned by the body that sits on it (4.1a)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from shuzhi.acts._perform import Move, move
from shuzhi.reads.plan import latest
from shuzhi.reads.programme import edition_of
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.plan import schedule
from shuzhi.rules.register import ADOPTER
from shuzhi.rules.roles import Actor, Office, RoundKind
from shuzhi.rules.verdict import Lack, Text, verdict

Extra = Iterable[tuple[str, date, str]]


def _version(
    plan: m.Plan,
    number: int,
    *,
    text: str,
    starts_on: date,
    meeting_on: date,
    ends_on: date,
    dues: Mapping[str, date] | None,
    extra: Extra,
) -> m.PlanVersion:
    kind = RoundKind(plan.round.kind)
    tasks = edition_of(plan.round.programme).tasks(kind)
    return m.PlanVersion.objects.create(
        plan=plan,
        number=number,
        text=text,
        starts_on=starts_on,
        meeting_on=meeting_on,
        ends_on=ends_on,
        tasks=schedule(tasks, kind, meeting_on, dues, extra),
        made_on=clock.today(),
    )


def draft(
    actor: Actor,
    round_: m.Round,
    *,
    text: str,
    starts_on: date,
    meeting_on: date,
    ends_on: date,
    dues: Mapping[str, date] | None = None,
    extra: Extra = (),
    reason: str = "",
    once: str | None = None,
) -> m.Plan:
    """The organiser draws up plan and schedule (4.1a).

    Dates not named in ``dues`` (by the edition's task keys) are planned back from the meeting in
    working days; ``extra`` are lines of the organiser's own (title, date, who). One plan a round:
    afterwards it is revised.
    """
    with move(actor, "plan.draft", round_, reason=reason, once=once) as this:
        if m.Plan.objects.filter(round=this.subject).exists():
            this.add(
                verdict(
                    Lack(
                        "4.1a",
                        Text("本轮已有实施方案，请修改它。", "The round has a plan already; revise that one."),
                    )
                )
            )
            return None  # type: ignore[return-value]  # the mover refuses on leaving
        plan = this.made(m.Plan(round=this.subject))
        _version(
            plan, 1, text=text, starts_on=starts_on, meeting_on=meeting_on, ends_on=ends_on, dues=dues, extra=extra
        )
    return plan


def revise(
    actor: Actor,
    plan: m.Plan,
    *,
    text: str,
    starts_on: date,
    meeting_on: date,
    ends_on: date,
    dues: Mapping[str, date] | None = None,
    extra: Extra = (),
    reason: str = "",
    once: str | None = None,
) -> m.Plan:
    """A new version; the earlier ones stay and the differences show (4.1a)."""
    with move(actor, "plan.revise", plan, reason=reason, once=once) as this:
        number = latest(this.subject).number + 1
        this.detail["version"] = number
        _version(
            this.subject,
            number,
            text=text,
            starts_on=starts_on,
            meeting_on=meeting_on,
            ends_on=ends_on,
            dues=dues,
            extra=extra,
        )
    return this.subject


def submit(actor: Actor, plan: m.Plan, *, reason: str = "", once: str | None = None) -> m.Plan:
    """To the body that adopts it (4.1a); dates outside the window or not two to three months need a reason
    (4.0a, 4.0b, 4.0c)."""
    with move(actor, "plan.submit", plan, reason=reason, once=once) as this:
        this.detail["version"] = latest(this.subject).number
    return this.subject


def _sitting(
    this: Move,
    *,
    sat_on: date,
    chair: str,
    decision: str,
    minutes_number: str,
    attended: int | None,
    conditions: str,
) -> m.Sitting:
    """The sitting of the right body: the chairpersons' meeting for district plans, the presidium for town plans."""
    round_ = this.subject.round
    (office,) = ADOPTER[RoundKind(round_.kind)]
    body = round_.organiser if office is Office.PRESIDIUM else round_.programme.district
    this.detail["version"] = latest(this.subject).number
    if sat_on > clock.today():
        this.add(verdict(Lack("4.1a", Text("会议还没有开。", "The sitting lies ahead of today."))))
    return m.Sitting.objects.create(
        body=body,
        office=office,
        sat_on=sat_on,
        chair=chair,
        attended=attended,
        decision=decision,
        conditions=conditions,
        minutes_number=minutes_number,
        round=round_,
    )


def adopt(
    actor: Actor,
    plan: m.Plan,
    *,
    sat_on: date,
    chair: str,
    decision: str,
    minutes_number: str,
    attended: int | None = None,
    conditions: str = "",
    reason: str = "",
    once: str | None = None,
) -> m.Plan:
    """The chairpersons' meeting or the presidium adopts the plan: when it sat, who chaired, what it decided,
    on what conditions, under which minutes (4.1a). Only now may anything downstream start."""
    with move(actor, "plan.adopt", plan, reason=reason, once=once, sat_on=sat_on, minutes=minutes_number) as this:
        this.subject.sitting = _sitting(
            this,
            sat_on=sat_on,
            chair=chair,
            decision=decision,
            minutes_number=minutes_number,
            attended=attended,
            conditions=conditions,
        )
    return this.subject


def return_(
    actor: Actor,
    plan: m.Plan,
    *,
    sat_on: date,
    chair: str,
    decision: str,
    minutes_number: str,
    remarks: str,
    attended: int | None = None,
    conditions: str = "",
    reason: str = "",
    once: str | None = None,
) -> m.Plan:
    """The body returns the plan with remarks; they stay beside the version they were made on (4.1a)."""
    with move(actor, "plan.return", plan, reason=reason, once=once, sat_on=sat_on, minutes=minutes_number) as this:
        _sitting(
            this,
            sat_on=sat_on,
            chair=chair,
            decision=decision,
            minutes_number=minutes_number,
            attended=attended,
            conditions=conditions,
        )
        version = latest(this.subject)
        version.remarks = remarks
        version.save(update_fields=["remarks"])
    return this.subject
