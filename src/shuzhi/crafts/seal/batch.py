"""The batching writer: arrivals wait for one another and are written together, sorted by hash.

One commit an arrival would let whoever copies the store tell from the order of commits which code goes
with which form. So an arrival waits until ``size`` of them are there, or ``wait`` seconds, and is answered only
after its batch is committed. There is no thread of its own: whoever completes the batch, or has waited longest,
writes for all.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
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
    ``who(item)``: whose it is; what comes twice from one is no company for itself. ``left()``: how many can still
    come, those who wait included. With fewer than ``size`` left a batch waits only for those; waiting longer would
    hide nobody better. It is asked at the start and after each commit.
    When a commit fails the batch is halved until the item that fails it stands alone: it alone gets the
    error, and the others are still written in company. Commits of one ``Batch`` never overlap.
    """

    def __init__(
        self,
        commit: Callable[[Sequence[Item]], Sequence[Answer]],
        order: Callable[[Item], Any],
        *,
        who: Callable[[Item], Hashable] = id,
        left: Callable[[], int] | None = None,
        size: int = 8,
        wait: float = 20.0,
    ) -> None:
        if size < 1 or wait < 0:
            raise ValueError("a batch has at least one place, and nobody waits less than no time")
        self._commit, self._order, self._who, self._left = commit, order, who, left
        self._size, self._wait = size, wait
        self._full: int | None = None if left else size
        self._lock, self._writing = threading.Lock(), threading.Lock()
        self._pending: list[_Arrival[Item, Answer]] = []

    def put(self, item: Item) -> Answer:
        """Stores the item and returns its answer after the commit, or raises what the commit raised."""
        mine: _Arrival[Item, Answer] = _Arrival(item)
        if self._full is None:
            with self._writing:
                self._look()
        with self._lock:
            self._pending.append(mine)
            batch = self._take_full()
        if not batch and not mine.done.wait(self._wait):
            with self._lock:
                batch = self._take() if mine in self._pending else []
        if batch:
            self._write(batch)
        mine.done.wait()
        if mine.error is not None:
            raise mine.error
        return mine.answer  # type: ignore[return-value]

    @property
    def waiting(self) -> int:
        """How many wait for company."""
        with self._lock:
            return len(self._pending)

    def flush(self) -> int:
        """Writes whoever waits now, and returns how many; also waits for a batch being written."""
        with self._lock:
            batch = self._take()
        self._write(batch)
        with self._writing:
            return len(batch)

    def _look(self) -> None:
        """How many make a batch now."""
        self._full = max(1, min(self._size, self._left())) if self._left else self._size

    def _take_full(self) -> list[_Arrival[Item, Answer]]:
        company = len({self._who(arrival.item) for arrival in self._pending})
        return self._take() if company and company >= (self._full or self._size) else []

    def _take(self) -> list[_Arrival[Item, Answer]]:
        batch, self._pending = self._pending, []
        return batch

    def _write(self, batch: list[_Arrival[Item, Answer]]) -> None:
        while batch:
            batch.sort(key=lambda arrival: self._order(arrival.item))
            with self._writing:
                try:
                    self._commit_or_halve(batch)
                finally:
                    for arrival in batch:
                        if not arrival.done.is_set():
                            arrival.error = arrival.error or RuntimeError("the writer was interrupted")
                            arrival.done.set()
                try:
                    self._look()
                except Exception:  # noqa: BLE001 - these have been answered; the next who comes asks again
                    self._full = None
            with self._lock:  # whoever came meanwhile may now be all who can still come
                batch = self._take_full()

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
