"""A server killed at any moment loses no sheet and counts none twice; two of them at once neither (D0005, D0007)."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import apart

from shuzhi.crafts.seal import Receipt, verify

PROGRAM, VOTERS, KILLS = apart.ROOT / "tests" / "acts" / "killed_hall.py", 60, 4
pytestmark = apart.ON_SQLITE_ONCE
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Starts the hall's program on a database of its own."""
    environment = apart.environment(tmp_path)

    def run(*words: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(PROGRAM), words[0], str(tmp_path), *words[1:]]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    whole(run("open"))
    return run


def whole(program: subprocess.Popen[str]) -> None:
    words = program.communicate(timeout=180)[1]
    assert program.returncode == 0, words[-2000:]


def told(folder: Path, name: str) -> list[list[str]]:
    return [line.split() for line in (folder / f"{name}.answers").read_text().splitlines()]


def leaves(folder: Path) -> list[str]:
    rows = sqlite3.connect(folder / "live.sqlite3").execute("SELECT key FROM records_leaf").fetchall()
    return [Receipt.of(key[4:]).text for (key,) in rows]


def test_receipts_given_are_the_leaves_however_often_the_server_is_killed(start: Start, tmp_path: Path) -> None:
    chance = random.Random(20261123)
    for _ in range(KILLS):
        program = start("cast", "phone")
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.02, 0.8))
        program.send_signal(signal.SIGKILL)
        program.communicate()
    whole(start("cast", "phone"))
    answers = told(tmp_path, "phone")
    assert {outcome for _, outcome, *_ in answers} == {"stored"}
    receipts = {(code, receipt) for code, _, receipt in answers}
    assert len(receipts) == len({code for code, _ in receipts}) == VOTERS
    assert sorted(receipt for _, receipt in receipts) == sorted(leaves(tmp_path))


def test_two_programs_at_once_take_each_code_once(start: Start, tmp_path: Path) -> None:
    for program in [start("cast", "one"), start("cast", "other")]:
        whole(program)
    answers = [*told(tmp_path, "one"), *told(tmp_path, "other")]
    stored = [answer for answer in answers if answer[1] == "stored"]
    assert sorted({outcome for _, outcome, *_ in answers}) == ["stored", "used"]
    assert len(answers) == 2 * VOTERS
    assert len(stored) == len({code for code, *_ in stored}) == VOTERS
    assert sorted(receipt for *_, receipt in stored) == sorted(leaves(tmp_path))


def test_a_closing_killed_at_any_moment_has_not_happened_or_is_done(start: Start, tmp_path: Path) -> None:
    """Before its one commit everything that opens the record is still there; after it nothing is, and the result is."""
    whole(start("cast", "phone"))
    chance = random.Random(20261124)
    for _ in range(KILLS):
        program = start("seal")
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.05, 1.2))
        program.send_signal(signal.SIGKILL)
        program.communicate()
        all_or_nothing(tmp_path)
    whole(start("seal"))
    whole(start("seal"))
    assert all_or_nothing(tmp_path) == "sealed"
    base = sqlite3.connect(tmp_path / "live.sqlite3")
    acts = [act for (act,) in base.execute("SELECT act FROM records_entry ORDER BY id")]
    assert acts[-4:] == ["sheet.close_phones", "count.draw_up", "count.confirm", "count.seal"], "each once"
    bundle = tmp_path / "record.json"
    done = subprocess.run(
        [sys.executable, "manage.py", "record_bundle", "1", "--out", bundle],
        cwd=apart.ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "SHUZHI_VAR": str(tmp_path / "var"), "DATABASE_URL": f"sqlite:///{tmp_path / 'live.sqlite3'}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert verify.main([str(bundle)]) == 0


def all_or_nothing(folder: Path) -> str:
    base = sqlite3.connect(folder / "live.sqlite3")
    ((closing, box, seed),) = base.execute("SELECT closing, length(box), length(seed) FROM records_evaluation")
    (opened,) = base.execute("SELECT count(*) FROM records_leaf WHERE length(opening) > 0").fetchone()
    state = (base.execute("SELECT state FROM records_count").fetchone() or ("",))[0]
    if closing is None:
        assert (box, seed, opened) == (32, 32, VOTERS)
        assert state in ("", "drawn_up", "confirmed")
    else:
        assert (box, seed, opened, state) == (0, 0, 0, "sealed")
    return state
