"""Sheets of a meeting: who draws from which pile, how many are out, how many are in. Never a grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from shuzhi.reads.memo import shared
from shuzhi.reads.offices import kind_of, offices_at
from shuzhi.reads.open_act import OpenAct, acts_on
from shuzhi.reads.result import edition_of
from shuzhi.reads.round_facts import round_facts
from shuzhi.reads.sight import NotVisible, visible
from shuzhi.records import models as m
from shuzhi.rules import evaluation as rules
from shuzhi.rules import gate
from shuzhi.rules.evaluation import EvaluationFacts
from shuzhi.rules.regulation import Edition
from shuzhi.rules.roles import Actor, Office
from shuzhi.rules.sheet import Form, form_for, forms, rates
from shuzhi.rules.verdict import Text

EVERYBODY = Text("全体", "Everybody")
NO_CONSTITUENCY = Text("未分选区", "No constituency")
SPARES = 10


@dataclass(frozen=True, slots=True)
class Pile:
    """One pile of equal sheets: those who may rate the same reporters draw from it.

    ``key`` is the constituency's id, or 0 where there is none, or the reporter's where each has a form of their own
    (``alone``); ``who`` names the electorate that draws from it; ``attendees`` may fill in a sheet of it.
    """

    key: int
    constituency: int
    label: str
    who: str
    reporters: tuple[m.Reporter, ...]
    attendees: int
    present: int
    issued: int = 0
    alone: bool = False

    @property
    def whose(self) -> Text:
        """The electorate's name, to be shown."""
        return named(self.who)

    @property
    def wanted(self) -> int:
        """Sheets to print: one an attendee, and spares."""
        return self.attendees + SPARES

    @property
    def names(self) -> str:
        return "、".join(r.mandate.person.name for r in self.reporters)


def meeting_of(actor: Actor, pk: int) -> m.Meeting:
    """The meeting, for those who take part in its round's work."""
    meetings = (
        visible(actor, "meeting")
        .select_related("round__programme__district", "round__organiser", "evaluation", "count")
        .prefetch_related("sheet_kinds__reporters")
    )
    found = shared(("meeting of sheets", actor, pk), meetings.filter(pk=pk).first)
    if not isinstance(found, m.Meeting):
        raise NotVisible(f"meeting {pk}")
    return found


def reporters_of(meeting: m.Meeting) -> list[m.Reporter]:
    on_sheet = meeting.reporters.select_related("mandate__person", "mandate__constituency").order_by("order", "pk")
    return shared(("reporters on the sheet", meeting.pk), lambda: list(on_sheet))


def piles(meeting: m.Meeting) -> list[Pile]:
    """The piles a meeting needs, by who rates whom: each electorate its own reporters, or all rate all.

    An electorate draws from one pile, or from one for each of its reporters, as the edition has it (D0001).
    """
    return shared(("piles", meeting.pk), lambda: _piles(meeting))


def _piles(meeting: m.Meeting) -> list[Pile]:
    edition = edition_of(meeting)
    filling = {k.key for k in edition.attendee_kinds if k.evaluates}
    people = [
        (constituency or 0, present)
        for constituency, kind, present in meeting.invitees.values_list("constituency", "kind", "present")
        if kind in filling
    ]
    issued = {kind.key: kind.issued for kind in meeting.sheet_kinds.all()}
    reporters = reporters_of(meeting)
    everybody = meeting.who_rates == "all"
    electorates = {r: 0 if everybody else r.mandate.constituency_id or 0 for r in reporters}
    alone = edition.sheet.bears.value == "one_reporter"
    found = []
    for own in dict.fromkeys(electorates.values()):
        rated = rates("own", own, electorates)
        seat = rated[0].mandate.constituency
        who = EVERYBODY.zh if everybody else seat.name if seat else NO_CONSTITUENCY.zh
        here = [present for constituency, present in people if everybody or constituency == own]
        for on_it in forms(edition.sheet.bears.value, rated):
            key = on_it[0].pk if alone else own
            label = _label(on_it[0], reporters) if alone else who
            found.append(Pile(key, own, label, who, on_it, len(here), sum(here), issued.get(key, 0), alone))
    return found


def _label(reporter: m.Reporter, among: Sequence[m.Reporter]) -> str:
    """A pile about one reporter bears the name, and the constituency where two have the same."""
    name, seat = reporter.mandate.person.name, reporter.mandate.constituency
    alike = sum(r.mandate.person.name == name for r in among) > 1
    return f"{name}（{seat.name if seat else NO_CONSTITUENCY.zh}）" if alike else name


def named(label: str) -> Text:
    """A pile's name as it is shown: a constituency's and a deputy's are names, the others are words."""
    return next((word for word in (EVERYBODY, NO_CONSTITUENCY) if word.zh == label), Text(label, label))


def form_of(kind: m.SheetKind, edition: Edition) -> Form:
    """The rules' form of one kind of sheet; reporters by their id in words, as answers are stored."""
    return form_for(edition, [str(r.pk) for r in sorted(kind.reporters.all(), key=lambda r: (r.order, r.pk))])


def phones_of(meeting: m.Meeting) -> str | None:
    """closed, open, stopped; None before the first sheet was printed."""
    evaluation = getattr(meeting, "evaluation", None)
    return evaluation.phones if evaluation else None


