"""What one answer has already looked up, so that the masthead and the page do not ask twice.

Only pages use it: an act asks the records afresh. Outside ``remembering`` nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
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
