"""Working days, deadlines and planning back from the meeting."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.rules.deadlines import (
    add_months,
    calendar_note,
    due_state,
    fits_duration,
    fits_window,
    is_working_day,
    plan_back,
    shift_working_days,
    working_days_between,
)
from shuzhi.rules.regulation import load_edition

EDITION = load_edition("xishan_2006")
DAYS = st.dates(date(2005, 1, 1), date(2026, 12, 31))


def test_the_swaps_of_2006_are_known():
    assert is_working_day(date(2006, 4, 29))  # a Saturday worked for the May holiday
    assert not is_working_day(date(2006, 5, 4))  # a Thursday of that holiday
    assert calendar_note(date(2006, 5, 4)) is None


def test_beyond_the_published_calendar_weekends_alone_are_free_and_it_is_said():
    assert is_working_day(date(2050, 10, 3))  # Monday of the national holiday, not yet published
    assert not is_working_day(date(2050, 10, 1))
    note = calendar_note(date(2006, 5, 4), date(2050, 10, 3), date(2051, 1, 1))
    assert note.zh.startswith("2050、2051年")
    assert "2050, 2051" in note.en


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        (date(2006, 6, 1), 0, date(2006, 6, 1)),
        (date(2006, 6, 3), 0, date(2006, 6, 5)),
        (date(2006, 6, 1), 1, date(2006, 6, 2)),
        (date(2006, 6, 1), 2, date(2006, 6, 5)),
        (date(2006, 6, 5), -1, date(2006, 6, 2)),
        (date(2006, 6, 4), -1, date(2006, 6, 2)),
        (date(2006, 4, 28), 1, date(2006, 4, 29)),
        (date(2006, 4, 28), 3, date(2006, 5, 8)),
    ],
)
def test_shifting_by_working_days(start, days, expected):
    assert shift_working_days(start, days) == expected


@given(DAYS, st.integers(-60, 60).filter(bool))
def test_shifting_lands_on_a_working_day_that_many_away(start, days):
    end = shift_working_days(start, days)
    assert is_working_day(end)
    if is_working_day(start):
        assert working_days_between(start, end) == days
        assert shift_working_days(end, -days) == start


@pytest.mark.parametrize(
    ("due", "state", "days", "zh", "en"),
    [
        (date(2006, 6, 6), "late", 2, "逾期 2 天", "2 days late"),
        (date(2006, 6, 7), "late", 1, "逾期 1 天", "1 day late"),
        (date(2006, 6, 8), "today", 0, "今天到期", "due today"),
        (date(2006, 6, 9), "soon", 1, "还有 1 天", "1 day left"),
        (date(2006, 6, 13), "soon", 5, "还有 5 天", "5 days left"),
        (date(2006, 6, 14), "later", 6, "还有 6 天", "6 days left"),
    ],
)
def test_how_a_deadline_stands(due, state, days, zh, en):
    found = due_state(due, date(2006, 6, 8))
    assert (found.state, found.days, found.text.zh, found.text.en) == (state, days, zh, en)
    assert found.late is (state == "late")


def test_months_end_where_the_month_ends():
    assert add_months(date(2006, 11, 30), 3) == date(2007, 2, 28)
    assert add_months(date(2006, 5, 31), 6) == date(2006, 11, 30)
    assert add_months(date(2006, 12, 1), 1) == date(2007, 1, 1)


@pytest.mark.parametrize(
    ("start", "end", "fits"),
    [
        (date(2006, 5, 1), date(2006, 7, 31), True),
        (date(2006, 5, 1), date(2006, 8, 1), False),
        (date(2006, 5, 1), date(2006, 6, 30), True),
        (date(2006, 5, 1), date(2006, 6, 29), False),
    ],
)
def test_two_to_three_months_both_days_in(start, end, fits):
    assert fits_duration(start, end, EDITION.duration_months) is fits


def test_a_window_may_be_open_at_one_end():
    town, district = EDITION.window("town"), EDITION.window("district_town")
    assert fits_window(date(2006, 1, 1), date(2006, 10, 31), town)
    assert not fits_window(date(2006, 9, 1), date(2006, 11, 1), town)
    assert not fits_window(date(2006, 4, 30), date(2006, 7, 1), district)


def test_the_plan_is_dated_back_from_the_meeting():
    meeting = date(2006, 7, 2)  # a Sunday
    lines = plan_back(EDITION.tasks("district_town"), meeting)
    due = {line.task.key: line.due for line in lines}
    assert due["meeting_hold"] == due["evaluation"] == meeting
    assert due["posts"] == date(2006, 6, 30)
    assert due["meeting_call"] == date(2006, 6, 22)
    assert due["feedback"] == date(2006, 7, 5)
    assert [line.due for line in lines] == sorted(line.due for line in lines)
    assert all(is_working_day(d) for d in due.values() if d != meeting)


def test_the_template_fits_two_to_three_months_on_most_days_of_the_year():
    starts = [date(2006, 3, 20) + timedelta(days=n) for n in range(180)]
    fitting = 0
    for meeting in starts:
        dates = [line.due for line in plan_back(EDITION.tasks("town"), meeting)]
        fitting += fits_duration(min(dates), max(dates), EDITION.duration_months)
    assert fitting == len(starts)
