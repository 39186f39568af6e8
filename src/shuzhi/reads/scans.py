"""Sheets read by machine: what stands as read, where people must look, what is in conflict (D0012)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from shuzhi.records import models as m
from shuzhi.rules.scan import Standing, stands
from shuzhi.rules.sheet import Answer, Filled, Form, fill

Said = dict[int, m.ScanAnswer]


@dataclass(frozen=True, slots=True)
class Place:
    """One question about one reporter on one page: what the machine saw, and what people said."""

    page: m.ScanPage
    name: str
    seen: dict[str, Any]
    said: Said

    @property
    def standing(self) -> Standing:
        return self._stands[0]

    @property
    def answer(self) -> Answer:
        """The answer, once it is decided."""
        return self._stands[1]

    @property
    def reporter(self) -> str:
        return self.name.partition(".")[0]

    @property
    def question(self) -> str:
        return self.name.partition(".")[2]

    @property
    def _stands(self) -> tuple[Standing, Answer]:
        return stands(self.seen["value"], {turn: one.answer for turn, one in self.said.items()})

    def looked(self, person: int | None) -> m.ScanAnswer | None:
        """What this person said of it."""
        return next((one for one in self.said.values() if one.person_id == person), None)


@dataclass(slots=True)
class ScannedSheet:
    """One sheet that is checked in and counts by its pictures."""

    tag: bytes
    pages: list[m.ScanPage] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Every page of it is here."""
        return len(self.pages) == self.pages[0].pages

    @property
    def finished(self) -> bool:
        return self.whole and all(place.standing.decided for place in self.places)

    def filled(self, form: Form) -> Filled:
        answers: dict[str, dict[str, Answer]] = defaultdict(dict)
        for place in self.places:
            answers[place.reporter][place.question] = place.answer
        return fill(form, answers)  # type: ignore[arg-type]


def places_of(page: m.ScanPage, said: Iterable[m.ScanAnswer]) -> Iterator[Place]:
    """The places of a page in the sheet's order."""
    turns: dict[str, Said] = defaultdict(dict)
    for one in said:
        turns[one.place][one.turn] = one
    for name, seen in page.reading.get("places", {}).items():
        yield Place(page, name, seen, turns[name])


def scanned_sheets(meeting: int, **wanted: Any) -> dict[int, list[ScannedSheet]]:
    """The sheets of a meeting that count by their pictures, by pile; the pictures themselves stay where they are."""
    found: dict[bytes, ScannedSheet] = {}
    pages = m.ScanPage.objects.filter(meeting=meeting, state="read", **wanted).defer("picture")
    for page in pages.prefetch_related("answers").order_by("page"):
        tag = bytes(page.sheet or b"")  # whatever counts has one
        sheet = found.setdefault(tag, ScannedSheet(tag))
        sheet.pages.append(page)
        sheet.places.extend(places_of(page, page.answers.all()))
    heaps: dict[int, list[ScannedSheet]] = defaultdict(list)
    for tag in sorted(found):
        heaps[found[tag].pages[0].kind_id or 0].append(found[tag])
    return heaps


@dataclass(frozen=True, slots=True)
class ToDo:
    """What is still to be done with the pictures of a meeting, in numbers; no grade is among them.

    ``undecided``: pictures in conflict; ``lame``: sheets of which a page is missing.
    """

    unread: int = 0
    troubles: int = 0
    undecided: int = 0
    lame: int = 0
    reviews: int = 0
    differing: int = 0

    @property
    def conflicts(self) -> int:
        """What the scrutineers must decide."""
        return self.undecided + self.lame

    @property
    def any(self) -> bool:
        return bool(self.unread or self.troubles or self.conflicts or self.reviews or self.differing)


NOTHING = ToDo()


def to_do(meeting: int, sheets: Iterable[ScannedSheet], files: Collection[m.ScanFile] | None = None) -> ToDo:
    """The same numbers for the rules, the page and the count; ``files`` where they are at hand."""
    if files is None:
        files = list(m.ScanFile.objects.filter(meeting=meeting).only("state", "troubles"))
    sheets = list(sheets)
    open_ = m.ScanPage.objects.filter(meeting=meeting, state="conflict").count()
    standings = [place.standing for sheet in sheets for place in sheet.places]
    return ToDo(
        unread=sum(file.state == "waiting" for file in files),
        troubles=sum(len(file.troubles) for file in files),
        undecided=open_,
        lame=sum(not sheet.whole for sheet in sheets),
        reviews=standings.count(Standing.OPEN),
        differing=standings.count(Standing.DIFFERS),
    )
