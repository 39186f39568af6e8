"""A paper set in order: blocks → lines and tables with everything written out that GB/T 9704 prescribes.

Here headings get their numbers, titles their lines, 附件 their list, signature and date their places; the renderers
only show it. A newline in a line's words is one set here; the words given never hold one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from . import figures
from .blocks import (
    Blank,
    Block,
    Cell,
    Cue,
    Document,
    Heading,
    Items,
    Kind,
    PageBreak,
    Pairs,
    Paragraph,
    Quoted,
    Said,
    Signature,
    SignLines,
    Span,
    Table,
    Words,
)
from .figures import Page
from .title import broken
from .words import clean, cleaned, counted, paragraphs, spread, width, written


class Look(StrEnum):
    """How a line is to look; each has a named style in Word."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    ADDRESSEE = "addressee"
    HEADING_1 = "heading-1"
    HEADING_2 = "heading-2"
    HEADING_3 = "heading-3"
    HEADING_4 = "heading-4"
    BODY = "body"
    FLUSH = "flush"
    QUOTED = "quoted"
    SAID = "said"
    CUE = "cue"
    TABLE_TITLE = "table-title"
    ANNEX_LIST = "annex-list"
    ISSUER = "issuer"
    DATE = "date"
    NOTE = "note"
    ANNEX = "annex"
    ANNEX_TITLE = "annex-title"
    EMPTY = "empty"


HEADINGS = (Look.HEADING_1, Look.HEADING_2, Look.HEADING_3, Look.HEADING_4)
# None of these begins a page: signature and date stand under words of the text, and 此页无正文 is never needed.
HELD = frozenset((Look.EMPTY, Look.ANNEX_LIST, Look.ISSUER, Look.DATE, Look.NOTE))


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. ``lead`` stands before the words in 黑体; ``inset`` is its distance from the right, in characters.

    ``stays``, here and below: its end is on one page with the beginning of the next piece.
    """

    look: Look
    words: tuple[Span, ...] = ()
    lead: str = ""
    inset: float = 0.0
    outline: int = 0
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a ``long`` one may run over the end of a page."""

    cells: tuple[tuple[Span, ...], ...]
    long: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: headings, widths as shares of one, rows of words; ``lowest`` is a row's least height in mm."""

    titles: tuple[str, ...]
    kinds: tuple[Kind, ...]
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    lowest: float
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form: rows of one or two pairs of label and value, each with its least height in mm."""

    rows: tuple[tuple[float, tuple[tuple[str, tuple[Span, ...]], ...]], ...]
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Signing:
    """Lines to be signed in ink, on one page."""

    labels: tuple[str, ...]
    dated: bool
    stays: bool = False


@dataclass(frozen=True, slots=True)
class NewPage:
    """The next begins a page."""


Piece = Line | Grid | Form | Signing | NewPage


def set_out(document: Document, page: Page) -> list[Piece]:
    """The whole paper between masthead and 版记, in reading order."""
    room = page.across / page.size(figures.TITLE)
    made: list[Piece] = [Line(Look.TITLE, broken(cleaned(document.title), room))]
    if document.subtitle:
        made.append(Line(Look.SUBTITLE, cleaned(document.subtitle)))
    made.append(Line(Look.EMPTY))
    if document.addressee:
        made.append(Line(Look.ADDRESSEE, cleaned(document.addressee)))
    made += _text(document.blocks, page)
    made += _annexes_named([name for name, _ in document.attachments])
    if document.signature:
        made += _signed(document.signature)
    if document.note:
        made.append(Line(Look.NOTE, ("（", *cleaned(document.note), "）")))
    for number, (name, blocks) in enumerate(document.attachments, 1):
        mark = "附件" if len(document.attachments) == 1 else f"附件{number}"
        made += [NewPage(), Line(Look.ANNEX, (mark,)), Line(Look.EMPTY)]
        made += [
            Line(Look.ANNEX_TITLE, broken((clean(name),), room), outline=1),
            Line(Look.EMPTY),
            *_text(blocks, page),
        ]
    return list(_held(made))


def _held(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces, each told whether the one after it must not begin a page: what signs it, its 附件, lines to sign on.

    A line that announces a table (……如下：) stands over it too.
    """
    for piece, after in pairwise([*pieces, NewPage()]):
        held = isinstance(after, Signing) or (isinstance(after, Line) and after.look in HELD)
        held = held or (isinstance(after, Grid | Form) and _announces(piece))
        yield replace(piece, stays=True) if held and not isinstance(piece, NewPage) else piece


