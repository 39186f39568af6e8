"""Copied files link nobody: sixty voters, batches of eight (D0002, D0005)."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VOTERS, BATCH = 60, 8


@pytest.fixture(scope="module")
def stolen(tmp_path_factory):
    folder = tmp_path_factory.mktemp("thief")
    environment = {
        **os.environ,
        "SHUZHI_VAR": str(folder / "var"),
        "DATABASE_URL": f"sqlite:///{folder / 'live.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "shuzhi.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests/acts/linking_voters.py"), str(folder)],
        capture_output=True, text=True, env=environment, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_everybody_was_answered_after_the_commit(stolen):
    assert (stolen["outcomes"], stolen["rows"]) == (["stored"], VOTERS)


def test_while_phones_are_open_a_copy_links_one_in_a_batch(stolen):
    chance = 1 / BATCH
    assert stolen["while_open"] / VOTERS <= chance + 3 * math.sqrt(chance * (1 - chance) / VOTERS)
    assert stolen["tags_sorted"]


def test_after_the_seal_a_copy_links_by_chance_alone(stolen):
    assert stolen["sealed"] / VOTERS <= 3 / VOTERS + 3 * math.sqrt(1 / VOTERS / VOTERS)
    assert stolen["wal_after"] == 0
    assert not stolen["codes_on_disk"]
    assert stolen["digests_on_disk"] == 0
