"""What a table is once it has been read: titles, one heading row, body rows, and all that was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

Value = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Problem:
    """One clear sentence about a file that cannot be read, in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh

    def format(self, **values: object) -> Problem:
        return Problem(self.zh.format(**values), self.en.format(**values))


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read at most; past any of these the file gets one sentence and is not read."""

    bytes: int = 20 * 1024 * 1024
    unpacked: int = 64 * 1024 * 1024
    parts: int = 2_000
    sheets: int = 50
    rows: int = 20_000
    columns: int = 256
    cells: int = 4_000_000
    cell_text: int = 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """A body row. ``number`` is the row as the office sees it in its spreadsheet program."""

    number: int
    cells: Mapping[str, Value]
    block: str | None = None
    extra: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading across the body (``东港镇（20名）``); ``said`` is the number it announces, if any."""

    row: int
    text: str
    said: int | None
    counted: int


@dataclass(frozen=True, slots=True)
class Subtotal:
    """A row of sums: what it says, and how many rows were read since the last one (or in all)."""

    row: int
    label: str
    said: int | None
    counted: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row (``row`` 0: the whole sheet) that is no record, with its words and the reason."""

    row: int
    text: str
    why: Problem


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. ``typed`` is false for separated text, where a number cell may have lost its zeros.

    ``heading_row`` is ``None`` for a sheet without recognised headings: it has no rows then and
    one ``Skipped`` saying so. ``headings`` maps each field to its heading as written.
    """

    file: str
    sheet: str
    typed: bool
    titles: tuple[str, ...] = ()
    heading_row: int | None = None
    headings: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    blocks: tuple[Block, ...] = ()
    subtotals: tuple[Subtotal, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet before its headings are known: its filled rows by number, and rows merged across."""

    name: str
    typed: bool
    rows: Mapping[int, list[Value]]
    wide: frozenset[int] = frozenset()
    hidden: bool = False
