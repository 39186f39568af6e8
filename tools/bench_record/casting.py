"""Casting over HTTP: the server as ``make run`` starts it, on an SQLite file, and phones in a process of their own.

Meetings of 500 sheets, 300 phones on their way at once. At the first everybody opens the sheet and then casts it, as in a
hall; at the second forms are cast whose sheets the server has not seen since it started, so that it works out the slow
tag only then. At the others the processor time of a cast is taken under the same conditions for the first and for the
last 50, each on their way at once (48 and 52: whole batches but for the very last): the first of one meeting right after
the last of another, for what a step costs a machine moves from minute to minute. The database of the other figures is
in the same folder.
"""

from __future__ import annotations

import json
import os
import resource
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.serve import server

from shuzhi.crafts.seal import Receipt

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE, FIRST, LAST = 300, 48, 52
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Rush:
    """Sheets a second and seconds waited by the wall; milliseconds of the server's processor a sheet.

    ``shared``: the part of the machine that neighbours took meanwhile.
    """

    rate: float
    middle: float
    p99: float
    cpu: float
    shared: float


@dataclass(frozen=True, slots=True)
class Figures:
    """``opened``, then ``cast``, at one meeting; ``unseen``: cast by phones whose sheets were not opened before.

    ``apart``: last 50 over first 50, pair by pair. ``bare``, ``one``, ``eight``: forms stored a second, see ``commits``.
    """

    opened: Rush
    cast: Rush
    unseen: Rush
    apart: tuple[float, ...]
    bare: float
    one: float
    eight: float


def own(folder: Path) -> dict[str, str]:
    """The environment of programs that know this folder alone."""
    return os.environ | {
        "DEBUG": "0",
        "SHUZHI_HTTPS": "0",
        "SHUZHI_VAR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "shuzhi.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }


def run(module: str, *words: str, folder: Path, said: str = "") -> str:
    """One of the bench's own programs, to its end."""
    command = [sys.executable, "-m", f"tools.bench_record.{module}", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=own(folder), input=said, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"✗ {module}: the bench stopped; its words stand above.")
    return done.stdout


def clock(pid: int) -> float:
    """Seconds of processor of one process, to the nanosecond: its clock's number as Linux makes it (clock_getcpuclockid)."""
    return time.clock_gettime((~pid << 3) | 2)


def spent(pid: int) -> float:
    """Seconds of processor of a process and those under it."""
    threads = Path(f"/proc/{pid}/task").iterdir()  # a child is its thread's
    under = [child for thread in threads for child in (thread / "children").read_text().split()]
    return clock(pid) + sum(spent(int(child)) for child in under)


def of_others() -> tuple[float, float]:
    """Seconds of processor: all there were, and those that somebody used who is not this program or of it."""
    user, nice, system, idle, waiting, *more = map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:9])
    used = user + nice + system + sum(more)
    return (used + idle + waiting) / TICKS, used / TICKS - spent(os.getpid()) - finished()


def finished() -> float:
    """Seconds of processor of the programs that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, int, int]]:
    """The server's place and number, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        host, port = probe.getsockname()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    program = subprocess.Popen(server(host, port), cwd=ROOT, env=own(folder))
    try:
        for _ in range(300):
            with suppress(OSError), opener.open(f"http://{host}:{port}/s", timeout=5):
                break
            time.sleep(0.1)
        yield host, port, program.pid
    finally:
        program.terminate()
        program.wait()


class Phones:
    """Everybody of one meeting, who open their sheets and cast them in turns."""

    def __init__(self, folder: Path, hall: dict[str, Any], place: tuple[str, int, int]) -> None:
        self.folder, self.meeting, self.sheets = folder, hall["meeting"], hall["sheets"]
        self.host, self.port, self.server = place
        self.receipts: list[str] = []

    def open(self, at_once: int = AT_ONCE) -> Rush:
        """Everybody scans the code."""
        return self._sent("opened", at_once, codes=[code for code, _ in self.sheets])[0]

    def cast(self, n: int, at_once: int = AT_ONCE) -> Rush:
        """The next ``n`` cast."""
        start = len(self.receipts)
        rush, answers = self._sent("stored", at_once, forms=[form for _, form in self.sheets[start : start + n]])
        self.receipts += [answer["receipt"] for answer in answers]
        return rush

    def _sent(self, expected: str, at_once: int, **what: list[str]) -> tuple[Rush, list[dict[str, Any]]]:
        [n] = map(len, what.values())
        said = {"host": self.host, "port": self.port, "meeting": self.meeting, "at_once": at_once, **what}
        before, others = spent(self.server), of_others()
        told = json.loads(run("phones", folder=self.folder, said=json.dumps(said)))
        every, neighbours = (now - then for now, then in zip(of_others(), others, strict=True))
        cpu = (spent(self.server) - before) * 1000 / n
        if {answer["outcome"] for answer in told["answers"]} != {expected}:
            raise SystemExit(f"✗ a phone was not told: {expected}")
        waits = told["waits"]
        rate = n / told["seconds"]
        return Rush(rate, statistics.median(waits), late(waits, 0.99), cpu, neighbours / every), told["answers"]

    def all_in(self) -> None:
        """Every receipt is of a leaf, and every leaf has one."""
        rows = sqlite3.connect(self.folder / "bench.sqlite3").execute(
            "SELECT key FROM records_leaf WHERE meeting_id = ?", (self.meeting,)
        )
        if sorted(Receipt.of(key[4:]).text for (key,) in rows) != sorted(self.receipts):
            raise SystemExit("✗ receipts and leaves differ")


def late(waits: Sequence[float], share: float) -> float:
    return sorted(waits)[min(len(waits) - 1, int(len(waits) * share))]


def pairs(halls: Sequence[Phones]) -> tuple[float, ...]:
    """The last 50 of each hall over the first 50 of the next, and at the end of the last over those of the first."""
    for hall in halls:
        hall.open()
    firsts, lasts = [halls[0].cast(FIRST, FIRST).cpu], []
    for hall, following in zip(halls, [*halls[1:], None], strict=True):
        hall.cast(len(hall.sheets) - FIRST - LAST)
        lasts.append(hall.cast(LAST, LAST).cpu)
        if following is not None:
            firsts.append(following.cast(FIRST, FIRST).cpu)
    beside = [*firsts[1:], firsts[0]]
    return tuple(last / first for last, first in zip(lasts, beside, strict=True))


def measure() -> Figures:
    """All of it, in one run."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        run("hall", temporary, folder=folder)
        found = json.loads((folder / "halls.json").read_text())
        with serving(folder) as place:
            crowd, strangers, *even = (Phones(folder, hall, place) for hall in found["halls"])
            opened, cast = crowd.open(), crowd.cast(len(crowd.sheets))
            unseen = strangers.cast(len(strangers.sheets))
            apart = pairs(even)
            for hall in (crowd, strangers, *even):
                hall.all_in()
    return Figures(opened=opened, cast=cast, unseen=unseen, apart=apart, **found["commits"])
