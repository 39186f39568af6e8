"""Opening a meeting: what is asked, which codes count, which keys; signed before the first sheet is cast.

The opening statement fixes everything that could be bent later. All that follows names its hash.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from . import box, cards, codes
from .box import Signed
from .canon import Malformed, digest, pack, unpack
from .group import MOST_PLACES, Random
from .store import Secrets, Sheet, Store

LEAST = 10
MOST_SHEETS = 65_535
SALT = 16
_STEP = 256


@dataclass(frozen=True, slots=True)
class Pile:
    """Equal sheets, face down: who draws from it rates these reporters (by their place in the plan)."""

    label: str
    reporters: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the sheets of a meeting ask. Of ``choices`` only the first ``phone`` can be given on a phone.

    ``least``: under so many sheets about a reporter only participation is ever published; never below 10.
    ``comment``: the longest comment, in characters.
    """

    name: str
    reporters: tuple[str, ...]
    questions: tuple[str, ...]
    choices: tuple[str, ...]
    piles: tuple[Pile, ...]
    phone: int = 0
    least: int = LEAST
    comment: int = 0

    def __post_init__(self) -> None:
        if not (self.reporters and self.questions and self.piles and 2 <= len(self.choices) <= MOST_PLACES):
            raise ValueError("a plan has reporters, questions, piles, and 2 to 15 choices")
        if not 0 <= self.phone <= len(self.choices) or self.least < LEAST or self.comment < 0:
            raise ValueError("a phone gives choices of the sheet, and fewer than ten sheets are never told apart")
        if any(not p.reporters or set(p.reporters) - set(range(len(self.reporters))) for p in self.piles):
            raise ValueError("a pile rates reporters of the plan")

    @property
    def size(self) -> int:
        """The one size of every form on its way, so that its length tells nothing."""
        most = max(len(pile.reporters) for pile in self.piles) * len(self.questions)
        return _room(most, self.comment)


def _room(answers: int, comment: int) -> int:
    """Room for a form of so many answers and a comment of so many characters."""
    return -(-(160 + 3 * answers + 3 * comment) // _STEP) * _STEP


@dataclass(frozen=True, slots=True)
class Asked:
    """An opening statement as the work needs it, beside the signed original."""

    signed: Signed
    salt: bytes
    box: bytes
    closing: bytes
    choices: int
    phone: int
    size: int
    least: int
    questions: int
    reporters: int
    piles: tuple[tuple[int, ...], ...]
    issued: tuple[int, ...]

    @property
    def small(self) -> int:
        """The size of a form without a comment, carried from one phone to another in a QR (decision 0007)."""
        return min(self.size, _room(max(map(len, self.piles)) * self.questions, 0))

    def places(self, pile: int) -> int:
        """How many answers a sheet of this pile bears: reporter by reporter, question by question."""
        return len(self.piles[pile]) * self.questions


def asked(opening: Signed) -> Asked:
    """What an opening statement says. Errors: ``Malformed`` when it is none."""
    said = opening.content
    try:
        return Asked(
            opening,
            unpack(said["salt"], SALT),
            unpack(said["box"], box.KEY),
            unpack(said["closing"], box.KEY),
            len(said["choices"]),
            said["phone"],
            said["size"],
            said["least"],
            len(said["questions"]),
            len(said["reporters"]),
            tuple(tuple(pile["reporters"]) for pile in said["piles"]),
            tuple(pile["issued"] for pile in said["piles"]),
        )
    except (KeyError, TypeError) as error:
        raise Malformed("not an opening statement") from error


def mint(n: int, salt: bytes, random: Random) -> tuple[list[str], list[bytes]]:
    """``n`` codes for the printer, to be forgotten, and their tags for the server, in the tags' order.

    It may run on the scrutineers' own computer: the server then cannot name a code that nobody has used.
    """
    minted = [codes.mint(lambda bits: int.from_bytes(random((bits + 7) // 8), "big") >> (-bits % 8)) for _ in range(n)]
    return minted, sorted(codes.tag(code, salt) for code in minted)


def tags_hash(tags: Sequence[bytes]) -> bytes:
    """The hash by which an opening statement fixes the tags of a pile."""
    return digest("tags", *tags)


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A meeting just opened. The cards are handed out now and exist nowhere else."""

    opening: Signed
    cards: tuple[cards.Card, ...]


def open_meeting(plan: Plan, tags: Sequence[Collection[bytes]], salt: bytes, store: Store, random: Random) -> Opened:
    """Opens the record: keys drawn, closing key split on three cards, the opening statement signed and stored.

    ``tags``: the tags of each pile's codes under ``salt``. Errors: ``ValueError`` for tags that repeat or are too many.
    """
    lists = [sorted(pile) for pile in tags]
    every = [tag for pile in lists for tag in pile]
    if len(lists) != len(plan.piles) or len(set(every)) != len(every) or not 0 < len(every) <= MOST_SHEETS:
        raise ValueError("every pile has its own tags, none twice")
    secrets = Secrets(random(box.KEY), random(box.KEY))
    closing, dealt = cards.deal(random)
    content: dict[str, Any] = {
        "v": 1,
        "name": plan.name,
        "reporters": list(plan.reporters),
        "questions": list(plan.questions),
        "choices": list(plan.choices),
        "phone": plan.phone or len(plan.choices),
        "least": plan.least,
        "size": plan.size,
        "salt": pack(salt),
        "piles": [
            {"label": p.label, "reporters": list(p.reporters), "issued": len(t), "codes": pack(tags_hash(t))}
            for p, t in zip(plan.piles, lists, strict=True)
        ],
        "box": pack(box.public(secrets.box)),
        "sign": pack(box.signing_public(secrets.sign)),
        "closing": pack(closing),
    }
    opening = box.sign("opening", content, secrets.sign)
    sheets = [Sheet.new(tag, pile, random) for pile, its in enumerate(lists) for tag in its]
    store.begin(opening, secrets, sorted(sheets, key=lambda sheet: sheet.tag))
    return Opened(opening, dealt)
