"""Hands: processes beside the program that do its slow arithmetic.

Threads of one program take turns at its interpreter, and a computation of two hundred short steps waits for its turn after
each of them. A hand has an interpreter of its own. It waits at a pipe, of which nothing is written to a disk, and ends when
the program ends, however it ends: then nobody is at the other end of the pipe.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from heapq import heappop, heappush
from itertools import count
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, TypeVar

Result = TypeVar("Result")
# A copy of the running program (fork) would hold its other hands' pipes open, and locks that nobody gives back.
_processes = multiprocessing.get_context("spawn")


class Hands:
    """``n`` of them, each brought in when it is first needed; who comes while all are busy waits, and who came first is first.

    Who came first is known of those who wait, and of nobody else.
    """

    def __init__(self, n: int) -> None:
        if n < 1:
            raise ValueError("work needs a hand")
        self._lock = threading.Lock()
        self._free: list[Connection | None] = [None] * n
        # By turn; the second number only keeps two of one turn apart.
        self._waiting: list[tuple[int, int, SimpleQueue[Connection | None]]] = []
        self._turns = count()

    def gather(self) -> None:
        """Brings in all who are not busy, so that nobody waits for them later."""
        with self._lock:
            self._free = [hand or _hired() for hand in self._free]

    def do(self, function: Callable[..., Result], *args: Any) -> Result:
        """What ``function(*args)`` gives or raises, worked out by a hand.

        The function is sent by its name, its arguments and its result by value. A hand that was killed is replaced and
        the work done again: it must leave no trace but its result. Errors: ``EOFError`` when that hand is killed too.
        """
        return self._do(next(self._turns), function, *args)

    def in_turn(self) -> Callable[..., Any]:
        """``do`` for who asks more than once: with each question he stands where he stood when he came.

        Whoever had to queue up anew would be overtaken by those who came after him, again and again.
        """
        return partial(self._do, next(self._turns))

    def _do(self, turn: int, function: Callable[..., Result], *args: Any) -> Result:
        hand = self._take(turn)
        try:
            try:
                hand = hand or _hired()
                good, told = _answered(hand, function, args)
            except (EOFError, OSError):
                hand = _hired()
                good, told = _answered(hand, function, args)
        finally:
            self._give_back(hand)
        if not good:
            raise told
        return told  # type: ignore[no-any-return]

    def _take(self, turn: int) -> Connection | None:
        with self._lock:
            if self._free:
                return self._free.pop()
            mine: SimpleQueue[Connection | None] = SimpleQueue()
            heappush(self._waiting, (turn, next(self._turns), mine))
        return mine.get()

    def _give_back(self, hand: Connection | None) -> None:
        """To who has waited longest: put down first, it would be taken by whoever is quick."""
        with self._lock:
            if self._waiting:
                heappop(self._waiting)[-1].put(hand)
            else:
                self._free.append(hand)


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
