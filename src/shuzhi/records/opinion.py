"""Opinions gathered (4.2a) and raised at the meeting (4.3b), and visits paid to voters."""

from __future__ import annotations

from django.db import models

from shuzhi.records.base import Record, state_check, state_field
from shuzhi.records.body import Constituency
from shuzhi.records.programme import Round
from shuzhi.records.roster import Reporter


class Visit(Record):
    """A visit a reporter paid to voters."""

    noun = "visit"
    round_path = "reporter__round"

    reporter = models.ForeignKey(Reporter, models.PROTECT, related_name="visits")
    on = models.DateField()
    place = models.CharField(max_length=80)
    households = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["on", "pk"]


class Opinion(Record):
    """What a voter said; the voter is named only if willing."""

    noun = "opinion"
    round_path = "round"

    round = models.ForeignKey(Round, models.PROTECT, related_name="opinions")
    reporter = models.ForeignKey(Reporter, models.PROTECT, null=True, blank=True, related_name="opinions")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="opinions")
    source = models.CharField(max_length=20)
    on = models.DateField()
    text = models.TextField()
    voter_name = models.CharField(max_length=40, blank=True)
    constituency = models.ForeignKey(Constituency, models.PROTECT, null=True, blank=True, related_name="+")
    sorted_as = models.CharField(max_length=20, blank=True)
    handler = models.CharField(max_length=60, blank=True)
    due_on = models.DateField(null=True, blank=True)
    answer_kind = models.CharField(max_length=10, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    state = state_field("opinion")

    class Meta:
        ordering = ["on", "pk"]
        constraints = [state_check("opinion")]
