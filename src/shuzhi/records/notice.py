"""Notice to the voters (通报, 4.4b)."""

from __future__ import annotations

from django.db import models

from shuzhi.records.base import Record, state_check, state_field
from shuzhi.records.programme import Round


class Notice(Record):
    noun = "notice"
    round_path = "round"

    round = models.ForeignKey(Round, models.PROTECT, related_name="notices")
    title = models.CharField(max_length=120)
    text = models.TextField()
    circle = models.CharField(max_length=120, help_text="to whom: the fitting circle")
    manner = models.CharField(max_length=60)
    on = models.DateField(null=True, blank=True)
    told = models.PositiveSmallIntegerField(null=True, blank=True, help_text="how many were told")
    withdrawn_because = models.TextField(blank=True)
    state = state_field("notice")

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [state_check("notice")]
