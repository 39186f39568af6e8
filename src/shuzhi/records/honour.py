"""Honours (5.4): the title of active deputy."""

from __future__ import annotations

from django.db import models

from shuzhi.records.base import Record, state_check, state_field
from shuzhi.records.body import Sitting
from shuzhi.records.person import Mandate
from shuzhi.records.programme import Programme


class Honour(Record):
    noun = "honour"

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="honours")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="honours")
    grounds = models.TextField()
    sheet = models.JSONField(default=dict, help_text="reported or not, counts, rectification, as they stood")
    finding = models.TextField(blank=True)
    sitting = models.ForeignKey(Sitting, models.PROTECT, null=True, blank=True, related_name="+")
    state = state_field("honour")

    class Meta:
        ordering = ["pk"]
        constraints = [
            state_check("honour"),
            models.UniqueConstraint(fields=["programme", "mandate"], name="nominated_once"),
        ]
