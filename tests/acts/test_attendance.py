"""The list and the door."""

from __future__ import annotations

import pytest
from tests.builders import a_meeting
from tests.builders_meeting import a_full_meeting, with_people
from tests.cast import Cast

from shuzhi.acts import attendance
from shuzhi.acts._perform import Refused
from shuzhi.records import models as m
from shuzhi.records.journal import Entry

pytestmark = pytest.mark.django_db


def test_the_list_is_what_is_ticked_and_twice_changes_nothing(cast: Cast) -> None:
    meeting = a_full_meeting(cast, number=8)
    every = list(m.Voter.objects.all())
    attendance.invite(cast.town_office, meeting, voters=every)
    attendance.invite(cast.town_office, meeting, voters=every)
    assert meeting.invitees.count() == 8
    attendance.invite(cast.town_office, meeting, guests=[{"name": "来宾一", "workplace": "区人大"}] * 2)
    assert meeting.invitees.count() == 9
    meeting.invitees.filter(voter=every[0]).update(present=True)
    attendance.invite(cast.town_office, meeting, voters=[])
    assert set(meeting.invitees.values_list("name", flat=True)) == {every[0].name, "来宾一"}


def test_a_voter_of_another_constituency_is_not_asked(cast: Cast) -> None:
    meeting = a_full_meeting(cast, number=2)
    far = m.Constituency.objects.create(number=2, name="羊尖")
    stranger = m.Voter.objects.create(name="外人", kind="voter_representative", constituency=far)
    attendance.invite(cast.town_office, meeting, voters=[stranger])
    assert not meeting.invitees.exists()


def test_one_head_of_two_workplaces_is_one_person_and_a_new_head_replaces(cast: Cast) -> None:
    meeting = a_full_meeting(cast, number=2)
    one, two = meeting.reporters.all()
    row = {"name": "何卫国", "workplace": "东港镇党委", "phone": "13900001100"}
    attendance.invite(cast.town_office, meeting, party_heads=[{**row, "reporter": one}, {**row, "reporter": two}])
    assert set(meeting.invitees.get().heads_for.all()) == {one, two}
    attendance.invite(cast.town_office, meeting, party_heads=[{**row, "name": "范文军", "reporter": two}])
    assert {i.name: list(i.heads_for.all()) for i in meeting.invitees.all()} == {"何卫国": [one], "范文军": [two]}
    attendance.invite(cast.town_office, meeting, party_heads=[{**row, "name": "范文军", "reporter": one}])
    assert meeting.invitees.get().name == "范文军"


def test_a_party_head_on_the_voters_list_stands_for_the_constituency_s_reporters(cast: Cast) -> None:
    meeting = a_full_meeting(cast, number=0)
    head = m.Voter.objects.create(name="何卫国", kind="党组织负责人", constituency=cast.constituency)
    attendance.invite(cast.town_office, meeting, voters=[head])
    invited = meeting.invitees.get()
    assert invited.kind == "party_head"
    assert invited.heads_for.count() == 2


def test_replies_of_many_and_the_journal_keeps_numbers(cast: Cast) -> None:
    meeting = with_people(cast, a_full_meeting(cast, number=6))
    people = list(meeting.invitees.values_list("pk", flat=True))
    attendance.reply(cast.town_office, meeting, replies={people[0]: "yes", people[1]: "no", people[2]: "yes"})
    assert sorted(meeting.invitees.values_list("reply", flat=True)) == ["", "", "", "", "", "no", "yes", "yes"]
    assert Entry.objects.last().detail == {"changed": {"yes": 2, "no": 1, "none": 0}}
    with pytest.raises(Refused):
        attendance.reply(cast.teller, meeting, replies={people[0]: "no"})


def test_check_in_is_a_yes_beside_a_name_twice_is_once_and_can_be_undone(cast: Cast) -> None:
    meeting = with_people(cast, a_full_meeting(cast, state="called", number=4))
    someone, lines = meeting.invitees.first(), Entry.objects.count()
    for actor in (cast.teller, cast.scrutineer, cast.town_office):
        attendance.admit(actor, someone)
    assert meeting.invitees.filter(present=True).count() == 1
    attendance.admit(cast.teller, someone, present=False)
    assert not meeting.invitees.filter(present=True).exists()
    assert Entry.objects.count() == lines
    moments = [f.name for f in m.Invitee._meta.get_fields() if f.get_internal_type() in ("DateTimeField", "TimeField")]
    assert moments == []


@pytest.mark.parametrize("state", ["planned", "counted", "closed"])
def test_the_door_is_shut_before_the_call_and_after_the_count(cast: Cast, state: str) -> None:
    meeting = with_people(cast, a_full_meeting(cast, state=state, number=4))
    with pytest.raises(Refused):
        attendance.admit(cast.teller, meeting.invitees.first())


def test_the_door_is_for_those_who_stand_at_it(cast: Cast) -> None:
    meeting = with_people(cast, a_full_meeting(cast, state="called", number=4))
    for actor in (cast.deputy, cast.stranger, cast.office, cast.steward, cast.public):
        with pytest.raises(Refused):
            attendance.admit(actor, meeting.invitees.first())
        with pytest.raises(Refused):
            attendance.walk_in(actor, meeting, name="某", kind="guest")


def test_a_walk_in_twice_is_one_and_a_namesake_is_another(cast: Cast) -> None:
    meeting = a_full_meeting(cast, state="called", number=0)
    first = attendance.walk_in(cast.teller, meeting, name="欧阳小平", kind="voter_representative")
    again = attendance.walk_in(cast.scrutineer, meeting, name="欧阳　小平", kind="voter_representative")
    other = attendance.walk_in(cast.teller, meeting, name="欧阳小平", kind="voter_representative", another=True)
    assert first == again
    assert other != first
    assert (first.walked_in, first.present, "oyxp" in first.initials.split()) == (True, True, True)


def test_a_walk_in_who_is_on_the_list_is_checked_in_there(cast: Cast) -> None:
    meeting = with_people(cast, a_full_meeting(cast, state="called", number=4))
    listed = meeting.invitees.filter(kind="voter_representative").first()
    assert attendance.walk_in(cast.teller, meeting, name=listed.name, kind=listed.kind).pk == listed.pk
    listed.refresh_from_db()
    assert listed.present
    assert not listed.walked_in


def test_a_form_sent_twice_at_the_door_is_one_person_and_leaves_no_order(cast: Cast) -> None:
    meeting = with_people(cast, a_full_meeting(cast, state="called", number=4))
    listed = meeting.invitees.filter(kind="voter_representative").first()
    sent = {"name": listed.name, "kind": listed.kind, "another": True, "once": "a" * 32}
    first = attendance.walk_in(cast.teller, meeting, **sent)
    assert attendance.walk_in(cast.teller, meeting, **sent) == first
    assert attendance.walk_in(cast.teller, meeting, **{**sent, "once": "b" * 32}) != first
    assert meeting.invitees.filter(walked_in=True).count() == 2
    assert not Entry.objects.filter(once="a" * 32).exists()
    elsewhere = a_meeting(cast, meeting.round, state="called")
    assert attendance.walk_in(cast.teller, elsewhere, **sent).meeting == elsewhere


def test_the_numbers_of_those_registered_on_the_spot_are_in_no_order(cast: Cast) -> None:
    meeting = with_people(cast, a_full_meeting(cast, state="called", number=4))
    numbers = [attendance.walk_in(cast.teller, meeting, name=f"来{n}", kind="guest").pk for n in range(12)]
    assert numbers != sorted(numbers)
    assert numbers != sorted(numbers, reverse=True)
