"""A report as the rules ask about it (3.1–3.5, 5.3)."""

from __future__ import annotations

from shuzhi.reads.programme import edition_of
from shuzhi.reads.round_facts import round_facts
from shuzhi.records import models as m
from shuzhi.rules.report import ReportFacts, lengths_of


def facts(report: m.Report) -> ReportFacts:
    """The report's last version, the guidance on record, and whether its meeting has been called."""
    reporter = report.reporter
    edition = edition_of(reporter.round.programme)
    least, most = lengths_of(edition)
    last = report.versions.order_by("-number").values_list("sections", flat=True).first() if report.pk else None
    return ReportFacts(
        round=round_facts(reporter.round),
        name=reporter.mandate.person.name,
        state=report.state if report.pk else None,
        sections=last or {},
        aspects=edition.aspects,
        least=least,
        most=most,
        guidances=report.guidances.count() if report.pk else 0,
        called=reporter.meetings.exclude(state="planned").exists(),
        remarks=report.remarks,
    )
