"""Rectification by the letter: goals, measures, dates, evidence, tries (4.4a, 4.4b)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shuzhi.rules.rectification import (
    GoalFacts,
    MeasureFacts,
    ahead,
    every_measure_done,
    file_kind,
    inside_the_goal,
    known,
    lateness,
    measured,
    proven,
    tries_left,
)
from shuzhi.rules.roles import RoundKind
from shuzhi.rules.stages import RoundFacts
from shuzhi.rules.verdict import Verdict

TODAY = date(2006, 8, 1)
MEASURE = MeasureFacts(text="装路灯", owner="丁峰良", due_on=date(2006, 9, 1))
GOAL = GoalFacts(
    round=RoundFacts(kind=RoundKind.TOWN, state="conclusion", today=TODAY, programme_open=True, plan_adopted=True),
    state="proposed",
    due_on=date(2006, 10, 1),
    measures=(MEASURE,),
)


def lacks(found: Verdict) -> list[str]:
    return [x.text.zh for x in found.lacks]


def test_a_goal_has_a_date_and_measures_with_owner_and_date() -> None:
    assert measured(GOAL).clear
    assert lacks(measured(replace(GOAL, due_on=None, measures=()))) == ["整改目标没有期限。", "整改目标没有措施。"]
    for bad in (replace(MEASURE, owner=" "), replace(MEASURE, due_on=None)):
        assert lacks(measured(replace(GOAL, measures=(MEASURE, bad)))) == ["每条措施都要有负责人和日期。"]


def test_dates_lie_ahead_and_inside_the_goal() -> None:
    assert ahead(GOAL).clear
    assert ahead(replace(GOAL, due_on=TODAY)).clear
    assert ahead(replace(GOAL, due_on=date(2006, 7, 31))).refused
    late = replace(GOAL, measures=(replace(MEASURE, due_on=date(2006, 10, 2)),))
    assert not inside_the_goal(late).refused
    assert not inside_the_goal(late).clear


def test_a_goal_is_done_when_its_measures_are() -> None:
    assert lacks(every_measure_done(GOAL)) == ["还有 1 条措施没有完成：装路灯"]
    assert every_measure_done(replace(GOAL, measures=(replace(MEASURE, done_on=TODAY),))).clear


@pytest.mark.parametrize(
    ("finishes", "evidence", "clear"), [(True, False, False), (True, True, True), (False, False, True)]
)
def test_a_finished_measure_is_shown(finishes: bool, evidence: bool, clear: bool) -> None:
    found = proven(finishes, evidence)
    assert found.clear is clear
    assert not found.refused


@pytest.mark.parametrize(
    ("state", "due", "days"),
    [
        ("under_way", date(2006, 7, 26), 6),
        ("proposed", date(2006, 7, 31), 1),
        ("under_way", TODAY, 0),
        ("done", date(2006, 7, 1), 0),
        ("reported_back", date(2006, 7, 1), 0),
        ("under_way", None, 0),
    ],
)
def test_late_is_told_in_days(state: str, due: date | None, days: int) -> None:
    assert lateness(state, due, TODAY) == days


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0..", "jpg"),
        (b"\x89PNG\r\n\x1a\n..", "png"),
        (b"%PDF-1.7", "pdf"),
        (b"<svg onload=alert(1)>", None),
        (b"PK\x03\x04", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_first_bytes_say(data: bytes, kind: str | None) -> None:
    assert file_kind(data) == kind


def test_five_tries_a_name_sixty_a_goal() -> None:
    assert tries_left(4, 59).clear
    assert tries_left(5, 0).refused
    assert tries_left(0, 60).refused
    assert known(True).clear
    assert [x.clause for x in known(False).lacks] == ["4.4b"]