def _announces(piece: Piece) -> bool:
    return isinstance(piece, Line) and "".join(map(str, piece.words)).endswith("：")


def _text(blocks: tuple[Block, ...], page: Page) -> Iterator[Piece]:
    """The blocks one by one; headings are numbered on from each other, a heading's outline never skips a level."""
    numbers, outline = [0, 0, 0, 0], 0
    for block in blocks:
        match block:
            case Heading(level, words, numbered):
                at = min(max(level, 1), 4) - 1
                outline = min(at + 1, outline + 1)
                mark = ""
                if numbered:
                    numbers[at] += 1
                    numbers[at + 1 :] = [0] * (3 - at)
                    n = numbers[at]
                    mark = (f"{counted(n)}、", f"（{counted(n)}）", f"{n}.", f"（{n}）")[at]
                yield Line(HEADINGS[at], (mark, *cleaned(words)) if mark else cleaned(words), outline=outline)
            case Paragraph(words, flush):
                yield Line(Look.FLUSH if flush else Look.BODY, cleaned(words))
            case Quoted(text):
                yield from (Line(Look.QUOTED, (line,)) for line in paragraphs(text))
            case Items(items, numbered):
                for n, words in enumerate(items, 1):
                    yield Line(Look.BODY, (f"{n}.", *cleaned(words)) if numbered else cleaned(words))
            case Said(words):
                yield Line(Look.SAID, cleaned(words))
            case Cue(words, when):
                yield Line(Look.CUE, cleaned(words), lead=f"【{clean(when)}】" if when else "")
            case Table():
                if block.title:
                    yield Line(Look.TABLE_TITLE, (clean(block.title),))
                yield _grid(block, page)
            case Pairs(pairs, tall):
                yield _form(pairs, tall)
            case SignLines(labels, dated):
                yield Signing(tuple(map(clean, labels)), dated)
            case PageBreak():
                yield NewPage()


def shown(cell: Cell, kind: Kind = Kind.TEXT) -> tuple[Span, ...]:
    """A cell's value as words: names spread, days written out, None white."""
    match cell:
        case None:
            return ()
        case date():
            return (written(cell),)
        case int():
            return (str(cell),)
        case str() if kind is Kind.NAME:
            return (spread(clean(cell)),)
    return cleaned(cell)


def _grid(table: Table, page: Page) -> Grid:
    for n, row in enumerate(table.rows):
        if len(row) != len(table.columns):
            raise ValueError(f"rows[{n}]: {len(row)} cells for {len(table.columns)} columns")
    kinds = tuple(column.kind for column in table.columns)
    shares = _shares(table, page)
    by_hand = Kind.SIGNATURE in kinds
    white = any(cell is None for row in table.rows for cell in row)
    return Grid(
        tuple(clean(column.title) for column in table.columns),
        kinds,
        shares,
        tuple(_row(row, kinds, shares, page) for row in table.rows),
        figures.SIGNING_ROW if by_hand else figures.WRITING_ROW if white else 0.0,
    )


ON_ONE_LINE = (Kind.NAME, Kind.NUMBER, Kind.DATE)  # neither a name, a number nor a day is broken
SHORT_TITLE, LONGEST = 4.0, 8.0  # characters that such a column makes room for: of its heading, of its cells
GIVES = 0.5  # of its width, that a column of text can spare for them


