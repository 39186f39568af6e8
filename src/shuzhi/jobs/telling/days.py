"""A story's calendar: moments counted from today, told in the order in which they happen."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from shuzhi.reads import clock
from shuzhi.rules.deadlines import add_months, is_working_day, shift_working_days

# A story yields the moment at which it goes on; what follows the yield happens then.
Story = Generator[datetime, None, None]
MOST_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Days:
    """Days as seen from ``today``."""

    today: date

    def day(self, offset: int) -> date:
        """The day so many days from today; a free day gives way to the working day before it, or ahead of today to the next."""
        day, step = self.today + timedelta(days=offset), timedelta(days=1 if offset > 0 else -1)
        while offset and not is_working_day(day):
            day += step
        return day

    def span(self, first: int, last: int) -> tuple[date, date]:
        """The days of a round. A holiday at either end would make it longer than the three months it may take (4.0c)."""
        start, end = self.day(first), self.day(last)
        while add_months(start, MOST_MONTHS) <= end or not is_working_day(end):
            end -= timedelta(days=1)
        return start, end

    def working(self, days: int) -> date:
        """So many working days from today."""
        return shift_working_days(self.today, days) if days else self.today

    def at(self, offset: int | date, hour: int = 9, minute: int = 0) -> datetime:
        """A moment of that day."""
        day = offset if isinstance(offset, date) else self.day(offset)
        return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def tell(*stories: Story, done: Callable[[datetime], None] = lambda moment: None) -> int:
    """Runs the stories side by side, always the one whose moment comes next; returns how many moments there were."""
    waiting: list[tuple[datetime, int, Story]] = []
    for number, story in enumerate(stories):
        for first in story:
            heapq.heappush(waiting, (first, number, story))
            break
    moments = 0
    while waiting:
        moment, number, story = heapq.heappop(waiting)
        moments += 1
        with clock.at(moment):
            following = next(story, None)
        done(moment)
        if following is not None:
            heapq.heappush(waiting, (max(following, moment), number, story))
    return moments
