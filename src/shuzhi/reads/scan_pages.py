"""The pages of reading by machine: files and how far they are, places to look at, pictures in conflict (D0012)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from shuzhi.reads.count import BLANK, OVER, TWO
from shuzhi.reads.open_act import OpenAct
from shuzhi.reads.record import reporters_in_order
from shuzhi.reads.result import edition_of
from shuzhi.reads.scans import NOTHING, Place, ScannedSheet, ToDo, scanned_sheets, to_do
from shuzhi.reads.sheet import acts_of, facts, meeting_of
from shuzhi.reads.sight import NotVisible
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor
from shuzhi.rules.scan import CHOICE, WHY, Choice, Standing, Why, choices
from shuzhi.rules.sheet import TWO_MARKS
from shuzhi.rules.verdict import Text


@dataclass(frozen=True, slots=True)
class ScansPage:
    """How far the files are read. Numbers of pages and sheets; no grade."""

    meeting: m.Meeting
    files: tuple[m.ScanFile, ...]
    sheets: int
    unfinished: int
    to_do: ToDo
    acts: dict[str, OpenAct]
    over: bool

    @property
    def waiting(self) -> tuple[m.ScanFile, ...]:
        return tuple(f for f in self.files if f.state == "waiting")

    @property
    def troubled(self) -> tuple[m.ScanFile, ...]:
        return tuple(f for f in self.files if f.troubles)

    @property
    def pages(self) -> int:
        """Pages of the files known so far; a file not begun counts as one."""
        return sum(max(f.pages, 1) for f in self.files)

    @property
    def done(self) -> int:
        return sum(max(f.pages, 1) if f.state != "waiting" else f.done for f in self.files)

    @property
    def empty(self) -> int:
        return sum(f.empty for f in self.files)

    @property
    def again(self) -> int:
        return sum(f.again for f in self.files)


def _seen(actor: Actor, pk: int) -> tuple[m.Meeting, dict[str, OpenAct]]:
    """The meeting, for its tellers and scrutineers alone: pictures of sheets are not for others who work at it."""
    meeting = meeting_of(actor, pk)
    acts = {name: act for name, act in acts_of(actor, meeting, facts(meeting)).items() if name.startswith("scan.")}
    if not acts:
        raise NotVisible(f"scans of meeting {pk}")
    return meeting, acts


def _sheets(meeting: m.Meeting) -> list[ScannedSheet]:
    return [sheet for heap in scanned_sheets(meeting.pk).values() for sheet in heap]


def scans_page(actor: Actor, pk: int) -> ScansPage:
    """The files of one meeting and what is still to be done, for its tellers and scrutineers."""
    meeting, acts = _seen(actor, pk)
    count = getattr(meeting, "count", None)
    over = count is not None and count.state in OVER
    sheets = _sheets(meeting)
    files = sorted(m.ScanFile.objects.filter(meeting=meeting), key=lambda f: (f.state != "waiting", f.name))
    return ScansPage(
        meeting,
        tuple(files),
        len(sheets),
        sum(not sheet.finished for sheet in sheets),
        to_do(meeting.pk, sheets) if not over else NOTHING,
        acts,
        over,
    )


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One place at which people must look. ``key`` names the picture, ``place`` the answer on it.

    ``suggested``: the digits of the marks the machine thinks it sees, none for a blank; ``crop``: four corners in the
    stored picture; ``said``: what both saw, told only to who settles.
    """

    key: str
    place: str
    reporter: str
    question: Text
    suggested: tuple[str, ...] | None
    reasons: tuple[str, ...]
    crop: tuple[tuple[float, float], ...] | None
    mine: str | None
    said: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What this person has yet to look at, and what there is to settle; ``grades`` by the digit that says them."""

    meeting: m.Meeting
    grades: tuple[tuple[str, Text], ...]
    look: tuple[ReviewItem, ...]
    settle: tuple[ReviewItem, ...]
    looked: int
    to_do: ToDo
    acts: dict[str, OpenAct]


def review_page(actor: Actor, pk: int) -> ReviewPage:
    """The places at which people must look, in the order of the pictures' random keys, reporter by reporter."""
    meeting, acts = _seen(actor, pk)
    edition = edition_of(meeting)
    grades = ((None, "0", BLANK), *((g.key, str(n), g.label) for n, g in enumerate(edition.grades, 1)))
    grades = (*grades[1:], grades[0], (TWO_MARKS, "9", TWO))
    digits, words = {key: d for key, d, _ in grades}, {key: text for key, _, text in grades}
    names = {str(r.pk): r.mandate.person.name for r in reporters_in_order(meeting)}
    questions = {q.key: q.text for q in edition.questions}

    def item(place: Place, *, both: bool = False) -> ReviewItem:
        own, marks = place.looked(actor.person), place.seen.get("suggestion")
        crop = place.seen.get("crop")
        return ReviewItem(
            bytes(place.page.key).hex(),
            place.name,
            names[place.reporter],
            questions[place.question],
            None if marks is None else tuple(digits[mark] for mark in marks),
            tuple(place.seen.get("reasons", ())),
            tuple((x, y) for x, y in crop) if crop else None,
            digits[own.answer] if own else None,
            tuple(words[place.said[turn].answer] for turn in (1, 2)) if both else (),
        )

    sheets = _sheets(meeting)
    places = [place for sheet in sheets for place in sheet.places]
    places.sort(key=lambda place: (bytes(place.page.key), list(place.page.reading["places"]).index(place.name)))
    doubted = [place for place in places if place.standing is not Standing.MACHINE]
    return ReviewPage(
        meeting,
        tuple((digit, text) for _, digit, text in grades),
        tuple(item(p) for p in doubted if p.standing is Standing.OPEN and p.looked(actor.person) is None),
        tuple(
            item(p, both=True)
            for p in doubted
            if p.standing is Standing.DIFFERS and p.looked(actor.person) is None and "scan.settle" in acts
        ),
        sum(p.looked(actor.person) is not None for p in doubted),
        to_do(meeting.pk, sheets),
        acts,
    )


