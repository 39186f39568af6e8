"""The inbox of a round's opinions (4.2a, 4.4a): one for what came by visit, telephone, letter, form and meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.db.models import Count

from shuzhi.reads.programme import edition_of
from shuzhi.reads.round import seen
from shuzhi.reads.round_home import StageStep, find, steps
from shuzhi.reads.sight import NotVisible
from shuzhi.reads.standing import Held
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.opinion import ANSWERS, SORTS, alike, source_text
from shuzhi.rules.register import ORGANISER, REGISTER
from shuzhi.rules.roles import BODY_OFFICES, Actor
from shuzhi.rules.stages import STAGES
from shuzhi.rules.verdict import Text

A_PAGE = 20
STATES = ("recorded", "sorted", "answered")


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One opinion as the inbox shows it; ``voter`` is empty for those who may not know the name."""

    record: m.Opinion
    source: Text
    who: str
    voter: str
    sort: Text | None
    kind: Text | None
    late_days: int
    goals: tuple[int, ...]
    may_sort: bool
    may_answer: bool
    near: tuple[m.Opinion, ...] = ()

    @property
    def pk(self) -> int:
        return int(self.record.pk)

    @property
    def state(self) -> str:
        """As ``{% state %}`` draws it."""
        if self.record.state == "answered":
            return "done"
        return "late" if self.late_days else "begun" if self.record.state == "sorted" else "untouched"

    @property
    def word(self) -> Text:
        """待分类, 待答复, 已答复, 逾期 2 天."""
        if self.record.state == "answered":
            return self.kind or Text("已答复", "Answered")
        if self.late_days:
            return Text("逾期 {n} 天", "{n} days late" if self.late_days > 1 else "{n} day late").format(
                n=self.late_days
            )
        return Text("待答复", "To answer") if self.record.state == "sorted" else Text("待分类", "To sort")


@dataclass(frozen=True, slots=True)
class VisitLine:
    visit: m.Visit
    who: str
    opinions: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the inbox."""

    state: str = ""
    sort: str = ""
    reporter: int | None = None
    page: str = "1"
    open: int | None = None


@dataclass(frozen=True, slots=True)
class Inbox:
    """The opinions of a round for one who runs it, or one's own."""

    round: m.Round
    steps: tuple[StageStep, ...]
    wanted: Wanted
    page: Page[OpinionLine]
    opened: OpinionLine | None
    counts: dict[str, int]
    sorts: tuple[tuple[str, Text, int], ...]
    reporters: tuple[tuple[int, str], ...]
    visits: tuple[VisitLine, ...]
    households: int
    may_record: bool
    visitors: tuple[tuple[int, str], ...]
    runs: bool
    total: int


def _shown(line: OpinionLine, wanted: Wanted) -> bool:
    record = line.record
    if wanted.state == "late":
        if not line.late_days:
            return False
    elif wanted.state and record.state != wanted.state:
        return False
    if wanted.sort and record.sorted_as != wanted.sort:
        return False
    return wanted.reporter is None or record.reporter_id == wanted.reporter


def _lines(actor: Actor, held: Held, round_: m.Round, runs: bool) -> list[OpinionLine]:
    today, edition = clock.today(), edition_of(round_.programme)
    organises = bool(held.offices & ORGANISER[held.standing.kind])
    found = round_.opinions.select_related("reporter__mandate__person", "constituency", "visit")
    if not runs:
        found = found.filter(reporter__mandate__person=actor.person)
    # Newest first; what came on one day in the order it was written down.
    lines = []
    for o in found.prefetch_related("goals").order_by("-on", "pk"):
        o.round = round_
        own = bool(o.reporter and o.reporter.mandate.person_id == actor.person)
        lines.append(
            OpinionLine(
                record=o,
                source=source_text(edition, o.source),
                who=o.reporter.mandate.person.name if o.reporter else "",
                voter=o.voter_name if runs or (own and o.source == "visit") else "",
                sort=SORTS.get(o.sorted_as),
                kind=ANSWERS.get(o.answer_kind),
                late_days=(today - o.due_on).days if o.due_on and o.state != "answered" and o.due_on < today else 0,
                goals=tuple(g.pk for g in o.goals.all()),
                may_sort=organises and o.state in REGISTER["opinion.sort"].source,
                may_answer=o.state in REGISTER["opinion.answer"].source
                and (organises or (own and o.sorted_as != "public_matter")),
            )
        )
    return lines


def _opened(lines: Sequence[OpinionLine], wanted: Wanted) -> OpinionLine | None:
    """The one asked for; else the first that waits for what the page was opened for."""
    if wanted.open is not None:
        return next((x for x in lines if x.pk == wanted.open and (x.may_sort or x.may_answer)), None)
    if wanted.state in ("", "recorded"):
        return next((x for x in lines if x.record.state == "recorded" and x.may_sort), None)
    if wanted.state in ("sorted", "late"):
        return next((x for x in lines if x.record.state == "sorted" and x.may_answer), None)
    return None


def _with_near(line: OpinionLine, lines: Sequence[OpinionLine]) -> OpinionLine:
    close = alike([x.record.text for x in lines], [place := lines.index(line)]).get(place, ())
    return replace(line, near=tuple(lines[n].record for n in close[:5]))


def inbox(actor: Actor, pk: int, wanted: Wanted) -> Inbox:
    """Everything said in a round, for those who run it; a reporter sees what was said of him or her.

    NotVisible for others. Six queries beside those of the masthead.
    """
    held = find(actor, pk)
    s = held.standing
    runs = bool(held.offices & frozenset(BODY_OFFICES))
    own = [r for r in s.reporters if r.person == actor.person]
    if not runs and not own:
        raise NotVisible(f"opinions of round {pk}")
    round_ = seen(actor, pk)
    lines = _lines(actor, held, round_, runs)
    shown = [x for x in lines if _shown(x, wanted)]
    page = Paginator(shown, A_PAGE).get_page(wanted.page)
    opened = _opened(list(page), wanted)
    organises = bool(held.offices & ORGANISER[s.kind])
    running = s.state in STAGES
    visits = m.Visit.objects.filter(reporter__round=pk).select_related("reporter__mandate__person")
    if not runs:
        visits = visits.filter(reporter__mandate__person=actor.person)
    visit_lines = tuple(
        VisitLine(v, v.reporter.mandate.person.name, v.heard)
        for v in visits.annotate(heard=Count("opinions")).order_by("-on", "-pk")
    )
    return Inbox(
        round=round_,
        steps=steps(s),
        wanted=wanted,
        page=page,
        opened=_with_near(opened, lines) if opened else None,
        counts={key: sum(x.record.state == key for x in lines) for key in STATES}
        | {"late": sum(bool(x.late_days) for x in lines)},
        sorts=tuple((key, text, sum(x.record.sorted_as == key for x in lines)) for key, text in SORTS.items()),
        reporters=tuple((r.pk, r.name) for r in s.reporters) if runs else (),
        visits=visit_lines,
        households=sum(v.visit.households for v in visit_lines),
        may_record=running and (organises or bool(own)),
        visitors=tuple((r.pk, r.name) for r in s.reporters if running and (organises or r in own)),
        runs=runs,
        total=len(lines),
    )
