"""What the machine would not swear to: one piece at a time, by keys, two people who know nothing of each other (4.3b(iii), D0012)."""

from __future__ import annotations

import re

import cv2
import numpy as np
import pytest
from playwright.sync_api import expect
from tests.sheets import opened
from tests.web.test_scrutineers import in_a_browser
from tests.web.voices import queries, signed_in, words

from shuzhi.acts import scan, sheet
from shuzhi.records import models as m

pytestmark = pytest.mark.usefixtures("nobody_waits")
CROP = [[10, 10], [210, 10], [210, 60], [10, 60]]
BLACK = 40


def a_picture():
    """A white page with a black square in the middle of what is asked about."""
    page = np.full((900, 600), 255, np.uint8)
    page[20:50, 20:60] = BLACK
    return cv2.imencode(".png", page)[1].tobytes()


def read_in(cast, doubts, *, sheets=1, **how):
    """A meeting whose phones are closed, with so many sheets read; ``doubts``: {question: what the machine thinks}."""
    meeting, codes = opened(cast, 12, **how)
    sheet.close_phones(cast.scrutineer, meeting)
    kind = meeting.sheet_kinds.get()
    reporter = kind.reporters.get().pk
    for code in codes[:sheets]:
        sheet.admit_paper(cast.scrutineer, meeting, code=code)
        places = {
            f"{reporter}.{question}": {"value": None, "suggestion": marks, "reasons": ["faint"], "crop": CROP}
            for question, marks in doubts.items()
        }
        swears = {"value": "satisfied", "suggestion": ["satisfied"], "reasons": [], "crop": CROP}
        places |= {f"{reporter}.{q}": swears for q in ("voters", "example") if q not in doubts}
        m.ScanPage.objects.create(
            meeting=meeting, kind=kind, sheet=code.encode(), state="read", picture=a_picture(),
            digest=code.encode(), reading={"places": places, "reasons": []},
        )  # fmt: skip
    return meeting


def asked(page):
    """Which place a page asks about."""
    return (
        re.search(r'name="page" value="(\w+)"', page)[1],
        re.search(r'name="place" value="([\w.]+)"', page)[1],
    )


def look(client, meeting, key, act="scan.answer"):
    """Answers whatever is asked with one key; what stands on the page after it."""
    home = f"/meetings/{meeting.pk}/scans/review"
    picture, place = asked(client.get(home).content.decode())
    data = {"page": picture, "place": place, "answer": key, "next": home}
    answer = client.post(f"/act/{act}/{meeting.pk}", data, follow=True)
    assert answer.status_code == 200
    return words(answer)


def test_two_people_look_a_third_settles_and_none_is_told_what_the_first_saw(cast):
    meeting = read_in(cast, {"overall": ["satisfied"]})
    home = f"/meetings/{meeting.pk}/scans/review"
    first, second = signed_in(cast.teller), signed_in(cast.second_teller)
    page = words(first.get(home))
    assert "机器看是这个" in page
    assert "等另一个人看" in look(first, meeting, "2")
    assert "原来看的" not in words(second.get(home))
    assert "都看完了" in look(second, meeting, "1")
    settling = words(signed_in(cast.scrutineer).get(home))
    assert "核定差异" in settling
    assert "机器看是这个" not in settling
    assert "照机器看的" not in settling, "a key that would do nothing"
    assert "一个人看成“基本满意”，一个人看成“满意”" in settling
    assert "现在没有要核定的" in look(signed_in(cast.scrutineer), meeting, "2", "scan.settle")
    assert [a.answer for a in m.ScanAnswer.objects.order_by("turn")] == [
        "basically_satisfied",
        "satisfied",
        "basically_satisfied",
    ]


