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
    text: str | None = None
    rows: list[list[str]] | None = None
    decoded = [text for charset in _charsets(data) if (text := _decode(data, charset)) is not None]
    for text in decoded:
        for delimiter in DELIMITERS:
            head = _split(text[:20_000], delimiter, LOOK)
            if any(recogniser.columns(row) is not None for row in head or []):
                rows = _split(text, delimiter, limits.rows * 2)
                return _sheet(rows, limits)
    if decoded and (data.isascii() or data.startswith(codecs.BOM_UTF8) or _readable(decoded[0], data)):
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


def _readable(text: str, data: bytes) -> bool:
    """Valid UTF-8 with characters beyond ASCII is hardly ever anything else."""
    try:
        return data.decode("utf-8") == text
    except UnicodeDecodeError:
        return False


def _split(text: str, delimiter: str, most: int) -> list[list[str]] | None:
    """The records, or ``None`` when the quotation marks do not match."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) >= most:
                break
    except csv.Error:
        return rows if rows and most == LOOK else None
    return rows


def _sheet(rows: list[list[str]] | None, limits: Limits) -> list[Sheet] | Problem:
    if rows is None:
        return problems.BROKEN_TEXT
    filled: dict[int, list[Value]] = {}
    for number, row in enumerate(rows, start=1):
        cells: list[Value] = [cell.strip() or None for cell in row]
        if all(cell is None for cell in cells):
            continue
        if any(cell is not None for cell in cells[limits.columns :]):
            return problems.TOO_WIDE.format(row=number, columns=limits.columns)
        # An unclosed quotation mark swallows the lines after it into one cell.
        if any(isinstance(cell, str) and (cell.count("\n") > 20 or len(cell) > limits.cell_text) for cell in cells):
            return problems.BROKEN_TEXT
        filled[number] = cells
        if len(filled) > limits.rows:
            return problems.TOO_MANY_ROWS.format(rows=limits.rows)
    return [Sheet(name="", typed=False, rows=filled)]
