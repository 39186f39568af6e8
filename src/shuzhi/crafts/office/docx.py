"""A paper as a Word file: real styles, heading levels, fields and the grid of GB/T 9704, to be edited by an office."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

import docx
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn

from . import figures
from .blocks import Document, Imprint, Kind, Masthead
from .docx_frame import frame
from .docx_styles import HEI, KAI, LATIN, typefaces
from .figures import MM, Page
from .poster import page_of
from .setting import Form, Grid, Line, NewPage, Piece, Signing, set_out
from .words import clean, cleaned, width, written
from .wordxml import Element, el, fonts, paragraph, run, runs, twips
from .zipped import settled


def to_docx(document: Document, *, across: str = "") -> bytes:
    """The paper as GB/T 9704 has it. The same document makes the same bytes.

    ``across`` stands large and pale behind every page. Raises ``ValueError`` in one line for a row of the wrong length.
    """
    page = page_of(document)
    file = docx.Document()
    frame(file, page, document, across)
    body = file.element.body
    end = body.sectPr
    for made in _content(document, page):
        end.addprevious(made)
    kept = io.BytesIO()
    file.save(kept)
    return settled(kept.getvalue(), {"word/fontTable.xml": serialize_part_xml(typefaces())})


def _content(document: Document, page: Page) -> Iterator[Element]:
    if document.masthead:
        yield from _masthead(document.masthead, page)
    turn = False
    for piece in set_out(document, page):
        if isinstance(piece, NewPage):
            turn = True
            continue
        if turn and not isinstance(piece, Line):
            yield paragraph("Gap", (), el("w:pageBreakBefore"))
            turn = False
        yield from _piece(piece, page, turn)
        turn = False
    if document.imprint:
        yield from _imprint(document.imprint, page)


def _piece(piece: Piece, page: Page, turn: bool) -> Iterator[Element]:
    match piece:
        case Line():
            inset = el("w:ind", right=twips(piece.inset * page.advance)) if piece.inset else None
            lead = [run(piece.lead, fonts(HEI, LATIN))] if piece.lead else []
            keeps = el("w:keepNext") if piece.stays else None
            properties = (keeps, el("w:pageBreakBefore") if turn else None, inset)
            yield paragraph(piece.look, [*lead, *runs(piece.words)], *(p for p in properties if p is not None))
        case Grid():
            yield from _grid(piece, page)
        case Form():
            yield from _form(piece, page)
        case Signing():
            yield from _signing(piece, page)


def _masthead(masthead: Masthead, page: Page) -> Iterator[Element]:
    """Red masthead, two lines of room, 发文字号 with the red rule below it, two lines of room."""
    name = clean(masthead.office)
    size = min(page.size(figures.MASTHEAD), int(page.across / max(width(name), 1) * 2) / 2)
    spacing = el(
        "w:spacing",
        before=twips(figures.MASTHEAD_DROP * MM - size * 0.1),
        after=0,
        line=twips(size * 1.2),
        lineRule="exact",
    )
    yield paragraph("Masthead", [run(name, el("w:sz", val=round(size * 2)))], spacing)
    yield from (paragraph("empty", ()), paragraph("empty", ()))
    rule = el(
        "w:bottom",
        val="single",
        sz=round(figures.RED_RULE * MM * 8),
        space=round(figures.RED_RULE_GAP * MM),
        color="FF0000",
    )
    number = runs(cleaned(masthead.number))
    properties = [el("w:pBdr", rule)]
    if masthead.signer:
        stop = el("w:tab", val="right", pos=twips(page.across - page.advance))
        properties += [el("w:tabs", stop), el("w:jc", val="left")]
        signer = [run("签发人："), *runs(cleaned(masthead.signer), fonts(KAI, LATIN))]
        number = [run("\u3000"), *number, el("w:r", el("w:tab")), *signer]
    yield paragraph("DocNumber", number, *properties)
    yield from (paragraph("empty", ()), paragraph("empty", ()))


_EVERYWHERE = dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), 4)


def _table(
    widths: Iterable[float],
    rows: Iterable[Element],
    inset: tuple[float, float],
    rules: Mapping[str, int] = _EVERYWHERE,
    place: Element | None = None,
) -> Element:
    """A table of fixed widths: ``inset`` above and beside a cell's words in points, rules in eighths of a point."""
    columns = list(map(twips, widths))
    edges = (el(f"w:{side}", val="single", sz=thick, space=0, color="000000") for side, thick in rules.items())
    sides = zip(("top", "left", "bottom", "right"), inset * 2, strict=True)
    return el(
        "w:tbl",
        el(
            "w:tblPr",
            place,
            el("w:tblW", w=sum(columns), type="dxa"),
            el("w:tblBorders", *edges),
            el("w:tblLayout", type="fixed"),
            el("w:tblCellMar", *(el(f"w:{side}", w=twips(room), type="dxa") for side, room in sides)),
        ),
        el("w:tblGrid", *(el("w:gridCol", w=wide) for wide in columns)),
        *rows,
    )


