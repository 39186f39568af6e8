"""Casting over HTTP: the server as ``make run`` starts it, on an SQLite file, and phones in a process of their own.

Two meetings of 500 sheets. At the first 300 phones are on their way at once. At the second the processor time of a cast
is taken twice under the same conditions, for the first and for the last 50, each on their way at once (48 and 52:
whole batches but for the very last). The database of the other figures is in the same folder.
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
class Figures:
    """Casts a second and seconds waited by the wall; milliseconds of the server's processor a cast.

    ``shared``: the part of the machine that neighbours took while 300 were on their way. ``bare``, ``one``, ``eight``:
    forms stored a second, see ``commits``.
    """

    rate: float
    middle: float
    p99: float
    cpu: float
    shared: float
    first: float
    last: float
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


def spent(pid: int) -> float:
    """Seconds of processor of a process and those under it."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    threads = Path(f"/proc/{pid}/task").iterdir()  # a child is its thread's
    under = [child for thread in threads for child in (thread / "children").read_text().split()]
    return (int(parts[11]) + int(parts[12])) / TICKS + sum(spent(int(child)) for child in under)


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
    """Everybody of one meeting, who cast in turns."""

    def __init__(self, folder: Path, hall: dict[str, Any], place: tuple[str, int, int]) -> None:
        self.folder, self.meeting, self.forms = folder, hall["meeting"], iter(hall["forms"])
        self.host, self.port, self.server = place
        self.receipts: list[str] = []

    def cast(self, n: int, at_once: int) -> tuple[dict[str, Any], float]:
        """The next ``n``, so many at once: what the phones say, and milliseconds of the server's processor each."""
        said: dict[str, Any] = {"host": self.host, "port": self.port, "meeting": self.meeting, "at_once": at_once}
        said["forms"] = [next(self.forms) for _ in range(n)]
        before = spent(self.server)
        told = json.loads(run("phones", folder=self.folder, said=json.dumps(said)))
        took = (spent(self.server) - before) * 1000 / n
        if {answer["outcome"] for answer in told["answers"]} != {"stored"}:
            raise SystemExit("✗ a phone was not told that its form is in")
        self.receipts += [answer["receipt"] for answer in told["answers"]]
        return told, took

    def all_in(self) -> None:
        """Every receipt is of a leaf, and every leaf has one."""
        rows = sqlite3.connect(self.folder / "bench.sqlite3").execute(
            "SELECT key FROM records_leaf WHERE meeting_id = ?", (self.meeting,)
        )
        if sorted(Receipt.of(key[4:]).text for (key,) in rows) != sorted(self.receipts):
            raise SystemExit("✗ receipts and leaves differ")


def late(waits: Sequence[float], share: float) -> float:
    return sorted(waits)[min(len(waits) - 1, int(len(waits) * share))]


def measure() -> Figures:
    """All of it, in one run."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        run("hall", temporary, folder=folder)
        found = json.loads((folder / "halls.json").read_text())
        rushed, even = found["halls"]
        with serving(folder) as place:
            crowd, others = Phones(folder, rushed, place), Phones(folder, even, place)
            before = of_others()
            told, cpu = crowd.cast(len(rushed["forms"]), AT_ONCE)
            every, neighbours = (now - then for now, then in zip(of_others(), before, strict=True))
            _, first = others.cast(FIRST, FIRST)
            others.cast(len(even["forms"]) - FIRST - LAST, AT_ONCE)
            _, last = others.cast(LAST, LAST)
            crowd.all_in()
            others.all_in()
    rate = len(told["waits"]) / told["seconds"]
    return Figures(
        rate=rate,
        middle=statistics.median(told["waits"]),
        p99=late(told["waits"], 0.99),
        cpu=cpu,
        shared=neighbours / every,
        first=first,
        last=last,
        **found["commits"],
    )
