"""The demonstration district: built once by acts, alike for a given date, with something due, late and done."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from shuzhi.cli.demo import build as building
from shuzhi.jobs.telling.days import Days, tell
from shuzhi.reads import clock
from shuzhi.reads.actors import actor_for_person
from shuzhi.reads.demonstration import PASSWORD, in_use, players
from shuzhi.reads.desk import look
from shuzhi.reads.journal import verify_chain
from shuzhi.reads.result import result_of
from shuzhi.reads.standing import standings
from shuzhi.reads.tasks import round_tasks
from shuzhi.records import models as m
from shuzhi.rules.roles import PUBLIC

TODAY = date(2026, 11, 23)
AFTERNOON = Days(TODAY).at(0, 16)


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def _built(django_db_setup, django_db_blocker):
    """Built once for the whole file, in one transaction that is taken back at its end."""
    with django_db_blocker.unblock():
        from django.db import transaction

        atom = transaction.atomic()
        atom.__enter__()
        building.build(TODAY)
        yield
        transaction.set_rollback(True)
        atom.__exit__(None, None, None)


@pytest.fixture
def district(_built, db):
    with clock.at(AFTERNOON):
        yield


def round_of(organiser: str, kind: str) -> m.Round:
    return m.Round.objects.get(organiser__name=organiser, kind=kind)


def states() -> dict[tuple[str, str], str]:
    return {(r.organiser.name, r.kind): r.state for r in m.Round.objects.select_related("organiser")}


def test_rounds_stand_at_different_stages(district):
    assert states() == {
        ("东港镇", "town"): "closed",
        ("东港镇", "district_town"): "conclusion",
        ("区机关代表小组", "district_organs"): "meeting",
        ("锡北镇", "district_town"): "preparation",
        ("羊尖镇", "district_town"): "launch",
        ("鹅湖镇", "district_town"): "launch",
    }


def test_something_is_due_today_something_late_and_something_done(district):
    office = actor_for_person(m.Person.objects.get(name="沈文英"))
    found = [task for held in standings(office) for task in round_tasks(held)]
    assert {task.state for task in found} >= {"done", "late", "begun", "wait", "untouched"}
    xibei = {t.key: t for t in found if t.round == round_of("锡北镇", "district_town").pk}
    assert xibei["guidance"].due == TODAY
    assert xibei["visits"].late
    assert {t.key: t.state for t in found if t.round == round_of("羊尖镇", "district_town").pk}["plan_adopt"] == "late"


@pytest.mark.parametrize("name", ["沈文英", "周国良", "钱惠琴", "强玉芳", "尹丽锡", "白杰浩", "华翠英"])
def test_the_people_who_sign_in_have_something_to_do(district, name):
    assert look(actor_for_person(m.Person.objects.get(name=name))).waiting


def test_the_evaluation_reconciles_and_is_published(district):
    meeting = m.Meeting.objects.get(round=round_of("东港镇", "district_town"))
    count = meeting.count
    assert (count.state, count.cast, count.paper, count.missing) == ("announced", 33, 24, 1)
    assert count.issued == count.cast + count.paper + count.unused + count.missing
    assert count.explanation
    for reporter in meeting.reporters.all():
        assert result_of(PUBLIC, reporter).counts


def test_rectification_shows_one_goal_done_one_under_way_one_late(district):
    goals = m.Goal.objects.filter(reporter__round=round_of("东港镇", "district_town"))
    late = [g for g in goals if g.state == "under_way" and g.due_on < TODAY]
    going = [g for g in goals if g.state == "under_way" and g.due_on >= TODAY]
    done = [g for g in goals if g.state == "reported_back"]
    assert (len(late), len(going), len(done)) == (1, 1, 1)
    assert done[0].voices.filter(done=True).exists()
    assert done[0].voices.filter(done=False).exists()


def test_the_coming_meeting_is_called_and_its_forecast_falls_short(district):
    meeting = m.Meeting.objects.get(round=round_of("区机关代表小组", "district_organs"))
    assert meeting.state == "called"
    assert meeting.starts_at > AFTERNOON
    kinds = set(meeting.invitees.values_list("kind", flat=True))
    assert kinds == {"villagers_group_head", "voter_representative", "party_head"}
    yes, no = (meeting.invitees.filter(reply=reply).count() for reply in ("yes", "no"))
    silent = meeting.invitees.filter(reply="").count()
    assert yes + silent * yes // (yes + no) < 50 <= meeting.invitees.count()


def test_reports_are_long_enough_and_everything_is_in_the_journal(district):
    for version in m.ReportVersion.objects.filter(report__state="published"):
        assert set(version.sections) <= {"law", "sessions", "voters", "activities", "example", "shortcomings"}
    assert m.Entry.objects.exclude(cautions=[]).exclude(reason="").exists()
    assert not m.Entry.objects.exclude(cautions=[]).filter(reason="").exists()
    moments = list(m.Entry.objects.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] < AFTERNOON
    assert verify_chain().whole


def test_everybody_listed_can_sign_in_and_sees_a_desk(district, settings):
    assert in_use()
    found = players()
    assert all(player.parts for player in found)
    page = Client().get(reverse("account_login")).content.decode()
    client = Client()
    for player in found[:3]:
        assert player.username in page
        client.logout()
        sent = client.post(reverse("account_login"), {"login": player.username, "password": PASSWORD})
        assert sent.status_code == 302
        assert client.get(reverse("desk")).status_code == 200


def test_the_minutes_and_the_wall_show_the_result(district):
    someone = m.Person.objects.get(name="钱惠琴")
    client = Client()
    client.force_login(someone.account)
    meeting = m.Meeting.objects.get(round=round_of("东港镇", "district_town"))
    shown = result_of(PUBLIC, meeting.reporters.first()).overall.shares
    for page in ("minutes", "hall"):
        text = client.get(reverse(page, args=[meeting.pk])).content.decode()
        assert shown[0].label.zh in text


def test_a_second_call_changes_nothing_and_who_tells_the_names(district):
    before = m.Entry.objects.count()
    assert "没有改动" in said()
    assert m.Entry.objects.count() == before
    told = said("--who")
    assert PASSWORD in told
    assert "donggang" in told


def test_stories_are_told_in_the_order_of_their_moments():
    days, told = Days(TODAY), []

    def story(name, *offsets):
        for offset in offsets:
            yield days.at(offset)
            told.append((name, clock.today()))

    assert tell(story("a", -9, -3), story("b", -7, -4)) == 4
    assert [name for name, _ in told] == ["a", "b", "b", "a"]
    assert told[0][1] == days.day(-9)


@pytest.mark.parametrize("offset", range(-40, 40))
def test_days_fall_on_working_days_and_never_past_today(offset):
    day = Days(TODAY).day(offset)
    assert day.weekday() < 5 or offset == 0
    assert (day - TODAY).days <= offset if offset < 0 else (day - TODAY).days >= offset
