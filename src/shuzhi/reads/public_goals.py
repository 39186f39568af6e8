"""What voters said and what the deputy does about it, as everybody may see it (4.4a, 4.4b).

No voter is ever named here; what those who attended say of a goal is told as two numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.verdict import Text

FINISHED = ("done", "reported_back")


@dataclass(frozen=True, slots=True)
class PublicMeasure:
    text: str
    owner: str
    due_on: date | None
    done_on: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class PublicGoal:
    """One promise: the voters' words it answers, how far it is, and how late."""

    pk: int
    reporter: int
    name: str
    organiser: str
    text: str
    said: tuple[str, ...]
    measures: tuple[PublicMeasure, ...]
    progress: tuple[tuple[date, str], ...]
    due_on: date | None
    finished_on: date | None
    outcome: str
    stored: str
    late_days: int
    say_done: int
    say_not_yet: int

    @property
    def finished(self) -> bool:
        return self.stored in FINISHED

    @property
    def measures_done(self) -> int:
        return sum(1 for x in self.measures if x.done_on)

    @property
    def state(self) -> str:
        """As ``{% state %}`` draws it."""
        return "done" if self.finished else "late" if self.late_days else "begun"

    @property
    def word(self) -> Text:
        """超过期限 6 天, 正在办, 已办结."""
        if self.finished:
            return Text("已办结", "Done")
        if self.late_days:
            return Text("超过期限 {n} 天", "{n} days late").format(n=self.late_days)
        if self.measures and self.stored == "under_way":
            return Text("正在办 · {a}/{b}", "Under way · {a} of {b}").format(a=self.measures_done, b=len(self.measures))
        return Text("已提出", "Promised") if self.stored == "proposed" else Text("正在办", "Under way")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many goals, how many done, how many past their date."""

    n: int = 0
    done: int = 0
    late: int = 0

    @property
    def under_way(self) -> int:
        return self.n - self.done - self.late


def _late(day: date | None, today: date) -> bool:
    return day is not None and day < today


def goals(records: QuerySet[m.Goal], limit: int | None = None) -> list[PublicGoal]:
    """These goals (or the first of them) in full, late ones first; four queries however many."""
    today = clock.today()
    found = (
        records.select_related("reporter__mandate__person", "reporter__round__organiser")
        .annotate(
            yes=Count("voices", filter=Q(voices__done=True), distinct=True),
            no=Count("voices", filter=Q(voices__done=False), distinct=True),
        )
        .prefetch_related("opinions", "measures", Prefetch("progress", m.Progress.objects.order_by("-on", "-pk")))
    )
    told = []
    for goal in found[:limit]:
        finished = goal.state in FINISHED
        told.append(
            PublicGoal(
                pk=goal.pk,
                reporter=goal.reporter_id,
                name=goal.reporter.mandate.person.name,
                organiser=goal.reporter.round.organiser.name,
                text=goal.text,
                said=tuple(o.text for o in goal.opinions.all()),
                measures=tuple(
                    PublicMeasure(x.text, x.owner, x.due_on, x.done_on, x.done_on is None and _late(x.due_on, today))
                    for x in goal.measures.all()
                ),
                progress=tuple((p.on, p.text) for p in goal.progress.all()),
                due_on=goal.due_on,
                finished_on=goal.finished_on,
                outcome=goal.outcome,
                stored=goal.state,
                late_days=(today - goal.due_on).days if goal.due_on and not finished and goal.due_on < today else 0,
                say_done=goal.yes,
                say_not_yet=goal.no,
            )
        )
    return sorted(told, key=lambda g: (-g.late_days, g.finished, g.due_on or date.max, g.pk))


def tally(promised: Iterable[PublicGoal]) -> Tally:
    """How these goals stand."""
    states = [g.state for g in promised]
    return Tally(len(states), states.count("done"), states.count("late"))


def tallies(reporters: Iterable[int]) -> dict[int, Tally]:
    """Reporter → how their goals stand; one query."""
    rows = (
        m.Goal.objects.filter(reporter__in=list(reporters))
        .order_by()
        .values("reporter")
        .annotate(
            n=Count("pk"),
            done=Count("pk", filter=Q(state__in=FINISHED)),
            late=Count("pk", filter=~Q(state__in=FINISHED) & Q(due_on__lt=clock.today())),
        )
    )
    return {row["reporter"]: Tally(row["n"], row["done"], row["late"]) for row in rows}
