"""What one reporter did before writing: the visits paid and the opinions gathered (4.2a); no voter is named."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.reads.programme import edition_of
from shuzhi.reads.report import reporter_for
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
    reporter, _ = reporter_for(actor, pk)
    edition = edition_of(reporter.round.programme)
    said = [
        Gathered(o, source_text(edition, o.source), SORTS.get(o.sorted_as))
        for o in reporter.opinions.exclude(source__in=AT_THE_MEETING).order_by("on", "pk")
    ]
    return Visits(
        reporter=reporter,
        name=reporter.mandate.person.name,
        visits=tuple((v, tuple(x for x in said if x.opinion.visit_id == v.pk)) for v in reporter.visits.all()),
        otherwise=tuple(x for x in said if x.opinion.visit_id is None),
    )
