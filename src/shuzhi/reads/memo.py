"""What has been looked up already, so that the masthead and the page do not ask twice.

Only pages use it: an act asks the records afresh. Outside ``remembering`` nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Any, TypeVar

from shuzhi.records.where import database

T = TypeVar("T")
# Seconds after which a figure is looked up again even if no act is known of: another process may have acted.
LATELY = 60.0
MOST = 256
_lately: dict[Hashable, tuple[float, Any]] = {}
_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """For the length of one request."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def once(key: Hashable, look: Callable[[], T]) -> T:
    """What ``look`` finds; looked up once a request under this key."""
    kept = _kept.get()
    if kept is None:
        return look()
    if key not in kept:
        kept[key] = look()
    found: T = kept[key]
    return found


def lately(key: Hashable, look: Callable[[], T]) -> T:
    """What ``look`` found for an earlier page, unless an act was performed since (``forget``) or a minute has passed."""
    if _kept.get() is None:
        return look()
    key = (database(), key)  # a rehearsal's records bear the same numbers
    at, found = _lately.get(key, (-LATELY, None))
    if monotonic() - at >= LATELY:
        found = look()
        if len(_lately) >= MOST:
            _lately.clear()
        _lately[key] = (monotonic(), found)
    kept: T = found
    return kept


def forget() -> None:
    """The records have changed."""
    _lately.clear()
