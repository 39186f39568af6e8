"""The pages of the meeting: for whom they are there, what they say, and that they ask the same of 3 and of 60 people."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders_meeting import a_full_meeting, voters, with_people
from tests.cast import Cast, make_cast
from tests.web.voices import signed_in

from shuzhi.acts import appraisal
from shuzhi.acts import meeting as acts
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db
PAGES = ("", "/invitees", "/door-list", "/door", "/chair", "/hall", "/appraisal", "/minutes")


def in_session(cast: Cast) -> m.Meeting:
    """Open, groups formed, first two items begun, one question asked."""
    meeting = with_people(cast, a_full_meeting(cast, state="called"), present=52)
    acts.open_(cast.town_office, meeting)
    appraisal.group(cast.town_office, meeting, groups=3)
    for item in list(meeting.agenda.all())[:2]:
        acts.start_item(cast.town_office, item)
    acts.ask(cast.town_office, meeting, text="港下桥什么时候修", reporter=meeting.reporters.first())
    meeting.refresh_from_db()
    return meeting


def test_pages_are_there_for_those_who_work_at_the_meeting(cast: Cast) -> None:
    meeting = in_session(cast)
    seen = {
        "town_office": PAGES,
        "office": PAGES,
        "scrutineer": ("", "/door", "/hall", "/appraisal"),
        "teller": ("", "/door", "/hall", "/appraisal"),
        "deputy": ("", "/hall", "/appraisal"),
        "stranger": (),
        "steward": (),
    }
    for who, pages in seen.items():
        client = signed_in(getattr(cast, who))
        got = tuple(p for p in PAGES if client.get(f"/meetings/{meeting.pk}{p}").status_code == 200)
        assert got == pages, who
    assert Client().get(f"/meetings/{meeting.pk}").status_code == 302


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("state", ["planned", "called", "open", "appraising", "counted", "closed"])
def test_every_page_is_drawn_in_every_state(cast: Cast, state: str, language: str) -> None:
    meeting = in_session(cast)
    m.Meeting.objects.filter(pk=meeting.pk).update(state=state)
    client = signed_in(cast.town_office, language)
    for page in PAGES:
        answer = client.get(f"/meetings/{meeting.pk}{page}")
        assert answer.status_code == 200, page
        assert " style=" not in answer.content.decode()
    for name in (
        "meeting.arrange",
        "meeting.invite",
        "meeting.reply",
        "meeting.appoint",
        "meeting.close",
        "appraisal.group",
    ):
        assert client.get(f"/act/{name}/{meeting.pk}").status_code == 200, name
    group = meeting.groups.first()
    assert client.get(f"/groups/{group.pk}").status_code == 200


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_pages_ask_the_same_of_few_and_of_many(cast: Cast) -> None:
    few = with_people(cast, a_full_meeting(cast, state="called", number=3), present=2)
    client = signed_in(cast.town_office)
    pages = [*PAGES, "/door?q=z"]
    before = {p: queries(client, f"/meetings/{few.pk}{p}") for p in pages}
    voters(cast, 60)
    with_people(cast, few, present=50)
    after = {p: queries(client, f"/meetings/{few.pk}{p}") for p in pages}
    assert after == before
    assert {p: n for p, n in after.items() if n > 15} == {}


def test_the_door_finds_by_name_initials_and_telephone(cast: Cast) -> None:
    meeting = with_people(cast, a_full_meeting(cast, state="called"), present=0)
    client = signed_in(cast.teller)
    address = f"/meetings/{meeting.pk}/door"
    someone = meeting.invitees.get(name="孙玉珍")
    for asked in ("孙玉", "玉珍", "syz", "sunyu", someone.phone[-4:], " 孙　玉珍 "):
        page = client.get(address, {"q": asked}).context["page"]
        assert someone.pk in [i.pk for i in page.found], asked
    assert not client.get(address, {"q": "没这人"}).context["page"].found
    assert "名单上没有" in client.get(address, {"q": "没这人"}).content.decode()


def test_the_door_list_is_printed_with_a_column_to_sign(cast: Cast) -> None:
    meeting = with_people(cast, a_full_meeting(cast, number=30))
    answer = signed_in(cast.town_office).get(f"/papers/sign_in/{meeting.pk}.pdf")
    assert answer.content.startswith(b"%PDF")
    assert signed_in(cast.teller).get(f"/papers/sign_in/{meeting.pk}.pdf").status_code == 404


def test_namesakes_are_told_apart(cast: Cast) -> None:
    meeting = with_people(cast, a_full_meeting(cast, state="called"))
    answer = signed_in(cast.teller).get(f"/meetings/{meeting.pk}/door", {"q": "张建国"})
    assert "有同名的人" in answer.content.decode()
    found = answer.context["page"].found
    assert len(found) > 1
    assert len({(i.where, i.tail) for i in found}) == len(found)


def test_checking_in_goes_back_to_an_empty_field_with_the_name_and_the_undo(cast: Cast) -> None:
    meeting = with_people(cast, a_full_meeting(cast, state="called"))
    client, door = signed_in(cast.teller), f"/meetings/{meeting.pk}/door"
    someone = meeting.invitees.get(name="孙玉珍")
    answer = client.post(f"/act/meeting.admit/{someone.pk}", {"next": f"{door}?last={someone.pk}"}, follow=True)
    said = answer.content.decode()
    assert "孙玉珍　已签到" in said
    assert "撤销上一个：孙玉珍" in said
    assert "还差 49 人" in said
    assert 'id="q" name="q" value=""' in said
    client.post(f"/act/meeting.admit/{someone.pk}", {"present": "no", "next": f"{door}?last={someone.pk}&undone=1"})
    assert not meeting.invitees.filter(present=True).exists()
    assert "还差 50 人" in client.get(door).content.decode()


def test_somebody_not_on_the_list_is_registered_in_one_form(cast: Cast) -> None:
    meeting = with_people(cast, a_full_meeting(cast, state="called"))
    client, door = signed_in(cast.teller), f"/meetings/{meeting.pk}/door"
    assert 'name="kind"' in client.get(door, {"new": "1", "q": "倪小妹"}).content.decode()
    form = {"name": "倪小妹", "kind": "voter_representative", "next": door}
    assert client.post(f"/act/meeting.walk_in/{meeting.pk}", form).status_code == 303
    assert meeting.invitees.get(name="倪小妹").present
    pressed = {**form, "name": "卜阿根", "once": "c" * 32}
    for _twice in range(2):
        assert client.post(f"/act/meeting.walk_in/{meeting.pk}", pressed).status_code == 303
    assert meeting.invitees.filter(name="卜阿根").count() == 1
    door = client.get(f"/meetings/{meeting.pk}/door?new=1").content.decode()
    assert re.search(r'name="once" value="[0-9a-f]{32}"', door)
    again = client.post(f"/act/meeting.walk_in/{meeting.pk}", form)
    assert again.status_code == 422
    assert "同名" in again.content.decode()
    assert client.post(f"/act/meeting.walk_in/{meeting.pk}", {**form, "another": "on"}).status_code == 303


def test_the_list_is_saved_from_the_form_and_a_guest_alone_leaves_it(cast: Cast) -> None:
    meeting = a_full_meeting(cast, number=6)
    client, address = signed_in(cast.town_office), f"/act/meeting.invite/{meeting.pk}"
    ticked = [v.pk for v in m.Voter.objects.all()[:4]]
    one = meeting.reporters.first()
    form = {"voters": ticked, "listed": "1", f"head_{one.pk}": "何卫国", "guests": "魏志刚 区人大 13900001111\n\n"}
    assert client.post(address, form).status_code == 303
    assert meeting.invitees.count() == 6
    assert client.post(address, {"guests": "贺国平"}).status_code == 303
    assert meeting.invitees.count() == 7
    assert client.post(address, {"voters": ["x"], "listed": "1"}).status_code == 422


def test_replies_are_saved_for_those_in_the_form_only(cast: Cast) -> None:
    meeting = with_people(cast, a_full_meeting(cast, number=6))
    one, two, *_ = meeting.invitees.all()
    meeting.invitees.filter(pk=two.pk).update(reply="yes")
    client = signed_in(cast.town_office)
    assert client.post(f"/act/meeting.reply/{meeting.pk}", {f"reply_{one.pk}": "no"}).status_code == 303
    assert client.post(f"/act/meeting.reply/{meeting.pk}", {f"reply_{one.pk}": "maybe"}).status_code == 422
    assert list(meeting.invitees.filter(pk__in=[one.pk, two.pk]).values_list("reply", flat=True)) == ["no", "yes"]


def test_the_chair_is_led_through_the_whole_meeting_by_one_button(cast: Cast) -> None:
    meeting = with_people(cast, a_full_meeting(cast, state="called"), present=52)
    client, chair = signed_in(cast.town_office), f"/meetings/{meeting.pk}/chair"
    appraisal.group(cast.town_office, meeting, groups=2)

    def press(address: str, **form: str) -> None:
        assert address in client.get(chair).content.decode(), address
        assert client.post(address, form).status_code == 303, address

    press(f"/act/meeting.open/{meeting.pk}")
    items = list(meeting.agenda.all())
    for item in items[:3]:
        press(f"/act/meeting.start_item/{item.pk}")
    press(f"/act/appraisal.start/{meeting.pk}")
    for group in meeting.groups.all():
        for reporter in meeting.reporters.all():
            appraisal.hand_in(cast.town_office, group, reporter=reporter, text="好")
    press(f"/act/meeting.start_item/{items[4].pk}")
    for group in meeting.groups.all():
        press(f"/act/appraisal.hear/{group.pk}")
    press(f"/act/meeting.start_item/{items[5].pk}")
    m.Meeting.objects.filter(pk=meeting.pk).update(state="counted")
    m.Count.objects.create(meeting=meeting, state="void", issued=52, cast=0, paper=52, unused=0, missing=0)
    press(f"/act/meeting.close/{meeting.pk}", closing_words="谢谢大家")
    assert "会议已经结束" in client.get(chair).content.decode()
    assert "谢谢大家" in client.get(f"/meetings/{meeting.pk}/minutes").content.decode()


def test_the_arrangements_form_holds_the_agenda(cast: Cast) -> None:
    meeting = a_full_meeting(cast)
    client, address = signed_in(cast.town_office), f"/act/meeting.arrange/{meeting.pk}"
    form = client.get(address).context["form"]
    sent = {
        "title": meeting.title,
        "starts_at": "2026-12-05T14:00",
        "place": "新会场",
        "chair": "吴子怡",
        "who_rates": "own",
    }
    sent["reporters"] = [str(r.pk) for r in meeting.reporters.all()]
    for n, row in enumerate(form.agenda_rows(), 1):
        sent |= {row["order"].name: str(n), row["minutes"].name: "12", row["speaker"].name: row["speaker"].value()}
    assert client.post(address, sent).status_code == 303
    assert set(meeting.agenda.values_list("minutes", flat=True)) == {12}
    first, last = meeting.agenda.first(), meeting.agenda.last()
    refused = client.post(address, {**sent, f"order_{first.pk}": "9", f"order_{last.pk}": "1"})
    assert refused.status_code == 409
    assert "议程顺序与规定的不同" in refused.content.decode()
    assert client.post(address, {**sent, f"minutes_{first.pk}": "-3"}).status_code == 422


def test_a_meeting_is_planned_from_its_form(cast: Cast) -> None:
    meeting = a_full_meeting(cast)
    round_, reporters = meeting.round, [str(r.pk) for r in meeting.reporters.all()]
    client, address = signed_in(cast.town_office), f"/act/meeting.plan/{round_.pk}"
    assert client.get(address).status_code == 200
    sent = {"title": "又一次", "starts_at": "2026-12-05T14:00", "place": "会场", "chair": "吴子怡", "who_rates": "own"}
    # Both reporters are on the agenda of the first meeting already.
    assert client.post(address, {**sent, "reporters": reporters}).status_code == 422
    meeting.reporters.remove(int(reporters[1]))
    assert client.post(address, {**sent, "reporters": reporters[1:]}).status_code == 303
    assert round_.meetings.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("javascript", [True, False])
def test_at_the_door_with_the_keyboard_alone(live_server, browser, javascript: bool) -> None:
    cast = make_cast()
    meeting = with_people(cast, a_full_meeting(cast, state="called"))
    client = signed_in(cast.teller)
    context = browser.new_context(java_script_enabled=javascript, locale="zh-CN")
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page, wrong = context.new_page(), []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/door")
    # A page is loaded a moment before it takes the focus to its field.
    page.wait_for_selector("#q:focus")
    page.keyboard.type("syz")
    if javascript:
        # The list follows the typing; nobody presses anything.
        page.wait_for_selector("#found >> text=孙玉珍")
    page.keyboard.press("Enter")
    page.wait_for_url("**/door?q=syz")
    page.wait_for_selector("#found button:focus")
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer-line >> text=孙玉珍")
    assert page.locator("#q").evaluate("field => field === document.activeElement")
    assert meeting.invitees.get(name="孙玉珍").present
    page.get_by_role("button", name="撤销上一个").click()
    page.wait_for_selector(".answer-line >> text=已撤销")
    assert not meeting.invitees.filter(present=True).exists()
    assert wrong == []
    context.close()
