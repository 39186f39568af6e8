"""The public portal: everything that is out, and nothing that is not (0.1, 2.1, 4.3a, 4.3b, 4.4a, 4.4b)."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import a_meeting, a_reporter, a_round
from tests.builders_public import a_told_round, sums

from shuzhi.records import models as m
from shuzhi.rules.clauses import CLAUSES

pytestmark = pytest.mark.django_db

PAGES = ["/", "/reporters", "/meetings", "/results", "/regulation", "/notices"]


@pytest.fixture
def told(cast):
    return a_told_round(cast)


def visit(language="zh-hans"):
    client = Client()
    client.cookies["language"] = language
    return client


def words(answer):
    body = answer.content.decode().split("<main", 1)[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u3000", "").split())


def queries(address):
    with CaptureQueriesContext(connection) as asked:
        assert visit().get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_stands_on_an_empty_archive_and_on_a_full_one(address, language, cast):
    assert visit(language).get(address).status_code == 200
    a_told_round(cast)
    assert visit(language).get(address).status_code == 200


def test_a_reporter_s_page_tells_counts_spread_identity_promises_and_the_report(told):
    said = words(visit().get(f"/reporters/{told.reporter.pk}"))
    for sentence in (
        "满意 39 基本满意 11 不满意 4 不了解 2",
        "发出 58 张 = 收回 57 张 + 未用 0 张 + 缺失 1 张",
        "收回 57 张 = 有效 56 张 + 无效 1 张",
        "58 人到会",
        "天黑没有灯。",
        "整改目标： 装灯22盏",
        "措施 1 项，已完成 1 项",
        "17 人说办了",
        "5 人说还没有",
        "超过期限 6 天",
        "办不了",
        "须依法按条件办。",
        "走访四十一户。",
        "结果 已封存",
    ):
        assert sentence.replace(" ", "") in said.replace(" ", ""), sentence


def test_no_voter_is_named(told):
    page = visit().get(f"/reporters/{told.reporter.pk}").content.decode()
    assert "张缪根" not in page
    assert "周巧英" not in page
    assert "选民3<" not in page


def test_in_english_the_page_is_english(told):
    page = words(visit("en").get(f"/reporters/{told.reporter.pk}"))
    assert "6 days late" in page
    assert "17 say it is done" in page
    assert "满意" not in page


@pytest.mark.parametrize("state", ["drawn_up", "confirmed", "sealed"])
def test_a_count_that_is_not_announced_is_nowhere(told, state):
    m.Count.objects.update(state=state, announced_on=None)
    for address in (*PAGES, f"/reporters/{told.reporter.pk}", f"/meetings/{told.meeting.pk}/public"):
        page = visit().get(address).content.decode()
        assert ">39<" not in page, address
        assert "57 张" not in page, address


def test_fewer_than_ten_sheets_show_participation_only(told):
    m.Count.objects.update(sums={str(told.reporter.pk): sums(4, 2, 1, 0)}, cast=8, paper=0, issued=8, missing=0, void=1)
    page = words(visit().get(f"/reporters/{told.reporter.pk}"))
    assert "有效测评表不足 10 张" in page
    assert "发出 8 张，收回 8 张" in page
    assert "基本满意 2" not in page
    assert "结果 已封存" not in page


@pytest.mark.parametrize("state", ["drafted", "submitted", "returned", "accepted"])
def test_a_report_is_not_out_before_it_is_published(told, state):
    m.Report.objects.update(state=state)
    page = words(visit().get(f"/reporters/{told.reporter.pk}"))
    assert "走访四十一户" not in page
    assert "报告还没有公布" in page


def test_a_meeting_is_not_out_before_it_is_called(cast):
    meeting = a_meeting(cast, a_round(cast, state="meeting"))
    address = f"/meetings/{meeting.pk}/public"
    assert visit().get(address).status_code == 404
    assert meeting.title not in visit().get("/meetings").content.decode()
    m.Meeting.objects.update(state="called")
    assert meeting.place in visit().get(address).content.decode()
    assert meeting.place in visit().get("/").content.decode()


def test_nobody_is_named_before_the_list_is_decided(cast):
    round_ = a_round(cast)
    proposed = a_reporter(cast, round_, state="proposed")
    chosen = a_reporter(cast, round_, actor=cast.second_deputy, order=2)
    for one in (proposed, chosen):
        assert visit().get(f"/reporters/{one.pk}").status_code == 404
    m.Roster.objects.update(state="decided")
    assert visit().get(f"/reporters/{proposed.pk}").status_code == 404
    assert visit().get(f"/reporters/{chosen.pk}").status_code == 200
    said = words(visit().get("/reporters"))
    assert "曾平梅" in said
    assert "覃子涵" not in said


def test_a_drafted_programme_is_not_there(told):
    m.Programme.objects.update(state="drafted")
    assert visit().get(f"/reporters/{told.reporter.pk}").status_code == 404
    assert "覃子涵" not in visit().get("/results").content.decode()
    assert "还没有启动" in words(visit().get("/"))
    assert "还没有公布办法" in words(visit().get("/regulation"))


def test_late_promises_stand_first_on_the_front_page_and_can_be_listed(told):
    said = words(visit().get("/"))
    assert said.index("每月15日接待选民") < said.index("装灯22盏")
    assert "覃子涵" in words(visit().get("/results?show=late"))
    m.Goal.objects.filter(pk=told.late.pk).update(state="done")
    assert "覃子涵" not in words(visit().get("/results?show=late"))


def test_a_reporter_whose_promises_are_under_way_is_not_ticked_off(told):
    def state() -> str:
        html = visit().get("/reporters").content.decode()
        return html[html.index('class="state ') :][:60]

    assert "late" in state()
    m.Goal.objects.filter(pk=told.late.pk).delete()
    m.Goal.objects.filter(pk=told.goal.pk).update(state="under_way")
    assert 'class="state begun">正在整改' in state()
    m.Goal.objects.filter(pk=told.goal.pk).update(state="done")
    assert 'class="state done">整改已办结' in state()


def test_reporters_are_found_by_name_and_initials_and_body(told, cast):
    assert "覃子涵" in words(visit().get("/reporters?name=覃"))
    assert "没有找到" in words(visit().get("/reporters?name=李"))
    assert "没有找到" in words(visit().get(f"/reporters?body={cast.other_town.pk}"))
    assert visit().get("/reporters?body=999999999999&page=zz&name=%00").status_code == 200


def test_every_clause_has_its_address_in_the_regulation(told):
    page = visit().get("/regulation").content.decode()
    anchors = re.findall(r'id="(c-[^"]+)"', page)
    assert sorted(anchors) == sorted(f"c-{c}" for c in CLAUSES)
    assert visit().get("/regulation/4.3a").headers["Location"] == "/regulation#c-4.3a"
    assert visit().get("/regulation/D0002").headers["Location"] == "/regulation#d-0002"
    assert 'id="d-0002"' in page
    assert visit().get("/regulation/9.9").status_code == 404


def test_every_decision_has_its_address_in_the_regulation(told):
    page = visit().get("/regulation").content.decode()
    written = sorted(p.name[:4] for p in (Path(__file__).parents[2] / "docs" / "decisions").glob("0*.md"))
    assert re.findall(r'id="d-(\d{4})"', page) == written


def test_what_will_be_done_says_by_when_and_is_late_after_it(told):
    m.Opinion.objects.filter(answer_kind="cannot").update(answer_kind="will", due_on=told.late.due_on)
    said = words(visit().get(f"/reporters/{told.reporter.pk}"))
    assert said.count("超过期限 6 天") == 2
    m.Opinion.objects.filter(answer_kind="will").update(due_on=told.goal.due_on)
    said = words(visit().get(f"/reporters/{told.reporter.pk}"))
    assert said.count("超过期限 6 天") == 1
    assert "将要办" in said


def test_a_withdrawn_notice_tells_why_and_nothing_else(told):
    kept = {"round": told.round, "circle": "选民代表", "manner": "会议", "on": told.report.published_on}
    draft = m.Notice.objects.create(title="一稿", text="内容一", **kept)
    out = m.Notice.objects.create(title="二稿", text="内容二", state="published", **kept)
    back = m.Notice.objects.create(
        title="三稿", text="内容三", state="withdrawn", withdrawn_because="数字有误。", **kept
    )
    listed = words(visit().get("/notices"))
    assert "一稿" not in listed
    assert "二稿" in listed
    assert "三稿" in listed
    assert visit().get(f"/notices/{draft.pk}").status_code == 404
    assert "内容二" in words(visit().get(f"/notices/{out.pk}"))
    said = words(visit().get(f"/notices/{back.pk}"))
    assert "数字有误。" in said
    assert "内容三" not in said


def _more(told, cast, numbers):
    """So many more reporters with results, meetings, promises and notices, each in a round of another town."""
    for n in numbers:
        town = m.Body.objects.create(name=f"新镇{n}", kind="town", parent=cast.district, number=20 + n)
        round_ = m.Round.objects.create(
            programme=told.round.programme,
            organiser=town,
            kind="district_town",
            opened_on=told.round.opened_on,
            state="conclusion",
        )
        m.Roster.objects.create(round=round_, state="decided")
        reporter = a_reporter(cast, round_)
        meeting = a_meeting(cast, round_, state="closed")
        m.Count.objects.create(
            meeting=meeting, issued=57, cast=57, paper=0, unused=0, missing=0, sums={str(reporter.pk): sums(50, 5, 1, 1)},
            state="announced", announced_on=told.count.announced_on, sealed_on=told.count.sealed_on,
        )  # fmt: skip
        goal = m.Goal.objects.create(reporter=reporter, text=f"目标{n}", due_on=told.late.due_on, state="under_way")
        m.Measure.objects.create(goal=goal, text="措施", owner="镇")
        a_meeting(cast, round_, state="called")
        m.Notice.objects.create(
            round=round_,
            title=f"通报{n}",
            text="办了",
            circle="选民",
            manner="会",
            on=told.late.due_on,
            state="published",
        )


def test_as_many_questions_for_thirty_rows_as_for_one_and_never_more_than_fifteen(told, cast):
    addresses = [*PAGES, f"/reporters/{told.reporter.pk}", f"/meetings/{told.meeting.pk}/public", "/results?show=late"]
    _more(told, cast, range(1))
    before = {a: queries(a) for a in addresses}
    _more(told, cast, range(1, 30))
    assert {a: queries(a) for a in addresses} == before
    assert max(before.values()) <= 15, before
