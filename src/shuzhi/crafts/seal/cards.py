"""The closing key on three cards, any two of which give it back (Shamir 1979, over the scalars of the group).

The key is drawn at the opening, split, printed, and forgotten: neither the program nor one card can open
anything. Torn up, the cards take every opening with them, in every backup.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from . import box, group
from .canon import Malformed, bare, crockford, digest, pack
from .group import SCALAR, Random

HOLDERS = 3
NEEDED = 2
WHOLE = 56  # characters that hold number, share and check: 35 bytes
_MARK = "SZK"


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """One scrutineer's card. Its ``text`` goes into the QR and, in groups of four, below it."""

    number: int
    share: bytes

    @property
    def text(self) -> str:
        body = bytes([self.number]) + self.share
        return f"{_MARK}-{crockford(body + digest('card', body)[:2], WHOLE)}"

    @property
    def mark(self) -> str:
        """What a keeper may keep of a card, to tell another meeting's from it. Nothing leads back from it."""
        return pack(digest("card kept", bytes([self.number]), self.share))


class NoCard(Malformed):
    """Something else than a card."""


class WrongLength(Malformed):
    """A card with characters left out or too many; ``length`` has those after the mark, of ``WHOLE``."""

    def __init__(self, length: int) -> None:
        super().__init__(f"{length} characters instead of {WHOLE}")
        self.length = length


def read(text: str) -> Card:
    """A scanned or typed card. Errors: ``NoCard``, ``WrongLength``, or ``Malformed`` for a slip of the pen."""
    kept = bare(unicodedata.normalize("NFKC", text))
    if not kept.startswith(_MARK):
        raise NoCard("not a card")
    if len(kept) != len(_MARK) + WHOLE:
        raise WrongLength(len(kept) - len(_MARK))
    value = 0
    for char in kept[len(_MARK) :]:
        at = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".find(char)
        if at < 0:
            raise Malformed("a card with a slip of the pen")
        value = value << 5 | at
    data = value.to_bytes(35, "big")
    body, check = data[:33], data[33:]
    if digest("card", body)[:2] != check or not 1 <= body[0] <= HOLDERS:
        raise Malformed("a card with a slip of the pen")
    return Card(body[0], body[1:])


def _box_secret(key: bytes) -> bytes:
    return digest("closing key", key)


def deal(random: Random) -> tuple[bytes, tuple[Card, ...]]:
    """The public half of a new closing key, and the cards. Nothing else of the key is left."""
    key, slope = group.scalar(random(64)), group.scalar(random(64))
    shares = [Card(x, group.plus(key, group.times(slope, group.small(x)))) for x in range(1, HOLDERS + 1)]
    return box.public(_box_secret(key)), tuple(shares)


def join(cards: Sequence[Card], closing: bytes) -> bytes:
    """The secret half of the closing key from two cards.

    Errors: ``Malformed`` for fewer than two different cards, or cards of another meeting.
    """
    held = {card.number: card.share for card in cards if len(card.share) == SCALAR}
    if len(held) < NEEDED:
        raise Malformed("two different cards are needed")
    (x, a), (y, b) = sorted(held.items())[:NEEDED]
    # The line through both points, read at zero: (a·y − b·x) / (y − x).
    rise = group.minus(group.times(a, group.small(y)), group.times(b, group.small(x)))
    secret = _box_secret(group.times(rise, group.inverse(group.small(y - x))))
    if box.public(secret) != closing:
        raise Malformed("these cards do not belong to this meeting")
    return secret
