"""The report of a reporter (述职报告, 3.1–3.5): drafts kept, guidance recorded."""

from __future__ import annotations

from django.db import models

from shuzhi.records.base import Record, state_check, state_field
from shuzhi.records.roster import Reporter


class Report(Record):
    noun = "report"
    round_path = "reporter__round"

    reporter = models.OneToOneField(Reporter, models.PROTECT, related_name="report")
    state = state_field("report")
    remarks = models.TextField(blank=True, help_text="what was said when it was last returned")
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [state_check("report")]


class ReportVersion(Record):
    """One saved draft. ``sections``: {aspect key or "shortcomings": text}."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    sections = models.JSONField(default=dict)
    saved_on = models.DateField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="report_version_once")]


class Guidance(Record):
    """Face-to-face guidance (5.3)."""

    noun = "guidance"
    round_path = "report__reporter__round"

    report = models.ForeignKey(Report, models.PROTECT, related_name="guidances")
    on = models.DateField()
    guide = models.CharField(max_length=40)
    place = models.CharField(max_length=60, blank=True)
    advice = models.TextField()

    class Meta:
        ordering = ["on", "pk"]
