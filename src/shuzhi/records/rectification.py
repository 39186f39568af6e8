"""Rectification (4.4a): goals, measures, progress, and what those who attended say of it (4.4b)."""

from __future__ import annotations

from django.db import models

from shuzhi.records.attendance import Invitee
from shuzhi.records.base import Record, state_check, state_field
from shuzhi.records.opinion import Opinion
from shuzhi.records.roster import Reporter


class Goal(Record):
    noun = "goal"
    round_path = "reporter__round"

    reporter = models.ForeignKey(Reporter, models.PROTECT, related_name="goals")
    opinions = models.ManyToManyField(Opinion, related_name="goals", blank=True)
    text = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    state = state_field("goal")

    class Meta:
        ordering = ["pk"]
        constraints = [state_check("goal")]


class Measure(Record):
    noun = "measure"
    round_path = "goal__reporter__round"

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="measures")
    text = models.TextField()
    owner = models.CharField(max_length=60)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]


class Progress(Record):
    """One note of progress; a measure is done only with evidence."""

    noun = "progress"
    round_path = "goal__reporter__round"

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="progress")
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="progress")
    on = models.DateField()
    text = models.TextField()
    evidence = models.FileField(upload_to="evidence/%Y/", blank=True)

    class Meta:
        ordering = ["on", "pk"]


class Voice(Record):
    """One attendee's word on a goal: done, or not yet. It may be changed, and is shown only as a count."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="voices")
    invitee = models.ForeignKey(Invitee, models.CASCADE, related_name="voices")
    done = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "invitee"], name="one_voice")]
