"""A form on its way from the phone into the record: sealed, opened, committed to, and its receipt.

The phone's message is one canonical JSON of code, nonce, answers and comment, padded to the meeting's one size and
boxed to the meeting's key. On the server it becomes a leaf (commitments and proof), and what opens the leaf is
boxed at once to the closing key that nobody holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from . import box, codes, group, proof
from .canon import Malformed, bare, crockford, decode, encode, pack, unpack, wide
from .group import SCALAR, Random
from .opening import Asked
from .store import Row
from .tree import leaf_hash

NONCE = 16
RECEIPT = 12
_LENGTH = 2


@dataclass(frozen=True, slots=True)
class Filled:
    """What a phone sends. ``answers``: the place of each choice, reporter by reporter, question by question."""

    code: str
    nonce: bytes
    answers: tuple[int, ...]
    comment: str = ""


def seal(opening: Asked, filled: Filled, random: Random, size: int | None = None) -> bytes:
    """The form as it leaves the phone. ``size``: ``opening.small`` for one that is carried in a QR, without a comment.

    Errors: ``Malformed`` when the comment is too long for the size.
    """
    size = size or opening.size
    said = {
        "answers": list(filled.answers),
        "code": filled.code,
        "comment": filled.comment,
        "nonce": pack(filled.nonce),
    }
    text = encode(said)
    if len(text) + _LENGTH > size:
        raise Malformed("the comment is too long")
    frame = len(text).to_bytes(_LENGTH, "big") + text
    return box.close_box(frame.ljust(size, b"\0"), opening.box, random)


def unseal(opening: Asked, sealed: bytes, secret: bytes) -> Filled:
    """What the phone sent. Errors: ``Malformed`` for anything a page of this meeting would not have sent."""
    if len(sealed) not in (opening.size + box.OVERHEAD, opening.small + box.OVERHEAD):
        raise Malformed("not of this meeting's sizes")
    frame = box.open_box(sealed, secret)
    length = int.from_bytes(frame[:_LENGTH], "big")
    text, rest = frame[_LENGTH : _LENGTH + length], frame[_LENGTH + length :]
    if len(text) != length or rest.strip(b"\0"):
        raise Malformed("not framed as a form")
    said = decode(text)
    if not isinstance(said, dict) or set(said) != {"answers", "code", "comment", "nonce"}:
        raise Malformed("not a form")
    code = codes.parse(said["code"]) if isinstance(said["code"], str) else None
    if code is None or not isinstance(said["comment"], str) or not isinstance(said["answers"], list):
        raise Malformed("not a form")
    if any(isinstance(a, bool) or not isinstance(a, int) for a in said["answers"]):
        raise Malformed("an answer is a number")
    return Filled(code, unpack(said["nonce"], NONCE), tuple(said["answers"]), said["comment"])


def legible(comment: str) -> str:
    """A comment as a pen could have written it: no signs that cannot be seen, but the breaks of lines and the wide space.

    A hidden sign may turn a line around on its reader's screen, and one that the store cannot hold would break up the
    batch that it waits in.
    """
    return "".join(char for char in comment if char.isprintable() or char in "\n\u3000").strip()


def fits(opening: Asked, pile: int, answers: Sequence[int], most: int) -> bool:
    """Whether the answers are those of a sheet of this pile; a phone may give the first ``phone`` choices only."""
    return len(answers) == opening.places(pile) and all(0 <= a < most for a in answers)


def blinds(seed: bytes, n: int) -> list[bytes]:
    """The blindings of a form, all from one seed, so that the sealed opening is short."""
    return [group.scalar(wide("blind", seed, i.to_bytes(2, "big"))) for i in range(n)]


def commit(opening: Asked, pile: int, answers: Sequence[int], random: Random) -> Row:
    """The leaf of a filled sheet, from phone or paper alike, and its opening sealed to the closing key."""
    seed = random(SCALAR)
    hidden = blinds(seed, len(answers))
    commitments = [group.commit(a, r) for a, r in zip(answers, hidden, strict=True)]
    about = proof.message(opening.signed.digest, pile, commitments)
    shown = proof.prove(about, commitments, answers, hidden, opening.choices, random)
    leaf: dict[str, Any] = {"commitments": pack(b"".join(commitments)), "pile": pile, "proof": pack(shown)}
    return Row(encode(leaf), box.close_box(seed + bytes(answers), opening.closing, random))


def commitments_of(leaf: bytes) -> tuple[int, list[bytes]]:
    """The pile of a leaf and its commitments, in the sheet's order. Errors: ``Malformed`` when it is no leaf of ours."""
    said = decode(leaf)
    if not isinstance(said, dict) or type(said.get("pile")) is not int:
        raise Malformed("not a leaf")
    data = unpack(said.get("commitments"))
    if len(data) % SCALAR:
        raise Malformed("not a leaf's commitments")
    return said["pile"], [data[i : i + SCALAR] for i in range(0, len(data), SCALAR)]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The beginning of a leaf's hash. It shows that a form is in the record and can never show what it says."""

    text: str

    @classmethod
    def of(cls, hashed: bytes) -> Receipt:
        return cls(crockford(hashed, RECEIPT))

    def matches(self, typed: str) -> bool:
        return bare(typed) == bare(self.text)


def answer(tag: bytes, nonce: bytes, leaf: bytes) -> bytes:
    """What a used sheet keeps: 16 bytes that know the nonce again, 16 of the leaf's hash under the nonce's pad."""
    key = wide("retry", tag, nonce)
    return key[:16] + bytes(a ^ b for a, b in zip(key[16:32], leaf_hash(leaf), strict=False))


def answered(tag: bytes, nonce: bytes, kept: bytes) -> Receipt | None:
    """The receipt of a form cast before with this nonce; None when it was cast with another."""
    key = wide("retry", tag, nonce)
    if kept[:16] != key[:16]:
        return None
    return Receipt.of(bytes(a ^ b for a, b in zip(key[16:32], kept[16:32], strict=True)))
