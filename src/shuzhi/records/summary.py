"""Summary and exchange (总结, 4.4c, 4.4d)."""

from __future__ import annotations

from django.db import models

from shuzhi.records.base import Record, state_check, state_field
from shuzhi.records.body import Body
from shuzhi.records.programme import Round


class Summary(Record):
    noun = "summary"
    round_path = "round"

    round = models.ForeignKey(Round, models.PROTECT, related_name="summaries")
    body = models.ForeignKey(Body, models.PROTECT, related_name="summaries")
    text = models.TextField()
    figures = models.JSONField(default=dict)
    written_on = models.DateField()
    comment = models.TextField(blank=True)
    good_practice = models.TextField(blank=True)
    state = state_field("summary")

    class Meta:
        ordering = ["pk"]
        constraints = [
            state_check("summary"),
            models.UniqueConstraint(fields=["round", "body"], name="one_summary_a_body"),
        ]
