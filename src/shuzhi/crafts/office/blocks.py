"""An official paper as blocks: what it says, apart from how Word, a PDF or a spreadsheet shows it.

The words are plain text throughout; nothing in them is ever read as mark-up, a formula or a template. A place that the
office must still fill in is a ``Blank`` among the words, printed 〔待填：…〕 and listed by ``blanks``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Blank:
    """A place still to be filled in: what belongs there, in the office's words.

    ``at`` names where it is filled in, in the words of whoever wrote the paper; no renderer reads it.
    """

    what: str
    at: tuple[str, int] | None = None

    def __str__(self) -> str:
        return f"〔待填：{self.what}〕"


Span = str | Blank
Words = Span | tuple[Span, ...]


def spans(words: Words) -> tuple[Span, ...]:
    """The words as spans, however they were given."""
    return words if isinstance(words, tuple) else (words,)


def plain(words: Words) -> str:
    """The words as one line of text."""
    return "".join(str(span) for span in spans(words))


class Sheet(StrEnum):
    """The paper: A4 upright as GB/T 9704 has it, A4 across for wide lists, A3 for the village board."""

    A4 = "a4"
    A4_ACROSS = "a4_across"
    A3_POSTER = "a3_poster"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1–4: 一、 （一） 1. （1）. The number is written by the renderer, running on from the last."""

    level: int
    words: Words
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its first line two characters in; ``flush`` for one that begins at the margin."""

    words: Words
    flush: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of somebody else, as they stand: a report's text or an opinion. Line breaks are kept as paragraphs."""

    words: str


@dataclass(frozen=True, slots=True)
class Items:
    """Items one below the other, numbered 1. 2. 3. where ``numbered``."""

    items: tuple[Words, ...]
    numbered: bool = True


class Kind(StrEnum):
    """What a column holds: a spreadsheet types its cells by it. ``NAME`` spreads names of two characters to three."""

    TEXT = "text"
    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: heading, share of the width, what it holds."""

    title: str
    share: float = 1.0
    kind: Kind = Kind.TEXT


Cell = Words | int | date | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings that repeat on every page. None is a white cell to write in. ``key`` names its data file."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Pairs:
    """A form: label beside value, as on a recommendation form. ``tall`` labels get room to write in."""

    pairs: tuple[tuple[str, Words], ...]
    tall: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """The host's script: words to be read aloud."""

    words: Words


@dataclass(frozen=True, slots=True)
class Cue:
    """The host's script: what happens here, not read aloud; ``when`` names a case (到会不足50人时)."""

    words: Words
    when: str = ""


@dataclass(frozen=True, slots=True)
class SignLines:
    """Lines for signatures in ink, each with its label."""

    labels: tuple[str, ...]
    dated: bool = True


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a page."""


Block = Heading | Paragraph | Quoted | Items | Table | Pairs | Said | Cue | SignLines | PageBreak


@dataclass(frozen=True, slots=True)
class Masthead:
    """Red masthead (发文机关标志) and, under it, 发文字号 over the red rule; ``signer`` where a paper goes upwards."""

    office: str
    number: Words
    signer: Words | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who issues the paper (发文机关署名), and its date (成文日期)."""

    office: Words
    on: date | Blank


@dataclass(frozen=True, slots=True)
class Imprint:
    """The 版记: 抄送, and who printed it on what day."""

    copies_to: tuple[str, ...]
    printed_by: str
    printed_on: date | None


@dataclass(frozen=True, slots=True)
class Document:
    """One official paper.

    ``title`` is set in 2号小标宋; ``subtitle`` below it in 3号楷体; ``addressee`` is the 主送机关, flush left.
    ``attachments`` are listed under the text as 附件 and follow as blocks of their own documents.
    """

    title: Words
    blocks: tuple[Block, ...]
    subtitle: Words | None = None
    masthead: Masthead | None = None
    addressee: Words | None = None
    signature: Signature | None = None
    attachments: tuple[tuple[str, tuple[Block, ...]], ...] = ()
    note: Words | None = None
    imprint: Imprint | None = None
    sheet: Sheet = Sheet.A4
    language: str = field(default="zh-CN", kw_only=True)


def words_in(block: Block) -> Iterator[Words]:
    """Every piece of words of a block, in reading order."""
    match block:
        case Heading(words=words) | Paragraph(words=words) | Quoted(words=words) | Said(words=words) | Cue(words=words):
            yield words
        case Items(items=items):
            yield from items
        case Table(columns=columns, rows=rows, title=title):
            yield title
            yield from (column.title for column in columns)
            yield from (cell for row in rows for cell in row if isinstance(cell, str | Blank | tuple))
        case Pairs(pairs=pairs):
            yield from (piece for pair in pairs for piece in pair)
        case SignLines(labels=labels):
            yield from labels
        case PageBreak():
            pass


def all_words(document: Document) -> Iterator[Words]:
    """Every piece of words of the whole paper, in reading order."""
    if document.masthead:
        yield document.masthead.office
        yield document.masthead.number
        yield document.masthead.signer or ""
    yield document.title
    yield document.subtitle or ""
    yield document.addressee or ""
    for block in document.blocks:
        yield from words_in(block)
    if document.signature:
        yield document.signature.office
        yield document.signature.on if isinstance(document.signature.on, Blank) else ""
    yield document.note or ""
    for name, blocks in document.attachments:
        yield name
        for block in blocks:
            yield from words_in(block)


def gaps(document: Document) -> tuple[Blank, ...]:
    """The places still to be filled in, each once, in the order of the paper."""
    found = {span.what: span for words in all_words(document) for span in spans(words) if isinstance(span, Blank)}
    return tuple(found.values())


def blanks(document: Document) -> tuple[str, ...]:
    """What is still to be filled in, each once, in the order of the paper."""
    return tuple(gap.what for gap in gaps(document))
