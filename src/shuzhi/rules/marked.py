"""The regulation's text with its clauses marked where they stand, so that each can be pointed at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from shuzhi.rules.clauses import CLAUSES
from shuzhi.rules.verdict import Text

GAP = {"zh": "……", "en": " … "}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``starts`` are the clauses that begin here, ``within`` those it belongs to."""

    text: str
    starts: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph in both languages; ``kind`` is title, subtitle, heading or text."""

    kind: str
    zh: tuple[Piece, ...]
    en: tuple[Piece, ...]


def _spans(text: str, language: str) -> list[tuple[int, int, str, bool]]:
    """(from, to, clause, is its first piece) of every quotation found.

    Short clauses (“人大代表述职”) occur more than once: each is looked for after the clause before it, or
    inside it where it is one of its parts.
    """
    found: list[tuple[int, int, str, bool]] = []
    before, start, end = "", 0, 0
    for clause in CLAUSES.values():
        at, first = start if before and clause.id.startswith(before) else end, True
        for quoted in str(getattr(clause, language)).split(GAP[language]):
            here = text.find(quoted, at)
            if here < 0:
                here = text.find(quoted)
            if here < 0:
                continue
            at = here + len(quoted)
            found.append((here, at, clause.id, first))
            if first:
                before, start = clause.id, here
            first, end = False, at
    return found


def _pieces(text: str, language: str) -> tuple[tuple[Piece, ...], ...]:
    spans = _spans(text, language)
    lines, offset = [], 0
    for line in text.split("\n"):
        end = offset + len(line)
        cuts = {offset, end} | {p for s in spans for p in s[:2] if offset < p < end}
        edges = sorted(cuts)
        lines.append(
            tuple(
                Piece(
                    text[a:b],
                    tuple(c for s, _, c, first in spans if s == a and first),
                    tuple(c for s, e, c, _ in spans if s <= a and b <= e),
                )
                for a, b in pairwise(edges)
            )
        )
        offset = end + 1
    return tuple(lines)


def _kind(number: int, pieces: tuple[Piece, ...]) -> str:
    said = "".join(p.text for p in pieces)
    if number == 0:
        return "title"
    if said.startswith(("（", "(")) and number == 1:
        return "subtitle"
    return "heading" if len(said) < 12 else "text"


def marked(text: Text) -> tuple[Paragraph, ...]:
    """The paragraphs of a regulation, Chinese and English side by side, each clause marked (0.1).

    Every character of both texts is there, once and in order. A clause that an edition words
    differently is not marked: nothing is marked that is not a quotation.
    """
    zh, en = _pieces(text.zh.strip(), "zh"), _pieces(text.en.strip(), "en")
    longest = max(len(zh), len(en))
    padded_zh, padded_en = (side + ((),) * (longest - len(side)) for side in (zh, en))
    return tuple(Paragraph(_kind(n, a), a, b) for n, (a, b) in enumerate(zip(padded_zh, padded_en, strict=True)))


def anchored(paragraphs: tuple[Paragraph, ...]) -> Mapping[str, int]:
    """Clause → the paragraph in which it begins."""
    return {clause: n for n, p in enumerate(paragraphs) for piece in p.zh for clause in piece.starts}
