"""The report's page (3.1–3.5, 5.3): its sections with the ledger beside them, its versions, guidance, what may be done."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shuzhi.reads.duty import EntryLine, entries_seen
from shuzhi.reads.memo import rows_together
from shuzhi.reads.open_act import OpenAct
from shuzhi.reads.programme import edition_of
from shuzhi.reads.reporter import opinions_of, readable
from shuzhi.reads.round import facts_from
from shuzhi.reads.round_home import StageStep, acts, find, steps
from shuzhi.reads.standing import Held
from shuzhi.records import models as m
from shuzhi.rules.edition import Aspect
from shuzhi.rules.report import (
    ReportFacts,
    Tell,
    every_aspect_written,
    fitting_length,
    length,
    lengths_of,
    tells,
    total_length,
)
from shuzhi.rules.roles import Actor, Office
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text, Verdict

OPINIONS_BESIDE = 200


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One aspect: its text, its length, where it gives itself away, and what the ledger holds for it."""

    aspect: Aspect
    text: str
    length: int
    tells: tuple[Tell, ...]
    entries: tuple[EntryLine, ...]
    was: str | None = None

    @property
    def changed(self) -> bool:
        return self.was is not None and self.was != self.text


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The report of one reporter, for the reporter and those who run the round."""

    reporter: m.Reporter
    report: m.Report | None
    name: str
    own: bool
    steps: tuple[StageStep, ...]
    state: Text
    sections: tuple[SectionLine, ...]
    versions: tuple[m.ReportVersion, ...]
    version: m.ReportVersion | None
    against: m.ReportVersion | None
    guidances: tuple[m.Guidance, ...]
    points: tuple[Text, ...]
    opinions: tuple[m.Opinion, ...]
    total: int
    least: int
    most: int
    minutes: int
    missing: Verdict
    write: OpenAct | None
    acts: tuple[OpenAct, ...]

    @property
    def written(self) -> int:
        return sum(bool(s.length) for s in self.sections if s.aspect.required)

    @property
    def needed(self) -> int:
        return sum(s.aspect.required for s in self.sections)

    @property
    def hints(self) -> int:
        return sum(len(s.tells) for s in self.sections)

    @property
    def latest(self) -> bool:
        return self.version is None or self.version is self.versions[-1]


def reporter_for(actor: Actor, pk: int) -> tuple[m.Reporter, Held]:
    """The reporter and the round's standing, with the offices held towards this reporter; NotVisible for others."""
    found = readable(actor, pk)
    held = find(actor, found.round_id)
    # Another reporter of the round is a deputy there too, but not of this report.
    if found.mandate.person_id != actor.person:
        held = replace(held, offices=held.offices - {Office.DEPUTY})
    return found, held


def _versions(pk: int) -> tuple[m.ReportVersion, ...]:
    found = m.ReportVersion.objects.select_related("report")
    return rows_together(
        "reporter", "versions", pk, lambda pks: found.filter(report__reporter__in=pks), lambda v: v.report.reporter_id
    )


def _guidances(pk: int) -> tuple[m.Guidance, ...]:
    found = m.Guidance.objects.select_related("report")
    return rows_together(
        "reporter", "guidances", pk, lambda pks: found.filter(report__reporter__in=pks), lambda g: g.report.reporter_id
    )


def report_page(actor: Actor, pk: int, *, version: int | None = None, against: int | None = None) -> ReportPage:
    """The report at its latest or an earlier version. NotVisible for those neither of the office nor the reporter."""
    reporter, held = reporter_for(actor, pk)
    s = held.standing
    report: m.Report | None = getattr(reporter, "report", None)
    edition = edition_of(reporter.round.programme)
    versions = _versions(pk) if report else ()
    by_number = {v.number: v for v in versions}
    shown = by_number.get(version or 0, versions[-1] if versions else None)
    old = by_number.get(against or 0)
    entries = entries_seen(actor, reporter.mandate)
    guidances = _guidances(pk) if report else ()
    opinions = opinions_of(pk)[:OPINIONS_BESIDE]
    least, most = lengths_of(edition)
    of_standing = next((r for r in s.names if r.pk == pk), None)
    facts = ReportFacts(
        round=facts_from(s).round,
        name=reporter.mandate.person.name,
        state=report.state if report else None,
        sections=versions[-1].sections if versions else {},
        aspects=edition.aspects,
        least=least,
        most=most,
        guidances=len(guidances),
        called=any(x.pk == of_standing.meeting and x.state != "planned" for x in s.meetings) if of_standing else False,
        remarks=report.remarks if report else "",
    )
    text = shown.sections if shown else {}
    writable = facts.state in (None, "drafted", "returned")
    writes = acts(held, "reporter", pk, reporter.state, facts_from(s), "report.write") if writable else []
    return ReportPage(
        reporter=reporter,
        report=report,
        name=facts.name,
        own=reporter.mandate.person_id == actor.person,
        steps=steps(s),
        state=STATES["report"][report.state] if report else Text("没有动笔", "Not begun"),
        sections=tuple(
            SectionLine(
                aspect=a,
                text=text.get(a.key, ""),
                length=length(text.get(a.key, "")),
                tells=tells(text.get(a.key, "")),
                entries=entries.get(a.key, ()),
                was=old.sections.get(a.key, "") if old else None,
            )
            for a in edition.aspects
        ),
        versions=versions,
        version=shown,
        against=old,
        guidances=guidances,
        points=edition.guidance.value,
        opinions=opinions,
        total=total_length(text),
        least=least,
        most=most,
        minutes=edition.report.speaking_minutes.value,
        missing=every_aspect_written(facts) + fitting_length(facts),
        write=writes[0] if writes else None,
        acts=tuple(acts(held, "report", report.pk, report.state, facts)) if report else (),
    )
