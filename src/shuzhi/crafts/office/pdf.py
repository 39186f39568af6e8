"""A paper as PDF: PDF/UA, with an outline, its typefaces inside."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from . import figures
from .blocks import Blank, Document, Imprint, Masthead, Span, plain
from .faces import faces
from .poster import page_of
from .setting import Form, Grid, Line, Piece, Row, Signing, set_out
from .words import clean, cleaned, written


def to_pdf(document: Document, fonts: str | Path, *, across: str = "") -> bytes:
    """The paper as GB/T 9704 has it. The same document makes the same bytes.

    ``fonts`` is the directory of the typefaces; ``across`` stands large and pale behind every page.
    Raises ``ValueError`` in one line for a row of the wrong length or missing fonts.
    """
    types = faces(str(fonts))
    page = page_of(document)
    lang, _, region = document.language.partition("-")
    data = {
        "page": {
            **{
                name: getattr(page, name)
                for name in ("width", "height", "top", "left", "bottom", "right", "scale", "sheets")
            },
            "pitch": page.pitch,
            "advance": page.advance,
            "body": page.size(figures.BODY),
            "title": page.size(figures.TITLE),
            "minor": page.size(figures.MINOR),
            "cell": page.size(figures.CELL),
            "masthead": page.size(figures.MASTHEAD),
            "masthead-drop": figures.MASTHEAD_DROP,
            "inset": figures.CELL_INSET * page.scale,
            "between": figures.CELL_LINE - 1,
            "after": figures.AFTER_TABLE * page.scale,
            "last-rows": figures.LAST_ROWS,
            "label": figures.LABEL,
            "drop": figures.PAGE_NUMBER_DROP,
            "red-rule": figures.RED_RULE,
            "red-gap": figures.RED_RULE_GAP,
            "rule-outer": figures.RULE_OUTER,
            "rule-inner": figures.RULE_INNER,
        },
        "song": types.song,
        "hei": types.hei,
        "fang": types.fang,
        "kai": types.kai,
        "bold": types.title,
        "emoji": types.emoji,
        "lang": lang,
        "region": region.lower() or None,
        "across": across,
        "heading": clean(plain(document.title)),
        "masthead": document.masthead and _breakable(_masthead(document.masthead)),
        "pieces": [_breakable(_piece(piece)) for piece in set_out(document, page)],
        "imprint": document.imprint and _breakable(_imprint(document.imprint)),
    }
    try:
        return _compiled(data, types.known, accessible=True)
    except typst.TypstError:
        # PDF/UA refuses a character that no typeface here has: it is printed as an empty box, tagged but unpromised.
        return _compiled(data, types.known, accessible=False)


def _compiled(data: dict[str, Any], known: typst.Fonts, *, accessible: bool) -> bytes:
    return typst.compile(
        _template(),
        font_paths=known,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=0,
        pdf_standards=["ua-1"] if accessible else [],
    )


@lru_cache(maxsize=1)
def _template() -> bytes:
    return (resources.files(__package__) / "paper.typ").read_bytes()


# A row of letters without a space, which typst would run over the margin: it may break after every fourth.
_UNBROKEN = re.compile(r"[!-~\u00a1-\u024f]{20,}")


def _breakable(shown: Any) -> Any:
    if isinstance(shown, str):
        return _UNBROKEN.sub(lambda found: re.sub("(.{4})", "\\1\u200b", found.group()), shown)
    if isinstance(shown, dict):
        return {name: _breakable(value) for name, value in shown.items()}
    return [_breakable(part) for part in shown] if isinstance(shown, list | tuple) else shown


def _spans(words: tuple[Span, ...]) -> list[str | dict[str, str]]:
    return [{"blank": str(span)} if isinstance(span, Blank) else span for span in words]


def _row(row: Row) -> dict[str, Any]:
    return {"cells": [_spans(cell) for cell in row.cells], "long": row.long}


def _piece(piece: Piece) -> dict[str, Any]:
    match piece:
        case Line():
            return {"is": "line", **asdict(piece), "words": _spans(piece.words)}
        case Grid():
            return {"is": "grid", **asdict(piece), "rows": [_row(row) for row in piece.rows]}
        case Form(rows, stays):
            shown = [{"lowest": low, "pairs": [[label, _spans(words)] for label, words in row]} for low, row in rows]
            return {"is": "form", "rows": shown, "stays": stays}
        case Signing():
            return {"is": "signing", **asdict(piece)}
    return {"is": "page"}


def _masthead(masthead: Masthead) -> dict[str, Any]:
    return {
        "office": clean(masthead.office),
        "number": _spans(cleaned(masthead.number)),
        "signer": masthead.signer and _spans(cleaned(masthead.signer)),
    }


def _imprint(imprint: Imprint) -> dict[str, Any]:
    copies = "，".join(map(clean, imprint.copies_to))
    return {
        "copies": [f"抄送：{copies}。"] if copies else [],
        "by": clean(imprint.printed_by),
        "on": f"{written(imprint.printed_on)}印发" if imprint.printed_on else "",
    }
