"""Copied files link nobody: sixty voters, batches of eight (D0002, D0005)."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

OWN = "on a SQLite file of its own, whatever the other tests run on"
pytestmark = pytest.mark.skipif(os.environ.get("DATABASE_URL", "").startswith("postgres"), reason=OWN)
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


def test_everybody_was_answered_after_the_commit_with_a_receipt_of_his_own(stolen):
    assert (stolen["outcomes"], stolen["rows"], stolen["receipts"]) == (["stored"], VOTERS, VOTERS)


def test_while_phones_are_open_a_copy_links_one_in_a_batch_and_names_no_unused_code(stolen):
    chance = 1 / BATCH
    assert stolen["while_open"] / VOTERS <= chance + 3 * math.sqrt(chance * (1 - chance) / VOTERS)
    assert stolen["tags_sorted"]
    assert stolen["openings_while_open"] == VOTERS
    assert stolen["codes_while_open"] == 0


def test_after_the_seal_nothing_that_opens_a_leaf_is_on_the_disk(stolen):
    assert (stolen["openings_after"], stolen["keys_after"]) == (0, 0)
    assert stolen["wal_after"] == 0
