"""The pages of reading by machine: files and how far they are, pictures in conflict (D0012)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from shuzhi.crafts.paperform.extra import missing
from shuzhi.reads.count import OVER
from shuzhi.reads.offices import offices_at
from shuzhi.reads.open_act import OpenAct
from shuzhi.reads.scans import NOTHING, ScannedSheet, ToDo, scanned_sheets, to_do
from shuzhi.reads.sheet import acts_of, meeting_of, paper_facts
from shuzhi.reads.sight import NotVisible
from shuzhi.records import models as m
from shuzhi.records.where import rehearsing
from shuzhi.rules.roles import Actor, Office
from shuzhi.rules.scan import CHOICE, OF_THE_FILE, TROUBLE, WHY, Why, choices
from shuzhi.rules.verdict import Text


@dataclass(frozen=True, slots=True)
class Trouble:
    """A file with what could not be read of it: (page, or 0 for all of it; why and what to do)."""

    file: str
    name: str
    pages: tuple[tuple[int, Text], ...]


@dataclass(frozen=True, slots=True)
class ScansPage:
    """How far the files are read. Numbers of pages and sheets; no grade.

    ``lacking``: packages without which nothing can be read here.
    """

    meeting: m.Meeting
    done: int
    pages: int
    waiting: int
    read: int
    empty: int
    again: int
    sheets: int
    troubles: tuple[Trouble, ...]
    to_do: ToDo
    acts: dict[str, OpenAct]
    over: bool
    lacking: tuple[str, ...]
    rehearsal: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The tellers' table of one meeting, and in which offices somebody sits at it."""

    meeting: m.Meeting
    held: frozenset[Office]

    def acts(self, actor: Actor) -> dict[str, OpenAct]:
        """What may be done with pictures here now."""
        found = acts_of(actor, self.meeting, paper_facts(self.meeting), held=self.held)
        return {name: act for name, act in found.items() if name.startswith("scan.")}


def at_the_table(actor: Actor, pk: int) -> Table:
    """The meeting, for its tellers and scrutineers; nobody else sees a picture (D0002)."""
    meeting = meeting_of(actor, pk)
    held = offices_at(actor, meeting)
    if not held & {Office.TELLER, Office.SCRUTINEER}:
        raise NotVisible(f"the table of meeting {pk}")
    return Table(meeting, held)


def _sheets(meeting: m.Meeting) -> list[ScannedSheet]:
    return [sheet for heap in scanned_sheets(meeting.pk).values() for sheet in heap]


def scans_page(actor: Actor, pk: int) -> ScansPage:
    """The files of one meeting and what is still to be done, for its tellers and scrutineers."""
    table = at_the_table(actor, pk)
    meeting = table.meeting
    count = getattr(meeting, "count", None)
    over = count is not None and count.state in OVER
    sheets, files = _sheets(meeting), list(m.ScanFile.objects.filter(meeting=meeting).order_by("name", "key"))
    return ScansPage(
        meeting,
        # A file that was not begun has told nothing of its pages: it counts as one.
        sum(file.done if file.state == "waiting" else max(file.pages, 1) for file in files),
        sum(max(file.pages, 1) for file in files),
        sum(file.state == "waiting" for file in files),
        sum(file.state != "waiting" for file in files),
        sum(file.empty for file in files),
        sum(file.again for file in files),
        len(sheets),
        tuple(_trouble(file) for file in files if file.troubles),
        NOTHING if over else to_do(meeting.pk, sheets, files),
        table.acts(actor),
        over,
        missing(),
        rehearsing(),
    )


def _trouble(file: m.ScanFile) -> Trouble:
    whole = file.state == "bad" and file.pages <= 1
    return Trouble(
        bytes(file.key).hex(),
        file.name,
        tuple(
            (0 if whole or why in OF_THE_FILE else page, TROUBLE.get(why, TROUBLE["broken"]))
            for page, why in file.troubles
        ),
    )


@dataclass(frozen=True, slots=True)
class Conflict:
    """A picture on which the scrutineers must decide, beside the other pictures of the same sheet."""

    key: str
    text: Text
    others: tuple[str, ...]
    choices: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class ConflictsPage:
    meeting: m.Meeting
    conflicts: tuple[Conflict, ...]
    aside: int
    act: OpenAct | None


def conflicts_page(actor: Actor, pk: int) -> ConflictsPage:
    """The pictures in conflict, with what the rules leave to choose; for tellers to see, for scrutineers to decide."""
    table = at_the_table(actor, pk)
    meeting = table.meeting
    pages = list(m.ScanPage.objects.filter(meeting=meeting).defer("picture", "reading").order_by("key"))
    same: dict[tuple[bytes, int], list[m.ScanPage]] = defaultdict(list)
    for page in pages:
        if page.sheet is not None:
            same[bytes(page.sheet), page.page].append(page)
    found: list[tuple[Why, Conflict]] = []
    for page in pages:
        if page.state == "conflict":
            others = [] if page.sheet is None else same[bytes(page.sheet), page.page]
            found.append((Why(page.why), _conflict(Why(page.why), page, others)))
    lame = [sheet.pages for sheet in _sheets(meeting) if not sheet.whole]
    found += [(Why.MISSING, _conflict(Why.MISSING, pages_of[0], pages_of)) for pages_of in lame]
    order = list(Why)
    found.sort(key=lambda one: (order.index(one[0]), one[1].key))
    aside = sum(page.state == "aside" for page in pages)
    return ConflictsPage(meeting, tuple(one for _, one in found), aside, table.acts(actor).get("scan.resolve"))


def _conflict(why: Why, page: m.ScanPage, pages: list[m.ScanPage]) -> Conflict:
    return Conflict(
        bytes(page.key).hex(),
        WHY[why],
        tuple(bytes(one.key).hex() for one in pages if one.pk != page.pk),
        tuple((str(one), CHOICE[one]) for one in choices(why)),
    )


def kept(actor: Actor, pk: int, key: str) -> m.ScanPage:
    """One page and its picture, for those at the table."""
    meeting = at_the_table(actor, pk).meeting
    try:
        found = m.ScanPage.objects.filter(meeting=meeting, pk=bytes.fromhex(key)).first()
    except ValueError:
        found = None
    if found is None:
        raise NotVisible(f"picture {key}")
    return found


def picture(actor: Actor, pk: int, key: str) -> bytes:
    """One picture as it is kept, a JPEG with the sheet's codes painted over; for those at the table."""
    return bytes(kept(actor, pk, key).picture)
