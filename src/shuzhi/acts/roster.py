"""Acts on the roster: proposed on the record, met about, decided, filed upward (2.2–2.4, 4.1b)."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from shuzhi.acts._perform import Move, move
from shuzhi.reads.duty_facts import checked_counts
from shuzhi.reads.roster_choice import bodies_deciding
from shuzhi.reads.roster_facts import DECIDED
from shuzhi.reads.study import deputies
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.register import DECIDER
from shuzhi.rules.roles import Actor, Office, RoundKind
from shuzhi.rules.verdict import Lack, Text, verdict

_HELD = ("open", "appraising", "counted", "closed")


def _nominee(
    this: Move, round_: m.Round, mandate: m.Mandate, grounds: str, replaces: m.Reporter | None = None
) -> m.Reporter:
    """A deputy of the round's groups, once on its list, with the record as it stands today (2.3)."""
    on_list = round_.reporters.filter(mandate=mandate).exclude(state="struck").exists()
    this.add(
        verdict(
            None
            if deputies(round_).filter(pk=mandate.pk).exists()
            else Lack("2.3", Text("这位代表不在本轮的代表小组里。", "The deputy is not of a group of this round.")),
            Lack("2.3", Text("名单上已经有这位代表。", "The deputy is on the list already.")) if on_list else None,
            None if grounds.strip() else Lack("2.3", Text("没有写提名理由。", "No grounds are stated.")),
        )
    )
    this.detail.update(mandate=mandate.pk, name=mandate.person.name)
    last = round_.reporters.aggregate(n=Max("order"))["n"] or 0
    return m.Reporter(
        round=round_,
        mandate=mandate,
        grounds=grounds,
        duty_entries=checked_counts([mandate.pk]).get(mandate.pk, (0, 0))[0],
        order=replaces.order if replaces else last + 1,
        replaces=replaces,
    )


def propose(
    actor: Actor, round_: m.Round, *, mandate: m.Mandate, grounds: str, reason: str = "", once: str | None = None
) -> m.Reporter | None:
    """A name on the list, with the grounds and the number of checked entries that stood then (2.3)."""
    with move(actor, "roster.propose", round_, reason=reason, once=once) as this:
        reporter = _nominee(this, this.subject, mandate, grounds)
        if m.Roster.objects.filter(round=this.subject, state__in=DECIDED).exists():
            this.add(
                verdict(
                    Lack(
                        "4.1b",
                        Text(
                            "名单已经确定；要换人请先免述，再替补。",
                            "The list is decided; excuse somebody, then name a substitute.",
                        ),
                    )
                )
            )
        if this.more.refused:
            return None  # the mover refuses on leaving
        this.made(reporter)
    return reporter


def strike(
    actor: Actor, reporter: m.Reporter, *, because: str = "", reason: str = "", once: str | None = None
) -> m.Reporter:
    """A proposed name is taken off before the list is decided (4.1b)."""
    with move(actor, "roster.strike", reporter, reason=reason, once=once, because=because) as this:
        this.subject.excuse = because
        this.detail["name"] = this.subject.mandate.person.name
    return this.subject


def meet(
    actor: Actor,
    roster: m.Roster,
    *,
    sat_on: date,
    chair: str,
    attended: int | None = None,
    widened: bool = False,
    body: m.Body | None = None,
    decision: str = "",
    conditions: str = "",
    minutes_number: str = "",
    reason: str = "",
    once: str | None = None,
) -> m.Roster:
    """The presidium (it may be widened to group leaders) or the group met about the list (4.1b)."""
    with move(actor, "roster.meet", roster, reason=reason, once=once, sat_on=sat_on, widened=widened) as this:
        round_ = this.subject.round
        (office,) = DECIDER[RoundKind(round_.kind)]
        bodies = bodies_deciding(actor, this.subject)
        met = body or bodies[0]
        this.add(
            verdict(
                None
                if met in bodies
                else Lack("4.1b", Text("这个名单不由这个小组开会确定。", "This body does not meet about this list.")),
                Lack("4.1b", Text("会议还没有开。", "The meeting lies ahead of today."))
                if sat_on > clock.today()
                else None,
                Lack(
                    "4.1b",
                    Text("可以扩大的只有主席团会议。", "Only a meeting of the presidium may be widened."),
                )
                if widened and office is not Office.PRESIDIUM
                else None,
            )
        )
        sitting = this.made(
            m.Sitting(
                body=met,
                office=office,
                sat_on=sat_on,
                chair=chair,
                attended=attended,
                widened=widened,
                decision=decision,
                conditions=conditions,
                minutes_number=minutes_number,
                round=round_,
            )
        )
        this.subject.meetings.add(sitting)
    return this.subject


