"""Comma- or tab-separated text, in the charset that can be told for certain, or not at all."""

from __future__ import annotations

import codecs
import csv
import io

from . import problems
from .model import Limits, Problem, Sheet, Value
from .shape import Recogniser

DELIMITERS = (",", "\t", ";", "，", "|")
LOOK = 60  # rows within which a heading row is looked for


def read_text(data: bytes, recogniser: Recogniser, limits: Limits) -> list[Sheet] | Problem:
    """Decodes and splits.

    A charset counts as certain when the text decodes strictly *and* its headings are recognised:
    Big5 or damaged text decodes as GB18030 too, but into nonsense. Plain ASCII is certain anyway.
    """
    decoded = [(charset, text) for charset in _charsets(data) if (text := _decode(data, charset)) is not None]
    for _, text in decoded:
        for delimiter in DELIMITERS:
            if any(recogniser.columns(row) is not None for row in _look(text, delimiter)):
                return _sheet(text, delimiter, limits)
    # Valid UTF-8 beyond ASCII is hardly ever anything else: then it is the headings that are missing.
    if decoded and decoded[0][0] != "gb18030":
        return problems.NO_HEADINGS.format(wanted=recogniser.wanted)
    return problems.CHARSET


def _charsets(data: bytes) -> tuple[str, ...]:
    if data.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)  # what Excel calls "Unicode text"
    return ("utf-8", "gb18030")


def _decode(data: bytes, charset: str) -> str | None:
    try:
        text = data.decode(charset)
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


def _look(text: str, delimiter: str) -> list[list[str]]:
    """The first records, as far as they can be told."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) >= LOOK:
                break
    except csv.Error:
        pass
    return rows


def _sheet(text: str, delimiter: str, limits: Limits) -> list[Sheet] | Problem:
    """All records; the number of a record is the row a spreadsheet program shows it in."""
    filled: dict[int, list[Value]] = {}
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            cells: list[Value] = [cell.strip() or None for cell in row]
            if all(cell is None for cell in cells):
                continue
            if any(cell is not None for cell in cells[limits.columns :]):
                return problems.TOO_WIDE.format(row=number, columns=limits.columns)
            # An unclosed quotation mark swallows the lines after it into one cell.
            if any(isinstance(c, str) and (c.count("\n") > 20 or len(c) > limits.cell_text) for c in cells):
                return problems.BROKEN_TEXT
            filled[number] = cells
            if len(filled) > limits.rows:
                return problems.TOO_MANY_ROWS.format(rows=limits.rows)
    except csv.Error:
        return problems.BROKEN_TEXT
    return [Sheet(name="", typed=False, rows=filled)]
