"""A paper as PDF: tagged, with an outline, its typefaces inside."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from . import figures
from .blocks import Blank, Document, Imprint, Masthead, Span, plain
from .listing import faces
from .setting import Form, Grid, Line, Piece, Signing, set_out
from .words import clean, cleaned, written


def to_pdf(document: Document, fonts: str | Path, *, across: str = "") -> bytes:
    """The paper as GB/T 9704 has it. The same document makes the same bytes.

    ``fonts`` is the directory of the typefaces; ``across`` stands large and pale behind every page.
    Raises ``ValueError`` in one line for a row of the wrong length or missing fonts.
    """
    known, song, hei = faces(str(fonts))
    page = figures.PAGES[document.sheet]
    lang, _, region = document.language.partition("-")
    data = {
        "page": {
            **{name: getattr(page, name) for name in ("width", "height", "top", "left", "bottom", "right", "scale")},
            "pitch": page.pitch,
            "advance": page.advance,
            "body": page.size(figures.BODY),
            "title": page.size(figures.TITLE),
            "minor": page.size(figures.MINOR),
            "cell": page.size(figures.CELL),
            "masthead": page.size(figures.MASTHEAD),
            "masthead-drop": figures.MASTHEAD_DROP,
            "drop": figures.PAGE_NUMBER_DROP,
            "red-rule": figures.RED_RULE,
            "red-gap": figures.RED_RULE_GAP,
            "rule-outer": figures.RULE_OUTER,
            "rule-inner": figures.RULE_INNER,
        },
        "song": song,
        "hei": hei,
        "fang": song,
        "kai": song,
        "lang": lang,
        "region": region.lower() or None,
        "across": across,
        "heading": clean(plain(document.title)),
        "masthead": document.masthead and _masthead(document.masthead),
        "pieces": [_piece(piece) for piece in set_out(document)],
        "imprint": document.imprint and _imprint(document.imprint),
    }
    return typst.compile(
        _template(),
        font_paths=known,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=0,
    )


@lru_cache(maxsize=1)
def _template() -> bytes:
    return (resources.files(__package__) / "paper.typ").read_bytes()


def _spans(words: tuple[Span, ...]) -> list[str | dict[str, str]]:
    return [{"blank": str(span)} if isinstance(span, Blank) else span for span in words]


def _piece(piece: Piece) -> dict[str, Any]:
    match piece:
        case Line():
            return {"is": "line", **asdict(piece), "words": _spans(piece.words)}
        case Grid():
            return {"is": "grid", **asdict(piece), "rows": [[_spans(cell) for cell in row] for row in piece.rows]}
        case Form(rows):
            shown = [{"lowest": low, "pairs": [[label, _spans(words)] for label, words in row]} for low, row in rows]
            return {"is": "form", "rows": shown}
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
