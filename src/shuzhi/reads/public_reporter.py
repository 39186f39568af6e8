"""One reporter's public page: result, report, what voters said and what the deputy does (3, 4.3b, 4.4a)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from shuzhi.reads.public import PublicReporter, public_reporters, reporters_seen, with_names
from shuzhi.reads.public_goals import PublicGoal, goals, tally
from shuzhi.reads.sight import NotVisible
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.regulation import edition_from_dict
from shuzhi.rules.roles import Actor
from shuzhi.rules.verdict import Text

# 4.4a: did, will, cannot and why.
ANSWERS: dict[str, tuple[str, Text]] = {
    "did": ("done", Text("已经办了", "Done")),
    "will": ("begun", Text("将要办", "Will be done")),
    "cannot": ("wait", Text("办不了", "Cannot be done")),
}


@dataclass(frozen=True, slots=True)
class Section:
    """One aspect of a published report."""

    title: Text
    clause: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicReport:
    """A report once it is published; ``length`` counts its characters."""

    published_on: date | None
    sections: tuple[Section, ...]

    @property
    def length(self) -> int:
        return sum(len("".join(s.text.split())) for s in self.sections)


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """What a voter said and how it was answered; never who said it."""

    text: str
    state: str
    word: Text
    answer: str
    on: date | None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReporterPage:
    reporter: PublicReporter
    report: PublicReport | None
    goals: tuple[PublicGoal, ...]
    answers: tuple[PublicAnswer, ...]
    heard: tuple[tuple[str, str], ...]


def published_report(reporter: m.Reporter) -> PublicReport | None:
    """The report of a reporter taken with its latest ``sections``, once published; nothing of a draft before."""
    report = getattr(reporter, "report", None)
    if report is None or report.state != "published":
        return None
    sections = getattr(reporter, "sections", None)
    if sections is None:
        return None
    edition = edition_from_dict(reporter.round.programme.edition)
    known = [Section(a.title, a.source, sections.get(a.key, "")) for a in edition.aspects]
    keys = {a.key for a in edition.aspects}
    more = [Section(Text("不足与打算", "Shortcomings and plans"), "3", t) for k, t in sections.items() if k not in keys]
    return PublicReport(report.published_on, tuple(s for s in (*known, *more) if s.text.strip()))


def _answers(reporter: int) -> tuple[PublicAnswer, ...]:
    """Answered opinions that no goal has taken up; of what will be done, by when, and how late."""
    found = m.Opinion.objects.filter(reporter=reporter, state="answered", goals=None).order_by("-answered_on", "pk")
    today, plain = clock.today(), ("done", Text("已答复", "Answered"))
    told = []
    for o in found[:50]:
        state, word = ANSWERS.get(o.answer_kind, plain)
        due = o.due_on if o.answer_kind == "will" else None
        if due and due < today:
            state, word = "late", Text("超过期限 {n} 天", "{n} days late").format(n=(today - due).days)
        told.append(PublicAnswer(o.text, state, word, o.answer, o.answered_on, due))
    return tuple(told)


def page(actor: Actor, pk: int) -> ReporterPage:
    """Everything that is out about one reporter; NotVisible before the list is decided."""
    latest = m.ReportVersion.objects.filter(report__reporter=OuterRef("pk")).order_by("-number")
    found = with_names(reporters_seen()).defer(None).annotate(sections=Subquery(latest.values("sections")[:1]))
    record = found.filter(pk=pk).first()
    if record is None:
        raise NotVisible(f"reporter {pk}")
    promised = tuple(goals(m.Goal.objects.filter(reporter=pk)))
    shown = public_reporters([record], {pk: tally(promised)})[0]
    heard: tuple[tuple[str, str], ...] = ()
    if shown.meeting and shown.meeting.held:
        heard = tuple(
            (a.group.name, a.text)
            for a in m.Appraisal.objects.filter(reporter=pk, group__heard=True).select_related("group")
            if a.text.strip()
        )
    return ReporterPage(
        shown,
        published_report(record),
        promised,
        _answers(pk),
        heard,
    )
