"""How the form's reporters and questions fill pages: the fewest pages, then the roomiest way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .form import Form, FormError
from .measures import (
    BLOCK_GAP,
    BOX_LINE,
    GUTTER,
    HEAD_FOOT,
    LABEL_GAP,
    LEADING,
    PITCH_ACROSS,
    PITCH_DOWN,
    WORDS_GAP,
    Measures,
    type_size,
)
from .shapes import Rect
from .words import MM, width, wrap


@dataclass(frozen=True)
class Row:
    """One line of boxes: which reporter, which question, and the words beside or above it."""

    reporter: int
    question: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Block:
    """Rows under one heading."""

    head: str
    note: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Plan:
    """One way to fill the pages. ``over``: words above the boxes, not left of them; ``beside``: notes on
    the name's own line; ``stack``: blocks a column."""

    columns: int
    over: bool
    width: float
    words: float
    pitch: float
    row: float
    head: float
    beside: bool
    stack: int
    blocks: tuple[Block, ...]

    @property
    def pages(self) -> int:
        return -(-len(self.blocks) // (self.columns * self.stack))


def best_plan(form: Form, m: Measures, body: Rect) -> Plan:
    """The fewest pages; among equals the roomier: one column before two, words beside before above.

    Errors: ``FormError`` where the longest row and the room for a comment do not go on one page.
    """
    shapes = [(1, False), (1, True), (2, True)]
    plans = [p for columns, over in shapes if (p := _plan(form, m, body, columns, over))]
    if not plans:
        raise FormError("comment: no room for it beside words this long: take A4, ordinary type, or leave it out")
    return min(plans, key=lambda p: p.pages)


def _plan(form: Form, m: Measures, body: Rect, columns: int, over: bool) -> Plan | None:
    room = (body.w - GUTTER * (columns - 1)) / columns
    grades = len(form.grades)
    label = type_size(form, m.label)
    wanted = max(width(g.label, label) for g in form.grades) + 3.5
    floor = max(PITCH_ACROSS, min(wanted, 30 if not over else room / grades))
    if floor * grades > room + 1e-9:
        floor = PITCH_ACROSS
    if floor * grades > room + 1e-9:
        return None
    question = type_size(form, m.question)
    if over:
        pitch, words = min(room / grades, 34.0), room
    else:
        words = room - grades * floor - 4
        if words < 8 * question * MM and words < 44:
            return None
        pitch = floor + max(0.0, min(26.0 - floor, (words - room * 0.45) / grades))
        words = room - grades * pitch - 4
    alone = len(form.questions) == 1
    items = _rows(form)
    lines = max(row_words_height(row, form, m, words) for row in items)
    boxes = m.box + BOX_LINE + LABEL_GAP + label * LEADING * MM
    row = max(PITCH_DOWN, lines + WORDS_GAP + boxes + 3.0 if over else max(lines, boxes) + 2.5)
    # The heading's height is asked for the worst case: every block continued on a further page.
    worst = _blocks(form, items, 1, alone)
    beside = _note_beside(form, m, room, worst)
    head = _head_height(form, m, room, worst, beside)
    fits = int((body.h - head + 1e-9) // row)
    if fits < 1:
        return None
    blocks = _blocks(form, items, fits, alone)
    longest = max(len(b.rows) for b in blocks)
    stack = max(1, int((body.h + BLOCK_GAP + 1e-9) // (head + longest * row + BLOCK_GAP)))
    return Plan(columns, over, room, words, pitch, row, head, beside, stack, blocks)


def _rows(form: Form) -> list[Row]:
    """Reporter by reporter; where there is only one question the reporter's name is the row's words."""
    if len(form.questions) == 1:
        code = form.questions[0].code
        return [Row(n, code, r.name, r.heading) for n, r in enumerate(form.reporters)]
    return [Row(n, q.code, q.text) for n in range(len(form.reporters)) for q in form.questions]


def _blocks(form: Form, rows: Sequence[Row], fits: int, alone: bool) -> tuple[Block, ...]:
    if alone:
        heads = [(form.questions[0].text, "", list(rows))]
    else:
        heads = [(r.name, r.heading, [row for row in rows if row.reporter == n]) for n, r in enumerate(form.reporters)]
    blocks = []
    for head, note, own in heads:
        parts = -(-len(own) // fits)
        even = -(-len(own) // parts)
        for part in range(parts):
            mark = "（续）" if part else ""
            blocks.append(Block(head + mark, note, tuple(own[part * even : (part + 1) * even])))
    return tuple(blocks)


def row_type(row: Row, form: Form, m: Measures) -> tuple[float, float]:
    """Sizes of a row's words and of the note under them."""
    named = len(form.questions) == 1
    return type_size(form, m.name * 0.9 if named else m.question), type_size(form, m.small * 0.9)


def row_words_height(row: Row, form: Form, m: Measures, room: float) -> float:
    """Millimetres that a row's words take in so much room."""
    size, note = row_type(row, form, m)
    height = len(wrap(row.text, size, room)) * size * LEADING * MM
    return height + (len(wrap(row.note, note, room)) * note * LEADING * MM if row.note else 0)


def _note_beside(form: Form, m: Measures, room: float, blocks: Sequence[Block]) -> bool:
    """Whether every block's note finds room on its name's line: all blocks of a form look alike."""
    name, small = type_size(form, m.name), type_size(form, m.small)
    return all(width(b.head, name) + 4 + width(b.note, small) <= room for b in blocks if b.note)


def _head_height(form: Form, m: Measures, room: float, blocks: Sequence[Block], beside: bool) -> float:
    """Of a block's heading, with the white under it: the same for all blocks of a form."""
    name, small = type_size(form, m.name), type_size(form, m.small)
    tallest = 0.0
    for block in blocks:
        height = len(wrap(block.head, name, room)) * name
        if block.note and not beside:
            height += len(wrap(block.note, small, room)) * small
        tallest = max(tallest, height * LEADING * MM)
    return tallest + HEAD_FOOT
