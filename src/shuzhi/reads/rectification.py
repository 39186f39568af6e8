"""The closed loop (4.4a, 4.4b): what was said, the goal, its measures, progress with evidence, the attendees' word."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Prefetch, Q
from django.utils.timezone import localdate

from shuzhi.reads import sight
from shuzhi.reads.memo import rows_together, together
from shuzhi.reads.open_act import OpenAct
from shuzhi.reads.reporter import opinions_of, taking_part
from shuzhi.reads.round import facts_from
from shuzhi.reads.round_home import StageStep, acts, find, steps
from shuzhi.reads.standing import Held
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.rectification import CONTENT_TYPES, FINISHED, GoalFacts, MeasureFacts, file_kind, lateness
from shuzhi.rules.roles import BODY_OFFICES, Actor, Office
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure: open, late or done."""

    measure: m.Measure
    late_days: int

    @property
    def state(self) -> str:
        return "done" if self.measure.done_on else "late" if self.late_days else "begun"


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal with everything that hangs on it."""

    goal: m.Goal
    state_text: Text
    late_days: int
    said: tuple[m.Opinion, ...]
    measures: tuple[MeasureLine, ...]
    progress: tuple[m.Progress, ...]
    say_done: int
    say_not_yet: int
    acts: tuple[OpenAct, ...]

    @property
    def finished(self) -> bool:
        return self.goal.state in FINISHED

    @property
    def state(self) -> str:
        return "done" if self.finished else "late" if self.late_days else "begun"

    @property
    def done(self) -> int:
        return sum(bool(x.measure.done_on) for x in self.measures)

    @property
    def word(self) -> Text:
        """逾期 3 天 for what is late, else the state."""
        if not self.late_days:
            return self.state_text
        return Text("逾期 {n} 天", "{n} days late" if self.late_days > 1 else "{n} day late").format(n=self.late_days)


@dataclass(frozen=True, slots=True)
class RectificationPage:
    """A reporter's rectification; ``waiting`` is what was said and no goal takes up yet."""

    reporter: m.Reporter
    name: str
    own: bool
    steps: tuple[StageStep, ...]
    goals: tuple[GoalLine, ...]
    waiting: tuple[m.Opinion, ...]
    may_propose: OpenAct | None
    reads_opinions: bool

    @property
    def late(self) -> int:
        return sum(bool(g.late_days) for g in self.goals)

    @property
    def finished(self) -> int:
        return sum(g.finished for g in self.goals)


def _reporter(actor: Actor, pk: int) -> tuple[m.Reporter, Held]:
    found = taking_part(actor, pk)
    held = find(actor, found.round_id)
    if found.mandate.person_id != actor.person:
        held = replace(held, offices=held.offices - {Office.DEPUTY})
    return found, held


def _facts(goal: m.Goal, held: Held) -> GoalFacts:
    return GoalFacts(
        round=facts_from(held.standing).round,
        state=goal.state,
        due_on=goal.due_on,
        measures=tuple(
            MeasureFacts(text=x.text, owner=x.owner, due_on=x.due_on, done_on=x.done_on) for x in goal.measures.all()
        ),
        outcome=goal.outcome,
    )


def _line(goal: m.Goal, held: Held, today: date) -> GoalLine:
    offered = acts(held, "goal", goal.pk, goal.state, _facts(goal, held))
    # What moves the goal on stands first; one more measure last.
    offered.sort(key=lambda a: a.row.name == "rectification.add_measure")
    counted: dict[str, int] = vars(goal)
    return GoalLine(
        goal=goal,
        state_text=STATES["goal"][goal.state],
        late_days=lateness(goal.state, goal.due_on, today),
        said=tuple(goal.opinions.all()),
        measures=tuple(
            MeasureLine(x, (today - x.due_on).days if x.due_on and not x.done_on and x.due_on < today else 0)
            for x in goal.measures.all()
        ),
        progress=tuple(goal.progress.all()),
        say_done=counted["yes"],
        say_not_yet=counted["no"],
        acts=tuple(a for a in offered if a.row.name != "rectification.confirm"),
    )


