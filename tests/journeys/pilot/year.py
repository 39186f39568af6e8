"""The year 2006: each step under its clause and on its day, and what is refused on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from tests.journeys.people import Side

from shuzhi.acts._perform import Refused
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.clauses import CLAUSES


@dataclass
class Year:
    """The clauses walked through, in the order in which they were."""

    walked: list[str] = field(default_factory=list)

    @contextmanager
    def step(self, clause: str, day: date, hour: int = 9) -> Iterator[date]:
        """One sentence of the document, on its day."""
        assert clause in CLAUSES, clause
        self.walked.append(clause)
        with clock.at(datetime.combine(day, time(hour))):
            yield day


def refused(clause: str, act: Callable[..., Any], *args: Any, **given: Any) -> Refused:
    """The act is refused, or asks for a reason, under this clause; and nothing of it stays."""
    before = m.Entry.objects.count()
    with pytest.raises(Refused) as caught:
        act(*args, **given)
    found = (*caught.value.verdict.lacks, *caught.value.verdict.cautions)
    assert clause in {f.clause for f in found}, found
    assert all(f.text.zh and f.text.en for f in found)
    assert m.Entry.objects.count() == before
    return caught.value


def day_of(side: Side) -> Callable[[int, int], date]:
    """June and July as the district had them; the towns' own deputies later in the year."""
    return lambda month, day: date(2006, month, day) + timedelta(days=side.shift)
