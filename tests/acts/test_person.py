"""Offices given and ended, entries merged, people invited; and accounts, which the register does not know."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import identify_hasher
from tests.cast import person
from tests.sheets import all_of, opened

from shuzhi.acts import account, sheet
from shuzhi.acts import person as acts
from shuzhi.acts._perform import Refused
from shuzhi.reads.actors import actor_for_person
from shuzhi.reads.invitation import invitation_of, link_state
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import Office

DAY = date(2026, 5, 1)


def someone(actor):
    return m.Person.objects.get(pk=actor.person)


def test_the_steward_appoints_and_the_office_is_held(cast):
    new = acts.add(cast.steward, cast.district, name="严怡", post="区人大代表工委")
    assert (new.initials, new.sort_key[:3]) == ("yy", "yan")
    acts.appoint(cast.steward, new, office="district_office", body=cast.district, since=DAY)
    with clock.at(DAY):
        assert actor_for_person(new).holds(Office.DISTRICT_OFFICE)
    with clock.at(DAY - timedelta(days=1)):
        assert not actor_for_person(new).holdings


@pytest.mark.parametrize("who", ["office", "chairpersons", "town_office", "leader", "deputy", "public"])
def test_only_the_steward_appoints(cast, who):
    with pytest.raises(Refused):
        acts.appoint(getattr(cast, who), someone(cast.deputy), office="presidium", body=cast.town, since=DAY)


def test_an_office_belongs_to_its_kind_of_body(cast):
    with pytest.raises(Refused) as refused:
        acts.appoint(cast.steward, someone(cast.deputy), office="presidium", body=cast.district, since=DAY)
    assert "镇人大主席团" in refused.value.verdict.lacks[0].text.zh


def test_an_office_is_not_given_twice(cast):
    with pytest.raises(Refused) as refused:
        acts.appoint(cast.steward, someone(cast.presidium), office="presidium", body=cast.town, since=DAY)
    assert refused.value.verdict.lacks[0].clause == "5.2"


def test_an_office_ends_once_and_not_before_it_began(cast):
    tenure = m.Tenure.objects.get(office="presidium")
    with pytest.raises(Refused):
        acts.end_tenure(cast.steward, tenure, until=date(2003, 1, 1))
    acts.end_tenure(cast.steward, tenure, until=DAY)
    with pytest.raises(Refused):
        acts.end_tenure(cast.steward, tenure, until=DAY)
    tenure.refresh_from_db()
    assert tenure.until == DAY


def test_the_last_steward_stays(cast):
    tenure = m.Tenure.objects.get(office="steward")
    with pytest.raises(Refused):
        acts.end_tenure(cast.steward, tenure, until=DAY)
    acts.appoint(cast.steward, someone(cast.deputy), office="steward", body=cast.district, since=DAY)
    acts.end_tenure(cast.steward, tenure, until=DAY)


def test_the_steward_performs_no_act_of_the_institution():
    own = {name for name, row in REGISTER.items() if any(Office.STEWARD in by for by in row.by.values())}
    assert own == {"person.add", "person.appoint", "person.end_tenure", "person.invite"}


def test_two_entries_become_one_and_the_journal_stays(cast):
    twin = person("覃子涵", phone="13800000001")
    m.Tenure.objects.create(person=twin, office="presidium", body=cast.town, since=DAY)
    acts.merge(cast.office, twin, into=someone(cast.deputy))
    kept = someone(cast.deputy)
    assert kept.phone == "13800000001"
    assert kept.tenures.get().office == "presidium"
    twin.refresh_from_db()
    assert twin.merged_into == kept
    with pytest.raises(Refused):
        acts.merge(cast.office, twin, into=kept)


def test_a_tellers_paper_sheets_and_earlier_merges_follow(cast):
    meeting, codes = opened(cast, 3)
    sheet.close_phones(cast.scrutineer, meeting)
    kind = meeting.sheet_kinds.get().pk
    for slip, code in ((1, codes[0]), (2, codes[1])):
        sheet.admit_paper(cast.teller, meeting, code=code)
        for teller in (cast.teller, cast.second_teller):
            sheet.enter(teller, meeting, kind=kind, slip=slip, answers=all_of(meeting, "satisfied"))
    older, kept = person("余飞子"), person("余飞子", phone="13800000002")
    acts.merge(cast.office, older, into=someone(cast.teller))
    acts.merge(cast.office, someone(cast.teller), into=kept)
    assert set(m.PaperEntry.objects.values_list("slip", "teller")) == {
        (slip, who) for slip in (1, 2) for who in (kept.pk, cast.second_teller.person)
    }
    older.refresh_from_db()
    assert older.merged_into == kept
    # Two who typed in the same sheet are two, as long as that matters.
    with pytest.raises(Refused) as refused:
        acts.merge(cast.office, kept, into=someone(cast.second_teller))
    assert [lack.clause for lack in refused.value.verdict.lacks] == ["D0005"]
    m.PaperEntry.objects.all().delete()
    acts.merge(cast.office, kept, into=someone(cast.second_teller))


def test_two_deputies_of_one_level_are_two_persons(cast):
    with pytest.raises(Refused) as refused:
        acts.merge(cast.office, someone(cast.deputy), into=someone(cast.second_deputy))
    assert refused.value.verdict.lacks[0].clause == "2.1"
    with pytest.raises(Refused):
        acts.merge(cast.office, someone(cast.deputy), into=someone(cast.deputy))


def test_an_invitation_keeps_a_digest_and_works_once(cast):
    made = acts.invite(cast.steward, someone(cast.deputy))
    secret = made.told_once
    assert secret not in str(m.Invitation.objects.values().get())
    assert secret not in str(list(m.Entry.objects.values()))
    user = account.accept(secret, username="覃子涵", password="梅花香自苦寒来")
    assert identify_hasher(user.password).algorithm == "argon2"
    assert someone(cast.deputy).account == user
    with pytest.raises(account.DeadLink) as dead:
        account.accept(secret, username="别人", password="梅花香自苦寒来")
    assert dead.value.state == "used"


def test_an_invitation_expires_after_seven_days_and_a_new_one_ends_the_old(cast):
    old = acts.invite(cast.steward, someone(cast.deputy)).told_once
    new = acts.invite(cast.steward, someone(cast.deputy)).told_once
    assert link_state(invitation_of(old)) == "unknown"
    assert link_state(invitation_of(new)) == "good"
    with clock.at(clock.today() + timedelta(days=7)):
        assert link_state(invitation_of(new)) == "good"
    with clock.at(clock.today() + timedelta(days=8)):
        assert link_state(invitation_of(new)) == "expired"
        with pytest.raises(account.DeadLink):
            account.accept(new, username="覃子涵", password="梅花香自苦寒来")


def test_a_second_invitation_gives_a_new_password_and_keeps_the_name(cast):
    first = account.accept(
        acts.invite(cast.steward, someone(cast.deputy)).told_once, username="tzh", password="一二三四五六七八"
    )
    again = account.accept(
        acts.invite(cast.steward, someone(cast.deputy)).told_once, username="", password="八七六五四三二一"
    )
    assert (again.pk, again.get_username()) == (first.pk, "tzh")
    assert again.check_password("八七六五四三二一")


def test_founding_happens_once_and_is_journaled(db):
    made = account.found_district("锡山区", steward="魏浩锡")
    steward = actor_for_person(made.person)
    assert steward.holds(Office.STEWARD)
    entry = m.Entry.objects.get()
    assert (entry.act, entry.detail["founded"]) == ("person.appoint", "锡山区")
    with pytest.raises(ValueError, match="锡山区"):
        account.found_district("锡山区", steward="魏浩锡")
