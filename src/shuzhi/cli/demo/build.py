"""The whole district, in one transaction: built, or not there at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from random import Random

from django.db import transaction

from shuzhi.cli.demo.days import Days, tell
from shuzhi.cli.demo.district import District, founded
from shuzhi.cli.demo.stories import FIRST, stories


def build(today: date, say: Callable[[datetime], None] = lambda moment: None) -> int:
    """Performs every act of the demonstration around ``today``; returns how many moments it took."""
    with transaction.atomic():
        d = District(Days(today), Random(today.toordinal()))  # noqa: S311 (marks on sheets, not codes)
        begun = tell(founded(d, FIRST), done=say)
        return begun + tell(*stories(d), done=say)
