"""The text of a report as its forms need it (3.1–3.5)."""

from __future__ import annotations

from collections.abc import Mapping

from shuzhi.reads.programme import edition_of
from shuzhi.records import models as m
from shuzhi.rules.edition import Aspect
from shuzhi.rules.verdict import Text


def aspects_of(reporter: m.Reporter) -> tuple[Aspect, ...]:
    """The sections of the report, in their order."""
    return edition_of(reporter.round.programme).aspects


def last_sections(reporter: m.Reporter) -> Mapping[str, str]:
    """The last saved text, aspect by aspect."""
    found = m.ReportVersion.objects.filter(report__reporter=reporter).order_by("-number").first()
    return found.sections if found else {}


def advice_points(report: m.Report) -> tuple[Text, ...]:
    """What guidance looks at (5.3)."""
    return edition_of(report.reporter.round.programme).guidance.value
