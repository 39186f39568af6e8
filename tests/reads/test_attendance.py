"""The meeting's own short way to the offices says what the long way says."""

from __future__ import annotations

import pytest
from tests.builders import a_meeting, a_reporter, a_round
from tests.cast import make_cast

from shuzhi.reads.attendance import meeting_for
from shuzhi.reads.offices import offices_at
from shuzhi.reads.sight import NotVisible

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["district_town", "district_organs", "town"])
def test_offices_found_with_the_meeting_are_those_the_mover_asks(kind: str) -> None:
    cast = make_cast()
    round_ = a_round(cast, kind=kind, state="meeting")
    a_reporter(cast, round_)
    meeting = a_meeting(cast, round_)
    seen = 0
    for name, actor in cast.everybody.items():
        try:
            _, held = meeting_for(actor, meeting.pk)
        except NotVisible:
            continue
        seen += 1
        assert held == offices_at(actor, meeting), name
    assert seen >= 6
