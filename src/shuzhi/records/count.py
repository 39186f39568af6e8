"""The count (计票): sheets reconciled, signed, sealed, announced."""

from __future__ import annotations

from django.db import models

from shuzhi.records.base import Record, state_check, state_field
from shuzhi.records.meeting import Meeting


class Count(Record):
    """One count of a meeting's sheets, all kinds together.

    Identities: issued = cast + paper + unused + missing; paper = valid + void paper. ``sums``:
    {reporter id: {question: {grade: n, "blank": n}}} over phone and paper together, set at sealing only.
    """

    noun = "count"
    round_path = "meeting__round"

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="count")
    issued = models.PositiveIntegerField()
    cast = models.PositiveIntegerField()
    paper = models.PositiveIntegerField()
    unused = models.PositiveIntegerField()
    unused_by_pile = models.JSONField(default=dict, help_text="{sheet kind: sheets nobody used, counted by hand}")
    missing = models.IntegerField()
    void = models.PositiveIntegerField(default=0)
    present = models.PositiveIntegerField(
        null=True, help_text="sheets those checked in may fill in, when last counted; None when nobody was checked in"
    )
    explanation = models.TextField(blank=True)
    sums = models.JSONField(null=True)
    sheets = models.JSONField(
        null=True, help_text="{reporter id: sheets that could rate this reporter and were counted}"
    )
    by_reporter = models.JSONField(
        default=dict,
        help_text="{reporter id: {issued, returned, unused, missing, void}} where each has a form of their own, at the seal",
    )
    digest = models.CharField(max_length=64, blank=True)
    sealed_on = models.DateField(null=True, blank=True)
    announced_on = models.DateField(null=True, blank=True)
    void_because = models.TextField(blank=True)
    state = state_field("count")

    class Meta:
        constraints = [state_check("count")]
