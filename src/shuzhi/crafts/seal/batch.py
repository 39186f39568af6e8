"""The batching writer: arrivals wait for one another and are written together, sorted by hash.

One commit an arrival would let whoever copies the store tell from the order of commits which code goes
with which form. So an arrival waits until ``size`` of them are there, or ``wait`` seconds, and is answered only
after its batch is committed. There is no thread of its own: whoever completes the batch, or has waited longest,
writes for all.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


@dataclass(eq=False, slots=True)
class _Arrival(Generic[Item, Answer]):
    item: Item
    done: threading.Event = field(default_factory=threading.Event)
    answer: Answer | None = None
    error: BaseException | None = None


class Batch(Generic[Item, Answer]):
    """Writes items in batches of at most ``size``, none waiting longer than ``wait`` seconds for the others.

    ``commit(items)`` stores all of them in one transaction and returns one answer an item, in the same
    order; ``order(item)`` is a hash by which a batch is sorted, so that it says nothing of who came first.
    When a commit fails the batch is halved until the item that fails it stands alone: it alone gets the
    error, and the others are still written in company. Commits of one ``Batch`` never overlap.
    """

    def __init__(
        self,
        commit: Callable[[Sequence[Item]], Sequence[Answer]],
        order: Callable[[Item], Any],
        *,
        size: int = 8,
        wait: float = 20.0,
    ) -> None:
        if size < 1 or wait < 0:
            raise ValueError("a batch has at least one place, and nobody waits less than no time")
        self._commit, self._order, self._size, self._wait = commit, order, size, wait
        self._lock, self._writing = threading.Lock(), threading.Lock()
        self._pending: list[_Arrival[Item, Answer]] = []

    def put(self, item: Item, *, expected: int | None = None) -> Answer:
        """Stores the item and returns its answer after the commit, or raises what the commit raised.

        ``expected``: how many can still come, this one included. With fewer than ``size`` left the
        batch waits only for those; waiting longer would hide nobody better.
        """
        mine: _Arrival[Item, Answer] = _Arrival(item)
        full = self._size if expected is None else max(1, min(self._size, expected))
        with self._lock:
            self._pending.append(mine)
            batch = self._take() if len(self._pending) >= full else []
        if not batch and not mine.done.wait(self._wait):
            with self._lock:
                batch = self._take() if mine in self._pending else []
        if batch:
            self._write(batch)
        mine.done.wait()
        if mine.error is not None:
            raise mine.error
        return mine.answer  # type: ignore[return-value]

    def flush(self) -> int:
        """Writes whoever waits now, and returns how many; also waits for a batch being written."""
        with self._lock:
            batch = self._take()
        self._write(batch)
        return len(batch)

    def _take(self) -> list[_Arrival[Item, Answer]]:
        batch, self._pending = self._pending, []
        return batch

    def _write(self, batch: list[_Arrival[Item, Answer]]) -> None:
        batch.sort(key=lambda arrival: self._order(arrival.item))
        with self._writing:
            try:
                self._commit_or_halve(batch)
            finally:
                for arrival in batch:
                    if not arrival.done.is_set():
                        arrival.error = arrival.error or RuntimeError("the writer was interrupted")
                        arrival.done.set()

    def _commit_or_halve(self, batch: list[_Arrival[Item, Answer]]) -> None:
        if not batch:
            return
        try:
            answers = self._commit([arrival.item for arrival in batch])
            if len(answers) != len(batch):
                raise RuntimeError("the store did not answer every item")
        except Exception as error:  # noqa: BLE001 - whatever it is, the rest of the batch must not suffer
            if len(batch) == 1:
                batch[0].error = error
                batch[0].done.set()
                return
            half = len(batch) // 2
            self._commit_or_halve(batch[:half])
            self._commit_or_halve(batch[half:])
            return
        for arrival, answer in zip(batch, answers, strict=True):
            arrival.answer = answer
            arrival.done.set()
