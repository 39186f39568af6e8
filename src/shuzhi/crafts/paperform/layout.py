"""From a form to places in millimetres: how many reporters fit a page is computed, never asked.

The measures were found on spoiled scans and photographs: markers well inside the paper with white
around them, large black boxes far apart, labels at a distance, two large QR at opposite corners.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .form import Form
from .shapes import Box, Layout, Line, Marker, Page, Rect, Words
from .words import MM, fit, width, wrap

INSET = 12.0  # from the paper's edge to markers and everything else
BOX_LINE = 0.35
PITCH_DOWN = 16.0
PITCH_ACROSS = 20.0
LABEL_GAP = 2.2  # from the outside of a box to its label
WORDS_GAP = 2.2  # from words above a box to its outside
QUIET = 4.8  # white round a QR: four modules of the smallest symbol in use
GUTTER = 8.0  # between two reporters side by side
LEADING = 1.3


@dataclass(frozen=True)
class Measures:
    """What differs between A4 and A5: sizes in mm, then type sizes in points."""

    width: float
    height: float
    marker: float
    box: float
    qr: float
    strip: float
    title: float
    small: float
    name: float
    question: float
    label: float


A4 = Measures(210, 297, 12, 7, 28, 10, 28, 12.5, 22, 16, 12.5)
A5 = Measures(148, 210, 10, 6, 26, 8.5, 20, 9.5, 15.5, 12, 10)
LARGE = 1.25
CODE_GAP, CODE_HEIGHT = 3.6, 4.0
CODE_WIDTH = 36.0
HEAD_FOOT = 4.5  # from a heading's words to the first row
BLOCK_GAP = 4.0


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


def layout(form: Form) -> Layout:
    """Every marker, QR, box and line of words of the sheet, page by page.

    Every box of the form stands on exactly one page; boxes keep their size and distances whatever
    the words; a long form takes more pages, it never gets smaller boxes. Deterministic.
    """
    m = A5 if form.paper == "A5" else A4
    top = INSET + m.qr + CODE_GAP + CODE_HEIGHT + 1
    start = top + m.strip + 2.5
    body = Rect(INSET, start, m.width - 2 * INSET, m.height - INSET - m.qr - QUIET - start)
    plan = _best_plan(form, m, body)
    a_page = plan.columns * plan.stack
    pages = tuple(
        _page(form, m, plan, body, top, number + 1, plan.blocks[number * a_page : (number + 1) * a_page])
        for number in range(plan.pages)
    )
    return Layout(form, m.width, m.height, BOX_LINE, pages)


def _type(form: Form, size: float) -> float:
    return size * LARGE if form.large else size


def _best_plan(form: Form, m: Measures, body: Rect) -> Plan:
    """The fewest pages; among equals the roomier: one column before two, words beside before above."""
    shapes = [(1, False), (1, True), (2, True)]
    plans = [p for columns, over in shapes if (p := _plan(form, m, body, columns, over))]
    return min(plans, key=lambda p: p.pages)


def _plan(form: Form, m: Measures, body: Rect, columns: int, over: bool) -> Plan | None:
    room = (body.w - GUTTER * (columns - 1)) / columns
    grades = len(form.grades)
    label = _type(form, m.label)
    wanted = max(width(g.label, label) for g in form.grades) + 3.5
    floor = max(PITCH_ACROSS, min(wanted, 30 if not over else room / grades))
    if floor * grades > room + 1e-9:
        floor = PITCH_ACROSS
    if floor * grades > room + 1e-9:
        return None
    question = _type(form, m.question)
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
    lines = max(_row_words_height(row, form, m, words) for row in items)
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


def _row_type(row: Row, form: Form, m: Measures) -> tuple[float, float]:
    """Sizes of a row's words and of the note under them."""
    named = len(form.questions) == 1
    return _type(form, m.name * 0.9 if named else m.question), _type(form, m.small * 0.9)


def _row_words_height(row: Row, form: Form, m: Measures, room: float) -> float:
    size, note = _row_type(row, form, m)
    height = len(wrap(row.text, size, room)) * size * LEADING * MM
    return height + (len(wrap(row.note, note, room)) * note * LEADING * MM if row.note else 0)


def _note_beside(form: Form, m: Measures, room: float, blocks: Sequence[Block]) -> bool:
    """Whether every block's note finds room on its name's line: all blocks of a form look alike."""
    name, small = _type(form, m.name), _type(form, m.small)
    return all(width(b.head, name) + 4 + width(b.note, small) <= room for b in blocks if b.note)


