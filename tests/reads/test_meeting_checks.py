"""What the meeting's home says of the sheets: what stands against printing them and against opening with them (4.3b)."""

from __future__ import annotations

import pytest
from tests.builders_meeting import a_full_meeting, with_people
from tests.cast import Cast

from shuzhi.reads.meeting import meeting_page
from shuzhi.reads.meeting_checks import Check, checks
from shuzhi.reads.sheet import facts
from shuzhi.records import models as m
from shuzhi.rules.evaluation import may_issue, may_open

pytestmark = pytest.mark.django_db


def of_the_sheets(cast: Cast, meeting: m.Meeting) -> Check:
    return checks(meeting_page(cast.town_office, meeting.pk))[-1]


def test_too_few_sheets_for_those_present_shows_on_the_meeting_itself(cast: Cast) -> None:
    meeting = with_people(cast, a_full_meeting(cast, state="called"), present=52)
    assert of_the_sheets(cast, meeting).lacks == ()
    reporters = list(meeting.reporters.all())
    seats = {r.mandate.constituency_id for r in reporters}
    for seat in seats:
        kind = m.SheetKind.objects.create(meeting=meeting, constituency_id=seat, issued=10)
        kind.reporters.set([r for r in reporters if r.mandate.constituency_id == seat])
    m.Evaluation.objects.create(meeting=meeting)
    found = of_the_sheets(cast, meeting)
    assert found.state == "done"
    assert found.cautions == may_open(facts(meeting)).cautions
    assert [c.clause for c in found.cautions] == ["4.3b"]
    kind.reporters.clear()
    assert of_the_sheets(cast, meeting).lacks == may_issue(facts(meeting)).lacks
    assert [x.clause for x in of_the_sheets(cast, meeting).lacks] == ["D0005"]
