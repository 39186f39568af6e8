"""A told district's calendar: whatever day it is told on, its rounds keep within the months they may take."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shuzhi.jobs.telling.days import Days
from shuzhi.rules.deadlines import fits_duration, is_working_day
from shuzhi.rules.regulation import load_edition

# From the first to the last day of the rounds of the demonstration and of the rehearsal, and when each meets.
ROUNDS = [(-99, -13, -56), (-86, 2, -38), (-55, 32, 4), (-45, 32, 14), (-30, 52, 24), (-58, 15, 0)]


@pytest.mark.parametrize(("first", "last", "meets"), ROUNDS)
def test_a_round_takes_two_to_three_months_on_every_day_of_two_years(first: int, last: int, meets: int) -> None:
    months = load_edition("xishan_2006").duration_months
    for n in range(731):
        days = Days(date(2026, 1, 1) + timedelta(days=n))
        start, end = days.span(first, last)
        assert fits_duration(start, end, months), (days.today, start, end)
        assert is_working_day(end)
        assert start < days.day(meets) < end
