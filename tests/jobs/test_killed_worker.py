"""A worker killed while it reads loses no sheet and reads none twice; nor do two workers at once (D0012)."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests import apart
from tests.jobs.killed_reading import SHEETS

pytestmark = apart.ON_SQLITE_ONCE
KILLS = 2
Row = tuple[object, ...]


def asked(folder: Path, query: str) -> list[Row]:
    with closing(sqlite3.connect(folder / "live.sqlite3", timeout=30)) as base:
        return base.execute(query).fetchall()


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """Scans handed in, and nobody to read them yet."""
    done = subprocess.run(
        [sys.executable, str(apart.ROOT / "tests/jobs/killed_reading.py"), str(tmp_path)],
        env=apart.environment(tmp_path), cwd=apart.ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(list((tmp_path / "var" / "scans").iterdir())) == 3
    return tmp_path


def worker(folder: Path, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "manage.py", "worker", "--no-reload", "--no-startup-delay", "--interval", "1", *more]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, env=apart.environment(folder), cwd=apart.ROOT, stdout=quiet, stderr=quiet, start_new_session=True
    )


def until(what: Callable[[], object]) -> None:
    last = time.monotonic() + 120
    while not what():
        assert time.monotonic() < last
        time.sleep(0.01)


def test_every_sheet_is_read_once_however_often_the_worker_is_killed(box: Path) -> None:
    chance = random.Random(20261124)
    for _ in range(KILLS):
        begun = asked(box, "SELECT sum(done * 10 + tries) FROM records_scanfile")
        program = worker(box)
        until(lambda begun=begun: asked(box, "SELECT sum(done * 10 + tries) FROM records_scanfile") != begun)
        time.sleep(chance.uniform(0, 0.4))
        program.send_signal(signal.SIGKILL)
        program.wait()
        read_so_far(box)
    for program in [worker(box, "--batch"), worker(box, "--batch")]:
        assert program.wait(timeout=180) == 0
    assert asked(box, "SELECT DISTINCT state FROM records_scanfile") == [("read",)]
    assert sorted(asked(box, "SELECT done, pages, again FROM records_scanfile")) == [(1, 1, 0), (1, 1, 0), (10, 10, 0)]
    assert read_so_far(box) == SHEETS, "none is lost"
    assert not list((box / "var" / "scans").iterdir())


def read_so_far(box: Path) -> int:
    """How many sheets are in: each once, checked in, and as the pens wrote."""
    said: dict[str, dict[str, str]] = json.loads((box / "hall.json").read_text())
    codes = dict(asked(box, "SELECT tag, code FROM records_tag WHERE use = 'paper'"))
    pages = asked(box, "SELECT sheet, state, reading FROM records_scanpage")
    assert sorted(sheet for sheet, *_ in pages) == sorted(codes), "a picture for each sheet checked in, and no other"
    for sheet, state, reading in pages:
        assert state == "read"
        for place, seen in json.loads(str(reading))["places"].items():
            assert seen["value"] in (None, said[codes[sheet]][place.partition(".")[2]]), "a silent misread"
    return len(pages)
