"""Who is invited and who came. A yes beside a name: no time, no order, no code (see decision 0002)."""

from __future__ import annotations

from django.db import models

from shuzhi.records.base import Record
from shuzhi.records.body import Constituency
from shuzhi.records.meeting import Meeting
from shuzhi.records.person import Voter
from shuzhi.records.roster import Reporter


class Invitee(Record):
    noun = "invitee"
    round_path = "meeting__round"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitees")
    voter = models.ForeignKey(Voter, models.PROTECT, null=True, blank=True, related_name="invitations")
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=30)
    constituency = models.ForeignKey(Constituency, models.PROTECT, null=True, blank=True, related_name="+")
    workplace = models.CharField(max_length=80, blank=True)
    heads_for = models.ManyToManyField(
        Reporter,
        related_name="party_heads",
        blank=True,
        help_text="whose workplace's Party organisation this person heads",
    )
    phone = models.CharField(max_length=20, blank=True)
    initials = models.CharField(max_length=60, blank=True)
    sort_key = models.CharField(max_length=120, blank=True)
    reply = models.CharField(max_length=10, blank=True, choices=[("yes", "参加"), ("no", "请假")])
    present = models.BooleanField(default=False)
    walked_in = models.BooleanField(default=False)
    once = models.CharField(  # noqa: DJ001 - NULL is "no token"
        max_length=40, null=True, unique=True, help_text="so that a form sent twice makes one person; random, no order"
    )

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "voter"], condition=models.Q(voter__isnull=False), name="invited_once"
            )
        ]
