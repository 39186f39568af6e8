"""Telling what each row of a sheet is: title, heading, record, block heading, sum or remark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from . import problems
from .model import Block, Row, Sheet, Skipped, Subtotal, Table, Value

SUMS = re.compile(r"(小计|合计|总计|共计|累计|subtotal|total)[:：]?(\d*)[人名]?", re.IGNORECASE)
GRAND = re.compile(r"合计|总计|共计|累计|total", re.IGNORECASE)
REMARK = re.compile(r"(注|备注|说明|填表|填报|制表|审核|联系人|本表|本名册)")
COUNT = re.compile(r"[（(]\s*(\d{1,5})\s*[名人位][)）]")
BRACKETS = re.compile(r"[（(\[【].*?[)）\]】]")


class Recogniser:
    """Finds the columns of a heading row by the words in it, never by their place."""

    def __init__(self, headings: Mapping[str, Collection[str]], key: str) -> None:
        self.key = key
        self.fields = {plain(word): name for name, words in headings.items() for word in words}
        firsts = [next(iter(words), name) for name, words in headings.items()]
        self.wanted = "、".join(firsts[:3])

    def field_of(self, cell: Value) -> str | None:
        if not isinstance(cell, str):
            return None
        word = plain(cell)
        return self.fields.get(word) or self.fields.get(BRACKETS.sub("", word))

    def columns(self, cells: Sequence[Value]) -> dict[int, str] | None:
        """Place → field, when this is a heading row: the key is there, with at least one more, and half are known."""
        found = {place: name for place, cell in enumerate(cells) if (name := self.field_of(cell))}
        filled = sum(cell is not None and cell != "" for cell in cells)
        if self.key not in found.values() or len(set(found.values())) < 2 or len(found) * 2 < filled:
            return None
        return found


def plain(word: str) -> str:
    """A heading without spaces, line breaks, width and case."""
    return re.sub(r"[\s*:：]+", "", unicodedata.normalize("NFKC", word)).casefold()


@dataclass
class _Reading:
    """What has been told so far, walking down one sheet."""

    titles: list[str] = field(default_factory=list)
    columns: dict[int, str] = field(default_factory=dict)
    extra: dict[int, str] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    heading_row: int | None = None
    rows: list[Row] = field(default_factory=list)
    block: str | None = None
    blocks: list[tuple[int, str]] = field(default_factory=list)
    block_counts: list[int] = field(default_factory=list)
    since: int = 0
    subtotals: list[Subtotal] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def shape(file: str, sheet: Sheet, recogniser: Recogniser) -> Table:
    """A sheet as a table; a sheet without recognised headings has no rows and says why."""
    if sheet.hidden or not sheet.rows:
        why = problems.SHEET_HIDDEN if sheet.hidden else problems.SHEET_EMPTY
        return Table(file, sheet.name, sheet.typed, skipped=(Skipped(0, "", why),))
    told = _Reading()
    for number, cells in sheet.rows.items():
        columns = recogniser.columns(cells)
        if columns is not None:
            _heading(told, number, cells, columns)
        elif told.heading_row is None:
            told.titles.append(_words(cells))
        else:
            _body(told, number, cells, recogniser.key, number in sheet.wide)
    if told.heading_row is None:
        text = " ".join(told.titles)[:200]
        return Table(file, sheet.name, sheet.typed, skipped=(Skipped(0, text, problems.SHEET_REMARKS),))
    return Table(
        file=file,
        sheet=sheet.name,
        typed=sheet.typed,
        titles=tuple(told.titles),
        heading_row=told.heading_row,
        headings=told.headings,
        unknown=tuple(told.extra.values()),
        rows=tuple(told.rows),
        blocks=tuple(
            Block(row, text, _said(COUNT.search(unicodedata.normalize("NFKC", text))), counted)
            for (row, text), counted in zip(told.blocks, told.block_counts, strict=True)
        ),
        subtotals=tuple(told.subtotals),
        skipped=tuple(told.skipped),
    )


def _heading(told: _Reading, number: int, cells: Sequence[Value], columns: dict[int, str]) -> None:
    """Takes over a heading row; further down the sheet it may come again, even with other columns."""
    if told.heading_row is not None:
        told.skipped.append(Skipped(number, _words(cells), problems.ROW_HEADING_AGAIN))
    taken: dict[int, str] = {}
    for place, name in columns.items():
        if name in taken.values():
            why = problems.COLUMN_AGAIN.format(heading=cells[place])
            told.skipped.append(Skipped(number, str(cells[place]), why))
        else:
            taken[place] = name
    told.heading_row = told.heading_row or number
    told.columns = taken
    told.headings = {name: str(cells[place]) for place, name in taken.items()}
    told.extra = {place: str(cell) for place, cell in enumerate(cells) if place not in taken and cell is not None}


def _body(told: _Reading, number: int, cells: Sequence[Value], key: str, wide: bool) -> None:
    filled = [(place, cell) for place, cell in enumerate(cells) if cell is not None and cell != ""]
    text = _words(cells)
    if not filled:
        return
    place, first = filled[0]
    if isinstance(first, str) and (sums := SUMS.fullmatch(re.sub(r"\s", "", first))):
        counted = len(told.rows) if GRAND.match(sums[1]) else told.since
        said = int(sums[2]) if sums[2] else next((_whole(cell) for _, cell in filled[1:]), None)
        told.subtotals.append(Subtotal(number, sums[1], said, counted))
        told.skipped.append(Skipped(number, text, problems.ROW_SUBTOTAL))
        told.since = 0
        return
    if len(filled) == 1 and isinstance(first, str) and (wide or told.columns.get(place) != key):
        if REMARK.match(first) or len(first) > 40:
            told.skipped.append(Skipped(number, text, problems.ROW_REMARK))
            return
        told.block, told.since = first, 0
        told.blocks.append((number, first))
        told.block_counts.append(0)
        told.skipped.append(Skipped(number, text, problems.ROW_BLOCK))
        return
    if isinstance(first, str) and REMARK.match(first) and key not in [told.columns.get(at) for at, _ in filled]:
        told.skipped.append(Skipped(number, text, problems.ROW_REMARK))
        return
    values = {name: cells[at] if at < len(cells) else None for at, name in told.columns.items()}
    extra = {word: cells[at] for at, word in told.extra.items() if at < len(cells) and cells[at] is not None}
    told.rows.append(Row(number, values, told.block, extra))
    told.since += 1
    if told.block_counts:
        told.block_counts[-1] += 1


def _words(cells: Sequence[Value]) -> str:
    return " ".join(str(cell) for cell in cells if cell is not None and cell != "")


def _said(found: re.Match[str] | None) -> int | None:
    return int(found[1]) if found else None


def _whole(cell: Value) -> int | None:
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    found = re.fullmatch(r"\D{0,3}(\d{1,6})\D{0,3}", cell) if isinstance(cell, str) else None
    return int(found[1]) if found else None
