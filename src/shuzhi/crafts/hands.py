"""Hands: processes beside the program that do its slow arithmetic.

Threads of one program take turns at its interpreter, and a computation of two hundred short steps waits for its turn after
each of them. A hand has an interpreter of its own. It waits at a pipe, of which nothing is written to a disk, and ends when
the program ends, however it ends: then nobody is at the other end of the pipe.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import LifoQueue
from typing import Any, TypeVar

Result = TypeVar("Result")
# A copy of the running program (fork) would hold its other hands' pipes open, and locks that nobody gives back.
_processes = multiprocessing.get_context("spawn")


class Hands:
    """``n`` of them, each brought in when it is first needed; who comes while all are busy waits."""

    def __init__(self, n: int) -> None:
        if n < 1:
            raise ValueError("work needs a hand")
        self._free: LifoQueue[Connection | None] = LifoQueue()
        for _ in range(n):
            self._free.put(None)

    def gather(self) -> None:
        """Brings in all who are not busy, so that nobody waits for them later."""
        for hand in [self._free.get() for _ in range(self._free.qsize())]:
            self._free.put(hand or _hired())

    def do(self, function: Callable[..., Result], *args: Any) -> Result:
        """What ``function(*args)`` gives or raises, worked out by a hand.

        The function is sent by its name, its arguments and its result by value. A hand that was killed is replaced and
        the work done again: it must leave no trace but its result. Errors: ``EOFError`` when that hand is killed too.
        """
        hand = self._free.get()
        try:
            try:
                hand = hand or _hired()
                good, told = _answered(hand, function, args)
            except (EOFError, OSError):
                hand = _hired()
                good, told = _answered(hand, function, args)
        finally:
            self._free.put(hand)
        if not good:
            raise told
        return told  # type: ignore[no-any-return]


def _hired() -> Connection:
    """Our end of the pipe to a new hand."""
    ours, its = _processes.Pipe()
    _processes.Process(target=_work, args=(its,), daemon=True).start()
    its.close()
    return ours


def _answered(hand: Connection, function: Callable[..., Any], args: tuple[Any, ...]) -> tuple[bool, Any]:
    """Whether it went well, and what came of it."""
    hand.send((function, args))
    good, told = hand.recv()
    return good, told


def _work(pipe: Connection) -> None:
    """What a hand does until nobody is at the other end."""
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            function, args = pipe.recv()
            try:
                told = True, function(*args)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the work was asked for
                told = False, error
            pipe.send(told)