def _shares(table: Table, page: Page) -> tuple[float, ...]:
    """The columns' shares of one; what names, numbers and days lack, the others give as far as they have it to spare."""
    total = sum(column.share for column in table.columns)
    given = [column.share / total for column in table.columns]
    least = [_least(table, at, page) for at in range(len(given))]
    lacking = sum(max(0.0, need - share) for share, need in zip(given, least, strict=True))
    spare = [max(0.0, share - (need or share * GIVES)) for share, need in zip(given, least, strict=True)]
    if not lacking or lacking > sum(spare):
        return tuple(given)
    part = lacking / sum(spare)
    return tuple(max(share, need) - part * free for share, need, free in zip(given, least, spare, strict=True))


def _least(table: Table, at: int, page: Page) -> float:
    column = table.columns[at]
    if column.kind not in ON_ONE_LINE:
        return 0.0
    title = width(clean(column.title))
    wide = [title if title <= SHORT_TITLE else SHORT_TITLE - 1]  # a longer one has two lines
    cells = ("".join(map(str, shown(row[at], column.kind))) for row in table.rows)
    wide += [found for found in map(width, cells) if found <= LONGEST]
    size = page.size(figures.CELL)
    return (max(wide) * size + 2 * figures.CELL_INSET * page.scale + 1) / page.across


def _row(row: tuple[Cell, ...], kinds: tuple[Kind, ...], shares: tuple[float, ...], page: Page) -> Row:
    cells = tuple(shown(cell, kind) for cell, kind in zip(row, kinds, strict=True))
    room = page.across / page.size(figures.CELL)
    lines = (width("".join(map(str, cell))) / (room * share) for cell, share in zip(cells, shares, strict=True))
    return Row(cells, max(lines, default=0) > LONG)


LONG = 12.0  # lines in a cell, beyond which its row may break
SHORT_LABEL, SHORT_VALUE = 6.0, 10.0  # characters: two such pairs stand side by side


def _form(pairs: tuple[tuple[str, Words], ...], tall: frozenset[str]) -> Form:
    """Short pairs two to a row, as recommendation forms have them; the others a row each."""
    rows: list[tuple[float, tuple[tuple[str, tuple[Span, ...]], ...]]] = []
    waiting: list[tuple[str, tuple[Span, ...]]] = []
    for label, words in pairs:
        pair = (clean(label), cleaned(words))
        short = width(pair[0]) <= SHORT_LABEL and width("".join(map(str, pair[1]))) <= SHORT_VALUE
        if short and label not in tall:
            waiting.append(pair)
        if waiting and (len(waiting) == 2 or not short or label in tall):
            rows.append((figures.WRITING_ROW, tuple(waiting)))
            waiting = []
        if not short or label in tall:
            rows.append((figures.TALL_ROW if label in tall else figures.WRITING_ROW, (pair,)))
    if waiting:
        rows.append((figures.WRITING_ROW, tuple(waiting)))
    return Form(tuple(rows))


def _annexes_named(names: list[str]) -> Iterator[Line]:
    """附件 under the text: 附件：1.… with the further ones aligned below."""
    if names:
        yield Line(Look.EMPTY)
    for n, name in enumerate(names, 1):
        number = f"{n}." if len(names) > 1 else ""
        yield Line(Look.ANNEX_LIST, (f"{'附件：' if n == 1 else chr(0x3000) * 3}{number}{clean(name)}",))


def _signed(signature: Signature) -> Iterator[Line]:
    """Signature centred over the date, the date four characters from the right, room above for the seal."""
    office = cleaned(signature.office)
    on = cleaned(signature.on if isinstance(signature.on, Blank) else written(signature.on))
    wide, narrow = (width("".join(map(str, part))) for part in (office, on))
    inset = max(figures.DATE_INSET, (wide - narrow) / 2)
    yield from (Line(Look.EMPTY), Line(Look.EMPTY))
    yield Line(Look.ISSUER, office, inset=max(0.0, inset + (narrow - wide) / 2))
    yield Line(Look.DATE, on, inset=inset)
