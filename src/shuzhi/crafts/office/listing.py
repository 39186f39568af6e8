"""A list on A4 to write on by hand: the door list with its column for signatures, for example."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import typst

from .faces import faces

TEMPLATE = r"""
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, date: none)
#set text(font: (d.hei, d.song), lang: "zh", region: "cn", size: 11pt)
#let across = if d.across == "" { none } else { rotate(-32deg, text(font: (d.song, d.hei), size: 56mm, weight: "bold", fill: luma(222), tracking: 0.1em, d.across)) }
#set page(paper: "a4", margin: (x: 18mm, top: 20mm, bottom: 22mm), background: across, footer: context align(center, text(size: 9.5pt,
  "第 " + counter(page).display() + " 页，共 " + str(counter(page).final().first()) + " 页")))
#align(center, text(font: (d.song, d.hei), size: 20pt, weight: "bold", d.title))
#v(2mm)
#for n in d.notes { block(spacing: 2mm, text(n)) }
#v(2mm)
#table(
  columns: d.columns.map(c => c.share * 1fr), stroke: 0.35pt + black, inset: (x: 2mm, y: 2.6mm), align: left + horizon,
  table.header(repeat: true, ..d.columns.map(c => text(weight: "bold", c.title))),
  ..d.rows.flatten().map(cell => text(cell)),
)
"""


def listing_pdf(
    title: str,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[str]],
    notes: Sequence[str],
    fonts: str | Path,
    *,
    across: str = "",
) -> bytes:
    """A4 table with the heading on every page and 第 n 页，共 m 页 at the foot.

    ``columns`` are (heading, share of the width); a cell of "" is left white to write in. Words are
    printed as they stand; ``across`` stands large and pale behind every page. Raises ``ValueError`` in one line for a row of the wrong length or missing fonts.
    """
    if not columns:
        raise ValueError("columns: none given")
    for n, row in enumerate(rows):
        if len(row) != len(columns):
            raise ValueError(f"rows[{n}]: {len(row)} cells for {len(columns)} columns")
    types = faces(str(fonts))
    data = {
        "title": title,
        "across": across,
        "columns": [{"title": name, "share": share} for name, share in columns],
        "rows": [list(row) for row in rows],
        "notes": list(notes),
        "song": types.song,
        "hei": types.hei,
    }
    return typst.compile(
        TEMPLATE.encode(),
        font_paths=types.known,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=0,
    )
