"""The face of a sheet on a phone: what is printed on it, and nothing of anybody who fills it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from shuzhi.crafts.seal.canon import pack
from shuzhi.reads.memo import lately
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


def field_name(reporter: int | str, question: str) -> str:
    return f"a-{reporter}-{question}"


def face(kind: m.SheetKind, given: Mapping[str, Mapping[str, str | None]] | None = None) -> Face:
    """The sheet of one pile, with the answers given so far.

    Blank it is the same for everybody who opens one of the pile, and looked up for the first of them.
    """
    blank = lately(("face", kind.pk), lambda: _blank(kind))
    if not given:
        return blank
    chosen = {field_name(who, question): grade for who, mine in given.items() for question, grade in mine.items()}
    ticked = (
        replace(one, lines=tuple(replace(line, chosen=chosen.get(line.name) or "") for line in one.lines))
        for one in blank.about
    )
    return replace(blank, about=tuple(ticked))


def _blank(kind: m.SheetKind) -> Face:
    edition = edition_of(kind.meeting)
    number, about = 0, []
    for reporter in kind.reporters.select_related("mandate__person").order_by("order", "pk"):
        lines = []
        for question in edition.questions:
            number += 1
            lines.append(Line(field_name(reporter.pk, question.key), number, question.text))
        about.append(About(reporter.mandate.person.name, reporter.mandate.person.post, tuple(lines)))
    return Face(
        kind.meeting.title,
        kind.meeting.round.organiser.name,
        tuple(about),
        tuple((g.key, g.label) for g in edition.grades),
        edition.sheet.secrecy.value == "secret",
        edition.sheet.comment_characters.value,
    )


def sealing(kind: m.SheetKind) -> dict[str, Any]:
    """What the page needs to seal a sheet of this pile on the phone: the record's key and size, the order of answers."""
    return lately(("sealing", kind.pk), lambda: _sealing(kind))


def _sealing(kind: m.SheetKind) -> dict[str, Any]:
    edition, opening = edition_of(kind.meeting), opening_of(kind.meeting)
    reporters = kind.reporters.order_by("order", "pk").values_list("pk", flat=True)
    return {
        "meeting": kind.meeting_id,
        "box": pack(opening.box),
        "size": opening.size,
        "small": opening.small,
        "fields": [field_name(reporter, question.key) for reporter in reporters for question in edition.questions],
        "grades": [grade.key for grade in edition.grades],
        "blank": len(edition.grades),
    }
