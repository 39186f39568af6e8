"""Group appraisal (分组评议, 4.3b)."""

from __future__ import annotations

from django.db import models

from shuzhi.records.base import Record
from shuzhi.records.meeting import Meeting
from shuzhi.records.roster import Reporter


class AppraisalGroup(Record):
    """A group of attendees and its recorder."""

    noun = "appraisal_group"
    round_path = "meeting__round"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    recorder = models.CharField(max_length=40, blank=True)
    members = models.ManyToManyField("records.Invitee", related_name="groups", blank=True)
    heard = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="group_once")]


class Appraisal(Record):
    """What one group said of one reporter."""

    noun = "appraisal"
    round_path = "group__meeting__round"

    group = models.ForeignKey(AppraisalGroup, models.CASCADE, related_name="appraisals")
    reporter = models.ForeignKey(Reporter, models.PROTECT, related_name="appraisals")
    text = models.TextField()
    demands = models.TextField(
        blank=True, help_text="hopes and demands, one a line; opinions owed an answer once heard"
    )

    class Meta:
        ordering = ["reporter__order", "group__number"]
        constraints = [models.UniqueConstraint(fields=["group", "reporter"], name="appraised_once")]