def decide(actor: Actor, roster: m.Roster, *, reason: str = "", once: str | None = None) -> m.Roster:
    """The list is decided as it stands: everybody proposed becomes a reporter (2.2a–c, 4.1b, 5.2).

    ``decided_on`` is the day of the last meeting about it, from which the filing is reckoned (2.4).
    """
    with move(actor, "roster.decide", roster, reason=reason, once=once) as this:
        round_ = this.subject.round
        proposed = round_.reporters.filter(state="proposed")
        this.detail["names"] = list(proposed.values_list("mandate__person__name", flat=True))
        proposed.update(state="chosen")
        last = this.subject.meetings.order_by("-sat_on").values_list("sat_on", flat=True).first()
        this.subject.decided_on = last or clock.today()
    return this.subject


def _reopened(this: Move, round_: m.Round) -> None:
    """A list that changed after it was filed has to be filed again (2.4)."""
    roster = m.Roster.objects.select_for_update().get(round=round_)
    if roster.state in ("filed", "acknowledged"):
        roster.state, roster.filed_on, roster.acknowledged_on = "decided", None, None
        roster.save()
        this.detail["roster"] = roster.state


def excuse(
    actor: Actor, reporter: m.Reporter, *, because: str, reason: str = "", once: str | None = None
) -> m.Reporter:
    """A reporter is excused before the meeting is held, with the reason on record (4.1b)."""
    with move(actor, "roster.excuse", reporter, reason=reason, once=once, because=because) as this:
        held = m.Meeting.objects.filter(reporters=this.subject, state__in=_HELD).exists()
        this.add(
            verdict(
                Lack("4.1b", Text("述职会议已经开了。", "The meeting has been held already.")) if held else None,
                None
                if because.strip()
                else Lack("4.1b", Text("没有写免述的原因。", "No reason for excusing is stated.")),
            )
        )
        this.subject.excuse = because
        this.detail["name"] = this.subject.mandate.person.name
        for meeting in m.Meeting.objects.filter(reporters=this.subject):
            meeting.reporters.remove(this.subject)
        _reopened(this, this.subject.round)
    return this.subject


def substitute(
    actor: Actor, reporter: m.Reporter, *, mandate: m.Mandate, grounds: str, reason: str = "", once: str | None = None
) -> m.Reporter | None:
    """Another deputy takes the place of one excused; the list is filed again (2.4, 4.1b)."""
    with move(actor, "roster.substitute", reporter, reason=reason, once=once) as this:
        found = _nominee(this, this.subject.round, mandate, grounds, this.subject)
        if m.Reporter.objects.filter(replaces=this.subject).exists():
            this.add(verdict(Lack("4.1b", Text("已经有人替补。", "A substitute has been named already."))))
        if this.more.refused:
            return None  # the mover refuses on leaving
        this.made(found)
        _reopened(this, this.subject.round)
    return found


def file(actor: Actor, roster: m.Roster, *, reason: str = "", once: str | None = None) -> m.Roster:
    """The list of district reporters goes up to the district standing committee (2.4)."""
    with move(actor, "roster.file", roster, reason=reason, once=once) as this:
        this.subject.filed_on = clock.today()
    return this.subject


def acknowledge(actor: Actor, roster: m.Roster, *, reason: str = "", once: str | None = None) -> m.Roster:
    """The district office has the list (2.4)."""
    with move(actor, "roster.acknowledge", roster, reason=reason, once=once) as this:
        this.subject.acknowledged_on = clock.today()
    return this.subject
