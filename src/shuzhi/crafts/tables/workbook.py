"""Workbooks (.xlsx, .xlsm), read row by row without believing the size they claim."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import Any

import openpyxl

from . import problems
from .model import Limits, Problem, Sheet, Value

LAST_ROW = 1_048_576  # of any workbook; a row numbered higher is damage
WIDE = 3  # columns a merged cell must span to count as a line across the table
MERGE = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")
MOST_MERGES = 5_000


class _Stop(Exception):
    """Carries a problem out of the middle of a sheet."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.en)
        self.problem = problem


def read_workbook(data: bytes, limits: Limits) -> list[Sheet] | Problem:
    """Reads all sheets; hidden ones come back empty and marked.

    Read-only mode, because the ordinary mode builds every cell of a merged range in memory. Any
    failure inside the file's own structure is one sentence: the file is damaged.
    """
    book: Any = None
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        if len(book.sheetnames) > limits.sheets:
            return problems.TOO_MANY_SHEETS.format(sheets=limits.sheets)
        budget = limits.cells
        sheets: list[Sheet] = []
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                sheets.append(Sheet(name=sheet.title, typed=True, rows={}, hidden=True))
                continue
            rows, budget = _rows(sheet, limits, budget)
            wide = _merges(sheet, rows)
            sheets.append(Sheet(name=sheet.title, typed=True, rows=rows, wide=wide))
        return sheets
    except _Stop as stop:
        return stop.problem
    except Exception:  # noqa: BLE001 - a damaged workbook fails in as many ways as XML, zip and openpyxl know
        return problems.BROKEN
    finally:
        if book is not None:
            book.close()


def _rows(sheet: Any, limits: Limits, budget: int) -> tuple[dict[int, list[Value]], int]:
    sheet.reset_dimensions()  # the claimed size may be 60,000 × 16,000 over a list of forty
    filled: dict[int, list[Value]] = {}
    for number, row in enumerate(sheet.iter_rows(max_row=LAST_ROW, values_only=True), start=1):
        budget -= len(row)
        if budget < 0:
            raise _Stop(problems.TOO_MANY_CELLS)
        cells = [_value(cell, limits) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        if not cells:
            continue
        if len(cells) > limits.columns:
            raise _Stop(problems.TOO_WIDE.format(row=number, columns=limits.columns))
        filled[number] = cells
        if len(filled) > limits.rows:
            raise _Stop(problems.TOO_MANY_ROWS.format(rows=limits.rows))
    return filled, budget


def _value(cell: object, limits: Limits) -> Value:
    if cell is None or isinstance(cell, bool | int | float | datetime | date):
        return cell
    text = str(cell)[: limits.cell_text].strip(" \t\r\n")
    return text or None


def _merges(sheet: Any, rows: dict[int, list[Value]]) -> frozenset[int]:
    """Fills cells merged downwards, and answers the rows that are merged across.

    openpyxl tells merged cells only in its ordinary mode, so the sheet's part is read once more.
    """
    with sheet._get_source() as source:  # noqa: SLF001 - the only way to the part without the ordinary mode
        found = MERGE.findall(source.read())
    wide: set[int] = set()
    for left, top, right, bottom in found[:MOST_MERGES]:
        first, last = _column(left), _column(right)
        above, below = int(top), int(bottom)
        if above == below and last - first + 1 >= WIDE:
            wide.add(above)
        if above < below and above in rows and first < len(rows[above]):
            _fill_down(rows, first, above, below)
    return frozenset(wide)


def _fill_down(rows: dict[int, list[Value]], column: int, above: int, below: int) -> None:
    value = rows[above][column]
    for number in range(above + 1, min(below, max(rows)) + 1):
        cells = rows.get(number)
        if cells is None:
            continue
        if len(cells) <= column:
            cells.extend([None] * (column + 1 - len(cells)))
        if cells[column] is None:
            cells[column] = value


def _column(letters: bytes) -> int:
    """The place, from 0, of a column named by letters."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1
