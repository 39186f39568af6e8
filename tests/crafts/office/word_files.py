"""Word files made on the spot: good ones, and those somebody might send."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

import docx

Rows = Sequence[Sequence[str]]


def word(*paragraphs: str, table: Rows = (), header: str = "", torn: bool = False) -> bytes:
    """A file with these paragraphs, then a table; ``torn`` as Word does it: every character a run of its own."""
    file = docx.Document()
    for text in paragraphs:
        paragraph = file.add_paragraph()
        for piece in text if torn else [text]:
            paragraph.add_run(piece).bold = torn
    if table:
        made = file.add_table(rows=len(table), cols=len(table[0]))
        for cells, row in zip(made.rows, table, strict=True):
            for cell, text in zip(cells.cells, row, strict=True):
                cell.text = text
    if header:
        file.sections[0].header.paragraphs[0].text = header
    kept = io.BytesIO()
    file.save(kept)
    return kept.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes], **more: bytes) -> bytes:
    """The same file with one part changed, and further parts by their names."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
        for name, content in more.items():
            new.writestr(name, content)
    return kept.getvalue()


def with_relation(data: bytes, kind: str, target: str) -> bytes:
    """The same file leading somewhere outside."""
    one = f'<Relationship Id="rId99" Type="http://x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return changed(data, "word/_rels/document.xml.rels", lambda xml: xml.replace(b"</Relationships>", one.encode()))


def in_document(data: bytes, xml: str) -> bytes:
    """The same file with raw mark-up at the end of its body."""
    return changed(data, "word/document.xml", lambda old: old.replace(b"<w:sectPr", xml.encode() + b"<w:sectPr", 1))
