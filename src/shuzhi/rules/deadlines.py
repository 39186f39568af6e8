"""Dates of the institution: working days with the Chinese holiday swaps, deadlines, back-planning.

No clock: today comes in as a fact. The published holiday calendar reaches only so far ahead; beyond
it weekends alone are free, and ``calendar_note`` says so wherever such a date is shown.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

from shuzhi.rules.regulation import PlanTask, Quota, Window
from shuzhi.rules.verdict import Text

_KNOWN = frozenset(day.year for day in chinese_calendar.holidays)
_DAY = timedelta(days=1)


def is_known(day: date) -> bool:
    """True when the holidays and swapped working days of that year have been published."""
    return day.year in _KNOWN


def is_working_day(day: date) -> bool:
    """Swapped weekends work, public holidays do not; in years not yet published, Monday to Friday."""
    return bool(chinese_calendar.is_workday(day)) if is_known(day) else day.weekday() < 5


def calendar_note(*days: date) -> Text | None:
    """What must be said beside these dates when a year's holidays are not published yet."""
    years = sorted({day.year for day in days if not is_known(day)})
    if not years:
        return None
    return Text(
        "{years}年放假安排未收录，工作日只按周末推算。",
        "The public holidays of {years} are not known here; working days leave out weekends only.",
    ).format(years=Text("、".join(map(str, years)), ", ".join(map(str, years))))


def shift_working_days(start: date, days: int) -> date:
    """The working day that lies ``days`` after ``start`` (before it: negative).

    Zero gives ``start`` itself, or the next working day when ``start`` is free.
    """
    step = -_DAY if days < 0 else _DAY
    day, left = start, abs(days)
    while left or not is_working_day(day):
        day += step
        if left and is_working_day(day):
            left -= 1
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after ``start`` up to and with ``end``; negative when ``end`` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + _DAY * n) for n in range(1, (end - start).days + 1))


def add_months(start: date, months: int) -> date:
    """The same day so many months on; the last day of a month too short for it."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def fits_duration(start: date, end: date, months: Quota) -> bool:
    """True when the first to the last day take no less and no more than so many months (4.0c).

    Whole months are counted with both days in: 1 May to 31 July is three months.
    """
    after = end + _DAY
    return add_months(start, months.low) <= after and (months.high is None or after <= add_months(start, months.high))


def fits_window(start: date, end: date, window: Window) -> bool:
    """True when the dates lie inside the window, for as far as it says (4.0a, 4.0b)."""
    return (window.start is None or window.start <= start) and (window.end is None or end <= window.end)


@dataclass(frozen=True, slots=True)
class Due:
    """How a deadline stands today; ``days`` are calendar days, late or left, never negative."""

    date: date
    state: str
    days: int

    @property
    def late(self) -> bool:
        return self.state == "late"

    @property
    def text(self) -> Text:
        """The status in words, as the desk shows it."""
        zh = {"late": "逾期 {n} 天", "today": "今天到期"}.get(self.state, "还有 {n} 天")
        unit = "day" if self.days == 1 else "days"
        en = {"late": f"{{n}} {unit} late", "today": "due today"}.get(self.state, f"{{n}} {unit} left")
        return Text(zh, en).format(n=self.days)


def due_state(due: date, today: date, soon: int = 3) -> Due:
    """``late``, ``today``, ``soon`` (within ``soon`` working days) or ``later``."""
    if due < today:
        state = "late"
    elif due == today:
        state = "today"
    elif working_days_between(today, due) <= soon:
        state = "soon"
    else:
        state = "later"
    return Due(due, state, abs((due - today).days))


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A line of the plan with its latest safe date."""

    task: PlanTask
    due: date


def plan_back(tasks: Iterable[PlanTask], meeting: date) -> tuple[PlannedTask, ...]:
    """Every task dated back (and on) from the meeting in working days, in order (4.1a).

    The meeting itself keeps its date, also on a weekend: villagers have time then.
    """
    planned = [
        PlannedTask(task, meeting if task.offset == 0 else shift_working_days(meeting, task.offset)) for task in tasks
    ]
    return tuple(sorted(planned, key=lambda line: line.due))
