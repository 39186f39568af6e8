"""What one reporter did before writing: the visits paid and the opinions gathered (4.2a); no voter is named."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.reads.memo import rows_together
from shuzhi.reads.programme import edition_of
from shuzhi.reads.reporter import opinions_of, readable
from shuzhi.records import models as m
from shuzhi.rules.opinion import SORTS, source_text
from shuzhi.rules.roles import Actor
from shuzhi.rules.verdict import Text

AT_THE_MEETING = ("meeting", "appraisal")


@dataclass(frozen=True, slots=True)
class Gathered:
    """An opinion as it was gathered: by which way, how it was sorted, who has it, what was answered."""

    opinion: m.Opinion
    source: Text
    sort: Text | None


@dataclass(frozen=True, slots=True)
class Visits:
    reporter: m.Reporter
    name: str
    visits: tuple[tuple[m.Visit, tuple[Gathered, ...]], ...]
    otherwise: tuple[Gathered, ...]

    @property
    def households(self) -> int:
        return sum(visit.households for visit, _ in self.visits)

    @property
    def opinions(self) -> int:
        return len(self.otherwise) + sum(len(heard) for _, heard in self.visits)


def visits_of(actor: Actor, pk: int) -> Visits:
    """For the reporter and those who run the round; NotVisible for others."""
    reporter = readable(actor, pk)
    edition = edition_of(reporter.round.programme)
    said = [
        Gathered(o, source_text(edition, o.source), SORTS.get(o.sorted_as))
        for o in opinions_of(pk)
        if o.source not in AT_THE_MEETING
    ]
    visits = rows_together(
        "reporter", "visits", pk, lambda pks: m.Visit.objects.filter(reporter__in=pks), lambda v: v.reporter_id
    )
    return Visits(
        reporter=reporter,
        name=reporter.mandate.person.name,
        visits=tuple((v, tuple(x for x in said if x.opinion.visit_id == v.pk)) for v in visits),
        otherwise=tuple(x for x in said if x.opinion.visit_id is None),
    )
