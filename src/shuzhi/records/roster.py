"""The roster of a round and its reporters (2.2–2.4, 4.1b)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shuzhi.records.base import Record, state_check, state_field
from shuzhi.records.body import Sitting
from shuzhi.records.person import Mandate
from shuzhi.records.programme import Round


class Roster(Record):
    """The list of reporters of a round (述职对象名单)."""

    noun = "roster"
    round_path = "round"

    round = models.OneToOneField(Round, models.PROTECT, related_name="roster")
    state = state_field("roster")
    meetings = models.ManyToManyField(Sitting, related_name="+", help_text="those held about this list (4.1b)")
    decided_on = models.DateField(null=True, blank=True)
    filed_on = models.DateField(null=True, blank=True)
    acknowledged_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [state_check("roster")]


class Reporter(Record):
    """A deputy on a roster (述职对象), proposed on the record of duties that stood then."""

    noun = "reporter"
    round_path = "round"

    round = models.ForeignKey(Round, models.PROTECT, related_name="reporters")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="reporting")
    state = state_field("reporter")
    grounds = models.TextField(blank=True)
    duty_entries = models.PositiveSmallIntegerField(default=0, help_text="checked entries when proposed")
    excuse = models.TextField(blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="substitute")
    order = models.PositiveSmallIntegerField(default=0)
    spoke = models.BooleanField(null=True)
    feedback_on = models.DateField(null=True, blank=True, help_text="when opinions and result were handed over")
    feedback_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            state_check("reporter"),
            models.UniqueConstraint(fields=["round", "mandate"], condition=~Q(state="struck"), name="on_a_roster_once"),
        ]
