"""What an honour rests on (5.4): the report, its rating, the rectification, the duties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from shuzhi.reads.coverage import Turn, turns
from shuzhi.reads.duty_facts import checked_counts
from shuzhi.reads.programme import edition_of
from shuzhi.reads.result import QuestionResult, Result, results_of
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.honour import HonourFacts
from shuzhi.rules.roles import PUBLIC


@dataclass(frozen=True, slots=True)
class Record:
    """What the choice rests on (5.4): the report, its rating, the rectification, the duties."""

    turn: Turn | None
    result: Result | None
    goals: int = 0
    goals_done: int = 0
    goals_late: int = 0
    entries: int = 0
    own: int = 0

    @property
    def reported(self) -> bool:
        return bool(self.turn and self.turn.held)

    @property
    def overall(self) -> QuestionResult | None:
        return self.result.overall if self.result and self.result.counts else None

    def as_sheet(self) -> dict[str, Any]:
        """What a nomination keeps of it, as it stood."""
        overall = self.overall
        return {
            "reported": self.reported,
            "reported_on": self.turn.on.isoformat() if self.turn and self.turn.on and self.turn.held else None,
            "overall": [[s.label.zh, s.label.en, s.n] for s in overall.shares] if overall else None,
            "goals": self.goals,
            "goals_done": self.goals_done,
            "goals_late": self.goals_late,
            "entries": self.entries,
        }


def records_of(mandates: Iterable[int], programme: int) -> dict[int, Record]:
    """mandate → what stands of it in a programme, with the ratings as everybody may see them; five queries or so."""
    keys = list(mandates)
    taken = turns(keys, programme)
    reporters = m.Reporter.objects.filter(pk__in=[t.reporter for t in taken.values()])
    results = results_of(PUBLIC, reporters)
    finished = Q(goals__state__in=("done", "reported_back"))
    goals = {
        r["pk"]: r
        for r in reporters.order_by()
        .values("pk")
        .annotate(
            n=Count("goals"),
            done=Count("goals", filter=finished),
            late=Count("goals", filter=Q(goals__due_on__lt=clock.today()) & ~finished),
        )
    }
    checked = checked_counts(keys)
    found = {}
    for key in keys:
        turn = taken.get(key)
        row = goals.get(turn.reporter, {}) if turn else {}
        found[key] = Record(
            turn,
            results.get(turn.reporter) if turn else None,
            row.get("n", 0),
            row.get("done", 0),
            row.get("late", 0),
            *checked.get(key, (0, 0)),
        )
    return found


def facts_for(mandate: m.Mandate, programme: m.Programme, grounds: str) -> HonourFacts:
    """One deputy of one programme, as the rules ask."""
    record = records_of([mandate.pk], programme.pk)[mandate.pk]
    considers = edition_of(programme).honours.considers
    return HonourFacts(
        considers=frozenset(considers.value),
        source=considers.source,
        live=mandate.until is None,
        reported=record.reported,
        result_known=record.overall is not None,
        goals=record.goals,
        goals_late=record.goals_late,
        entries=record.entries,
        grounds=grounds,
    )


def facts(honour: m.Honour) -> HonourFacts:
    """A nomination as the rules ask about it, today."""
    return facts_for(honour.mandate, honour.programme, honour.grounds)


def open_programmes() -> QuerySet[m.Programme]:
    """The programmes in which one may be named, newest first."""
    return m.Programme.objects.exclude(state="drafted").defer("edition")
