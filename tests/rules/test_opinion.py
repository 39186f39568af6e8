"""Opinions by the letter: kinds, dates, answers, and what says nearly the same (4.2a, 4.4a)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.rules.opinion import (
    OpinionFacts,
    alike,
    answered_whole,
    due_for,
    lines,
    not_by_the_deputy_alone,
    room_today,
    sorted_whole,
    source_text,
    sources_of,
)
from shuzhi.rules.regulation import load_edition
from shuzhi.rules.roles import RoundKind
from shuzhi.rules.stages import RoundFacts

EDITION = load_edition("xishan_2006")
TODAY = date(2006, 6, 20)
ROUND = RoundFacts(kind=RoundKind.TOWN, state="preparation", today=TODAY, programme_open=True, plan_adopted=True)


def facts(**more: object) -> OpinionFacts:
    return OpinionFacts(**({"round": ROUND, "on": TODAY, "today": TODAY} | more))  # type: ignore[arg-type]


def test_every_way_of_gathering_in_the_edition_has_its_key() -> None:
    assert list(sources_of(EDITION)) == ["visit", "meeting", "telephone", "letter", "public"]
    assert source_text(EDITION, "appraisal").zh == "分组评议"
    assert source_text(EDITION, "pigeon").zh == "其他"


@pytest.mark.parametrize(
    ("kind", "difficult", "due"),
    [
        ("public_matter", False, date(2006, 9, 20)),
        ("public_matter", True, date(2006, 12, 20)),
        ("conduct", False, date(2006, 7, 4)),
        ("on_the_spot", False, None),
    ],
)
def test_three_months_six_when_difficult_ten_working_days_for_conduct(
    kind: str, difficult: bool, due: date | None
) -> None:
    assert due_for(kind, TODAY, difficult=difficult, edition=EDITION) == due


@pytest.mark.parametrize(
    ("given_", "lacks", "cautions"),
    [
        ({"sorted_as": "conduct"}, ["4.4a"], []),
        ({"sorted_as": "conduct", "of_reporter": "丁峰良"}, [], []),
        ({"sorted_as": "on_the_spot"}, ["4.4a"], []),
        ({"sorted_as": "on_the_spot", "answer": "说清了收费标准"}, [], []),
        ({"sorted_as": "public_matter"}, ["4.4a", "4.4a"], []),
        ({"sorted_as": "public_matter", "handler": "镇建管所", "due_on": date(2006, 9, 20)}, [], []),
        ({"sorted_as": "public_matter", "handler": "镇建管所", "due_on": date(2006, 9, 21)}, [], ["D0001"]),
        (
            {"sorted_as": "public_matter", "handler": "丁峰良", "of_reporter": "丁峰良", "due_on": TODAY},
            ["D0006"],
            [],
        ),
        ({"sorted_as": "praise"}, ["4.2a"], []),
    ],
)
def test_what_each_kind_must_say(given_: dict[str, object], lacks: list[str], cautions: list[str]) -> None:
    found = sorted_whole(facts(**given_), date(2006, 9, 20))
    assert [x.clause for x in found.lacks] == lacks
    assert [x.clause for x in found.cautions] == cautions


@pytest.mark.parametrize(
    ("given_", "whole"),
    [
        ({"answer_kind": "did", "answer": "灯已装好"}, True),
        ({"answer_kind": "did", "answer": " \n"}, False),
        ({"answer_kind": "cannot"}, False),
        ({"answer_kind": "cannot", "answer": "不归镇里管，已转区交通局"}, True),
        ({"answer_kind": "will"}, False),
        ({"answer_kind": "will", "answer": "尽快"}, False),
        ({"answer_kind": "will", "due_on": date(2006, 8, 1)}, True),
        ({"answer_kind": "will", "in_goal": True}, True),
        ({"answer_kind": ""}, False),
    ],
)
def test_did_and_how_will_and_when_cannot_and_why(given_: dict[str, object], whole: bool) -> None:
    assert answered_whole(facts(**given_)).clear is whole


def test_only_public_matters_are_kept_from_the_deputy() -> None:
    assert not_by_the_deputy_alone(facts(sorted_as="conduct")).clear
    assert not_by_the_deputy_alone(facts(sorted_as="public_matter")).refused


def test_two_hundred_a_day() -> None:
    assert room_today(199).clear
    assert room_today(200).refused


def test_what_says_nearly_the_same_is_pointed_out() -> None:
    texts = [
        "村东的路灯一直不亮，老人晚上不敢出门。",
        "村东路灯还是不亮，请代表催一催。",
        "公交末班太早。",
        "垃圾没人收",
    ]
    assert alike(texts, range(4)) == {0: (1,), 1: (0,)}
    assert alike(["路灯不亮", "路灯不亮！"], [1]) == {1: (0,)}
    assert alike(["一", "一"], [0]) == {}


@given(st.lists(st.text(max_size=40), max_size=8))
def test_likeness_holds_both_ways_and_never_with_oneself(texts: list[str]) -> None:
    found = alike(texts, range(len(texts)))
    assert all(n not in others and all(n in found[o] for o in others) for n, others in found.items())


def test_one_a_line() -> None:
    assert lines(" 路灯不亮\n\n　公交太少 \r\n") == ["路灯不亮", "公交太少"]
