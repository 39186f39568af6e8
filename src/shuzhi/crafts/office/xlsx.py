"""A paper's tables as a workbook: a worksheet a table, cells typed by their column, nothing ever a formula."""

from __future__ import annotations

import io
import re
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell as Square
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from . import figures
from .blocks import Blank, Block, Cell, Document, Kind, Pairs, Sheet, Table, plain, spans
from .poster import page_of
from .setting import Line, set_out
from .words import clean, cleaned, width
from .zipped import settled

LONGEST = 32_767  # characters a cell may hold
_LINE = Side("thin")
_BORDER = Border(_LINE, _LINE, _LINE, _LINE)
_TO_FILL = PatternFill("solid", "FFE89A")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")


def to_xlsx(document: Document, *, across: str = "") -> bytes:
    """Every table a worksheet, of the document and of its attachments; a paper without tables as its lines.

    The same document makes the same bytes. ``across`` stands before every title and in the printed head.
    """
    book = Workbook()
    book.remove(book.active)
    blocks: list[Block] = [*document.blocks, *(block for _, part in document.attachments for block in part)]
    heading = clean(plain(document.title))
    for block in blocks:
        if isinstance(block, Table):
            _table(_sheet(book, block.title or heading, document, across), block, heading, across)
        elif isinstance(block, Pairs):
            _rows(_sheet(book, heading, document, across), block)
    if not book.worksheets:
        _lines(_sheet(book, heading, document, across), document)
    book.properties.title = heading
    book.properties.creator = ""
    kept = io.BytesIO()
    book.save(kept)
    return settled(kept.getvalue())


def _sheet(book: Workbook, name: str, document: Document, across: str) -> Worksheet:
    bare = _NOT_IN_A_NAME.sub(" ", clean(name)).strip()[:26] or "表"
    taken = {sheet.title.casefold() for sheet in book.worksheets}
    title = next(t for t in (bare, *(f"{bare} {n}" for n in range(2, 999))) if t.casefold() not in taken)
    sheet = book.create_sheet(title)
    sheet.page_setup.paperSize = 8 if document.sheet is Sheet.A3_POSTER else 9
    sheet.page_setup.orientation = "landscape" if document.sheet is Sheet.A4_ACROSS else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.oddHeader.center.text = across.replace("&", "&&") or None
    return sheet


def _table(sheet: Worksheet, table: Table, heading: str, across: str) -> None:
    title = clean(table.title) or heading
    columns, total = len(table.columns), sum(column.share for column in table.columns)
    room = 126 if sheet.page_setup.orientation == "landscape" else 84  # letters that fit across the sheet
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    first = _text(sheet.cell(1, 1), f"（{across}）{title}" if across else title)
    first.font, first.alignment = Font("方正小标宋简体", 18), Alignment("center", "center", wrap_text=True)
    for n, column in enumerate(table.columns, 1):
        head = _text(sheet.cell(2, n), clean(column.title))
        head.font, head.border, head.alignment = (
            Font("黑体", 12),
            _BORDER,
            Alignment("center", "center", wrap_text=True),
        )
        cells = [row[n - 1] for row in table.rows]
        widest = max(map(width, (column.title, *(_said(c) for c in cells))))
        share = 0.0 if column.kind in (Kind.NAME, Kind.NUMBER) else column.share / total * room
        sheet.column_dimensions[get_column_letter(n)].width = max(min(2 * widest + 4, 60), share)
        for row, cell in enumerate(cells, 3):
            _fill(sheet.cell(row, n), cell, column.kind)
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 36, 24
    by_hand = any(column.kind is Kind.SIGNATURE for column in table.columns)
    for row in range(3, len(table.rows) + 3) if by_hand else ():
        sheet.row_dimensions[row].height = figures.SIGNING_ROW * figures.MM
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "1:2"
    sheet.auto_filter.ref = f"A2:{get_column_letter(columns)}{max(2, len(table.rows) + 2)}"


def _said(cell: Cell) -> str:
    return (
        "2026-01-01"
        if isinstance(cell, date)
        else ""
        if cell is None
        else str(cell)
        if isinstance(cell, int)
        else plain(cell)
    )


def _fill(square: Square, cell: Cell, kind: Kind) -> None:
    square.font, square.border = Font("仿宋_GB2312", 12), _BORDER
    beside = "distributed" if kind is Kind.NAME else "center" if kind in (Kind.NUMBER, Kind.DATE) else "left"
    square.alignment = Alignment(beside, "center", wrap_text=True, indent=1 if kind is Kind.NAME else 0)
    if isinstance(cell, date):
        square.value, square.number_format = cell, 'yyyy"年"m"月"d"日"'
    elif isinstance(cell, int):
        square.value, square.number_format = cell, "0"
    elif cell is not None:
        _text(square, "".join(map(str, cleaned(cell))))
        if any(isinstance(span, Blank) for span in spans(cell)):
            square.fill = _TO_FILL


def _text(square: Square, text: str) -> Square:
    """The text as text, whatever it begins with: the quote prefix keeps it so when somebody edits the cell."""
    square.value = text[:LONGEST]
    square.data_type = "s"
    square.quotePrefix = text[:1] in tuple("=+-@")
    return square


def _rows(sheet: Worksheet, pairs: Pairs) -> None:
    for n, (label, words) in enumerate(pairs.pairs, 1):
        _fill(sheet.cell(n, 1), label, Kind.TEXT)
        _fill(sheet.cell(n, 2), words, Kind.TEXT)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 60


def _lines(sheet: Worksheet, document: Document) -> None:
    lines = (piece for piece in set_out(document, page_of(document)) if isinstance(piece, Line))
    for n, line in enumerate(lines, 1):
        square = _text(sheet.cell(n, 1), "".join((line.lead, *map(str, line.words))).replace("\n", ""))
        square.font, square.alignment = Font("仿宋_GB2312", 12), Alignment("left", "top", wrap_text=True)
    sheet.column_dimensions["A"].width = 80
