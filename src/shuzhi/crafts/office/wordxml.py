"""WordprocessingML by hand, where python-docx has no words for it: elements, runs, paragraphs, widths in twips."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from .blocks import Blank, Span

Element = BaseOxmlElement
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


def el(tag: str, *children: Element | None, **attributes: object) -> Element:
    """``el("w:jc", val="both")``: an element, its attributes in the namespace of Word, its children but None."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def twips(points: float) -> int:
    return round(points * 20)


def fonts(east: str, latin: str) -> Element:
    return el("w:rFonts", ascii=latin, hAnsi=latin, eastAsia=east, cs=latin)


def run(text: str, *looks: Element) -> Element:
    """A run of plain text. The hint makes “ ” — … Chinese, as the words around them are."""
    written = el("w:t")
    written.text = text
    written.set(PRESERVE, "preserve")
    hint = [] if any(look.tag == qn("w:rFonts") for look in looks) else [el("w:rFonts", hint="eastAsia")]
    return el("w:r", el("w:rPr", *hint, *map(deepcopy, looks)), written)


def runs(words: Iterable[Span], *looks: Element) -> list[Element]:
    """Words as runs; a newline among them breaks the line, a blank is marked but stays black."""
    made: list[Element] = []
    for span in words:
        if isinstance(span, Blank):
            made.append(run(str(span), *looks, el("w:highlight", val="yellow")))
            continue
        for n, part in enumerate(span.split("\n")):
            if n:
                made.append(el("w:r", el("w:br")))
            if part:
                made.append(run(part, *looks))
    return made


def paragraph(style: str, children: Iterable[Element], *properties: Element) -> Element:
    return el("w:p", el("w:pPr", el("w:pStyle", val=style), *properties), *children)
