"""The time the records are written under.

Acts and reads ask here instead of the system's clock, so that a programme can be replayed on its
own dates (the pilot of 2006, the demonstration district) through the very same acts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The present moment, aware of the zone."""
    return _moment.get() or timezone.now()


def today() -> date:
    """Today in the district's time zone."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime | date) -> Iterator[None]:
    """Everything inside happens at this moment; a bare date means nine in the morning."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(9))
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
