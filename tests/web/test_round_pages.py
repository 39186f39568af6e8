"""The round's home, the list of rounds, plan, study, programme, journal, desk: who sees them, in both languages."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.builders import a_meeting, a_reporter, a_round
from tests.builders_meeting import a_full_meeting, with_people
from tests.cast import Cast, person
from tests.web.voices import signed_in

from shuzhi.records import models as m

pytestmark = pytest.mark.django_db


def round_pages(round_: m.Round) -> list[str]:
    return [f"/rounds/{round_.pk}{tail}" for tail in ("", "/plan", "/study", "/journal")]


SEEN_BY = {
    "district_town": {"office", "chairpersons", "town_office", "presidium", "leader", "deputy", "second_deputy"},
    "town": {"office", "chairpersons", "town_office", "presidium", "town_leader", "town_deputy"},
    "district_organs": {"office", "chairpersons", "organs_leader", "organs_deputy"},
}


@pytest.mark.usefixtures("figures_kept")
@pytest.mark.parametrize("kind", SEEN_BY)
def test_a_round_is_there_for_those_who_take_part_and_404_for_all_others(cast: Cast, kind: str) -> None:
    round_ = a_round(cast, kind=kind, state="preparation")
    a_reporter(cast, round_)
    for name, actor in cast.everybody.items():
        if name == "public":
            continue
        client = signed_in(actor)
        wanted = 200 if name in SEEN_BY[kind] else 404
        assert {p: client.get(p).status_code for p in round_pages(round_)} == dict.fromkeys(
            round_pages(round_), wanted
        ), name


def test_the_public_is_asked_to_sign_in(cast: Cast) -> None:
    round_ = a_round(cast)
    for address in [*round_pages(round_), "/rounds", "/desk", "/programmes"]:
        assert Client().get(address).status_code == 302


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("state", ["launch", "preparation", "meeting", "conclusion", "closed"])
def test_every_stage_in_both_languages(cast: Cast, state: str, language: str) -> None:
    round_ = a_round(cast, state=state)
    a_reporter(cast, round_)
    if state != "launch":
        a_meeting(cast, round_)
    client = signed_in(cast.town_office, language)
    addresses = [*round_pages(round_), "/rounds", "/desk", "/programmes", f"/programmes/{round_.programme_id}"]
    for address in addresses:
        assert client.get(address).status_code == 200, address
    home = client.get(f"/rounds/{round_.pk}").content.decode()
    assert ("Preparation" if language == "en" else "准备工作") in home


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("who", ["office", "town_office", "leader", "deputy"])
def test_thirty_rounds_cost_what_one_costs_and_no_page_asks_more_than_fifteen_times(cast: Cast, who: str) -> None:
    round_ = a_round(cast, state="preparation")
    a_reporter(cast, round_)
    a_meeting(cast, round_)
    m.Study.objects.create(round=round_, on=round_.opened_on, form="集中学习", title="代表法")
    client = signed_in(getattr(cast, who))
    addresses = ["/rounds", "/desk", "/programmes", f"/programmes/{round_.programme_id}", *round_pages(round_)]
    one = {a: queries(client, a) for a in addresses}
    assert max(one.values()) <= 15, one
    for number in range(29):
        town = m.Body.objects.create(name=f"镇{number}", kind="town", parent=cast.district, number=50 + number)
        m.Round.objects.create(programme=round_.programme, organiser=town, kind="town", opened_on=round_.opened_on)
    for number in range(20):
        m.Study.objects.create(round=round_, on=round_.opened_on, form="集中学习", title=str(number))
        someone = person(f"代表{number}")
        m.Mandate.objects.create(person=someone, level="district", group=cast.district_group)
    assert {a: queries(client, a) for a in addresses} == one


def test_plan_versions_by_odd_numbers_are_the_latest(cast: Cast) -> None:
    round_ = a_round(cast, state="preparation")
    client = signed_in(cast.town_office)
    for odd in ("x", "-1", "99", "9" * 30, "²", ""):
        assert client.get(f"/rounds/{round_.pk}/plan", {"version": odd, "against": odd}).status_code == 200


def test_a_drafted_programme_is_seen_by_the_district_alone(cast: Cast) -> None:
    programme = a_round(cast).programme
    programme.state = "drafted"
    programme.save()
    assert signed_in(cast.office).get(f"/programmes/{programme.pk}").status_code == 200
    assert signed_in(cast.town_office).get(f"/programmes/{programme.pk}").status_code == 404


@pytest.mark.usefixtures("figures_kept")
@pytest.mark.parametrize("who", ["deputy", "second_deputy", "teller", "scrutineer", "leader", "presidium", "office"])
def test_the_round_s_home_leads_nowhere_that_does_not_open(cast: Cast, who: str) -> None:
    meeting = with_people(cast, a_full_meeting(cast, state="called"), present=3)
    client = signed_in(getattr(cast, who))
    for start in (reverse("round", args=[meeting.round_id]), reverse("meeting", args=[meeting.pk])):
        answer = client.get(start)
        if answer.status_code == 404:
            continue
        page = answer.content.decode().partition('<main id="main"')[2]
        for link in sorted(set(re.findall(r'href="(/[^"#]*)"', page))):
            assert client.get(unescape(link), follow=True).status_code == 200, (start, link)