@dataclass(frozen=True, slots=True)
class Conflict:
    """A picture on which the scrutineers must decide, beside the other pictures of the same page."""

    key: str
    why: str
    text: Text
    others: tuple[str, ...]
    choices: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class ConflictsPage:
    meeting: m.Meeting
    conflicts: tuple[Conflict, ...]
    decided: int
    acts: dict[str, OpenAct]


def conflicts_page(actor: Actor, pk: int) -> ConflictsPage:
    """The pictures in conflict, with what the rules leave to choose."""
    meeting, acts = _seen(actor, pk)
    pages = list(m.ScanPage.objects.filter(meeting=meeting).defer("picture", "reading").order_by("key"))
    same: dict[tuple[bytes, int], list[m.ScanPage]] = defaultdict(list)
    for page in pages:
        if page.sheet is not None:
            same[bytes(page.sheet), page.page].append(page)
    found = [
        _conflict(
            page, page.why, [p for p in same[bytes(page.sheet), page.page] if p is not page] if page.sheet else []
        )
        for page in pages
        if page.state == "conflict"
    ]
    found += [_conflict(sheet.pages[0], Why.MISSING, sheet.pages[1:]) for sheet in _sheets(meeting) if not sheet.whole]
    found.sort(key=lambda one: (list(Why).index(Why(one.why)), one.key))
    return ConflictsPage(meeting, tuple(found), sum(page.state == "aside" for page in pages), acts)


def _conflict(page: m.ScanPage, why: str, others: list[m.ScanPage]) -> Conflict:
    offered: tuple[Choice, ...] = choices(why)
    return Conflict(
        bytes(page.key).hex(),
        why,
        WHY[Why(why)],
        tuple(bytes(one.key).hex() for one in others),
        tuple((str(one), CHOICE[one]) for one in offered),
    )


def picture(actor: Actor, pk: int, key: str) -> bytes:
    """One page's picture, for those who must look at it."""
    meeting, _ = _seen(actor, pk)
    try:
        found = m.ScanPage.objects.filter(meeting=meeting, pk=bytes.fromhex(key)).first()
    except ValueError:
        found = None
    if found is None:
        raise NotVisible(f"picture {key}")
    return bytes(found.picture)
