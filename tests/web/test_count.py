"""The pages of the evaluation: for whom they are there, what they say at each step (4.3b(iii))."""

import re

import pypdfium2
import pytest
from django.test import Client
from tests.builders_meeting import with_people
from tests.sheets import CARDS, QUESTIONS, a_meeting_to_evaluate, all_of, opened, print_sheets, put, seal
from tests.web.voices import signed_in

from shuzhi.acts import count as count_acts
from shuzhi.acts import sheet
from shuzhi.reads.sheet import piles
from shuzhi.records import models as m

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_waits")]


def words(answer):
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def voted(cast, phone=9, paper=3, issued=14, grade="satisfied"):
    meeting, codes = opened(cast, issued)
    for n in range(phone):
        put(codes[n], f"{n:024}", all_of(meeting, grade if n else "dissatisfied"))
    return meeting, codes


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_are_there_for_who_works_at_the_meeting_and_for_nobody_else(cast, language):
    meeting, _ = voted(cast)
    sheet.close_phones(cast.scrutineer, meeting)
    count = count_acts.draw_up(cast.scrutineer, meeting, unused=5)
    seal(cast, count_acts.confirm(cast.scrutineer, count))
    for path in ("sheets", "count", "statement"):
        for actor in (cast.town_office, cast.scrutineer, cast.teller, cast.office):
            assert signed_in(actor, language).get(f"/meetings/{meeting.pk}/{path}").status_code == 200
        for actor in (cast.stranger, cast.steward):
            assert signed_in(actor, language).get(f"/meetings/{meeting.pk}/{path}").status_code == 404
        assert Client().get(f"/meetings/{meeting.pk}/{path}").status_code == 302
    assert Client().get("/secrecy").status_code == 200


def test_the_statement_shows_counts_where_they_may_be_shown(cast):
    meeting, _ = voted(cast, phone=11)
    sheet.close_phones(cast.scrutineer, meeting)
    count = count_acts.draw_up(cast.scrutineer, meeting, unused=3)
    seal(cast, count_acts.confirm(cast.scrutineer, count))
    for path in ("statement", "count"):
        page = signed_in(cast.scrutineer).get(f"/meetings/{meeting.pk}/{path}")
        assert "发出 14 张 = 收回 11 张 + 未用 3 张 + 缺失 0 张" in words(page)
        assert re.search(r"<dd>\s*10|>10<", page.content.decode())
        assert not re.search("(手机入箱|张纸质表要计)", words(page))
    page = words(signed_in(cast.office).get(f"/meetings/{meeting.pk}/statement"))
    assert "尚未公布" in page
    assert "基本满意" not in page


def test_the_file_is_handed_over_once_and_is_kept_by_no_cache(cast):
    meeting = a_meeting_to_evaluate(cast)
    client = signed_in(cast.town_office)
    page = client.get(f"/act/sheet.issue/{meeting.pk}").content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)[1]
    assert 'value="http://testserver/s"' in page
    data = {f"n_{cast.constituency.pk}": 2, "paper": "A5", "address": "http://10.0.0.2:8000/s", "once": once}
    answer = client.post(f"/act/sheet.issue/{meeting.pk}", data)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer["Cache-Control"] == "no-store"
    assert client.post(f"/act/sheet.issue/{meeting.pk}", data).status_code == 303
    assert m.Tag.objects.count() == 2
    for wrong in (
        {"address": "ftp://x"},
        {"paper": "A3"},
        {f"n_{cast.constituency.pk}": -1},
        {"address": "http://a/s#x"},
    ):
        assert client.post(f"/act/sheet.issue/{meeting.pk}", data | {"once": ""} | wrong).status_code == 422


def test_a_sheet_for_everybody_and_ten_to_spare_are_offered_and_printed_on_the_paper_asked_for(cast):
    meeting = with_people(cast, a_meeting_to_evaluate(cast))
    client, pile = signed_in(cast.town_office), piles(meeting)[0]
    assert (pile.attendees > 0, pile.present) == (True, 0), "for those invited, long before they come"
    page = client.get(f"/act/sheet.issue/{meeting.pk}").content.decode()
    assert re.search(rf'name="n_{pile.key}" value="{pile.attendees + 10}"', page)
    tall = {}
    for paper, large in (("A4", ""), ("A4", "on"), ("A5", "on")):
        data = {f"n_{pile.key}": 2, "paper": paper, "large": large, "address": "http://10.0.0.2:8000/s"}
        made = pypdfium2.PdfDocument(client.post(f"/act/sheet.issue/{meeting.pk}", data).content)
        assert [round(side / 72 * 25.4) for side in made[0].get_size()] == {"A4": [210, 297], "A5": [148, 210]}[paper]
        text = made[0].get_textpage()
        _, low, _, top = text.get_charbox(text.get_text_range().index("总体评价"))
        tall[paper, large] = top - low
    assert tall["A4", "on"] > 1.2 * tall["A4", ""], "large type is larger"


def test_before_the_seal_pages_say_how_many_and_never_what(cast):
    meeting, _ = voted(cast)
    for actor in (cast.scrutineer, cast.town_office):
        for path in ("sheets", "count"):
            said = words(signed_in(actor).get(f"/meetings/{meeting.pk}/{path}"))
            assert not re.search("(满意|不了解)", said)
    assert "9" in words(signed_in(cast.scrutineer).get(f"/meetings/{meeting.pk}/sheets"))
    assert signed_in(cast.scrutineer).get(f"/meetings/{meeting.pk}/statement").status_code == 404


