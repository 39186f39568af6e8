"""The count of a meeting, step by step for people who never did it; and its facts for the rules."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shuzhi.reads.comment import CommentTally, tally_of
from shuzhi.reads.entries import Paper, next_slip, papers_of
from shuzhi.reads.memo import shared
from shuzhi.reads.open_act import OpenAct
from shuzhi.reads.result import Result, edition_of, results_of_meeting
from shuzhi.reads.round_facts import round_facts
from shuzhi.reads.scans import NOTHING, ToDo, to_do
from shuzhi.reads.sheet import SheetsIn, acts_of, meeting_of, named, phones_of, sheets_in
from shuzhi.reads.sight import NotVisible
from shuzhi.records import models as m
from shuzhi.rules.count import CountFacts, more_than_present
from shuzhi.rules.evaluation import EvaluationFacts
from shuzhi.rules.roles import Actor
from shuzhi.rules.sheet import TWO_MARKS
from shuzhi.rules.tally import Reckoning
from shuzhi.rules.verdict import Text

OVER = ("sealed", "announced", "void")


def reckoning_of(count: m.Count) -> Reckoning:
    """The stored numbers as the rules' reckoning.

    A negative ``missing`` (more accounted for than issued) is left for the rules to find. Paper typed
    in beyond what was checked in makes more counted than returned, and is found there too.
    """
    over = max(-count.missing, 0)
    returned = count.cast + count.paper
    return Reckoning(
        issued=count.issued,
        cast=count.cast,
        paper=count.paper,
        unused=count.unused,
        missing=max(count.missing, 0) if not over else 0,
        valid=max(returned - count.void, 0),
        void=count.void,
    )


def facts(count: m.Count) -> CountFacts:
    """The facts of a count; the paper sheets are looked at while they are kept."""
    papers = papers_of(count.meeting) if count.state not in OVER else []
    return facts_with(count, papers, _scans_of(count.meeting_id, papers))


def _scans_of(meeting: int, papers: list[Paper]) -> ToDo:
    """What is still to be done with the pictures among these paper sheets."""
    return to_do(meeting, [sheet for p in papers for sheet in p.scans]) if papers else NOTHING


def facts_with(count: m.Count, papers: list[Paper], scans: ToDo) -> CountFacts:
    """The same, over paper sheets already at hand."""
    slips = sum(p.number for p in papers)
    base = reckoning_of(count)
    if slips > count.paper:
        base = Reckoning(
            base.issued,
            base.cast,
            base.paper,
            base.unused,
            base.missing,
            max(count.cast + slips - count.void, 0),
            count.void,
        )
    return CountFacts(
        round=round_facts(count.meeting.round),
        reckoning=base,
        explanation=count.explanation,
        once=sum(len(p.once) for p in papers),
        differing=sum(len(p.differing) for p in papers),
        slips=slips,
        scanned=sum(len(p.scans) for p in papers),
        admitted=count.paper if papers else slips,
        present=count.present,
        unread=scans.unread,
        troubles=scans.troubles,
        conflicts=scans.conflicts,
        reviews=scans.reviews,
        unlike=scans.differing,
    )


@dataclass(frozen=True, slots=True)
class PaperLine:
    """How far the paper sheets of one pile are typed in."""

    kind: int
    label: Text
    typed: int
    once: tuple[int, ...]
    differing: tuple[int, ...]
    scanned: int = 0


@dataclass(frozen=True, slots=True)
class CountPage:
    """Where the count stands. Numbers of sheets only; grades are not here before the seal."""

    meeting: m.Meeting
    count: m.Count | None
    phones: str | None
    sheets: SheetsIn
    lines: tuple[PaperLine, ...]
    step: int
    acts: dict[str, OpenAct]
    comments: CommentTally | None = None
    again: m.Meeting | None = None
    scans: ToDo = NOTHING

    @property
    def typed(self) -> int:
        return sum(line.typed for line in self.lines)

    @property
    def scanned(self) -> int:
        """Sheets that count by their pictures."""
        return sum(line.scanned for line in self.lines)

    @property
    def neither(self) -> int:
        """Sheets checked in that were neither typed in nor count by a picture."""
        return max(self.sheets.paper - self.typed - self.scanned, 0)

    @property
    def once(self) -> int:
        return sum(len(line.once) for line in self.lines)

    @property
    def differing(self) -> int:
        return sum(len(line.differing) for line in self.lines)

    @property
    def complete(self) -> bool:
        """Every paper sheet checked in, typed in twice or scanned, and settled."""
        number = self.typed + self.scanned
        return number == self.sheets.paper and not self.once and not self.differing and not self.scans.any

    @property
    def gap(self) -> bool:
        """Something to be explained: sheets missing, or more of them back than people were checked in."""
        return self.more_than_present or bool(self.count and self.count.missing)

    @property
    def more_than_present(self) -> bool:
        count = self.count
        return count is not None and more_than_present(count.cast + count.paper, count.present)


def _line(paper: Paper) -> PaperLine:
    once, differing = tuple(paper.once), tuple(paper.differing)
    return PaperLine(paper.kind.pk, named(paper.kind.label), len(paper.slips), once, differing, len(paper.scans))


def _step(phones: str | None, count: m.Count | None, complete: bool) -> int:
    """1 close the phones · 2 check the paper in · 3 type it in · 4 draw up · 5 confirm · 6 seal · 7 announce · 8 done."""
    if count is not None:
        return {"drawn_up": 5 if complete else 3, "confirmed": 6, "sealed": 7}.get(count.state, 8)
    if phones != "stopped":
        return 1
    return 4 if complete else 3


def count_page(actor: Actor, pk: int) -> CountPage:
    """The count of one meeting, for those who work at it."""
    meeting = meeting_of(actor, pk)
    count = getattr(meeting, "count", None)
    papers = [] if count is not None and count.state in OVER else papers_of(meeting)
    phones, sheets = phones_of(meeting), sheets_in(meeting)
    scans = _scans_of(meeting.pk, papers)
    counted = facts_with(count, papers, scans) if count is not None else None
    found = EvaluationFacts(
        round=counted.round if counted else round_facts(meeting.round),
        phones=phones,
        issued=sheets.issued,
        present=0,
        reporters=1,
        count=count.state if count is not None else None,
        unread=scans.unread,
        conflicts=scans.undecided,
    )
    acts = acts_of(actor, meeting, found, count, counted)
    page = CountPage(meeting, count, phones, sheets, tuple(_line(p) for p in papers), 1, acts, scans=scans)
    step = _step(phones, count, page.complete)
    if count is None and phones == "stopped" and not sheets.paper and not page.typed and not scans.any:
        step = 2
    comments = tally_of(meeting.pk) if count is not None and count.state == "announced" else None
    page = replace(page, step=step, comments=comments)
    if count is None or count.state != "void":
        return page
    return replace(
        page,
        again=m.Meeting.objects.filter(round=meeting.round_id, pk__gt=meeting.pk, reporters__meetings=meeting).first(),
    )


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One question of a paper sheet being typed in; ``typed`` are both readings where they differ."""

    name: str
    number: int
    text: Text
    value: str = ""
    typed: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A paper sheet to be typed in, or one to be settled. ``mine`` is how many this teller has done."""

    meeting: m.Meeting
    kind: m.SheetKind
    slip: int
    about: tuple[tuple[str, tuple[EntryLine, ...]], ...]
    grades: tuple[tuple[int, Text], ...]
    mine: int
    admitted: int
    settling: bool
    void_said: tuple[bool, ...]
    acts: dict[str, OpenAct]

    @property
    def pile(self) -> Text:
        return named(self.kind.label)


BLANK = Text("没填", "blank")
TWO = Text("填了两个", "two marks")


def entry_page(actor: Actor, pk: int, kind: int, slip: int | None) -> EntryPage:
    """The next slip of this teller; or, with ``slip``, the one on which two tellers differ."""
    meeting = meeting_of(actor, pk)
    paper = next((p for p in papers_of(meeting) if p.kind.pk == kind), None)
    if paper is None or (slip is not None and not paper.differs(slip)):
        raise NotVisible(f"slip {slip} of pile {kind}")
    edition = edition_of(meeting)
    digits = {g.key: str(n) for n, g in enumerate(edition.grades, 1)} | {None: "0", TWO_MARKS: "9"}
    words = {g.key: g.label for g in edition.grades} | {None: BLANK, TWO_MARKS: TWO}
    readings = [paper.read(paper.slips[slip][turn]) for turn in (1, 2)] if slip is not None else []
    found = EvaluationFacts(
        round=round_facts(meeting.round), phones=phones_of(meeting), issued=paper.kind.issued, present=0, reporters=1
    )
    about, number = [], 0
    for reporter in paper.kind.reporters.select_related("mandate__person").order_by("order", "pk"):
        lines = []
        for question in edition.questions:
            number += 1
            given = [r[str(reporter.pk)][question.key] for r in readings if r is not None]
            agreed = len(given) == 2 and given[0] == given[1]
            lines.append(
                EntryLine(
                    f"a-{reporter.pk}-{question.key}",
                    number,
                    question.text,
                    digits[given[0]] if agreed else "",
                    () if agreed else tuple(words[g] for g in given),
                )
            )
        about.append((reporter.mandate.person.name, tuple(lines)))
    return EntryPage(
        meeting,
        paper.kind,
        slip if slip is not None else next_slip(paper, actor),
        tuple(about),
        tuple((n, g.label) for n, g in enumerate(edition.grades, 1)),
        sum(any(e.teller_id == actor.person for e in turns.values()) for turns in paper.slips.values()),
        m.Tag.objects.filter(kind=paper.kind, use=m.Tag.Use.PAPER).count(),
        slip is not None,
        tuple(r is None for r in readings),
        acts_of(actor, meeting, found),
    )


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement of a sealed count, to be printed and signed in ink."""

    meeting: m.Meeting
    count: m.Count
    results: tuple[tuple[m.Reporter, Result], ...]
    scrutineers: tuple[str, ...]
    tellers: tuple[str, ...]
    comments: CommentTally

    @property
    def returned(self) -> int:
        return self.count.cast + self.count.paper

    @property
    def valid(self) -> int:
        return self.returned - self.count.void


def statement(actor: Actor, pk: int) -> Statement | None:
    """The statement; None until the count is sealed or declared void."""
    return shared(("statement", actor, pk), lambda: _statement(actor, pk))


def _statement(actor: Actor, pk: int) -> Statement | None:
    meeting = meeting_of(actor, pk)
    count = getattr(meeting, "count", None)
    if count is None or count.state not in OVER:
        return None
    posts = list(meeting.posts.select_related("person"))
    return Statement(
        meeting,
        count,
        tuple(results_of_meeting(actor, meeting)),
        tuple(p.person.name for p in posts if p.office == "scrutineer"),
        tuple(p.person.name for p in posts if p.office == "teller"),
        tally_of(meeting.pk),
    )


def marks_of(meeting: m.Meeting) -> frozenset[str]:
    """By what the cards of this meeting are known; empty where they were handed out before that was kept."""
    return frozenset(m.Evaluation.objects.filter(meeting=meeting).values_list("cards", flat=True).first() or ())
