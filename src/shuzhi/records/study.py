"""Study and publicity (4.1c), doubts and answers (5.1)."""

from __future__ import annotations

from django.db import models

from shuzhi.records.base import Record
from shuzhi.records.person import Mandate
from shuzhi.records.programme import Round


class Study(Record):
    """One study session or act of publicity."""

    noun = "study"
    round_path = "round"

    round = models.ForeignKey(Round, models.PROTECT, related_name="studies")
    on = models.DateField()
    form = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    materials = models.TextField(blank=True)
    audience = models.PositiveSmallIntegerField(null=True, blank=True)
    attended = models.ManyToManyField(Mandate, related_name="studies", blank=True)

    class Meta:
        ordering = ["on", "pk"]


class Doubt(Record):
    """A doubt raised (formality, trouble-making, extra burden) and the answer given."""

    noun = "doubt"
    round_path = "round"

    round = models.ForeignKey(Round, models.PROTECT, related_name="doubts")
    on = models.DateField()
    kind = models.CharField(max_length=20)
    text = models.TextField()
    answer = models.TextField()

    class Meta:
        ordering = ["on", "pk"]
