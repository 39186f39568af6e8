"""What has been looked up already, so that the masthead and the page do not ask twice.

Only pages use it: an act asks the records afresh. Outside ``remembering`` nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Any, TypeVar

from shuzhi.records.where import database

T = TypeVar("T")
R = TypeVar("R")
# Seconds after which a figure is looked up again even if no act is known of: another process may have acted.
LATELY = 60.0
MOST = 256
_lately: dict[Hashable, tuple[float, Any]] = {}
_standing = object()  # another one after each act that this process knows of
_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept", default=None)
_shared: ContextVar[tuple[Mapping[str, tuple[int, ...]], dict[Hashable, Any]] | None] = ContextVar(
    "shared", default=None
)


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
        return shared(key, look)
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
        standing = _standing
        found = look()
        if standing is _standing:  # else it may be what stood before an act
            if len(_lately) >= MOST:
                _lately.clear()
            _lately[key] = (monotonic(), found)
    kept: T = found
    return kept


def forget() -> None:
    """The records have changed."""
    global _standing  # noqa: PLW0603 - the memory of this process, like what it holds
    _standing = object()
    _lately.clear()


@contextmanager
def sharing(expected: Mapping[str, Collection[int]]) -> Iterator[None]:
    """While many papers are written from the same records and nothing is changed: what one of them asked, no other asks.

    ``expected``: noun → the records about which papers will ask one by one; what is looked up for the first of them
    is looked up for all (``together``).
    """
    token = _shared.set(({noun: tuple(pks) for noun, pks in expected.items()}, {}))
    try:
        yield
    finally:
        _shared.reset(token)


def shared(key: Hashable, look: Callable[[], T]) -> T:
    """What ``look`` finds; looked up once while papers are ``sharing``, every time otherwise."""
    now = _shared.get()
    if now is None:
        return look()
    kept = now[1]
    if key not in kept:
        kept[key] = look()
    found: T = kept[key]
    return found


def together(noun: str, what: Hashable, pk: int, look: Callable[[Collection[int]], Mapping[int, T]]) -> T | None:
    """What ``look`` finds for one record of this noun; for all that are expected at once, while papers are ``sharing``."""
    now = _shared.get()
    expected = now[0].get(noun, ()) if now else ()
    pks = expected if pk in expected else (pk,)
    return shared((noun, what, pks), lambda: look(pks)).get(pk)


def rows_together(
    noun: str, what: Hashable, pk: int, rows: Callable[[Collection[int]], Iterable[R]], of: Callable[[R], int]
) -> tuple[R, ...]:
    """The rows that belong to one record of this noun, in their order; ``of`` says whose a row is."""

    def look(pks: Collection[int]) -> Mapping[int, tuple[R, ...]]:
        found: dict[int, list[R]] = {}
        for row in rows(pks):
            found.setdefault(of(row), []).append(row)
        return {owner: tuple(own) for owner, own in found.items()}

    return together(noun, what, pk, look) or ()
