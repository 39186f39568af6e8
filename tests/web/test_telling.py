"""Pages of notices, summaries, liaison and the board: for whom, what they say, how many questions (4.4b–4.4d, 5.2, 5.5)."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders import a_programme
from tests.builders_public import a_told_round
from tests.web.voices import signed_in

from shuzhi.acts import liaison, notice, summary
from shuzhi.reads.liaison import receivers
from shuzhi.records import clock
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db
TODAY = clock.today


@pytest.fixture
def told(cast):
    made = a_told_round(cast)
    late = (clock.today() - timedelta(days=3)).isoformat()
    m.PlanVersion.objects.update(tasks=[{"key": "summary", "due": late}])
    return made


def words(answer):
    body = answer.content.decode().split("<main", 1)[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u3000", "").split())


def queries(actor, address):
    client = signed_in(actor)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def sent_down(cast, told, title="关于抓紧筹备的通知"):
    return liaison.notify(
        cast.office, told.round.programme, kind="notice", title=title, text="请抓紧。", to=receivers(),
        due_on=clock.today(),
    )  # fmt: skip


SEES = {
    "office",
    "chairpersons",
    "town_office",
    "presidium",
    "leader",
    "deputy",
    "second_deputy",
    "teller",
    "second_teller",
    "scrutineer",
}


@pytest.mark.parametrize("page", ["notices", "summary"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_who_sees_a_round_s_notices_and_summaries(cast, told, page, language):
    for name, actor in cast.everybody.items():
        status = signed_in(actor, language).get(f"/rounds/{told.round.pk}/{page}").status_code
        expected = 302 if not actor.signed_in else 200 if name in SEES else 404
        assert status == expected, name


@pytest.mark.parametrize("address", ["/liaison", "/board"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_liaison_and_board_stand_for_everybody_signed_in(cast, told, address, language):
    sent_down(cast, told)
    for actor in cast.everybody.values():
        assert signed_in(actor, language).get(address).status_code == (200 if actor.signed_in else 302)


def test_a_draft_is_offered_for_publishing_with_what_stands_against_it(cast, told):
    made = notice.draft(cast.town_office, told.round, title="通报", text="", circle="选民代表", manner="会议")
    said = words(signed_in(cast.town_office).get(f"/rounds/{told.round.pk}/notices"))
    assert "还不能“发布通报”" in said
    assert "通报没有内容" in said
    notice.revise(
        cast.town_office, made, title="通报", text="已装。", circle="选民代表", manner="会议", on=clock.today()
    )
    page = signed_in(cast.town_office).get(f"/rounds/{told.round.pk}/notices").content.decode()
    assert f"/act/notice.publish/{made.pk}" in page
    assert (
        f"/act/notice.publish/{made.pk}"
        not in signed_in(cast.office).get(f"/rounds/{told.round.pk}/notices").content.decode()
    )


def test_the_form_comes_filled_in_and_sends_one_back_to_the_round(cast, told):
    client = signed_in(cast.town_office)
    shown = client.get(f"/act/notice.draft/{told.round.pk}").content.decode()
    assert "针对“天黑没有灯。”" in shown
    sent = client.post(
        f"/act/notice.draft/{told.round.pk}",
        {"title": "通报", "text": "已装。", "circle": "选民代表", "manner": "会议"},
    )
    assert sent.headers["Location"] == f"/rounds/{told.round.pk}/notices"
    shown = client.get(f"/act/summary.write/{told.round.pk}").content.decode()
    assert "组织覃子涵等1名代表" in shown


def test_the_summary_page_names_who_still_owes_one_and_the_figures(cast, told):
    address = f"/rounds/{told.round.pk}/summary"
    assert "还没有写总结的：东港镇、东港镇第一代表小组" in words(signed_in(cast.town_office).get(address))
    one = summary.write(cast.town_office, told.round, body=cast.town, text="总结。")
    summary.submit(cast.town_office, one)
    summary.exchange(cast.office, one, good_practice="当场公布。")
    said = words(signed_in(cast.office).get(address))
    assert "还没有写总结的：东港镇第一代表小组" in said
    assert "征求意见（条） 2" in said
    assert "当场公布。" in said
    assert "当场公布。" in words(signed_in(cast.stranger).get("/liaison"))


def test_a_message_is_acknowledged_where_it_stands(cast, told):
    made = sent_down(cast, told)
    client = signed_in(cast.town_office)
    page = client.get("/liaison?show=mine")
    assert f"/act/liaison.acknowledge/{made.pk}" in page.content.decode()
    assert "收悉 0/3" in words(page)
    assert client.post(f"/act/liaison.acknowledge/{made.pk}", {"next": "/liaison"}).status_code == 303
    assert "没有这样的来往" in words(client.get("/liaison?show=mine"))
    assert "收悉 1/3" in words(client.get("/liaison"))
    assert "孔丽华" in words(signed_in(cast.office).get("/liaison?show=waiting"))


def test_a_message_past_its_day_is_late_and_others_messages_are_not_there(cast, told):
    made = sent_down(cast, told)
    m.Liaison.objects.filter(pk=made.pk).update(due_on=clock.today() - timedelta(days=2))
    assert "逾期 2 天" in words(signed_in(cast.office).get("/liaison"))
    liaison.report(cast.town_office, told.round, kind="return", title="东港进展", text="…")
    assert "东港进展" not in words(signed_in(cast.stranger).get("/liaison"))
    assert "东港进展" in words(signed_in(cast.office).get("/liaison?show=mine"))


def test_each_sends_what_is_theirs_to_send(cast, told):
    assert "/act/liaison.notify/" in signed_in(cast.office).get("/liaison").content.decode()
    town = signed_in(cast.town_office).get("/liaison").content.decode()
    assert f"/act/liaison.report/{told.round.pk}" in town
    assert "/act/liaison.notify/" not in town
    assert "/act/liaison" not in signed_in(cast.deputy).get("/liaison").content.decode()


def test_the_board_says_what_is_late_who_holds_it_and_the_clause(cast, told):
    said = words(signed_in(cast.office).get("/board"))
    assert "逾期" in said.split("轮述职", 1)[0]
    assert "逾期的事，在谁手里" in said
    assert "逾期 3 天" in said
    holder = said.split("逾期的事，在谁手里", 1)[1]
    assert "镇人大" in holder
    assert "4.4c" in holder


def test_the_board_shows_each_only_their_own_rounds(cast, told):
    assert "东港镇" in words(signed_in(cast.town_office).get("/board"))
    assert "还没有述职工作" in words(signed_in(cast.stranger).get("/board"))


def _more(cast, told, numbers):
    for n in numbers:
        programme = a_programme(cast)
        made = a_told_round(cast, programme=programme)
        assert made.round.programme == programme
        m.Notice.objects.create(round=told.round, title=f"通报{n}", text="…", circle="…", manner="…")
        body = m.Body.objects.create(name=f"小组{n}", kind="group", level="town", parent=cast.other_town, number=n)
        m.Summary.objects.create(round=told.round, body=body, text="…", written_on=clock.today(), figures={})
        sent_down(cast, told, f"通知{n}")


def test_as_many_questions_for_thirty_rows_as_for_one_and_never_more_than_fifteen(cast, told):
    asked = [
        (who, address)
        for who in (cast.office, cast.town_office)
        for address in ("/board", "/liaison", f"/rounds/{told.round.pk}/notices", f"/rounds/{told.round.pk}/summary")
    ]
    _more(cast, told, range(1))
    before = [queries(*one) for one in asked]
    _more(cast, told, range(1, 30))
    assert [queries(*one) for one in asked] == before
    assert max(before) <= 15, before
