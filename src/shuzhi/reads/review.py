"""What the machine would not swear to, one piece of a picture at a time, for two people who know nothing of each other (D0012).

Shown are a piece of a sheet and what it is asked about. Never shown: the sheet's code, a name, a time, or what the
other person said; only who settles learns that two saw it differently, and how.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from shuzhi.reads.count import BLANK, TWO
from shuzhi.reads.open_act import OpenAct
from shuzhi.reads.result import edition_of
from shuzhi.reads.scan_pages import at_the_table
from shuzhi.reads.scans import Place, scanned_sheets
from shuzhi.reads.sight import NotVisible
from shuzhi.records import models as m
from shuzhi.rules.edition import Edition
from shuzhi.rules.roles import Actor, Office
from shuzhi.rules.scan import Standing
from shuzhi.rules.sheet import TWO_MARKS, Answer
from shuzhi.rules.verdict import Text

BLANK_KEY, TWO_KEY = "0", "9"


@dataclass(frozen=True, slots=True)
class Key:
    """One answer that can be given: the key that gives it and its word."""

    key: str
    text: Text
    suggested: bool = False
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One place to look at. ``seen_as``: what the two saw, for whoever settles; ``mine``: this person's earlier word."""

    page: str
    place: str
    name: str
    question: Text
    keys: tuple[Key, ...]
    seen_as: tuple[Text, ...]
    again: bool

    @property
    def id(self) -> str:
        return f"{self.page}.{self.place}"


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Where this person stands: ``mine`` looked at, ``left`` to look at, ``settling`` to settle; ``open`` for anybody."""

    meeting: m.Meeting
    asked: Asked | None
    settles: bool
    mine: int
    left: int
    settling: int
    open: int
    act: OpenAct | None
    helps: bool

    @property
    def total(self) -> int:
        return self.mine + self.left


def review_page(actor: Actor, pk: int, *, wanted: str = "", skipped: str = "", helping: bool = False) -> ReviewPage:
    """The next place for this person, drawn by lot; or ``wanted``, one already looked at, to be looked at anew.

    Tellers look; a scrutineer settles, and looks as well only when ``helping``: who looked at a place cannot settle it.
    """
    table = at_the_table(actor, pk)
    meeting, acts = table.meeting, table.acts(actor)
    places = [place for sheets in scanned_sheets(pk).values() for sheet in sheets for place in sheet.places]
    mine = [p for p in places if p.looked(actor.person) is not None and p.standing is not Standing.MACHINE]
    strange = [p for p in places if p.looked(actor.person) is None]
    open_ = [p for p in strange if p.standing is Standing.OPEN]
    differing = [p for p in strange if p.standing is Standing.DIFFERS] if "scan.settle" in acts else []
    helps = Office.TELLER not in table.held
    lot = differing or ([] if helps and not helping else open_)
    place = _named(wanted, [p for p in mine if 3 not in p.said]) if wanted else _drawn(lot, skipped)
    settles = place is not None and not wanted and bool(differing)
    return ReviewPage(
        meeting,
        _asked(place, edition_of(meeting), actor, settles=settles) if place is not None else None,
        settles,
        len(mine),
        len(open_),
        len(differing),
        sum(p.standing is Standing.OPEN for p in places),
        acts.get("scan.settle" if settles else "scan.answer"),
        helps,
    )


def _id(place: Place) -> str:
    return f"{bytes(place.page.pk).hex()}.{place.name}"


def _named(wanted: str, places: Collection[Place]) -> Place:
    found = next((place for place in places if _id(place) == wanted), None)
    if found is None:
        raise NotVisible(wanted)
    return found


def _drawn(places: Sequence[Place], skipped: str) -> Place | None:
    """One of them by lot, so that nobody looks at a sheet's answers in a row; what was skipped comes last."""
    others = [place for place in places if _id(place) != skipped] or places
    return secrets.choice(others) if others else None


def _asked(place: Place, edition: Edition, actor: Actor, *, settles: bool) -> Asked:
    reporter = m.Reporter.objects.select_related("mandate__person").get(pk=place.reporter)
    question = next(q for q in edition.questions if q.key == place.question)
    own = place.looked(actor.person)
    words: dict[Answer, Text] = {None: BLANK, TWO_MARKS: TWO, **{g.key: g.label for g in edition.grades}}
    keys: dict[str, Answer] = {str(n): g.key for n, g in enumerate(edition.grades, 1)}
    keys |= {BLANK_KEY: None, TWO_KEY: TWO_MARKS}
    likely = suggested(place.seen.get("suggestion"))
    return Asked(
        bytes(place.page.pk).hex(),
        place.name,
        reporter.mandate.person.name,
        question.text,
        tuple(
            Key(key, words[said], (said,) == likely and not settles, own is not None and own.answer == said)
            for key, said in keys.items()
        ),
        tuple(words[place.said[turn].answer] for turn in (1, 2)) if settles else (),
        own is not None,
    )


def suggested(marks: Sequence[str] | None) -> tuple[Answer] | None:
    """What the machine would say, as an answer: the one grade, a blank, two marks; None where it saw nothing."""
    if marks is None:
        return None
    return (None,) if not marks else (marks[0],) if len(marks) == 1 else (TWO_MARKS,)
