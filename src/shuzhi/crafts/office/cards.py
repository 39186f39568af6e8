"""Cards on A4, to be cut apart and handed to different people: a QR, the same in letters, what to do with it."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import segno
import typst

from .faces import faces

TEMPLATE = r"""
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, date: none)
#set text(font: (d.hei, d.song), lang: "zh", region: "cn", size: 11pt)
#let across = if d.across == "" { none } else { rotate(-32deg, text(font: (d.song, d.hei), size: 52mm, weight: "bold", fill: luma(222), tracking: 0.1em, d.across)) }
#set page(paper: "a4", margin: (x: 20mm, y: 14mm), background: stack(spacing: 1fr, 1fr, ..d.cards.map(_ => move(dx: -20mm, across)), 1fr))
#for (n, c) in d.cards.enumerate() {
  block(height: 78mm, above: 5mm, below: 5mm, width: 100%, breakable: false, grid(
    columns: (1fr, 52mm), column-gutter: 8mm,
    [
      #text(font: (d.song, d.hei), size: 22pt, weight: "bold", c.heading)
      #v(1mm)
      #text(size: 11pt, c.muted)
      #v(4mm)
      #for line in c.lines { block(spacing: 3mm, text(size: 12pt, line)) }
      #v(1fr)
      #text(font: ("DejaVu Sans Mono", d.hei), size: 12.5pt, tracking: 0.4pt, c.spelt)
    ],
    image(bytes(c.qr), format: "svg", width: 52mm),
  ))
  if n < d.cards.len() - 1 { line(length: 100%, stroke: (paint: black, thickness: 0.4pt, dash: "dashed")) }
}
"""
GROUP, PER_LINE = 4, 8


@dataclass(frozen=True, slots=True)
class Card:
    """What one card says; ``text`` goes into the QR and, in groups of four, below."""

    heading: str
    muted: str
    lines: tuple[str, ...]
    text: str


def cards_pdf(title: str, cards: Sequence[Card], fonts: str | Path, *, across: str = "") -> bytes:
    """The cards under one another, dashed lines between them. Words are printed as they stand.

    ``across`` stands large and pale behind every card, for cards that open nothing.

    Raises ``ValueError`` in one line for missing fonts.
    """
    types = faces(str(fonts))
    shown = [asdict(card) | {"qr": _qr(card.text), "spelt": _spelt(card.text)} for card in cards]
    data = {"title": title, "cards": shown, "song": types.song, "hei": types.hei, "across": across}
    return typst.compile(
        TEMPLATE.encode(),
        font_paths=types.known,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=0,
    )


def _qr(text: str) -> str:
    kept = io.BytesIO()
    segno.make(text, error="q", boost_error=False).save(kept, kind="svg", xmldecl=False, border=2)
    return kept.getvalue().decode()


def _spelt(text: str) -> str:
    groups = [text[i : i + GROUP] for i in range(0, len(text), GROUP)]
    return "\n".join(" ".join(groups[i : i + PER_LINE]) for i in range(0, len(groups), PER_LINE))
