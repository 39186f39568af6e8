"""Copied files link nobody: sixty voters, batches of eight, every file the server writes on SQLite (D0002, D0005).

Every attack is also run on a server whose batches are of one: where nobody has company it has to succeed, or it would
prove nothing here.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import apart
from tests.acts import thief
from tests.acts.thief import AFTER, BATCH, VOTERS, Guess, Truth

pytestmark = apart.ON_SQLITE_ONCE
Targets = dict[str, str]
Attack = Callable[[Path, Truth, Targets], list[Guess]]


def hall(folder: Path, batch: int) -> Path:
    """One evening of sixty voters, in a process of its own."""
    (folder / "temporary").mkdir()
    environment = apart.environment(folder, SQLITE_TMPDIR=str(folder / "temporary"))
    done = subprocess.run(
        [sys.executable, str(apart.ROOT / "tests/acts/linking_voters.py"), str(folder), str(batch)],
        capture_output=True, env=environment, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    (folder / "words").write_bytes(done.stdout + done.stderr)
    return folder


def data(copy: Path, end: str = "") -> bytes:
    file = copy / f"database{end}"
    return file.read_bytes() if file.exists() else b""


def table(targets: Targets) -> str:
    return "leaf" if len(next(iter(targets.values()))) == 72 else "comment"


def by_rowid(copy: Path, truth: Truth, targets: Targets) -> list[Guess]:
    """The forms in the order of their rows go with the people in the order in which they cast."""
    column = "lower(hex(key))" if table(targets) == "leaf" else "lower(hex(text))"
    rows = thief.asked(copy, f"SELECT {column} FROM records_{table(targets)} ORDER BY rowid")
    return thief.paired(truth.arrived, rows)


def by_rows_of_both(copy: Path, truth: Truth, targets: Targets) -> list[Guess]:
    """Used codes in the order of their rows go with forms in the order of theirs."""
    codes = thief.asked(copy, "SELECT code FROM records_tag WHERE use = 'phone' ORDER BY rowid")
    return thief.paired(codes, [target for _, target in by_rowid(copy, truth, targets)])


def by_replay(copy: Path, truth: Truth, targets: Targets) -> list[Guess]:
    return thief.commits(data(copy), data(copy, "-wal"), truth, targets)


def by_cells(copy: Path, truth: Truth, targets: Targets) -> list[Guess]:
    """The order of cells inside the pages of the file."""
    return thief.in_order_of_bytes(data(copy), truth, targets)


def by_free_pages(copy: Path, truth: Truth, targets: Targets) -> list[Guess]:
    """What stands in a page a second time, in free space or in a page no longer used."""
    return thief.in_order_of_bytes(data(copy), truth, targets, last=True)


def by_log(copy: Path, truth: Truth, targets: Targets) -> list[Guess]:
    """The bytes of the log, frames that were checkpointed long ago among them."""
    return thief.in_order_of_bytes(data(copy, "-wal"), truth, targets)


def by_neighbours(copy: Path, truth: Truth, targets: Targets) -> list[Guess]:
    return thief.nearest(data(copy, "-wal") + data(copy), truth, targets)


def by_shared_memory(copy: Path, truth: Truth, targets: Targets) -> list[Guess]:
    return thief.in_order_of_bytes(data(copy, "-shm"), truth, targets)


def by_rollback_journal(copy: Path, truth: Truth, targets: Targets) -> list[Guess]:
    return thief.in_order_of_bytes(data(copy, "-journal"), truth, targets)


def by_temporary_files(copy: Path, truth: Truth, targets: Targets) -> list[Guess]:
    """Every temporary file there ever was, those without a name among them."""
    return [
        guess for file in copy.glob("passing-*") for guess in thief.in_order_of_bytes(file.read_bytes(), truth, targets)
    ]


def by_words_and_settings(copy: Path, truth: Truth, targets: Targets) -> list[Guess]:
    """What the server printed, and every file under ``SHUZHI_VAR``."""
    files = [copy.parent / "words", *(f for f in (copy / "var").rglob("*") if f.is_file())]
    said = b"".join(file.read_bytes() for file in files)
    return thief.in_order_of_bytes(said, truth, targets) + thief.nearest(said, truth, targets)


def by_file_times(copy: Path, truth: Truth, targets: Targets) -> list[Guess]:
    """Each file was last written when the last of all had cast: so his is the newest row."""
    times = {file.stat().st_mtime_ns for file in copy.glob("database*")}
    newest = [target for _, target in by_rowid(copy, truth, targets)][-1:]
    return [(truth.arrived[-1], target) for target in newest * len(times)]


ATTACKS: list[Attack] = [
    by_rowid, by_rows_of_both, by_replay, by_cells, by_free_pages, by_log, by_neighbours, by_shared_memory,
    by_rollback_journal, by_temporary_files, by_words_and_settings, by_file_times,
]  # fmt: skip
ANY = pytest.mark.parametrize("attack", ATTACKS)
Evenings = Callable[[int], Path]
WHAT = pytest.mark.parametrize("what", ["leaf", "comment"])


def right(folder: Path, moment: str, attack: Attack, what: str) -> int:
    truth = Truth.of(folder)
    return truth.right(attack(folder / moment, truth, getattr(truth, what)))


def test_everybody_was_answered_after_the_commit_with_a_receipt_of_his_own(stolen: Path) -> None:
    truth = Truth.of(stolen)
    assert truth.outcomes == ["stored"]
    assert len(set(truth.leaf.values())) == len(truth.arrived) == VOTERS
    assert len(thief.asked(stolen / "open", "SELECT key FROM records_leaf")) == VOTERS


@WHAT
@ANY
def test_while_phones_are_open_a_copy_links_one_in_a_batch(evenings: Evenings, attack: Attack, what: str) -> None:
    assert thief.links_no_more_than(thief.allowed_open(VOTERS, BATCH), right, evenings, "open", attack, what)


@WHAT
@ANY
def test_after_the_seal_no_copy_links_a_code(evenings: Evenings, attack: Attack, what: str) -> None:
    """By the order of casting alone a leaf stays known by its batch: the signed chain says it, and it leads to no answer."""
    most = thief.allowed_open(VOTERS, BATCH) if (attack, what) == (by_rowid, "leaf") else AFTER
    assert thief.links_no_more_than(most, right, evenings, "sealed", attack, what)


@WHAT
@pytest.mark.parametrize("attack", [by_rowid, by_replay, by_log])
def test_where_nobody_has_company_the_same_attack_links_everybody(alone: Path, attack: Attack, what: str) -> None:
    assert right(alone, "open", attack, what) >= VOTERS * 0.9


def test_a_copy_names_no_unused_code_and_tags_stand_in_an_order_of_their_own(stolen: Path) -> None:
    truth, copy = Truth.of(stolen), stolen / "open"
    assert not thief.places(data(copy) + data(copy, "-wal"), truth.unused, as_text=True)
    tags = thief.asked(copy, "SELECT hex(tag) FROM records_tag ORDER BY rowid")
    assert tags == sorted(tags)


def test_after_the_seal_nothing_that_opens_a_leaf_is_in_any_file(stolen: Path) -> None:
    truth = Truth.of(stolen)
    whole = data(stolen / "open") + data(stolen / "open", "-wal")
    assert all(secret in whole for secret in truth.secrets), "what is looked for was there before"
    for file in (file for file in (stolen / "sealed").rglob("*") if file.is_file()):
        assert not any(secret in file.read_bytes() for secret in truth.secrets), file.name
    assert data(stolen / "sealed", "-wal") == b""


def test_pictures_readings_and_who_looked_are_in_no_file_after_the_seal(stolen: Path) -> None:
    """Nothing is left that would join a code on paper with its answers, or say in which order sheets were scanned."""
    truth, before = Truth.of(stolen), stolen / "scanned"
    files = [data(before), data(before, "-wal"), *(f.read_bytes() for f in (before / "var").rglob("*") if f.is_file())]
    assert all(any(secret in file for file in files) for secret in truth.scanned), "what is looked for was there before"
    keys = thief.asked(before, "SELECT hex(key) FROM records_scanpage ORDER BY rowid")
    assert keys == sorted(keys), "a heap went in by its random keys, not as it was scanned"
    for file in (file for file in (stolen / "sealed").rglob("*") if file.is_file()):
        assert not any(secret in file.read_bytes() for secret in truth.scanned), file.name
    assert not [*(stolen / "sealed/var/scans").iterdir()]


def test_no_page_goes_through_a_temporary_file_or_a_journal_that_is_put_away_unseen(stolen: Path) -> None:
    assert not [file.name for file in stolen.rglob("passing-*")]
    assert not [*stolen.rglob("database-journal")]