def test_a_count_goes_through_the_pages_from_box_to_announcement(cast):
    meeting, codes = voted(cast)
    kind = meeting.sheet_kinds.get()
    scrutineer, one, two = (signed_in(a) for a in (cast.scrutineer, cast.teller, cast.second_teller))
    home = f"/meetings/{meeting.pk}/count"

    def post(client, act, pk=meeting.pk, **data):
        return client.post(f"/act/{act}/{pk}", {"next": home} | data, follow=True)

    assert "停止手机填表" in words(post(scrutineer, "sheet.close_phones"))
    assert "要计的" in words(post(one, "sheet.admit_paper", code=codes[9]))
    assert "不再计" in words(post(one, "sheet.admit_paper", code=codes[0]))
    assert "不是这次会议" in words(post(one, "sheet.admit_paper", code="0" * 12))
    reporter = meeting.reporters.get().pk
    figures = {f"a-{reporter}-{q}": "1" for q in QUESTIONS}
    assert 'value="1"' in one.get(f"{home}/{kind.pk}").content.decode()
    assert "第 1 号已录入" in words(post(one, "sheet.enter", kind=kind.pk, slip=1, **figures))
    assert 'name="slip" inputmode="numeric" value="2"' in one.get(f"{home}/{kind.pk}").content.decode()
    differing = figures | {f"a-{reporter}-law": "9"}
    post(two, "sheet.enter", kind=kind.pk, slip=1, **differing)
    assert one.get(f"{home}/{kind.pk}/1").status_code == 404
    settle = scrutineer.get(f"{home}/{kind.pk}/1")
    assert "填了两个" in words(settle)
    assert settle.content.decode().count("readonly") == 6  # the number and five lines on which both agree
    assert "第 1 号已核定" in words(post(scrutineer, "sheet.settle", kind=kind.pk, slip=1, **figures))
    post(scrutineer, "count.draw_up", **{f"unused_{kind.pk}": 3})
    count = m.Count.objects.get()
    assert count.missing == 1
    assert "没有着落" in words(scrutineer.get(home))
    assert scrutineer.post(f"/act/count.confirm/{count.pk}").status_code == 409
    post(scrutineer, "count.explain", count.pk, explanation="一人带走了。", **{f"unused_{kind.pk}": 3})
    post(scrutineer, "count.confirm", count.pk)
    assert "这不是监票卡" in words(post(scrutineer, "count.seal", count.pk, card_1="x", card_2="SZK"))
    post(scrutineer, "count.seal", count.pk, card_1=CARDS[meeting.pk][2], card_2=CARDS[meeting.pk][0])
    statement = words(scrutineer.get(f"/meetings/{meeting.pk}/statement"))
    assert "一人带走了。" in statement
    assert "黎阿根" in statement
    post(signed_in(cast.town_office), "count.announce", count.pk)
    assert m.Count.objects.get().state == "announced"


@pytest.mark.parametrize("typed", ["5", "x", "满", "7"])
def test_a_figure_that_is_no_grade_is_a_field_error(cast, typed):
    meeting, _ = voted(cast)
    sheet.close_phones(cast.scrutineer, meeting)
    kind, reporter = meeting.sheet_kinds.get().pk, meeting.reporters.get().pk
    data = {"kind": kind, "slip": 1, f"a-{reporter}-law": typed}
    answer = signed_in(cast.teller).post(f"/act/sheet.enter/{meeting.pk}", data)
    assert (answer.status_code, m.PaperEntry.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    "data", [{}, {"kind": "x"}, {"kind": "9" * 30, "slip": "1"}, {"kind": "-1", "slip": "1"}, {"slip": "9" * 40}]
)
def test_bad_input_is_never_an_exception(cast, data):
    meeting, _ = voted(cast)
    sheet.close_phones(cast.scrutineer, meeting)
    assert signed_in(cast.teller).post(f"/act/sheet.enter/{meeting.pk}", data).status_code in (409, 422)


def test_pages_ask_no_more_for_more_sheets(cast, django_assert_max_num_queries):
    meeting, codes = voted(cast, phone=2)
    sheet.close_phones(cast.scrutineer, meeting)
    client = signed_in(cast.teller)
    kind = meeting.sheet_kinds.get().pk

    def typed(n):
        sheet.admit_paper(cast.teller, meeting, code=codes[n + 1])
        sheet.enter(cast.teller, meeting, kind=kind, slip=n, answers=all_of(meeting, "satisfied"))

    def asked(path):
        with django_assert_max_num_queries(22) as caught:
            client.get(path)
        return len(caught)

    typed(1)
    paths = (f"/meetings/{meeting.pk}/count", f"/meetings/{meeting.pk}/count/{kind}", f"/meetings/{meeting.pk}/sheets")
    for path in paths:
        client.get(path)
    first = [asked(path) for path in paths]
    for n in range(2, 11):
        typed(n)
    assert [asked(path) for path in paths] == first
    assert max(first) <= 15


def test_a_meeting_without_sheets_yet(cast):
    meeting = a_meeting_to_evaluate(cast)
    assert "印制测评表" in words(signed_in(cast.town_office).get(f"/meetings/{meeting.pk}/sheets"))
    print_sheets(cast, meeting, 3)
    said = words(signed_in(cast.scrutineer).get(f"/meetings/{meeting.pk}/sheets"))
    assert "按“开始测评”" in said
