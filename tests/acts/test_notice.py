"""Notices to the voters: drawn up, out, taken back (4.4b)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.builders_public import a_told_round

from shuzhi.acts import notice as acts
from shuzhi.acts._perform import AlreadyDone, Refused
from shuzhi.reads.notice import suggested_text
from shuzhi.records import clock
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db
GIVEN = {"title": "整改情况通报", "text": "路灯已装。", "circle": "选民代表", "manner": "会议"}


@pytest.fixture
def told(cast):
    return a_told_round(cast)


@pytest.fixture
def notice(cast, told):
    return acts.draft(cast.town_office, told.round, **GIVEN, on=clock.today(), told=58)


def clauses(refused):
    return [x.clause for x in (*refused.value.verdict.lacks, *refused.value.verdict.cautions)]


def test_the_first_text_is_drawn_from_goals_measures_and_what_is_late(cast, told):
    found = suggested_text(cast.town_office, told.round)
    assert "覃子涵" in found.title
    assert "第1选区（港下）" in found.circle
    assert "针对“天黑没有灯。”，整改目标：装灯22盏。措施1项，完成1项。" in found.text
    assert "已超过期限" in found.text
    assert "张缪根" not in found.text


def test_drafted_revised_published_with_a_reason_where_progress_is_missing(cast, told, notice):
    assert notice.state == "drafted"
    revised = acts.revise(cast.leader, notice, **{**GIVEN, "title": "改过的"}, on=clock.today())
    assert revised.title == "改过的"
    with pytest.raises(Refused) as refused:
        acts.publish(cast.town_office, notice)
    assert refused.value.wants_reason
    assert clauses(refused) == ["4.4b"]
    assert acts.publish(cast.town_office, notice, reason="接待日下月起。").state == "published"


def test_publishing_reports_finished_goals_back_and_leaves_the_others(cast, told, notice):
    m.Goal.objects.filter(pk=told.goal.pk).update(state="done")
    acts.publish(cast.town_office, notice, reason="其余继续办。")
    assert m.Goal.objects.get(pk=told.goal.pk).state == "reported_back"
    assert m.Goal.objects.get(pk=told.late.pk).state == "under_way"
    entry = m.Entry.objects.filter(act="notice.publish").get()
    assert entry.detail["goals_reported_back"] == [told.goal.pk]
    assert entry.reason == "其余继续办。"


@pytest.mark.parametrize("lacking", [{"text": " "}, {"circle": " "}, {"on": None}])
def test_a_notice_without_text_circle_or_day_is_not_published(cast, told, notice, lacking):
    m.Notice.objects.filter(pk=notice.pk).update(**lacking)
    with pytest.raises(Refused) as refused:
        acts.publish(cast.town_office, notice, reason="理由")
    assert refused.value.verdict.refused
    assert m.Notice.objects.get(pk=notice.pk).state == "drafted"


def test_withdrawn_with_a_reason_that_stays(cast, told, notice):
    acts.publish(cast.town_office, notice, reason="理由")
    back = acts.withdraw(cast.town_office, notice, because="数字有误。")
    assert (back.state, back.withdrawn_because) == ("withdrawn", "数字有误。")
    with pytest.raises(Refused):
        acts.publish(cast.town_office, notice, reason="理由")


@pytest.mark.parametrize("who", ["office", "chairpersons", "presidium", "deputy", "teller", "stranger", "public"])
def test_others_draw_up_none(cast, told, who):
    with pytest.raises(Refused):
        acts.draft(cast.everybody[who], told.round, **GIVEN)
    assert not m.Notice.objects.exists()


def test_not_before_the_conclusion(cast, told):
    m.Round.objects.update(state="meeting")
    with pytest.raises(Refused) as refused:
        acts.draft(cast.town_office, told.round, **GIVEN)
    assert clauses(refused) == ["4.4b"]


def test_a_form_sent_twice_makes_one_notice(cast, told):
    acts.draft(cast.town_office, told.round, **GIVEN, on=clock.today() + timedelta(days=1), once="t")
    with pytest.raises(AlreadyDone):
        acts.draft(cast.town_office, told.round, **GIVEN, once="t")
    assert m.Notice.objects.count() == 1
