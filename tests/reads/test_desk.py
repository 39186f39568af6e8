"""The desk: mine and nobody else's, late first, what blocks it said; at most four queries."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders import a_meeting, a_reporter, a_round
from tests.cast import Cast

from shuzhi.reads import desk
from shuzhi.reads.memo import remembering
from shuzhi.reads.offices import offices_at
from shuzhi.reads.standing import standings
from shuzhi.reads.tasks import tasks_of
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.clauses import CLAUSES
from shuzhi.rules.roles import Office

pytestmark = pytest.mark.django_db


def keys(tasks: tuple[object, ...]) -> list[str]:
    return [t.key for t in tasks]  # type: ignore[attr-defined]


def planned(round_: m.Round, **dues: date) -> None:
    version = m.PlanVersion.objects.get(plan__round=round_)
    version.tasks = [{"key": k, "due": d.isoformat(), "title": k, "owner": "", "stage": ""} for k, d in dues.items()]
    version.save()


def test_a_round_just_opened_waits_for_its_organiser_alone(cast: Cast) -> None:
    a_round(cast)
    assert keys(desk.look(cast.town_office).now) == ["plan", "study"]
    assert keys(desk.look(cast.leader).now) == ["plan", "study"]
    assert desk.look(cast.chairpersons).now == ()
    assert desk.waiting(cast.stranger) == desk.waiting(cast.public) == desk.waiting(cast.steward) == 0
    assert "plan_adopt" in keys(desk.look(cast.chairpersons).blocked)


def test_a_plan_handed_in_waits_for_the_body_that_adopts_it(cast: Cast) -> None:
    for kind, adopter in (("district_town", cast.chairpersons), ("town", cast.presidium)):
        round_ = a_round(cast, kind=kind)
        m.Plan.objects.create(round=round_, state="submitted")
        assert (round_.pk, "plan_adopt") in [(t.round, t.key) for t in desk.look(adopter).now]


def test_late_comes_first_and_nothing_late_is_blocked(cast: Cast) -> None:
    round_ = a_round(cast, state="preparation")
    reporter = a_reporter(cast, round_)
    today = clock.today()
    planned(round_, visits=today - timedelta(days=2), report_write=today, meeting_prepare=today + timedelta(days=30))
    own = desk.look(cast.deputy)
    assert (keys(own.late), own.late[0].word.zh) == (["visits"], "逾期 2 天")
    assert [(t.key, t.word.zh) for t in own.now] == [("report_write", "今天要办")]
    office = desk.look(cast.town_office)
    assert "meeting_prepare" in keys(office.coming)
    assert keys(desk.others(cast.town_office)) == ["visits"]
    assert desk.others(cast.second_deputy) == ()
    m.Visit.objects.create(reporter=reporter, on=today, place="港下村", households=5)
    assert desk.look(cast.deputy).late == ()


def test_a_deputy_is_told_of_the_own_share_not_of_the_other_reporters(cast: Cast) -> None:
    round_ = a_round(cast, state="preparation")
    first = a_reporter(cast, round_)
    a_reporter(cast, round_, actor=cast.second_deputy, order=2)
    m.Visit.objects.create(reporter=first, on=clock.today(), place="港下村", households=5)
    m.Report.objects.create(reporter=first, state="submitted")
    assert desk.look(cast.deputy).now == ()
    assert keys(desk.look(cast.second_deputy).now) == ["visits", "report_write"]


def test_offices_taken_with_the_standing_are_those_of_the_gate(cast: Cast) -> None:
    for kind in ("district_town", "town", "district_organs"):
        round_ = a_round(cast, kind=kind, state="preparation")
        a_reporter(cast, round_)
        a_meeting(cast, round_)
    for name, actor in cast.everybody.items():
        for held in standings(actor):
            gate = offices_at(actor, m.Round.objects.get(pk=held.standing.pk)) - {Office.PUBLIC, Office.ATTENDEE}
            posts = {Office.TELLER, Office.SCRUTINEER, Office.RECORDER}
            assert held.offices - posts == gate - posts, name


def test_every_task_cites_a_clause_that_exists_and_says_who_holds_it(cast: Cast) -> None:
    for kind in ("district_town", "town", "district_organs"):
        round_ = a_round(cast, kind=kind, state="conclusion")
        a_reporter(cast, round_)
        a_meeting(cast, round_)
    for held in standings(cast.office):
        for task in tasks_of(held.standing):
            assert task.clauses, task.key
            assert all(c in CLAUSES or c.startswith("D0") for c in task.clauses), task.clauses
            assert task.who.zh, task.key
            assert task.offices, task.key


def test_the_count_in_the_masthead_costs_four_queries_for_one_round_or_thirty(cast: Cast) -> None:
    round_ = a_round(cast, state="preparation")
    for number in range(30):
        with CaptureQueriesContext(connection) as caught, remembering():
            desk.waiting(cast.office)
            desk.look(cast.office)
        assert len(caught) <= 4
        town = m.Body.objects.create(name=f"镇{number}", kind="town", parent=cast.district, number=50 + number)
        m.Round.objects.create(programme=round_.programme, organiser=town, kind="town", opened_on=round_.opened_on)


def test_a_message_not_acknowledged_waits(cast: Cast) -> None:
    round_ = a_round(cast)
    message = m.Liaison.objects.create(
        programme=round_.programme, sender=cast.district, kind="notice", title="通知", text="…", sent_on=clock.today()
    )
    receipt = m.Receipt.objects.create(liaison=message, body=cast.town)
    before = desk.waiting(cast.town_office)
    receipt.acknowledged_on = clock.today()
    receipt.save()
    assert desk.waiting(cast.town_office) == before - 1
