"""What a thief can try on copied files: each attack says whom he takes for whom, and is judged by how often he is right.

He may know before who held which code, and who cast before whom; the rest he has from the files.
"""

from __future__ import annotations

import json
import math
import re
import shutil
import sqlite3
import struct
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Guess = tuple[str, str]
# Voters of an evening and arrivals of a batch; what may be linked after the seal.
VOTERS, BATCH, AFTER = 60, 8, 3


@dataclass(frozen=True, slots=True)
class Truth:
    """Whose code went with which leaf and which comment; nothing but the judge of a guess reads the pairs."""

    arrived: list[str]
    leaf: dict[str, str]
    comment: dict[str, str]
    unused: list[str]
    secrets: list[bytes]
    scanned: list[bytes]
    outcomes: list[str]

    @classmethod
    def of(cls, folder: Path) -> Truth:
        found = json.loads((folder / "truth.json").read_text())
        for what in ("secrets", "scanned"):
            found[what] = [bytes.fromhex(secret) for secret in found[what]]
        return cls(**found)

    @property
    def codes(self) -> set[str]:
        return set(self.leaf)

    def right(self, guesses: Iterable[Guess]) -> int:
        """How many are right; a code that is guessed twice counts once."""
        pairs = {*self.leaf.items(), *self.comment.items()}
        return len({code for code, target in guesses if (code, target) in pairs})


def allowed_open(people: int, batch: int) -> float:
    """One in a batch, and three standard deviations."""
    chance = 1 / batch
    return people * (chance + 3 * math.sqrt(chance * (1 - chance) / people))


def links_no_more_than(
    most: float, right: Callable[..., int], evenings: Callable[[int], Path], moment: str, attack: Any, what: str
) -> bool:
    """Whether the attack is held down. Pure guessing passes the bar one evening in fifty; a leak does so every evening."""
    return any(right(evenings(n), moment, attack, what) <= most for n in range(3))


def paired(codes: Sequence[str], targets: Sequence[str]) -> list[Guess]:
    return list(zip(codes, targets, strict=False))


# Any file, byte for byte


def places(data: bytes, wanted: Iterable[str], *, as_text: bool) -> list[tuple[int, str]]:
    """Every place in the file where one of these stands, in order."""
    by_bytes = {one.encode() if as_text else bytes.fromhex(one): one for one in wanted}
    if not by_bytes:
        return []
    pattern = re.compile(b"|".join(re.escape(one) for one in by_bytes), re.DOTALL)
    return [(found.start(), by_bytes[found.group()]) for found in pattern.finditer(data)]


def in_order_of_bytes(data: bytes, truth: Truth, targets: dict[str, str], *, last: bool = False) -> list[Guess]:
    """The n-th code of the file goes with the n-th form or comment: by their first, or by their last place in it."""

    def line(found: list[tuple[int, str]]) -> list[str]:
        return [*dict.fromkeys(one for _, one in (reversed(found) if last else found))]

    return paired(line(places(data, truth.codes, as_text=True)), line(places(data, targets.values(), as_text=False)))


def nearest(data: bytes, truth: Truth, targets: dict[str, str]) -> list[Guess]:
    """A code goes with the form or comment that stands nearest to any of its places."""
    forms = places(data, targets.values(), as_text=False)
    best: dict[str, tuple[int, str]] = {}
    for at, code in places(data, truth.codes, as_text=True):
        if forms:
            near = min((abs(there - at), form) for there, form in forms)
            best[code] = min(best.get(code, near), near)
    return [(code, form) for code, (_, form) in best.items()]


# SQLite


def asked(copy: Path, query: str) -> list[str]:
    """What a query finds in a stolen database, log and all; the stolen copy stays as it is."""
    with tempfile.TemporaryDirectory() as folder:
        for end in ("", "-wal"):
            if (file := copy / f"database{end}").exists():
                shutil.copy(file, folder)
        return [one for (one,) in sqlite3.connect(f"{folder}/database").execute(query)]


def commits(database: bytes, log: bytes, truth: Truth, targets: dict[str, str]) -> list[Guess]:
    """Replay of the write-ahead log: the codes a commit brought go with the forms it brought."""
    if len(log) < 32:
        return []
    size = struct.unpack(">I", log[8:12])[0]
    old_codes = {code for _, code in places(database, truth.codes, as_text=True)}
    old_forms = {form for _, form in places(database, targets.values(), as_text=False)}
    guesses, codes, forms = [], dict[str, None](), dict[str, None]()
    for start in range(32, len(log) - size, 24 + size):
        page = log[start + 24 : start + 24 + size]
        codes |= dict.fromkeys(code for _, code in places(page, truth.codes - old_codes, as_text=True))
        forms |= dict.fromkeys(f for _, f in places(page, set(targets.values()) - old_forms, as_text=False))
        if struct.unpack(">I", log[start + 4 : start + 8])[0]:  # the last page of a commit
            guesses += paired([*codes], [*forms])
            old_codes, old_forms = old_codes | {*codes}, old_forms | {*forms}
            codes, forms = {}, {}
    return guesses


# PostgreSQL


def together(tags: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> list[Guess]:
    """By ``xmin``: what one transaction wrote belongs together."""
    guesses = []
    for transaction in {row[1] for row in tags}:
        codes = [row[2] for row in tags if row[1] == transaction]
        guesses += paired(codes, [row[2] for row in targets if row[1] == transaction])
    return guesses


LINE = re.compile(
    r"rmgr: Heap\d? +len.*? tx: +(?P<tx>\d+),.*? desc: (?P<what>INSERT|UPDATE|HOT_UPDATE)\b(?P<how>.*?)"
    r"blkref #0: rel (?P<rel>[\d/]+) (?:fork \w+ )?blk (?P<blk>\d+)"
)


def by_transaction(wal: Path, programs: Path, rows: dict[str, Any], name: str) -> list[Guess]:
    """``pg_waldump``: the rows that a transaction inserted and changed, in its order, with names from the tables."""
    first = min(file.name for file in wal.iterdir() if re.fullmatch("[0-9A-F]{24}", file.name))
    # It ends with an error where the log ends, and with nothing to read where the first segment has no beginning.
    told = subprocess.run(
        [programs / "pg_waldump", "-p", wal, first], capture_output=True, text=True, errors="replace", check=False
    ).stdout
    known = {
        (rows[f"{what}_file"].split("/")[-1], *re.findall(r"\d+", row[0])): row[2]
        for what in ("tags", name)
        for row in rows[what]
    }
    codes: dict[str, list[str]] = {}
    forms: dict[str, list[str]] = {}
    tags_file = rows["tags_file"].split("/")[-1]
    for found in LINE.finditer(told):
        file = found["rel"].split("/")[-1]
        off = re.search(r"(?:new.off|\boff):? (\d+)", found["how"].split(";")[-1])
        row = known.get((file, found["blk"], off[1])) if off else None
        if row is not None:
            (codes if file == tags_file else forms).setdefault(found["tx"], []).append(row)
    return [guess for tx in codes for guess in paired(codes[tx], forms.get(tx, []))]
