"""Where in a Word file its placeholders stand: by paragraph, table cell, header, text box, with the words around."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from .template_file import W

# No bracket stands within another: what follows an unclosed one is looked at once, however many there are.
TAG = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}")
# The brackets and the per cent sign of a Chinese keyboard, which look alike and open nothing.
WIDE = re.compile(r"[｛{][｛％]|[｛][{%]|[％}][｝]|[｝][}]|[％][｝}]")
# As docxtpl will see them: with whatever mark-up Word has put between the two characters.
OPENING, CLOSING = re.compile(r"\{(?:<[^>]*>)*[{%#]"), re.compile(r"[}%#](?:<[^>]*>)*\}")
COMMAND = re.compile(r"\{%(?:(?:p|tr|tc|r) )?\s*(?:for|endfor|if|elif|else|endif)\b(?:(?!-%\}).)*%\}", re.DOTALL)
WORD = re.compile(r"\{%(?:(?:p|tr|tc|r) )?\s*(\w+)")
VALUE = re.compile(r"\{\{(?!-|p\s|r\s|tr\s|tc\s)(?:(?!-\}\}).)*\}\}", re.DOTALL)
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NEAR = 14
KINDS = {
    "document": "body",
    "hdr": "header",
    "ftr": "footer",
    "footnotes": "footnote",
    "endnotes": "endnote",
    "comments": "comment",
}
FILLED = ("body", "table", "textbox", "header", "footer", "footnote")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: body (paragraph), table (table, row, cell), textbox, header, footer, footnote, …"""

    kind: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a template, where, with the words around it, and the nearest right name, if one is near."""

    kind: str
    what: str
    place: Place | None = None
    around: str = ""
    near: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph that is not empty, and where it stands."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A placeholder or command as it was typed."""

    text: str
    place: Place
    around: str


def lines(parts: Mapping[str, etree._Element], *, copies: bool = False) -> Iterator[Line]:
    """Every paragraph with words in it, the body first.

    Word stores a text box twice, for readers old and new: it counts once, unless ``copies`` are wanted too.
    """
    told = [(KINDS[kind], root) for root in parts.values() if (kind := etree.QName(root).localname) in KINDS]
    for kind, root in sorted(told, key=lambda pair: list(KINDS.values()).index(pair[0])):
        counted = _counted(root)
        number = 0
        for paragraph in root.iter(f"{W}p"):
            above = {etree.QName(x).localname: x for x in reversed(list(paragraph.iterancestors())) if _named(x)}
            if not copies and any(x.tag == FALLBACK for x in paragraph.iterancestors()):
                continue
            plain = "tbl" not in above and "txbxContent" not in above
            number += plain
            if text := "".join(_own(paragraph)):
                yield Line(_place(kind, paragraph, above, counted, number), text)


def tags(found: list[Line]) -> list[Tag]:
    """Every placeholder and command, in reading order."""
    return [Tag(hit.group(), one.place, _around(one.text, hit)) for one in found for hit in TAG.finditer(one.text)]


def unended(written: list[Tag]) -> list[tuple[str, Tag]]:
    """Every for and if that nothing ends, in reading order."""
    waiting: list[tuple[str, Tag]] = []
    for tag in written:
        word = found[1] if (found := WORD.match(tag.text)) else ""
        if word in ("for", "if"):
            waiting.append((word, tag))
        elif waiting and word == f"end{waiting[-1][0]}":
            waiting.pop()
    return waiting


def ill_written(found: list[Line]) -> Iterator[Flaw]:
    """What is no placeholder but was meant as one, and commands other than for and if."""
    for one in found:
        for hit in WIDE.finditer(one.text):
            yield Flaw("wide", hit.group(), one.place, _around(one.text, hit))
        bare = TAG.sub(lambda hit: " " * len(hit.group()), one.text)
        for hit in LOOSE.finditer(bare):
            yield Flaw("unclosed", hit.group(), one.place, _around(one.text, hit))
    for tag in tags(found):
        if tag.place.kind not in FILLED:
            yield Flaw("unfilled", tag.text, tag.place, tag.around)
        elif not (COMMAND if tag.text.startswith("{%") else VALUE).fullmatch(tag.text):
            yield Flaw("command", tag.text, tag.place, tag.around)


def hidden(parts: Mapping[str, etree._Element]) -> bool:
    """True where brackets stand in what is no paragraph's text: attributes, deleted words, codes, halves in two places."""
    written = [one.text for one in lines(parts, copies=True)]
    raw = [etree.tostring(root, encoding="unicode") for root in parts.values() if etree.QName(root).localname in KINDS]
    seen = sum(len(TAG.findall(text)) for text in written)
    return any(sum(len(mark.findall(text)) for text in raw) != seen for mark in (OPENING, CLOSING))


def _named(node: etree._Element) -> bool:
    return isinstance(node.tag, str)


def _counted(root: etree._Element) -> dict[etree._Element, int]:
    """Outer tables, their rows and cells, each with its number."""
    counted: dict[etree._Element, int] = {}
    outer = (x for x in root.iter(f"{W}tbl") if next(x.iterancestors(f"{W}tbl"), None) is None)
    for number, table in enumerate(outer, 1):
        counted[table] = number
        for row_number, row in enumerate(table.iterchildren(f"{W}tr"), 1):
            counted[row] = row_number
            counted |= {cell: n for n, cell in enumerate(row.iterchildren(f"{W}tc"), 1)}
    return counted


def _own(paragraph: etree._Element) -> Iterator[str]:
    """The paragraph's words without those of the text boxes anchored in it."""
    for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
        if next(node.iterancestors(f"{W}p")) is paragraph:
            yield node.text or "" if node.tag == f"{W}t" else " "


def _place(
    kind: str,
    paragraph: etree._Element,
    above: Mapping[str, etree._Element],
    counted: Mapping[etree._Element, int],
    number: int,
) -> Place:
    if kind in ("footnote", "endnote"):
        return Place(kind, (int(next(paragraph.iterancestors(W + kind)).get(f"{W}id", "0")),))
    if kind != "body":
        return Place(kind)
    if "txbxContent" in above:
        return Place("textbox")
    if "tbl" in above and "tc" in above:
        outermost = ([*paragraph.iterancestors(W + name)][-1] for name in ("tbl", "tr", "tc"))
        return Place("table", tuple(counted.get(one, 0) for one in outermost))
    return Place("body", (number,))


def _around(text: str, hit: re.Match[str]) -> str:
    start, end = max(0, hit.start() - NEAR), hit.end() + NEAR
    return ("…" if start else "") + " ".join(text[start:end].split()) + ("…" if end < len(text) else "")
