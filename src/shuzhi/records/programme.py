"""Programme and round."""

from __future__ import annotations

from django.db import models

from shuzhi.records.base import Record, state_check, state_field
from shuzhi.records.body import Body
from shuzhi.rules.roles import ROUND_KINDS


class Programme(Record):
    """One district's campaign (述职工作) under one edition of the regulation, kept whole (0.1)."""

    noun = "programme"

    title = models.CharField(max_length=80)
    term = models.CharField(max_length=40, blank=True)
    edition_name = models.CharField(max_length=40)
    edition = models.JSONField()
    basis = models.TextField()
    adopting_body = models.CharField(max_length=80)
    adopted_at_meeting = models.CharField(max_length=80)
    adopted_on = models.DateField()
    district_from = models.DateField()
    district_until = models.DateField()
    town_from = models.DateField()
    town_until = models.DateField()
    district = models.ForeignKey(Body, models.PROTECT, related_name="programmes")
    state = state_field("programme")

    class Meta:
        ordering = ["-adopted_on", "-pk"]
        constraints = [state_check("programme")]


class Round(Record):
    """One organiser's share of a programme at one level, through the four stages (4)."""

    noun = "round"
    round_path = "pk"
    # Set by the act that leaves a stage: the rules are asked once the state is already the next one.
    leaving: str | None = None

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rounds")
    organiser = models.ForeignKey(Body, models.PROTECT, related_name="rounds")
    kind = models.CharField(max_length=20, choices=[(k.value, t.zh) for k, t in ROUND_KINDS.items()])
    groups = models.ManyToManyField(Body, related_name="pilot_rounds", blank=True)
    opened_on = models.DateField()
    state = state_field("round")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["programme", "kind", "organiser__number", "pk"]
        constraints = [
            state_check("round"),
            models.UniqueConstraint(fields=["programme", "organiser", "kind"], name="one_round_each"),
        ]


class StageChange(Record):
    """The day a round entered a stage."""

    round_path = "round"
    round = models.ForeignKey(Round, models.CASCADE, related_name="stage_changes")
    stage = models.CharField(max_length=16)
    on = models.DateField()

    class Meta:
        ordering = ["pk"]
