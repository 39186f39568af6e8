"""Plan and schedule (4.1a): every version stays."""

from __future__ import annotations

from django.db import models

from shuzhi.records.base import Record, state_check, state_field
from shuzhi.records.body import Sitting
from shuzhi.records.programme import Round


class Plan(Record):
    """The plan of a round (实施方案) and its schedule (日程安排)."""

    noun = "plan"
    round_path = "round"

    round = models.OneToOneField(Round, models.PROTECT, related_name="plan")
    state = state_field("plan")
    sitting = models.ForeignKey(Sitting, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [state_check("plan")]


class PlanVersion(Record):
    """One version of a plan. ``tasks``: list of {key, title, due (ISO date), owner, stage, clause}."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    meeting_on = models.DateField()
    tasks = models.JSONField(default=list)
    made_on = models.DateField()
    remarks = models.TextField(blank=True, help_text="what the body said when it returned this version")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]
