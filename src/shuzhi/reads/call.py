"""What a call to the meeting says (4.3a): the meeting, who is asked, whom to ring."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.reads.attendance import InviteeLine, lines_of
from shuzhi.reads.bodies import in_office
from shuzhi.reads.meeting import MeetingPage, meeting_page
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor, Office


@dataclass(frozen=True, slots=True)
class Call:
    page: MeetingPage
    invited: tuple[InviteeLine, ...]
    contact: m.Person | None
    reports_on: tuple[m.Report, ...]


def contact_of(round_: m.Round) -> m.Person | None:
    """Whom to ring about a round: who sits in the town congress's office, or leads the district-organs group (5.2)."""
    wanted = (Office.TOWN_CONGRESS_OFFICE, Office.GROUP_LEADER)
    held = m.Tenure.objects.filter(in_office(), body=round_.organiser, office__in=wanted).select_related("person")
    found = sorted(held, key=lambda t: (not t.person.phone, wanted.index(Office(t.office)), t.pk))
    return found[0].person if found else None


def call(actor: Actor, pk: int) -> Call:
    """For those who invite and for the district; NotVisible for others, for it names everybody asked."""
    page = meeting_page(actor, pk, "meeting.invite")
    return Call(
        page=page,
        invited=tuple(i for i in lines_of(page.meeting, page.edition) if not i.walked_in),
        contact=contact_of(page.meeting.round),
        reports_on=tuple(r.reporter.report for r in page.reporters if r.published),
    )
