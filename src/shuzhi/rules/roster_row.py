"""A row of a roster as read: whose it is, what each field says, and whom it may repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal, Protocol

from shuzhi.rules.field import Field, Raw
from shuzhi.rules.place import Constituency, Level
from shuzhi.rules.verdict import Text


class RowKind(StrEnum):
    """What a row makes of a person."""

    DISTRICT_MANDATE = "mandate.district"
    TOWN_MANDATE = "mandate.town"
    VOTER = "voter"


RowStatus = Literal["ok", "doubtful", "wrong", "repeated"]
MatchKind = Literal["repeat", "both_levels", "likely_same"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row stands, as the office finds it again."""

    file: str
    sheet: str
    row: int

    @property
    def text(self) -> Text:
        parts = " · ".join(p for p in (self.file, self.sheet) if p)
        return Text(f"{parts} 第{self.row}行", f"{parts}, row {self.row}")


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier row that is, for certain or perhaps, the same row or the same person."""

    source: Source
    kind: MatchKind
    certain: bool
    reason: Text


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person's row. ``fields`` holds only the columns that the file has.

    ``town`` is the town's name, or ``place.ORGANS`` for the district organs. ``matches`` point to
    earlier rows only, so of two rows the later one carries the match.
    """

    source: Source
    kind: RowKind
    fields: Mapping[str, Field]
    town: Field
    term: Field
    matches: tuple[Match, ...] = ()

    def value(self, name: str) -> Any:
        found = self.fields.get(name)
        return found.value if found else None

    @property
    def repeats(self) -> Source | None:
        """The first row that this one repeats for certain."""
        return next((m.source for m in self.matches if m.kind == "repeat" and m.certain), None)

    @property
    def same_person(self) -> Source | None:
        """The row of the same person's other mandate, where that is certain."""
        return next((m.source for m in self.matches if m.kind == "both_levels" and m.certain), None)

    @property
    def questions(self) -> tuple[tuple[str, Field], ...]:
        """The fields that are not simply right, by name."""
        every = (*self.fields.items(), ("town", self.town), ("term", self.term))
        return tuple((name, f) for name, f in every if f.status != "ok")

    @property
    def status(self) -> RowStatus:
        """``repeated`` before all; then the worst of the fields and the uncertain matches."""
        if self.repeats:
            return "repeated"
        standing = {f.status for _, f in self.questions}
        if "wrong" in standing:
            return "wrong"
        if standing or any(not m.certain for m in self.matches):
            return "doubtful"
        return "ok"


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What became of one sheet: its kind, its congress, how many rows, what was left out and noticed."""

    file: str
    sheet: str
    kind: RowKind | None
    place: str | None
    term: int | None
    counts: Mapping[RowStatus, int]
    skipped: tuple[tuple[int, str, Text], ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterReading:
    """All rows of all files, in their order, and a report a sheet."""

    rows: list[RosterRow]
    sheets: list[SheetReport]


@dataclass(frozen=True, slots=True)
class RosterContext:
    """What is known before reading, all of it as facts.

    ``told`` answers, by file name, which congress an untitled list belongs to: ``("锡北镇", "town")``.
    Empty ``groups`` and ``constituencies`` (a first import) mean: learn them from the files.
    """

    today: date
    groups: Sequence[str] = ()
    constituencies: Sequence[Constituency] = ()
    town_of: Mapping[int, str] = field(default_factory=dict)
    told: Mapping[str, tuple[str, Level]] = field(default_factory=dict)


class Reason(Protocol):
    """A pair of sentences, whoever wrote it."""

    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...


class BodyRow(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def cells(self) -> Mapping[str, Raw]: ...
    @property
    def block(self) -> str | None: ...


class BlockLine(Protocol):
    @property
    def row(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def said(self) -> int | None: ...
    @property
    def counted(self) -> int: ...


class SumLine(Protocol):
    @property
    def row(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def said(self) -> int | None: ...
    @property
    def counted(self) -> int: ...


class SkippedLine(Protocol):
    @property
    def row(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def why(self) -> Reason: ...


class TableLike(Protocol):
    """The shape of a table that has been read; rules do not know who reads files."""

    @property
    def file(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def typed(self) -> bool: ...
    @property
    def titles(self) -> Sequence[str]: ...
    @property
    def heading_row(self) -> int | None: ...
    @property
    def headings(self) -> Mapping[str, str]: ...
    @property
    def rows(self) -> Sequence[BodyRow]: ...
    @property
    def blocks(self) -> Sequence[BlockLine]: ...
    @property
    def subtotals(self) -> Sequence[SumLine]: ...
    @property
    def skipped(self) -> Sequence[SkippedLine]: ...