def _goals(pk: int) -> tuple[m.Goal, ...]:
    goals = (
        m.Goal.objects.annotate(
            yes=Count("voices", filter=Q(voices__done=True), distinct=True),
            no=Count("voices", filter=Q(voices__done=False), distinct=True),
        )
        .prefetch_related("opinions", "measures", Prefetch("progress", m.Progress.objects.select_related("measure")))
        .order_by("pk")
    )
    return rows_together("reporter", "goals", pk, lambda pks: goals.filter(reporter__in=pks), lambda g: g.reporter_id)


def _waits(said: m.Opinion) -> bool:
    """Whether an opinion is still to be taken up by a goal: neither a public matter nor answered already (4.4a)."""
    return not (vars(said)["taken_up"] or said.sorted_as == "public_matter" or said.state == "answered")


def rectification_page(actor: Actor, pk: int) -> RectificationPage:
    """A reporter's goals for those who take part in the round; late ones first. NotVisible for others."""
    reporter, held = _reporter(actor, pk)
    today = clock.today()
    own = reporter.mandate.person_id == actor.person
    lines = [_line(g, held, today) for g in _goals(pk)]
    reads_opinions = own or bool(held.offices & frozenset(BODY_OFFICES))
    may = acts(held, "reporter", pk, reporter.state, facts_from(held.standing), "rectification.propose")
    return RectificationPage(
        reporter=reporter,
        name=reporter.mandate.person.name,
        own=own,
        steps=steps(held.standing),
        goals=tuple(sorted(lines, key=lambda g: (-g.late_days, g.finished, g.goal.due_on or date.max))),
        waiting=tuple(filter(_waits, opinions_of(pk))) if reads_opinions else (),
        may_propose=may[0] if may else None,
        reads_opinions=reads_opinions,
    )


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file of evidence, to be handed out as a download."""

    name: str
    content_type: str
    data: bytes


def evidence(actor: Actor, pk: int) -> Evidence:
    """The evidence of one note of progress, for those who take part in the round (4.4a); NotVisible for others."""
    found = (
        m.Progress.objects.filter(pk=pk, goal__reporter__round__in=sight.rounds(actor).values("pk"))
        .exclude(evidence="")
        .first()
    )
    if found is None:
        raise sight.NotVisible(f"evidence {pk}")
    try:
        with found.evidence.open() as kept:
            data = kept.read()
    except FileNotFoundError as error:
        raise sight.NotVisible(f"evidence {pk}") from error
    kind = file_kind(data) or ""
    if kind not in CONTENT_TYPES:
        raise sight.NotVisible(f"evidence {pk}")
    return Evidence(f"{found.on:%Y%m%d}-{found.pk}.{kind}", CONTENT_TYPES[kind], data)


def voices(goal: m.Goal) -> tuple[int, int]:
    """How many of those who attended say done, and how many not yet (4.4b)."""
    told = goal.voices.aggregate(yes=Count("pk", filter=Q(done=True)), no=Count("pk", filter=Q(done=False)))
    return told["yes"], told["no"]


def proposed_on(reporter: m.Reporter) -> date | None:
    """The day the last of a reporter's goals was proposed; None while there is none (4.4a)."""
    days = together("reporter", "proposed", reporter.pk, _proposals)
    return max(days) if days else None


def _proposals(pks: Collection[int]) -> dict[int, list[date]]:
    whose = {
        str(pk): reporter for pk, reporter in m.Goal.objects.filter(reporter__in=pks).values_list("pk", "reporter")
    }
    entries = m.Entry.objects.filter(act="rectification.propose", noun="goal", subject__in=whose)
    found: dict[int, list[date]] = {}
    for goal, at in entries.values_list("subject", "at"):
        found.setdefault(whose[goal], []).append(localdate(at))
    return found