def test_a_sheet_checked_in_and_neither_typed_nor_seen_is_missed_by_the_page_of_the_count(cast):
    meeting, home = read_in(cast, {"overall": []}), "/meetings/{}/count"
    scrutineer, english = signed_in(cast.scrutineer), signed_in(cast.scrutineer, "en")
    assert "没有录入，也没有算数的图" not in words(scrutineer.get(home.format(meeting.pk)))
    page = bytes(m.ScanPage.objects.get().pk).hex()
    scan.resolve(cast.scrutineer, meeting, page=page, choice="by_hand")
    assert "没有录入，也没有算数的图" not in words(scrutineer.get(home.format(meeting.pk))), "where nothing is scanned"
    m.ScanPage.objects.update(state="read")
    m.Tag.objects.filter(use="given").update(use="paper")
    assert "有 11 张核验过，没有录入，也没有算数的图" in words(scrutineer.get(home.format(meeting.pk)))
    assert "11 sheets are checked in, but neither typed in" in words(english.get(home.format(meeting.pk)))


def test_whoever_looked_is_not_asked_again_and_cannot_settle(cast):
    meeting = read_in(cast, {"overall": []})
    home = f"/meetings/{meeting.pk}/scans/review"
    scrutineer = signed_in(cast.scrutineer)
    assert "计票人不够两个" in words(scrutineer.get(home))
    picture, place = asked(scrutineer.get(home + "?help=1").content.decode())
    said = {"page": picture, "place": place, "answer": "0"}
    assert scrutineer.post(f"/act/scan.answer/{meeting.pk}", said).status_code == 303
    assert 'name="answer"' not in scrutineer.get(home + "?help=1").content.decode()
    look(signed_in(cast.teller), meeting, "1")
    assert "现在没有要核定的" in words(scrutineer.get(home))
    assert scrutineer.post(f"/act/scan.settle/{meeting.pk}", said).status_code == 409


def test_the_last_word_can_be_changed_and_nobody_elses_place_is_reached_that_way(cast):
    meeting = read_in(cast, {"overall": ["satisfied"], "law": []})
    home, first = f"/meetings/{meeting.pk}/scans/review", signed_in(cast.teller)
    picture, place = asked(first.get(home).content.decode())
    back = f"{home}?last={picture}.{place}"
    data = {"page": picture, "place": place, "answer": "3", "next": back}
    page = first.post(f"/act/scan.answer/{meeting.pk}", data, follow=True).content.decode()
    assert f"?at={picture}.{place}" in page
    again = words(first.get(f"{home}?at={picture}.{place}"))
    assert "您看过这一处，可以改" in again
    first.post(f"/act/scan.answer/{meeting.pk}", data | {"answer": "9"})
    assert m.ScanAnswer.objects.get().answer == "two_marks"
    assert signed_in(cast.second_teller).get(f"{home}?at={picture}.{place}").status_code == 404
    assert first.get(f"{home}?at=nonsense").status_code == 404


def test_what_is_left_for_later_is_not_what_comes_next(cast):
    meeting = read_in(cast, {"overall": ["satisfied"], "law": []})
    home, client = f"/meetings/{meeting.pk}/scans/review", signed_in(cast.teller)
    one = ".".join(asked(client.get(home).content.decode()))
    for _ in range(8):
        assert ".".join(asked(client.get(f"{home}?not={one}").content.decode())) != one


def test_the_next_one_is_drawn_by_lot(cast):
    meeting = read_in(cast, {"overall": [], "law": [], "sessions": [], "activities": []}, sheets=4)
    client = signed_in(cast.teller)
    drawn = {asked(client.get(f"/meetings/{meeting.pk}/scans/review").content.decode()) for _ in range(12)}
    assert len(drawn) > 1  # one in 16 to the eleventh that it fails by chance


def test_a_page_asks_as_much_for_one_sheet_as_for_six(cast):
    meeting = read_in(cast, {"overall": []})
    client, home = signed_in(cast.teller), f"/meetings/{meeting.pk}/scans/review"
    one = queries(client, home)
    page = m.ScanPage.objects.get()
    for n in range(5):
        m.ScanPage.objects.create(
            meeting=meeting, kind=page.kind, sheet=bytes([n]), state="read", picture=page.picture, digest=bytes([n]),
            reading=page.reading,
        )  # fmt: skip
    assert queries(client, home) == one


