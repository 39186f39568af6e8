"""The meeting (4.3): arrangements, agenda, posts, questions from the floor."""

from __future__ import annotations

from django.db import models

from shuzhi.records.base import Record, state_check, state_field
from shuzhi.records.person import Person
from shuzhi.records.programme import Round
from shuzhi.records.roster import Reporter


class Meeting(Record):
    """A meeting at which reporters report and attendees evaluate (述职会议)."""

    noun = "meeting"
    round_path = "round"

    round = models.ForeignKey(Round, models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=80)
    chair = models.CharField(max_length=40, blank=True)
    reporters = models.ManyToManyField(Reporter, related_name="meetings", blank=True)
    who_rates = models.CharField(max_length=10, default="own", choices=[("own", "本选区"), ("all", "全体")])
    sheet_address = models.URLField(blank=True, help_text="the address printed in the sheets' QR")
    called_on = models.DateField(null=True, blank=True)
    closing_words = models.TextField(blank=True)
    state = state_field("meeting")

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [state_check("meeting")]


class AgendaItem(Record):
    """One item of the agenda in the regulation's order (4.3b); a report by one reporter is an item of its own."""

    noun = "agenda_item"
    round_path = "meeting__round"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20)
    reporter = models.ForeignKey(Reporter, models.PROTECT, null=True, blank=True, related_name="+")
    speaker = models.CharField(max_length=80, blank=True)
    minutes = models.PositiveSmallIntegerField(default=10)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]


class Post(Record):
    """A teller, scrutineer or recorder of one meeting."""

    noun = "post"
    round_path = "meeting__round"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="posts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    office = models.CharField(max_length=20)

    class Meta:
        ordering = ["office", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person", "office"], name="post_held_once")]


class Question(Record):
    """A question from the floor: answered at once, or taken away and owed a reply."""

    noun = "question"
    round_path = "meeting__round"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="questions")
    reporter = models.ForeignKey(Reporter, models.PROTECT, null=True, blank=True, related_name="questions")
    text = models.TextField()
    asker = models.CharField(max_length=40, blank=True)
    answer = models.TextField(blank=True)
    taken_away = models.BooleanField(default=False)
    opinion = models.OneToOneField("records.Opinion", models.PROTECT, null=True, blank=True, related_name="question")

    class Meta:
        ordering = ["pk"]
