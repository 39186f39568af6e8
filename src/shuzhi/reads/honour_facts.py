"""What an honour rests on (5.4): the report, its rating, the rectification, the duties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from shuzhi.reads.coverage import Turn, turns
from shuzhi.reads.duty_facts import checked_n
from shuzhi.reads.programme import edition_of
from shuzhi.reads.result import QuestionResult, Result, results_of
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


def with_duties(mandates: QuerySet[m.Mandate]) -> QuerySet[m.Mandate]:
    """Mandates with ``checked`` and ``own``, their checked entries."""
    return mandates.annotate(checked=checked_n(), own=checked_n(collective=False))


def records_of(mandates: Iterable[Any], programme: int) -> dict[int, Record]:
    """mandate → what stands of it in a programme, with the ratings as everybody may see them.

    ``mandates`` as ``with_duties`` gives them; three queries for any number.
    """
    rows = list(mandates)
    taken = turns([x.pk for x in rows], programme, goals=True)
    results = results_of(PUBLIC, [m.Reporter(pk=t.reporter) for t in taken.values()])
    found = {}
    for row in rows:
        turn = taken.get(row.pk)
        found[row.pk] = Record(
            turn,
            results.get(turn.reporter) if turn else None,
            *(turn.goals if turn else (0, 0, 0)),
            row.checked,
            row.own,
        )
    return found


def record_of(mandate: m.Mandate, programme: int) -> Record:
    """The same of one deputy."""
    return records_of(with_duties(m.Mandate.objects.filter(pk=mandate.pk)), programme)[mandate.pk]


def facts_for(mandate: m.Mandate, programme: m.Programme, grounds: str) -> HonourFacts:
    """One deputy of one programme, as the rules ask."""
    record = record_of(mandate, programme.pk)
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