def test_pictures_are_for_the_table_alone_and_no_cache_keeps_them(cast):
    meeting = read_in(cast, {"overall": ["satisfied"]})
    page = m.ScanPage.objects.get()
    place = f"{meeting.reporters.get().pk}.overall"
    crop = f"/meetings/{meeting.pk}/scans/{bytes(page.pk).hex()}/place/{place}"
    camera, review = f"/meetings/{meeting.pk}/scans/camera", f"/meetings/{meeting.pk}/scans/review"
    for actor in (cast.teller, cast.scrutineer):
        answer = signed_in(actor).get(crop)
        assert (answer.status_code, answer["Cache-Control"], answer["Content-Type"]) == (200, "no-store", "image/png")
        shown = cv2.imdecode(np.frombuffer(answer.content, np.uint8), cv2.IMREAD_GRAYSCALE)
        assert shown.min() < BLACK + 20 < 200 < shown[-1, -1]
        whole = signed_in(actor).get(crop.replace(f"place/{place}", "whole"))
        assert (whole.status_code, whole["Cache-Control"]) == (200, "no-store")
    for actor in (cast.town_office, cast.office, cast.deputy, cast.leader, cast.stranger):
        for address in (crop, review, camera):
            assert signed_in(actor).get(address).status_code == 404, (actor.name, address)
    # A stranger's key, and this one's under another meeting's address.
    teller = signed_in(cast.teller)
    for strange in ("00" * 16, "nonsense", "%00", "zz" * 16, "a" * 900):
        assert teller.get(f"/meetings/{meeting.pk}/scans/{strange}/place/{place}").status_code == 404, strange
    for strange in ("overall", "1.nothing", "0.0", "."):
        assert teller.get(crop.replace(place, strange)).status_code == 404, strange
    other = m.Meeting.objects.create(round=meeting.round, starts_at=meeting.starts_at, state="appraising")
    other.posts.create(person_id=cast.teller.person, office="teller")
    assert teller.get(crop.replace(f"/meetings/{meeting.pk}/", f"/meetings/{other.pk}/")).status_code == 404
    assert signed_in(cast.second_teller).get(f"/meetings/{other.pk}/scans/review").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_by_keys_alone_from_the_first_to_the_last(cast, page, live_server):
    meeting = read_in(cast, {"overall": ["satisfied"], "law": [], "sessions": ["dissatisfied"]})
    page = in_a_browser(page, live_server, cast.teller)
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/scans/review")
    kept = m.ScanAnswer.objects
    busy = page.locator("#review.htmx-request")  # while an answer is on its way the page takes no key
    for n in (1, 2):
        expect(page.locator(".crop img")).to_be_visible()
        expect(busy).to_have_count(0)
        page.keyboard.press("Enter")
        expect(page.get_by_role("progressbar")).to_have_attribute("value", str(n))
    expect(busy).to_have_count(0)
    page.keyboard.press("z")
    expect(page.get_by_text("您看过这一处，可以改。")).to_be_visible()
    expect(busy).to_have_count(0)
    page.keyboard.press("9")
    expect(page.get_by_text("您看过这一处，可以改。")).to_be_hidden()
    expect(busy).to_have_count(0)
    page.keyboard.press("w")
    whole = page.get_by_alt_text("整张表，编码已经涂掉")
    expect(whole).to_be_visible()
    page.wait_for_function("image => image.naturalWidth === 600", arg=whole.element_handle())
    with page.expect_response(lambda answer: "not=" in answer.url):
        page.keyboard.press("s")
    expect(page.locator("details[open]")).to_have_count(0)
    expect(busy).to_have_count(0)
    page.keyboard.press("0")
    expect(page.get_by_text("您的都看完了。还有 3 处等另一个人看。")).to_be_visible()
    answers = {a.place.partition(".")[2]: a.answer for a in kept.all()}
    assert sorted(answers) == ["law", "overall", "sessions"]
    assert list(answers.values()).count("two_marks") == 1