def paper_facts(meeting: m.Meeting) -> EvaluationFacts:
    """How far the evaluation has come, which is all that paper asks; no sheet is counted for it."""
    return EvaluationFacts(
        round=round_facts(meeting.round),
        phones=phones_of(meeting),
        issued=0,
        present=0,
        reporters=0,
        count=count.state if (count := getattr(meeting, "count", None)) else None,
    )


def facts(meeting: m.Meeting, heaps: Sequence[Pile] | None = None) -> EvaluationFacts:
    """The facts of the evaluation, for its rules."""
    heaps = piles(meeting) if heaps is None else heaps
    kinds = list(meeting.sheet_kinds.all())
    now = {pile.key: {r.pk for r in pile.reporters} for pile in heaps}
    phones = phones_of(meeting)
    used = m.Tag.objects.filter(kind__meeting=meeting).exclude(use=m.Tag.Use.ISSUED)
    unread, conflicts = scans_waiting(meeting.pk) if phones == "stopped" else (0, 0)
    return replace(
        paper_facts(meeting),
        back=used.count() if phones == "open" else 0,
        issued=sum(kind.issued for kind in kinds),
        present=sum(pile.present for pile in heaps),
        reporters=sum(len(pile.reporters) for pile in heaps),
        same_reporters=all(now.get(k.key) == {r.pk for r in k.reporters.all()} for k in kinds),
        unread=unread,
        conflicts=conflicts,
    )


def scans_waiting(meeting: int) -> tuple[int, int]:
    """Files not read yet, and pictures on which the scrutineers must decide."""
    return (
        m.ScanFile.objects.filter(meeting=meeting, state="waiting").count(),
        m.ScanPage.objects.filter(meeting=meeting, state="conflict").count(),
    )


@dataclass(frozen=True, slots=True)
class SheetsIn:
    """All that anybody learns before the seal: how many sheets were printed and how many are in."""

    issued: int
    cast: int
    paper: int

    @property
    def back(self) -> int:
        return self.cast + self.paper


def acts_of(
    actor: Actor,
    meeting: m.Meeting,
    found: EvaluationFacts,
    count: m.Count | None = None,
    counted: Any = None,
    *,
    held: frozenset[Office] | None = None,
) -> dict[str, OpenAct]:
    """The acts of the evaluation this actor's office may do now, each with what stands against it.

    ``held``: the actor's offices at this meeting, where they are known.
    """
    held, kind = offices_at(actor, meeting) if held is None else held, kind_of(meeting)
    offered: dict[str, OpenAct] = {}
    for row in (*acts_on("meeting"), *(acts_on("count") if count else ())):
        if not row.name.startswith(("sheet.", "scan.", "count.")):
            continue
        record = count if count is not None and row.on == "count" else meeting
        if gate.office_allows(row, held, kind).refused or gate.state_allows(row, record.state).refused:
            continue
        verdict = RULES[row.name](found) if row.name in RULES else gate.needs_met(row, counted)
        offered[row.name] = OpenAct(row, record.pk, verdict)
    return offered


RULES = {
    "sheet.issue": rules.may_issue,
    "sheet.open": rules.may_open,
    "sheet.reopen": rules.may_reopen,
    "sheet.close_phones": rules.may_close,
    "sheet.admit_paper": rules.paper_may_go_in,
    "sheet.enter": rules.paper_may_go_in,
    "sheet.settle": rules.paper_may_go_in,
    "sheet.write_down": rules.paper_may_go_in,
    "scan.upload": rules.paper_may_go_in,
    "scan.catch": rules.paper_may_go_in,
    "scan.dismiss": rules.paper_may_go_in,
    "scan.answer": rules.paper_may_go_in,
    "scan.settle": rules.paper_may_go_in,
    "scan.resolve": rules.paper_may_go_in,
    "count.draw_up": rules.may_draw_up,
}


def sheets_in(meeting: m.Meeting) -> SheetsIn:
    """How many are in; of no use to tell phone from paper, so pages show ``back`` alone."""
    count = getattr(meeting, "count", None)
    if count is not None and count.state in ("sealed", "announced", "void"):
        return SheetsIn(count.issued, count.cast, count.paper)  # the tags are gone
    uses = list(m.Tag.objects.filter(kind__meeting=meeting).values_list("use", flat=True))
    issued = sum(kind.issued for kind in meeting.sheet_kinds.all())
    return SheetsIn(issued, uses.count(m.Tag.Use.CAST), uses.count(m.Tag.Use.PAPER))


@dataclass(frozen=True, slots=True)
class SheetsPage:
    meeting: m.Meeting
    piles: tuple[Pile, ...]
    phones: str | None
    sheets: SheetsIn
    present: int
    acts: dict[str, OpenAct]

    @property
    def alone(self) -> bool:
        """Whether every reporter has a form of their own."""
        return any(pile.alone for pile in self.piles)


def sheets_page(actor: Actor, pk: int) -> SheetsPage:
    """The sheets of one meeting, for those who work at it."""
    meeting = meeting_of(actor, pk)
    heaps = tuple(piles(meeting))
    found = facts(meeting, heaps)
    acts = {name: act for name, act in acts_of(actor, meeting, found).items() if name.startswith("sheet.")}
    return SheetsPage(meeting, heaps, found.phones, sheets_in(meeting), found.present, acts)
