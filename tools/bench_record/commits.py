"""What storing a form costs beside the least a database can do: one row, one commit, synced to the disk.

Ours over the real database, with the code's slow tag and the proofs made beforehand: use of the code, leaf, sealed
opening, peaks, signed checkpoint. By the clock on the wall, for a sync is waiting; both in turns, in one run.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

BATCH, ROUNDS, FORMS = 8, 5, 24
NEEDED = 2 * ROUNDS * FORMS


def took(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def bare(folder: Path) -> Callable[[Sequence[bytes]], None]:
    """A plain file with the program's own pragmas, and a table of one column."""
    database = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    options: dict[str, Any] = settings.DATABASES["default"]["OPTIONS"]
    database.executescript(options["init_command"])
    database.execute("CREATE TABLE form (row BLOB)")

    def commit(rows: Sequence[bytes]) -> None:
        for row in rows:
            database.execute("BEGIN IMMEDIATE")
            database.execute("INSERT INTO form VALUES (?)", (row,))
            database.execute("COMMIT")

    return commit


def measure(meeting: int, forms: Sequence[bytes]) -> dict[str, float]:
    """Forms a second: ``bare``, ``one`` by one, in batches of ``eight``; the middle one of five rounds."""
    from shuzhi.acts.casting import Outcome, commit
    from shuzhi.acts.record import record_of
    from shuzhi.crafts.seal import Arrival

    record = record_of(meeting)
    arrivals = [one for one in map(record.arrive, forms) if isinstance(one, Arrival)]
    length = len(arrivals[0].row.leaf) + len(arrivals[0].row.opening)

    def ours(some: Sequence[Arrival], size: int) -> None:
        for start in range(0, len(some), size):
            answers = commit(meeting, some[start : start + size])
            if any(answer.outcome is not Outcome.STORED for answer in answers):
                raise SystemExit("a form was not stored")

    found: dict[str, list[float]] = {"bare": [], "one": [], "eight": []}
    with tempfile.TemporaryDirectory(dir=settings.VAR) as folder:
        plain = bare(Path(folder))
        left = iter(arrivals)
        for _ in range(ROUNDS):
            rows = [os.urandom(length) for _ in range(FORMS)]
            found["bare"].append(FORMS / took(lambda rows=rows: plain(rows)))  # type: ignore[misc]
            for name, size in (("one", 1), ("eight", BATCH)):
                some = [next(left) for _ in range(FORMS)]
                found[name].append(FORMS / took(lambda some=some, size=size: ours(some, size)))  # type: ignore[misc]
    return {name: statistics.median(rates) for name, rates in found.items()}
