"""What became of each sheet: rows read, rows left out, sums held against what was announced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from shuzhi.rules.roster_row import RosterRow, RowKind, SheetReport, TableLike
from shuzhi.rules.verdict import Text


class SheetKnown(NamedTuple):
    """What is known of a sheet as a whole before its rows are read."""

    table: TableLike
    kind: RowKind | None
    place: str | None
    term: int | None
    doubt: Text | None


def report(sheet: SheetKnown, rows: Sequence[RosterRow]) -> SheetReport:
    """The sheet's part of the reading: counts by status, what was skipped, sums that do not agree."""
    table = sheet.table
    mine = [r for r in rows if (r.source.file, r.source.sheet) == (table.file, table.sheet)]
    skipped = [(s.row, s.text, Text(s.why.zh, s.why.en)) for s in table.skipped]
    if sheet.kind is None and sheet.doubt:
        skipped.append((0, " ".join(table.headings.values()), sheet.doubt))
    notes = [sheet.doubt] if sheet.doubt and sheet.kind else []
    return SheetReport(
        file=table.file,
        sheet=table.sheet,
        kind=sheet.kind,
        place=sheet.place,
        term=sheet.term,
        counts=Counter(r.status for r in mine),
        skipped=tuple(skipped),
        notes=tuple(notes + _sums(table, mine)) if sheet.kind else (),
    )


def _sums(table: TableLike, mine: Sequence[RosterRow]) -> list[Text]:
    """Announced numbers that do not agree with the rows, and whether repeats explain it."""
    notes = []
    starts = [block.row for block in table.blocks] + [10**9]
    for block, end in zip(table.blocks, starts[1:], strict=True):
        if block.said is None or block.said == block.counted:
            continue
        repeats = sum(1 for r in mine if block.row < r.source.row < end and r.repeats)
        plain, name = block.counted - repeats == block.said, block.text
        notes.append(
            Text(
                f"“{name}”：读到{block.counted}行，其中{repeats}行重复，"
                + ("除去重复与标题相符" if plain else "与标题不符"),
                f"{name}: {block.counted} rows read, {repeats} of them repeated; "
                + ("without repeats as announced" if plain else "not as announced"),
            )
        )
    notes += [
        Text(
            f"第{line.row}行{line.label}写{line.said}，实际读到{line.counted}行",
            f"row {line.row} says {line.said}; {line.counted} rows were read",
        )
        for line in table.subtotals
        if line.said is not None and line.said != line.counted
    ]
    return notes
