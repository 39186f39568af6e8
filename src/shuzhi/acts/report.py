"""Acts on the report: written in versions, handed in, guided, accepted or returned, published (3, 4.2a, 5.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shuzhi.acts._perform import move
from shuzhi.reads.report_facts import facts
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.report import may_write, total_length
from shuzhi.rules.roles import Actor
from shuzhi.rules.verdict import Lack, Text, verdict


def write(
    actor: Actor,
    reporter: m.Reporter,
    *,
    sections: Mapping[str, str],
    reason: str = "",
    once: str | None = None,
) -> m.Report:
    """Saves a draft: aspect → text; every saved draft stays as a version (4.2a, 3).

    Aspects left out keep their last text. Saving what has not changed makes no new version.
    """
    with move(actor, "report.write", reporter, reason=reason, once=once) as this:
        report = m.Report.objects.filter(reporter=this.subject).first() or m.Report(reporter=this.subject)
        standing = facts(report)
        this.add(may_write(standing))
        known = {a.key for a in standing.aspects}
        if strange := set(sections) - known:
            text = Text("没有这一部分：{what}", "There is no such section: {what}")
            this.add(verdict(Lack("3", text.format(what="、".join(sorted(strange))))))
        if this.more.refused:
            return report  # the mover refuses on leaving
        this.made(report)
        text_by_key = {**standing.sections, **{k: v.strip() for k, v in sections.items()}}
        if text_by_key != dict(standing.sections):
            number = report.versions.count() + 1
            m.ReportVersion.objects.create(report=report, number=number, sections=text_by_key, saved_on=clock.today())
            this.detail["version"] = number
        this.detail["characters"] = total_length(text_by_key)
    return report


def submit(actor: Actor, report: m.Report, *, reason: str = "", once: str | None = None) -> m.Report:
    """The deputy hands the report in; no aspect may be empty (4.2a, 3.1–3.5)."""
    with move(actor, "report.submit", report, reason=reason, once=once) as this:
        pass
    return this.subject


def guide(
    actor: Actor,
    report: m.Report,
    *,
    on: date,
    guide: str,
    advice: str,
    place: str = "",
    reason: str = "",
    once: str | None = None,
) -> m.Guidance:
    """Face-to-face guidance: who, when, where, and what was advised (5.3)."""
    with move(actor, "report.guide", report, reason=reason, once=once, on=on, guide=guide) as this:
        ahead = Text("日期在今天之后，指导过以后再登记。", "The date lies ahead of today; record it once it is done.")
        this.add(verdict(Lack("5.3", ahead) if on > clock.today() else None))
        this.made(m.Guidance(report=this.subject, on=on, guide=guide, place=place, advice=advice))
    return this.created


def accept(actor: Actor, report: m.Report, *, reason: str = "", once: str | None = None) -> m.Report:
    """The organiser accepts the report; no guidance on record asks for a reason (5.3)."""
    with move(actor, "report.accept", report, reason=reason, once=once) as this:
        this.subject.remarks = ""
    return this.subject


def return_(actor: Actor, report: m.Report, *, remarks: str, reason: str = "", once: str | None = None) -> m.Report:
    """Back to the deputy with remarks (5.3)."""
    with move(actor, "report.return", report, reason=reason, once=once, remarks=remarks) as this:
        this.subject.remarks = remarks
        said = Text("退回时要写明意见。", "Say what is to be changed.")
        this.add(verdict(None if remarks.strip() else Lack("5.3", said)))
    return this.subject


def publish(actor: Actor, report: m.Report, *, reason: str = "", once: str | None = None) -> m.Report:
    """The report is open to the voters; once the meeting is called, with a reason (4.2a, 4.3a)."""
    with move(actor, "report.publish", report, reason=reason, once=once) as this:
        this.subject.published_on = clock.today()
    return this.subject
