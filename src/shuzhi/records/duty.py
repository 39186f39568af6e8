"""The duty ledger (履职档案): what a deputy did as a deputy, entry by entry (2.3, 3)."""

from __future__ import annotations

from django.db import models

from shuzhi.records.base import Record, state_check, state_field
from shuzhi.records.person import Mandate


class DutyEntry(Record):
    noun = "duty"

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="duties")
    on = models.DateField()
    aspect = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    detail = models.TextField(blank=True)
    collective = models.BooleanField(default=False)
    recorded_by = models.CharField(max_length=40, blank=True)
    checked_by = models.CharField(max_length=40, blank=True)
    objection = models.TextField(blank=True)
    answer = models.TextField(blank=True, help_text="what the desk said to the objection")
    withdrawn_because = models.TextField(blank=True)
    withdrawn_by = models.CharField(max_length=40, blank=True)
    state = state_field("duty")

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [state_check("duty")]
