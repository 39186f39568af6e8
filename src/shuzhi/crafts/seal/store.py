"""What the record needs of whoever keeps it, and a keeper in memory (rehearsals, tests).

Two tables that share no key: sheets say which code was used, rows hold sealed forms. A change is written whole
or not at all, and only on top of the state it was made from.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

from .box import Signed
from .canon import pack, unpack
from .group import Random
from .tree import Peaks

NO_CODE = "0" * 12
ANSWER = 32


class Use(StrEnum):
    """What became of a sheet. Words of one length: a row is written over where it stands and never moves."""

    GIVEN = "given"
    PHONE = "phone"
    PAPER = "paper"
    SPARE = "spare"


class Phase(StrEnum):
    OPEN = "open"
    STOPPED = "stopped"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One issued sheet: the tag of its code and its use; the code itself once it is used.

    ``answer`` is chance until the code is cast. Then it holds a check of the phone's nonce and, under a pad only
    that nonce lifts, the receipt: a retry is told the same, and nobody else can go from the code to the form.
    """

    tag: bytes
    pile: int
    use: Use
    code: str
    answer: bytes

    @classmethod
    def new(cls, tag: bytes, pile: int, random: Random) -> Sheet:
        return cls(tag, pile, Use.GIVEN, NO_CODE, random(ANSWER))


@dataclass(frozen=True, slots=True)
class Row:
    """One leaf, and what opens it, sealed to the closing key; nothing once the meeting is closed."""

    leaf: bytes
    opening: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Secrets:
    """What the server must know while a meeting is open: the key of the phones' boxes, the signing seed."""

    box: bytes
    sign: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """Where the record stands. ``version`` counts the changes; ``papers`` names those that brought paper in."""

    version: int
    phase: Phase
    peaks: Peaks
    leaves: int
    checkpoints: int
    last: bytes
    papers: tuple[str, ...] = ()

    def packed(self) -> dict[str, Any]:
        """As a keeper may store it: plain JSON."""
        peaks = [[size, pack(hashed)] for size, hashed in self.peaks]
        return asdict(self) | {"phase": str(self.phase), "peaks": peaks, "last": pack(self.last)}

    @classmethod
    def unpacked(cls, kept: Mapping[str, Any]) -> Head:
        peaks = tuple((size, unpack(hashed)) for size, hashed in kept["peaks"])
        more = {"peaks": peaks, "phase": Phase(kept["phase"]), "last": unpack(kept["last"])}
        return cls(**{**kept, **more, "papers": tuple(kept["papers"])})


@dataclass(frozen=True, slots=True)
class Change:
    """Everything one write changes, to be stored in one transaction: sheets in the order of their tags, rows of their hashes.

    With ``closing`` the keeper also erases the secrets, every row's opening and every sheet's answer.
    """

    head: Head
    sheets: Sequence[Sheet] = ()
    rows: Sequence[Row] = ()
    checkpoint: Signed | None = None
    comments: Sequence[str] = ()
    closing: Signed | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Now:
    """How a meeting stands at one moment: what was opened, the secrets while it is open, the head."""

    opening: Signed
    secrets: Secrets | None
    head: Head


class Raced(Exception):
    """Somebody else wrote first: read again and judge anew."""


class Kept(Protocol):
    """One meeting's record as it is kept, to be read."""

    def now(self) -> Now: ...
    def opening(self) -> Signed: ...
    def secrets(self) -> Secrets | None: ...
    def head(self) -> Head: ...
    def sheets(self, tags: Iterable[bytes]) -> Mapping[bytes, Sheet]: ...
    def all_sheets(self) -> Sequence[Sheet]: ...
    def rows(self) -> Sequence[Row]: ...
    def checkpoints(self) -> Sequence[Signed]: ...
    def comments(self) -> Sequence[str]: ...
    def closing(self) -> Signed | None: ...


class Store(Kept, Protocol):
    """The keeper of one meeting's record."""

    def begin(self, opening: Signed, secrets: Secrets, sheets: Sequence[Sheet]) -> None:
        """Stores a new meeting whole. Errors: ``Raced`` when there is one already."""

    def write(self, change: Change) -> None:
        """Errors: ``Raced`` unless the stored version is one below ``change.head.version``."""


@dataclass(slots=True)
class MemoryStore:
    """A keeper that forgets when the program ends."""

    _opening: Signed | None = None
    _secrets: Secrets | None = None
    _head: Head | None = None
    _sheets: dict[bytes, Sheet] = field(default_factory=dict)
    _rows: list[Row] = field(default_factory=list)
    _checkpoints: list[Signed] = field(default_factory=list)
    _comments: list[str] = field(default_factory=list)
    _closing: Signed | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def begin(self, opening: Signed, secrets: Secrets, sheets: Sequence[Sheet]) -> None:
        with self._lock:
            if self._head is not None:
                raise Raced
            self._opening, self._secrets = opening, secrets
            self._sheets = {sheet.tag: sheet for sheet in sheets}
            self._head = Head(0, Phase.OPEN, (), 0, 0, opening.digest)

    def now(self) -> Now:
        with self._lock:
            return Now(self.opening(), self.secrets(), self.head())

    def opening(self) -> Signed:
        if self._opening is None:
            raise LookupError("no meeting has been opened")
        return self._opening

    def secrets(self) -> Secrets | None:
        return self._secrets

    def head(self) -> Head:
        if self._head is None:
            raise LookupError("no meeting has been opened")
        return self._head

    def sheets(self, tags: Iterable[bytes]) -> Mapping[bytes, Sheet]:
        with self._lock:
            return {tag: self._sheets[tag] for tag in tags if tag in self._sheets}

    def write(self, change: Change) -> None:
        with self._lock:
            if change.head.version != self.head().version + 1:
                raise Raced
            self._head = change.head
            self._sheets |= {sheet.tag: sheet for sheet in change.sheets}
            self._rows += change.rows
            self._comments = sorted([*self._comments, *change.comments])
            if change.checkpoint is not None:
                self._checkpoints.append(change.checkpoint)
            if change.closing is not None:
                self._closing, self._secrets = change.closing, None
                self._rows = [replace(row, opening=b"") for row in self._rows]
                self._sheets = {tag: replace(sheet, answer=b"") for tag, sheet in self._sheets.items()}

    def all_sheets(self) -> Sequence[Sheet]:
        with self._lock:
            return sorted(self._sheets.values(), key=lambda sheet: sheet.tag)

    def rows(self) -> Sequence[Row]:
        return list(self._rows)

    def checkpoints(self) -> Sequence[Signed]:
        return list(self._checkpoints)

    def comments(self) -> Sequence[str]:
        return list(self._comments)

    def closing(self) -> Signed | None:
        return self._closing
