"""Summaries and the exchange (4.4c, 4.4d); messages up and down, acknowledged (5.2, 5.5)."""

from __future__ import annotations

import pytest
from tests.builders_public import a_told_round

from shuzhi.acts import liaison, summary
from shuzhi.acts._perform import Refused
from shuzhi.reads.liaison import receivers, suggested_return
from shuzhi.reads.summary import bodies_of, suggested_text
from shuzhi.records import clock
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    return a_told_round(cast)


def written(cast, told, text="工作总结。", by=None):
    return summary.write(by or cast.town_office, told.round, body=cast.town, text=text)


def test_the_first_text_holds_the_round_s_own_figures(told):
    text = suggested_text(told.round)
    for said in (
        "组织覃子涵等1名代表",
        "征求意见2条，已答复1条",
        "到会58人",
        "提出整改目标2项，已办结0项，超过期限1项",
    ):
        assert said in text, said
    assert "覃子涵代表：满意39，基本满意11，不满意4，不了解2" in text


def test_counts_stand_in_it_only_once_announced(told):
    m.Count.objects.update(state="sealed", announced_on=None)
    assert "满意39" not in suggested_text(told.round)


def test_every_group_and_the_town_writes_one_and_only_one(cast, told):
    assert [b.name for b in bodies_of(told.round)] == ["东港镇", "东港镇第一代表小组"]
    first = written(cast, told)
    assert first.state == "drafted"
    assert first.figures["opinions"] == 2
    assert summary.write(cast.leader, told.round, body=cast.district_group, text="小组总结。").pk != first.pk


def test_written_submitted_commented_and_taken_up_for_the_exchange(cast, told):
    one = written(cast, told)
    summary.submit(cast.town_office, one)
    with pytest.raises(Refused):
        summary.revise(cast.town_office, one, text="改")
    summary.comment(cast.office, one, comment="数字清楚。")
    done = summary.exchange(cast.office, one, good_practice="当场封存，当场公布。")
    assert (done.state, done.comment, done.good_practice) == ("exchanged", "数字清楚。", "当场封存，当场公布。")


def test_a_marked_blank_does_not_go_up(cast, told):
    one = written(cast, told, suggested_text(told.round))
    with pytest.raises(Refused) as refused:
        summary.submit(cast.town_office, one)
    assert refused.value.verdict.lacks[0].clause == "4.4c"
    summary.revise(cast.town_office, one, text="补写完毕。")
    assert summary.submit(cast.town_office, one).state == "submitted"


@pytest.mark.parametrize("who", ["office", "deputy", "presidium", "stranger", "public"])
def test_others_write_none(cast, told, who):
    with pytest.raises(Refused):
        written(cast, told, by=cast.everybody[who])


@pytest.mark.parametrize("who", ["town_office", "leader", "chairpersons", "stranger"])
def test_only_the_district_office_takes_up_practice(cast, told, who):
    one = written(cast, told)
    summary.submit(cast.town_office, one)
    with pytest.raises(Refused):
        summary.exchange(cast.everybody[who], one, good_practice="好")


def test_a_return_is_drawn_from_live_figures_and_acknowledged_by_the_district(cast, told):
    text = suggested_return(told.round).text
    assert "征求意见2条，答复1条" in text
    assert "逾期1项" in text
    sent = liaison.report(cast.town_office, told.round, kind="return", title="进展", text=text)
    assert [r.body for r in sent.receipts.all()] == [cast.district]
    with pytest.raises(Refused) as refused:
        liaison.acknowledge(cast.town_office, sent)
    assert refused.value.verdict.lacks[0].clause == "5.5"
    assert liaison.acknowledge(cast.office, sent).state == "acknowledged"
    assert sent.receipts.get().acknowledged_by == "钱嘉明"


def test_a_notice_downward_is_acknowledged_one_by_one(cast, told):
    assert set(receivers()) == {cast.town, cast.other_town, cast.organs}
    sent = liaison.notify(
        cast.office,
        told.round.programme,
        kind="notice",
        title="通知",
        text="抓紧。",
        to=receivers(),
        due_on=clock.today(),
    )
    assert liaison.acknowledge(cast.town_office, sent).state == "sent"
    assert liaison.acknowledge(cast.stranger, sent).state == "sent"
    with pytest.raises(Refused):
        liaison.acknowledge(cast.town_office, sent)
    assert liaison.acknowledge(cast.organs_leader, sent).state == "acknowledged"
    assert sent.receipts.filter(acknowledged_on=clock.today()).count() == 3


@pytest.mark.parametrize("who", ["town_office", "leader", "chairpersons", "deputy", "public"])
def test_only_the_district_office_writes_down(cast, told, who):
    with pytest.raises(Refused):
        liaison.notify(
            cast.everybody[who], told.round.programme, kind="notice", title="通知", text="抓紧。", to=receivers()
        )
    assert not m.Liaison.objects.exists()
