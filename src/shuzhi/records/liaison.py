"""Liaison (5.2, 5.5): returns upward, notices downward, acknowledged by each who receives them."""

from __future__ import annotations

from django.db import models

from shuzhi.records.base import Record, state_check, state_field
from shuzhi.records.body import Body
from shuzhi.records.programme import Programme, Round


class Liaison(Record):
    noun = "liaison"

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="liaisons")
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="liaisons")
    sender = models.ForeignKey(Body, models.PROTECT, related_name="sent")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    text = models.TextField()
    sent_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    state = state_field("liaison")

    class Meta:
        ordering = ["-sent_on", "-pk"]
        constraints = [state_check("liaison")]


class Receipt(Record):
    """A body that is to acknowledge, and when it did."""

    liaison = models.ForeignKey(Liaison, models.CASCADE, related_name="receipts")
    body = models.ForeignKey(Body, models.PROTECT, related_name="receipts")
    acknowledged_on = models.DateField(null=True, blank=True)
    acknowledged_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["body__number", "pk"]
        constraints = [models.UniqueConstraint(fields=["liaison", "body"], name="receipt_once")]
