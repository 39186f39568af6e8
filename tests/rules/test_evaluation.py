"""The order of the evaluation, with plain facts (4.3b(iii), D0005)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shuzhi.rules import evaluation
from shuzhi.rules.evaluation import EvaluationFacts
from shuzhi.rules.roles import RoundKind
from shuzhi.rules.stages import RoundFacts

ROUND = RoundFacts(
    kind=RoundKind.DISTRICT_TOWN, state="meeting", today=date(2006, 7, 10), programme_open=True, plan_adopted=True
)
PRINTED = EvaluationFacts(round=ROUND, phones="closed", issued=60, present=52, reporters=2)
RUNNING = replace(PRINTED, phones="open")
STOPPED = replace(PRINTED, phones="stopped")


@pytest.mark.parametrize(
    ("rule", "well", "change", "clause", "zh"),
    [
        (evaluation.may_issue, PRINTED, {"reporters": 0}, "4.3b", "没有确定述职代表"),
        (evaluation.may_issue, PRINTED, {"phones": "open"}, "D0005", "不能再增印"),
        (evaluation.may_issue, PRINTED, {"phones": "stopped"}, "D0005", "不能再增印"),
        (evaluation.may_issue, PRINTED, {"same_reporters": False}, "D0005", "不能混用"),
        (evaluation.may_open, PRINTED, {"issued": 0}, "4.3b", "没有印制测评表"),
        (evaluation.may_open, PRINTED, {"phones": None}, "D0005", "开始过"),
        (evaluation.may_open, PRINTED, {"phones": "open"}, "D0005", "开始过"),
        (evaluation.may_open, PRINTED, {"phones": "stopped"}, "D0005", "开始过"),
        (evaluation.may_reopen, RUNNING, {"phones": None}, "D0007", "没有在测评"),
        (evaluation.may_reopen, RUNNING, {"phones": "closed"}, "D0007", "没有在测评"),
        (evaluation.may_reopen, RUNNING, {"phones": "stopped"}, "D0007", "没有在测评"),
        (evaluation.may_reopen, RUNNING, {"back": 1}, "D0007", "已经有 1 张入箱，不能重来"),
        (evaluation.may_close, RUNNING, {"phones": None}, "D0005", "没有开放"),
        (evaluation.may_close, RUNNING, {"phones": "closed"}, "D0005", "没有开放"),
        (evaluation.may_close, RUNNING, {"phones": "stopped"}, "D0005", "没有开放"),
        (evaluation.paper_may_go_in, STOPPED, {"phones": None}, "D0005", "先停止手机"),
        (evaluation.paper_may_go_in, STOPPED, {"phones": "closed"}, "D0005", "先停止手机"),
        (evaluation.paper_may_go_in, STOPPED, {"phones": "open"}, "D0005", "先停止手机"),
        (evaluation.paper_may_go_in, STOPPED, {"count": "confirmed"}, "D0005", "不能再改动"),
        (evaluation.paper_may_go_in, STOPPED, {"count": "sealed"}, "D0005", "不能再改动"),
        (evaluation.paper_may_go_in, STOPPED, {"count": "announced"}, "D0005", "不能再改动"),
        (evaluation.paper_may_go_in, STOPPED, {"count": "void"}, "D0005", "不能再改动"),
        (evaluation.may_draw_up, STOPPED, {"phones": None}, "D0005", "先停止手机"),
        (evaluation.may_draw_up, STOPPED, {"phones": "closed"}, "D0005", "先停止手机"),
        (evaluation.may_draw_up, STOPPED, {"phones": "open"}, "D0005", "先停止手机"),
        (evaluation.may_draw_up, STOPPED, {"count": "drawn_up"}, "D0005", "已经清点过"),
        (evaluation.may_draw_up, STOPPED, {"count": "void"}, "D0005", "已经清点过"),
    ],
)
def test_each_rule_is_met_or_refuses_under_its_clause(rule, well, change, clause, zh) -> None:
    assert not rule(well).refused
    found = rule(replace(well, **change))
    assert [f.clause for f in found.lacks] == [clause]
    assert zh in found.lacks[0].text.zh
    assert found.lacks[0].text.en
    assert not found.cautions


def test_sheets_are_printed_before_any_were_and_added_to_while_phones_are_closed() -> None:
    assert evaluation.may_issue(replace(PRINTED, phones=None, issued=0)).clear
    assert evaluation.may_issue(PRINTED).clear


def test_everything_wrong_with_printing_is_said_at_once() -> None:
    found = evaluation.may_issue(replace(PRINTED, reporters=0, phones="open", same_reporters=False))
    assert [f.clause for f in found.lacks] == ["4.3b", "D0005", "D0005"]
    assert [f.who.en if f.who else None for f in found.lacks] == ["the organiser", None, "the organiser"]


def test_paper_may_be_corrected_while_the_count_is_only_drawn_up() -> None:
    assert evaluation.paper_may_go_in(replace(STOPPED, count="drawn_up")).clear


def test_fewer_sheets_than_people_asks_for_a_reason_and_says_both_numbers() -> None:
    assert evaluation.may_open(replace(PRINTED, issued=52)).clear
    found = evaluation.may_open(replace(PRINTED, issued=51))
    assert not found.refused
    assert [c.clause for c in found.cautions] == ["4.3b"]
    assert found.cautions[0].text.zh == "到会的人要填 52 张测评表，只印了 51 张。"
    assert "52" in found.cautions[0].text.en
    assert "51" in found.cautions[0].text.en


def test_opening_anew_takes_a_reason() -> None:
    found = evaluation.may_reopen(RUNNING)
    assert not found.refused
    assert [c.clause for c in found.cautions] == ["D0007"]
    assert found.cautions[0].text.zh.startswith("原来的三张监票卡从此没有用")
