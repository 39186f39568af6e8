"""Whether a count may be confirmed, with plain facts (4.3b(iii), D0001, D0005)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shuzhi.rules import count
from shuzhi.rules.count import CountFacts
from shuzhi.rules.roles import RoundKind
from shuzhi.rules.stages import RoundFacts
from shuzhi.rules.tally import Reckoning

ROUND = RoundFacts(
    kind=RoundKind.DISTRICT_TOWN, state="meeting", today=date(2006, 7, 10), programme_open=True, plan_adopted=True
)
BALANCED = Reckoning(issued=60, cast=30, paper=22, unused=8, missing=0, valid=51, void=1)
WELL = CountFacts(round=ROUND, reckoning=BALANCED, slips=22, admitted=22)


@pytest.mark.parametrize(
    ("change", "who", "zh"),
    [
        ({"once": 3}, "two tellers", "有 3 张纸质表只录入了一遍。"),
        ({"differing": 2}, "the scrutineers", "有 2 张纸质表两遍录入不一致，还没有核定。"),
        ({"slips": 21}, "two tellers", "核验了 22 张纸质表，只录入了 21 张。"),
        ({"slips": 23}, "the scrutineers", "录入了 23 张纸质表，核验的只有 22 张：有纸没有核验，或有一张录了两个号。"),
    ],
)
def test_every_paper_sheet_is_typed_in_twice_and_settled(change, who, zh) -> None:
    assert count.typed_in(WELL).clear
    found = count.typed_in(replace(WELL, **change))
    assert [f.clause for f in found.lacks] == ["D0005"]
    assert found.lacks[0].text.zh == zh
    assert found.lacks[0].who is not None
    assert found.lacks[0].who.en == who
    assert not found.cautions


def test_what_is_typed_once_and_what_differs_are_told_apart_and_together() -> None:
    found = count.typed_in(replace(WELL, once=1, differing=1, slips=21))
    assert len(found.lacks) == 3


def test_a_meeting_without_paper_has_nothing_to_type_in() -> None:
    assert count.typed_in(replace(WELL, slips=0, admitted=0)).clear


@pytest.mark.parametrize(
    ("numbers", "zh"),
    [
        ({"paper": 31, "valid": 60, "unused": 0}, "收回计票 61 张，多于发出 60 张：测评无效，须重新测评。"),
        ({"valid": 50}, "收回 52 张，有效 50 张加作废 1 张不等于收回数，请重新清点。"),
        ({"unused": 9}, "手机、纸质、未用、缺失合计比发出 60 张多 1 张，请重新清点。"),
    ],
)
def test_a_sum_that_cannot_be_is_no_count_whatever_is_said_of_it(numbers, zh) -> None:
    assert count.balances(WELL).clear
    for explanation in ("", "发放时多发了一张，已由监票人核对。"):
        found = count.balances(replace(WELL, reckoning=replace(BALANCED, **numbers), explanation=explanation))
        assert [(f.clause, f.text.zh) for f in found.lacks] == [("D0001", zh)]
        assert not found.cautions


@pytest.mark.parametrize("numbers", [{"missing": 2, "unused": 6}, {"unused": 6}])
def test_a_gap_is_explained_in_the_statement_or_stands_against_the_count(numbers) -> None:
    gap = replace(WELL, reckoning=replace(BALANCED, **numbers))
    found = count.balances(gap)
    assert [(f.clause, f.text.zh) for f in found.lacks] == [
        ("D0001", "有 2 张测评表没有着落，须在计票说明中写明原因。")
    ]
    assert count.balances(replace(gap, explanation="  ")).refused
    assert count.balances(replace(gap, explanation="两位老人带走，未能追回。")).clear


@pytest.mark.parametrize(
    ("present", "explanation", "clear"),
    [
        (None, "", True),  # nobody was checked in: there is nothing to compare with
        (52, "", True),
        (53, "", True),
        (51, "", False),
        (51, "  ", False),
        (51, "一位嘉宾领了表。", True),
        (1, "", False),
    ],
)
def test_more_sheets_than_people_checked_in_is_explained(present, explanation, clear) -> None:
    found = count.no_more_than_present(replace(WELL, present=present, explanation=explanation))
    assert found.clear is clear
    if not clear:
        (lack,) = found.lacks
        assert lack.clause == "D0007"
        assert lack.text.zh.startswith(f"收回 52 张，签到的人能填的只有 {present} 张")
        assert lack.text.en.startswith(f"52 sheets came back and those checked in can have filled in only {present}")
        assert lack.who is not None
        assert lack.who.en == "the scrutineers"