def _head_height(form: Form, m: Measures, room: float, blocks: Sequence[Block], beside: bool) -> float:
    """Of a block's heading, with the white under it: the same for all blocks of a form."""
    name, small = _type(form, m.name), _type(form, m.small)
    tallest = 0.0
    for block in blocks:
        height = len(wrap(block.head, name, room)) * name
        if block.note and not beside:
            height += len(wrap(block.note, small, room)) * small
        tallest = max(tallest, height * LEADING * MM)
    return tallest + HEAD_FOOT


def _page(form: Form, m: Measures, plan: Plan, body: Rect, top: float, number: int, blocks: Sequence[Block]) -> Page:
    far_x, far_y = m.width - INSET - m.marker, m.height - INSET - m.marker
    corners = ((INSET, INSET), (far_x, INSET), (far_x, far_y), (INSET, far_y))
    markers = tuple(Marker(n, Rect(x, y, m.marker, m.marker)) for n, (x, y) in enumerate(corners))
    low = m.height - INSET - m.qr
    qrs = (
        Rect(far_x - QUIET - m.qr, INSET, m.qr, m.qr),
        Rect(INSET + m.marker + QUIET, low, m.qr, m.qr),
    )
    codes = (
        Rect(qrs[0].x + (m.qr - CODE_WIDTH) / 2, qrs[0].bottom + CODE_GAP, CODE_WIDTH, CODE_HEIGHT),
        Rect(far_x - 4 - CODE_WIDTH, m.height - INSET - CODE_HEIGHT, CODE_WIDTH, CODE_HEIGHT),
    )
    words: list[Words] = []
    lines: list[Line] = []
    boxes: list[Box] = []
    _header(form, m, words, Rect(INSET + m.marker + 5, INSET, qrs[0].x - INSET - m.marker - 10, 0), top)
    example = _strip(form, m, words, lines, top)
    footer_x = qrs[1].right + QUIET + 1
    _footer(form, m, words, Rect(footer_x, low, far_x - 5 - footer_x, m.height - INSET - low), number, plan.pages)
    # Rows share out what is left of the page, the same on every page of the sheet.
    longest = max(len(b.rows) for b in plan.blocks)
    used = min(plan.stack, -(-len(plan.blocks) // plan.columns))
    spare = body.h - used * (plan.head + longest * plan.row) - BLOCK_GAP * (used - 1)
    row = min(plan.row + max(0.0, spare) / (used * longest), plan.row * 1.45)
    for n, block in enumerate(blocks):
        down, across = divmod(n, plan.columns)
        x = body.x + across * (plan.width + GUTTER)
        y = body.y + down * (plan.head + longest * row + BLOCK_GAP)
        _block(form, m, plan, block, x, y, row, words, lines, boxes)
    return Page(number, markers, qrs, codes, tuple(boxes), tuple(words), tuple(lines), example)


def _header(form: Form, m: Measures, words: list[Words], place: Rect, top: float) -> None:
    room = top - 3 - place.y
    size, title = fit(form.title, m.title, place.w, room * 0.6, 1.25)
    y = _set(words, title, place.x, place.y - 1, place.w, size, "song", True, 1.25)
    if form.meeting:
        size, lines = fit(form.meeting, _type(form, m.small), place.w, place.y + room - y - 2, 1.4)
        _set(words, lines, place.x, y + 2, place.w, size, leading=1.4)


def _strip(form: Form, m: Measures, words: list[Words], lines: list[Line], top: float) -> Rect | None:
    """The how-to: an example of a right mark, and the first instruction."""
    right = m.width - INSET
    lines.append(Line(INSET, top, right, top, 0.5))
    lines.append(Line(INSET, top + m.strip, right, top + m.strip, 0.18))
    x = INSET
    example = None
    if form.example:
        example = Rect(x + 1.5, top + (m.strip - m.box + 1) / 2, m.box - 1, m.box - 1)
        x = example.right + 4
    size, text = fit(form.instructions[0], _type(form, m.question * 0.95), right - x, m.strip - 1, 1.2)
    height = len(text) * size * 1.2 * MM
    _set(words, text, x, top + (m.strip - height) / 2, right - x, size, bold=True, leading=1.2)
    return example


def _footer(form: Form, m: Measures, words: list[Words], place: Rect, number: int, pages: int) -> None:
    last = _type(form, m.small)
    tail = f"第 {number} 页，共 {pages} 页" if pages > 1 else "共 1 页"
    y = place.y + 1
    room = place.h - last * 1.5 * MM - 2
    texts = [(form.notice, m.title * 0.85, "song", True)] if form.notice else []
    texts += [(line, _type(form, m.small * 1.1), "hei", False) for line in form.instructions[1:]]
    if pages > 1:
        texts.append(("每一页都要填。", _type(form, m.small * 1.1), "hei", True))
    for text, wanted, face, bold in texts:
        size, lines = fit(text, wanted, place.w, room / len(texts) - 0.5, 1.35)
        y = _set(words, lines, place.x, y, place.w, size, face, bold, 1.35) + 0.5
    # Beside the code at the foot, on the same line.
    size, lines = fit(tail, last, place.w - CODE_WIDTH - 1, CODE_HEIGHT + 2, 1.3)
    _set(words, lines, place.x, place.bottom - CODE_HEIGHT / 2 - size * 0.65 * MM, place.w - CODE_WIDTH, size)


def _block(
    form: Form,
    m: Measures,
    plan: Plan,
    block: Block,
    x: float,
    y: float,
    row: float,
    words: list[Words],
    lines: list[Line],
    boxes: list[Box],
) -> None:
    name, small = _type(form, m.name), _type(form, m.small)
    heads = wrap(block.head, name, plan.width)
    notes = wrap(block.note, small, plan.width) if block.note else []
    room = width(heads[0], name) + 1 if notes and plan.beside else plan.width
    below = _set(words, heads, x, y, room, name, "song", True)
    if notes and plan.beside:
        # On the foot of the name's line, as a name plate would have it.
        note_x = x + width(heads[0], name) + 4
        foot = below - small * LEADING * MM - name * 0.08 * MM
        _set(words, notes, note_x, foot, x + plan.width - note_x, small)
    elif notes:
        _set(words, notes, x, below, plan.width, small)
    start = y + plan.head - 2.5
    lines.append(Line(x, start, x + plan.width, start, 0.4))
    for n, item in enumerate(block.rows):
        at = y + plan.head + n * row
        _row(form, m, plan, item, x, at, row, words, boxes)
        if n + 1 < len(block.rows) and row - plan.row >= 2.0:
            lines.append(Line(x, at + row, x + plan.width, at + row, 0.12))


def _row(
    form: Form,
    m: Measures,
    plan: Plan,
    item: Row,
    x: float,
    y: float,
    row: float,
    words: list[Words],
    boxes: list[Box],
) -> None:
    size, note = _row_type(item, form, m)
    label = _type(form, m.label)
    text_height = _row_words_height(item, form, m, plan.words)
    boxes_height = m.box + BOX_LINE + LABEL_GAP + label * LEADING * MM
    if plan.over:
        spare = row - text_height - WORDS_GAP - boxes_height
        words_y = y + spare * 0.4
        box_y = words_y + text_height + WORDS_GAP + BOX_LINE / 2
        first = x + plan.pitch / 2
    else:
        words_y = y + (row - text_height) / 2
        box_y = y + (row - boxes_height) / 2 + BOX_LINE / 2
        first = x + plan.width - plan.pitch * (len(form.grades) - 0.5)
    bold = len(form.questions) == 1
    below = _set(
        words, wrap(item.text, size, plan.words), x, words_y, plan.words, size, "song" if bold else "hei", bold
    )
    if item.note:
        _set(words, wrap(item.note, note, plan.words), x, below, plan.words, note)
    for n, grade in enumerate(form.grades):
        centre = first + n * plan.pitch
        boxes.append(Box(item.reporter, item.question, grade.code, Rect(centre - m.box / 2, box_y, m.box, m.box)))
        room = plan.pitch - 0.5
        fitting, one = fit(grade.label, label, room, label * LEADING * MM)
        under = Rect(centre - room / 2, box_y + m.box + BOX_LINE / 2 + LABEL_GAP, room, fitting * LEADING * MM)
        words.append(Words(under, "".join(one), fitting, align="center"))


def _set(
    words: list[Words],
    lines: Sequence[str],
    x: float,
    y: float,
    room: float,
    size: float,
    face: str = "hei",
    bold: bool = False,
    leading: float = LEADING,
) -> float:
    """Lines one under the other; answers where the next may begin."""
    height = size * leading * MM
    for n, line in enumerate(lines):
        words.append(Words(Rect(x, y + n * height, room, height), line, size, face, bold))
    return y + len(lines) * height
