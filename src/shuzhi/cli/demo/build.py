"""The whole district, in one transaction: built, or not there at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from random import Random

from django.db import transaction

from shuzhi.cli.demo.district import CHAIR, DISTRICT, OFFICE, founded
from shuzhi.cli.demo.stories import FIRST, stories
from shuzhi.jobs.telling.days import Days, tell
from shuzhi.jobs.telling.district import District


def build(today: date, say: Callable[[datetime], None] = lambda moment: None) -> int:
    """Performs every act of the demonstration around ``today``; returns how many moments it took."""
    with transaction.atomic():
        chance = Random(today.toordinal())  # noqa: S311 (marks on sheets, not codes)
        d = District(Days(today), chance, DISTRICT, OFFICE, CHAIR)
        begun = tell(founded(d, FIRST), done=say)
        return begun + tell(*stories(d), done=say)
