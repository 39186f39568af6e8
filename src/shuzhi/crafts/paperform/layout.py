"""From a form to places in millimetres: how many reporters fit a page is computed, never asked.

The measures were found on spoiled scans and photographs: markers well inside the paper with white
around them, large black boxes far apart, labels at a distance, two large QR at opposite corners.
"""

from __future__ import annotations

from collections.abc import Sequence

from .form import Form
from .measures import (
    A4,
    A5,
    BLOCK_GAP,
    BOX_LINE,
    CODE_GAP,
    CODE_HEIGHT,
    CODE_WIDTH,
    COMMENT_GAP,
    GUTTER,
    INSET,
    LABEL_GAP,
    LEADING,
    QUIET,
    WORDS_GAP,
    Measures,
    type_size,
)
from .plan import Block, Plan, Row, best_plan, row_type, row_words_height
from .shapes import Box, Layout, Line, Marker, Page, Rect, Words
from .words import MM, fit, width, wrap


def layout(form: Form) -> Layout:
    """Every marker, QR, box and line of words of the sheet, page by page.

    Every box of the form stands on exactly one page; boxes keep their size and distances whatever
    the words; a long form takes more pages, it never gets smaller boxes. Deterministic. Errors: ``FormError`` where a row of
    very long words leaves no room for the comment that the form asks for.
    """
    m = A5 if form.paper == "A5" else A4
    top = INSET + m.qr + CODE_GAP + CODE_HEIGHT + 1
    start = top + m.strip + 2.5
    low = m.height - INSET - m.qr - QUIET
    body = Rect(INSET, start, m.width - 2 * INSET, low - _comment_height(form, m) - start)
    plan = best_plan(form, m, body)
    a_page = plan.columns * plan.stack
    pages = tuple(
        _page(form, m, plan, body, top, number + 1, plan.blocks[number * a_page : (number + 1) * a_page])
        for number in range(plan.pages)
    )
    return Layout(form, m.width, m.height, BOX_LINE, pages)


def _comment_height(form: Form, m: Measures) -> float:
    """What the room for a comment takes of a page, its words and the white over them included."""
    if not form.comment:
        return 0.0
    size = type_size(form, m.small)
    lines = len(wrap(form.comment, size, m.width - 2 * INSET))
    return COMMENT_GAP + lines * size * LEADING * MM + 1 + m.comment


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
    comment = _comment(form, m, words, lines, body) if form.comment else None
    return Page(number, markers, qrs, codes, tuple(boxes), tuple(words), tuple(lines), example, comment)


def _comment(form: Form, m: Measures, words: list[Words], lines: list[Line], body: Rect) -> Rect:
    """The room for a comment, on every page alike, so that rows stand in the same place on all of them."""
    size = type_size(form, m.small)
    below = _set(words, wrap(form.comment, size, body.w), body.x, body.bottom + COMMENT_GAP, body.w, size)
    frame = Rect(body.x, below + 1, body.w, m.comment)
    lines += [Line(frame.x, y, frame.right, y, 0.18) for y in (frame.y, frame.bottom)]
    lines += [Line(x, frame.y, x, frame.bottom, 0.18) for x in (frame.x, frame.right)]
    return frame


def _header(form: Form, m: Measures, words: list[Words], place: Rect, top: float) -> None:
    room = top - 3 - place.y
    size, title = fit(form.title, m.title, place.w, room * 0.6, 1.25)
    y = _set(words, title, place.x, place.y - 1, place.w, size, "song", True, 1.25)
    if form.meeting:
        size, lines = fit(form.meeting, type_size(form, m.small), place.w, place.y + room - y - 2, 1.4)
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
    size, text = fit(form.instructions[0], type_size(form, m.question * 0.95), right - x, m.strip - 1, 1.2)
    height = len(text) * size * 1.2 * MM
    _set(words, text, x, top + (m.strip - height) / 2, right - x, size, bold=True, leading=1.2)
    return example


def _footer(form: Form, m: Measures, words: list[Words], place: Rect, number: int, pages: int) -> None:
    last = type_size(form, m.small)
    tail = f"第 {number} 页，共 {pages} 页" if pages > 1 else "共 1 页"
    y = place.y + 1
    room = place.h - last * 1.5 * MM - 2
    texts = [(form.notice, m.title * 0.85, "song", True)] if form.notice else []
    texts += [(line, type_size(form, m.small * 1.1), "hei", False) for line in form.instructions[1:]]
    if pages > 1:
        texts.append(("每一页都要填。", type_size(form, m.small * 1.1), "hei", True))
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
    name, small = type_size(form, m.name), type_size(form, m.small)
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
    size, note = row_type(item, form, m)
    label = type_size(form, m.label)
    text_height = row_words_height(item, form, m, plan.words)
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
