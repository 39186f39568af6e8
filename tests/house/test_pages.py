"""Every page says who may see it: tried with the whole cast, in both languages; what one may not see is 404."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from tests.builders import a_meeting, a_plan, a_reporter, a_round
from tests.cast import Cast, make_cast
from tests.sheets import opened, print_sheets, seal

from shuzhi.acts import count as counts
from shuzhi.acts import sheet
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.web.page import PAGES
from shuzhi.web.pages import every_page

# In the round of a town's district deputies: who works in it, and who has a post at its meeting.
ROUND = {"office", "chairpersons", "town_office", "presidium", "leader", "deputy", "second_deputy"}
POSTS = {"teller", "second_teller", "scrutineer"}
EVERYBODY_SIGNED_IN = "everybody signed in"
ANYBODY = "anybody"

# page -> who sees it; "?" marks pages whose own tests say more (a teller's count, a single person).
SEEN_BY: dict[str, Any] = {
    "home": ANYBODY,
    "reporters": ANYBODY,
    "public_reporter": ANYBODY,
    "meetings_to_come": ANYBODY,
    "results": ANYBODY,
    "regulation": ANYBODY,
    "coverage": ANYBODY,
    "secrecy": ANYBODY,
    "record": ANYBODY,
    "record_bundle": ANYBODY,
    "record_verifier": ANYBODY,
    "rehearsal_over": ANYBODY,
    # Whoever works at a count, of whichever meeting.
    "rehearsal": (ROUND - {"deputy", "second_deputy"}) | POSTS | {"town_leader", "organs_leader", "stranger"},
    "speak": ANYBODY,
    "public_notices": ANYBODY,
    # Bodies that have templates of their own: the district and the towns.
    "templates": {"office", "chairpersons", "town_office", "presidium", "stranger"},
    "desk": EVERYBODY_SIGNED_IN,
    "rounds": EVERYBODY_SIGNED_IN,
    "programmes": EVERYBODY_SIGNED_IN,
    "programme": EVERYBODY_SIGNED_IN,
    "liaison": EVERYBODY_SIGNED_IN,
    "round": ROUND | POSTS,
    "plan": ROUND | POSTS,
    "roster": ROUND | POSTS,
    "study": ROUND | POSTS,
    "journal": ROUND | POSTS,
    # Which papers are on it depends on who asks; see tests/web/test_papers.py.
    "papers": ROUND | POSTS,
    "notices": ROUND | POSTS,
    "summary": ROUND | POSTS,
    "meeting": ROUND | POSTS,
    "hall": ROUND | POSTS,
    # Pictures of sheets: the table alone.
    "scans": POSTS,
    "scan_conflicts": POSTS,
    "scan_camera": POSTS,
    "scan_review": POSTS,
    # Voters who spoke may be named here: for those who run the round, and for the reporter they spoke of.
    "opinions": ROUND - {"second_deputy"},
    # These name people with their telephones: for those who run the meeting, and the district.
    "minutes": {"office", "chairpersons", "town_office", "leader"},
    "issued": {"office", "chairpersons", "town_office", "leader"},
    # What the district sent for the programme as a whole.
    "programme_issued": {"office", "chairpersons"},
    "archive": {"office", "chairpersons", "town_office", "leader"},
    "ledger": {"office", "chairpersons", "town_office", "presidium", "leader", "deputy"},
    "feedback": {"office", "chairpersons", "town_office", "presidium", "leader", "deputy"},
}


def _signed_in(cast: Cast, who: str) -> Client:
    client, actor = Client(), cast.everybody[who]
    if actor.signed_in:
        account = get_user_model().objects.create(username=who)
        m.Person.objects.filter(pk=actor.person).update(account=account)
        client.force_login(account)
    return client


@pytest.fixture
def town(db: None) -> tuple[Cast, dict[str, int]]:
    """The cast, and the number in the address of each page."""
    cast = make_cast()
    round_ = a_round(cast, state="meeting")
    if not m.Plan.objects.filter(round=round_).exists():
        a_plan(round_, state="adopted")
    reporter = a_reporter(cast, round_)
    a_report = m.Report.objects.create(reporter=reporter, state="published", published_on=clock.today())
    m.ReportVersion.objects.create(report=a_report, number=1, sections={"law": "遵守宪法。"}, saved_on=clock.today())
    meeting = a_meeting(cast, round_, state="called")
    print_sheets(cast, meeting, 3)
    kinds = {"rounds": round_.pk, "meetings": meeting.pk, "reporters": reporter.pk, "programmes": round_.programme_id}
    return cast, kinds | {"mandates": reporter.mandate_id, "people": cast.deputy.person}  # type: ignore[dict-item]


def _announced(cast: Cast) -> int:
    """A meeting whose record is public."""
    meeting, _ = opened(cast, 1)
    sheet.close_phones(cast.scrutineer, meeting)
    count = counts.confirm(cast.scrutineer, counts.draw_up(cast.scrutineer, meeting, unused=1))
    counts.announce(cast.town_office, seal(cast, count))
    return meeting.pk


def _address(name: str, numbers: dict[str, int]) -> str:
    route = str(PAGES[name].pattern)
    if "<int:pk>" not in route:
        return reverse(name)
    return reverse(name, args=[numbers[route.split("/")[0]]])


def _expected(name: str, who: str) -> int:
    """What somebody of the cast is answered with."""
    seen_by = SEEN_BY[name]
    if seen_by == ANYBODY or (seen_by == EVERYBODY_SIGNED_IN and who != "public"):
        return 200
    if who == "public":
        return 302
    return 200 if who in seen_by else 404


@pytest.mark.parametrize("who", sorted(f.name for f in fields(Cast) if f.type == "Actor"))
@pytest.mark.usefixtures("figures_kept")
def test_each_of_the_cast_sees_those_pages_and_no_others(who: str, town: tuple[Cast, dict[str, int]]) -> None:
    cast, numbers = town
    client = _signed_in(cast, who)
    _look(client, who, [name for name in SEEN_BY if not name.startswith("record")], numbers)
    numbers["record"] = _announced(cast)
    _look(client, who, [name for name in SEEN_BY if name.startswith("record")], numbers)


def _look(client: Client, who: str, names: list[str], numbers: dict[str, int]) -> None:
    """At each page in Chinese, and in English where it is seen."""
    for name in names:
        address, expected = _address(name, numbers), _expected(name, who)
        for language in ("zh-hans", "en") if expected == 200 else ("zh-hans",):
            client.cookies["language"] = language
            assert client.get(address).status_code == expected, (name, language)


def test_every_page_names_its_audience() -> None:
    assert every_page
    for name, page in PAGES.items():
        assert page.callback.seen_by in ("public", "signed_in"), name  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "name",
    sorted(n for n, p in PAGES.items() if p.callback.seen_by == "signed_in"),  # type: ignore[union-attr]
)
def test_no_page_of_the_office_opens_to_the_public(name: str, client: Client, db: None) -> None:
    route = str(PAGES[name].pattern)
    words = {"name": "plan", "suffix": "pdf", "key": "0", "place": "0"}
    numbers = {k: 1 for k in ("pk", "kind", "slip") if f"<int:{k}>" in route}
    address = reverse(name, kwargs=numbers | {k: word for k, word in words.items() if f"<str:{k}>" in route})
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