def _inset(page: Page) -> tuple[float, float]:
    return (figures.CELL_INSET * page.scale, figures.CELL_INSET * page.scale)


def _row(cells: Iterable[Element], lowest: float = 0.0, *, head: bool = False, whole: bool = True) -> Element:
    height = el("w:trHeight", val=twips(lowest * MM), hRule="atLeast") if lowest else None
    return el(
        "w:tr", el("w:trPr", el("w:cantSplit") if whole else None, height, el("w:tblHeader") if head else None), *cells
    )


def _cell(wide: float, content: Element, span: int = 1, *properties: Element) -> Element:
    spanned = el("w:gridSpan", val=span) if span > 1 else None
    return el(
        "w:tc",
        el("w:tcPr", el("w:tcW", w=twips(wide), type="dxa"), spanned, *properties, el("w:vAlign", val="center")),
        content,
    )


def _grid(grid: Grid, page: Page) -> Iterator[Element]:
    widths = [share * page.across for share in grid.widths]
    styles = ["CellMiddle" if kind in (Kind.NAME, Kind.NUMBER, Kind.DATE) else "Cell" for kind in grid.kinds]
    head = _row(
        (_cell(w, paragraph("CellHead", [run(t)])) for w, t in zip(widths, grid.titles, strict=True)), head=True
    )
    rows = [
        _row(
            (_cell(w, paragraph(s, runs(c))) for w, s, c in zip(widths, styles, row.cells, strict=True)),
            grid.lowest,
            whole=not row.long,
        )
        for row in grid.rows
    ]
    yield _table(widths, [head, *rows], _inset(page))
    yield from _under(rows[-figures.LAST_ROWS :] if grid.stays else [])


def _under(held: Sequence[Element]) -> Iterator[Element]:
    """The little room under a table; the rows ``held`` are on one page with what comes after it."""
    _keep(held)
    yield paragraph("Gap", (), *([el("w:keepNext")] if held else []))


def _keep(rows: Iterable[Element]) -> None:
    """Word keeps a row with the next where every paragraph in it says so."""
    for row in rows:
        for cell in row.iter(qn("w:p")):
            cell.get_or_add_pPr().get_or_add_keepNext()


def _form(form: Form, page: Page) -> Iterator[Element]:
    label = figures.LABEL * page.across
    value = page.across / 2 - label
    rows = []
    for lowest, pairs in form.rows:
        alone = len(pairs) == 1
        cells = []
        for name, words in pairs:
            cells.append(_cell(label, paragraph("CellMiddle", [run(name)])))
            cells.append(
                _cell(page.across - label if alone else value, paragraph("Cell", runs(words)), 3 if alone else 1)
            )
        rows.append(_row(cells, lowest))
    yield _table((label, value, label, value), rows, _inset(page))
    yield from _under(rows[-figures.LAST_ROWS :] if form.stays else [])


def _signing(signing: Signing, page: Page) -> Iterator[Element]:
    """Label, a line to sign on, a date to fill in; in a table without borders, so that the lines end below one another."""
    label = (max((width(text) for text in signing.labels), default=0) + 2.5) * page.advance
    day = 10.5 * page.advance if signing.dated else 0.0
    rows = []
    for text in signing.labels:
        line = el("w:tcBorders", el("w:bottom", val="single", sz=4, space=0, color="000000"))
        cells = [
            _cell(label, paragraph("flush", [run(f"{text}：")])),
            _cell(page.across - label - day, paragraph("flush", ()), 1, line),
        ]
        if day:
            cells.append(_cell(day, paragraph("flush", [run("\u3000\u3000年\u3000\u3000月\u3000\u3000日")])))
        rows.append(_row(cells, figures.SIGNING_ROW))
    _keep(rows[:-1])
    yield _table((label, page.across - label - day, *([day] if day else [])), rows, (0, 0), {})
    yield from _under(rows[-1:] if signing.stays else [])


def _imprint(imprint: Imprint, page: Page) -> Iterator[Element]:
    """The 版记, its last rule on the lower edge of the last page's type area."""
    copies = "，".join(map(clean, imprint.copies_to))
    lines = [paragraph("Imprint", [run(f"抄送：{copies}。")])] if copies else []
    minor = page.size(figures.MINOR)
    stop = el("w:tab", val="right", pos=twips(page.across - minor))
    by = [run(clean(imprint.printed_by)), el("w:r", el("w:tab"))]
    by += [run(f"{written(imprint.printed_on)}印发")] if imprint.printed_on else []
    lines.append(paragraph("Imprint", by, el("w:tabs", stop), el("w:ind", left=twips(minor), hanging=0)))
    outer, inner = (round(mm * MM * 8) for mm in (figures.RULE_OUTER, figures.RULE_INNER))
    rules = {"top": outer, "bottom": outer, "insideH": inner}
    place = el("w:tblpPr", vertAnchor="margin", horzAnchor="margin", tblpXSpec="left", tblpYSpec="bottom")
    yield _table([page.across], (_row([_cell(page.across, line)]) for line in lines), (0, 0), rules, place)
    yield paragraph("Gap", ())
