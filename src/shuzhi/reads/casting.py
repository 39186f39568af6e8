"""The face of a sheet on a phone: what is printed on it, and nothing of anybody who fills it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shuzhi.crafts.seal.canon import pack
from shuzhi.reads.record import opening_of
from shuzhi.reads.result import edition_of
from shuzhi.records import models as m
from shuzhi.rules.verdict import Text


@dataclass(frozen=True, slots=True)
class Line:
    """One question: its field's name, and what stands ticked (a grade's key, or nothing)."""

    name: str
    number: int
    text: Text
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """All questions about one reporter."""

    name: str
    who: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Face:
    """One sheet as it is shown: every reporter, every question, every grade."""

    title: str
    place: str
    about: tuple[About, ...]
    grades: tuple[tuple[str, Text], ...]
    secret: bool
    comment_most: int

    @property
    def total(self) -> int:
        return sum(len(a.lines) for a in self.about)

    @property
    def ticked(self) -> int:
        return sum(bool(line.chosen) for a in self.about for line in a.lines)

    @property
    def blanks(self) -> int:
        return self.total - self.ticked

    @property
    def first_blank(self) -> str:
        return next((line.name for a in self.about for line in a.lines if not line.chosen), "")


def field_name(reporter: int, question: str) -> str:
    return f"a-{reporter}-{question}"


def face(kind: m.SheetKind, given: dict[str, dict[str, str | None]] | None = None) -> Face:
    """The sheet of one pile, with the answers given so far."""
    edition = edition_of(kind.meeting)
    number, about = 0, []
    for reporter in kind.reporters.select_related("mandate__person").order_by("order", "pk"):
        lines = []
        mine = (given or {}).get(str(reporter.pk), {})
        for question in edition.questions:
            number += 1
            lines.append(
                Line(field_name(reporter.pk, question.key), number, question.text, mine.get(question.key) or "")
            )
        about.append(About(reporter.mandate.person.name, reporter.mandate.person.post, tuple(lines)))
    return Face(
        kind.meeting.title,
        kind.meeting.round.organiser.name,
        tuple(about),
        tuple((g.key, g.label) for g in edition.grades),
        edition.sheet.secrecy.value == "secret",
        edition.sheet.comment_characters.value,
    )


def sealing(kind: m.SheetKind, code: str) -> dict[str, Any]:
    """What the page needs to seal this sheet on the phone: the record's key and size, and the order of its answers."""
    edition, opening = edition_of(kind.meeting), opening_of(kind.meeting)
    reporters = kind.reporters.order_by("order", "pk").values_list("pk", flat=True)
    return {
        "meeting": kind.meeting_id,
        "code": code,
        "box": pack(opening.box),
        "size": opening.size,
        "small": opening.small,
        "fields": [field_name(reporter, question.key) for reporter in reporters for question in edition.questions],
        "grades": [grade.key for grade in edition.grades],
        "blank": len(edition.grades),
    }
