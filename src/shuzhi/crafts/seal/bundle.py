"""The bundle: one canonical file with the whole record, for anybody to check offline (``verify.py``)."""

from __future__ import annotations

from typing import Any

from .box import Signed
from .canon import crockford, decode, digest, encode, pack
from .opening import asked
from .store import Kept, Use

FINGERPRINT = 20


def fingerprint(statement: Signed) -> str:
    """A statement's hash for eye and ear, 100 bits: what is printed, read out and photographed."""
    return crockford(statement.digest, FINGERPRINT)


def used_codes(store: Kept) -> dict[str, list[str]]:
    """The codes that were used, by use, in their own order; beside no form and no person."""
    sheets = store.all_sheets()
    names = {"cast": Use.PHONE, "paper": Use.PAPER, "spare": Use.SPARE}
    return {name: sorted(sheet.code for sheet in sheets if sheet.use is use) for name, use in names.items()}


def codes_hash(store: Kept) -> bytes:
    """The hash by which the closing statement fixes the used codes."""
    return digest("codes", encode(used_codes(store)))


def bundle(store: Kept) -> bytes:
    """The record of a closed meeting. Errors: ``LookupError`` before the closing."""
    closing = store.closing()
    if closing is None:
        raise LookupError("the meeting is not closed")
    opening = store.opening()
    sheets = store.all_sheets()
    thing: dict[str, Any] = {
        "v": 1,
        "opening": opening.public,
        "tags": [
            [pack(sheet.tag) for sheet in sheets if sheet.pile == pile] for pile in range(len(asked(opening).piles))
        ],
        "leaves": [decode(row.leaf) for row in store.rows()],
        "checkpoints": [checkpoint.public for checkpoint in store.checkpoints()],
        "codes": used_codes(store),
        "closing": closing.public,
    }
    return encode(thing)


def two_roots(one: Signed, other: Signed) -> bool:
    """Whether two statements signed by one meeting contradict each other: the proof that two were told two things."""
    if one.kind != other.kind or one.content == other.content:
        return False
    same = {"opening": (), "checkpoint": ("opening", "n"), "closing": ("opening",)}[one.kind]
    return all(one.content[name] == other.content[name] for name in same)
