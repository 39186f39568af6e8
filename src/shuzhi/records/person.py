"""Persons, their mandates as deputies, the offices they hold, and the voters who may be invited."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from shuzhi.records.base import Record
from shuzhi.records.body import Body, Constituency


class Person(Record):
    """A person known to the district: a deputy, an office-holder, a teller."""

    noun = "person"

    name = models.CharField(max_length=40)
    sex = models.CharField(max_length=2, blank=True)
    ethnicity = models.CharField(max_length=20, blank=True)
    born = models.CharField(max_length=7, blank=True, help_text="YYYY or YYYY-MM")
    party = models.CharField(max_length=20, blank=True)
    education = models.CharField(max_length=20, blank=True)
    post = models.CharField("workplace and post", max_length=80, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    leading_cadre = models.BooleanField(default=False)
    initials = models.CharField(max_length=60, blank=True, help_text="pinyin initials, space-separated readings")
    sort_key = models.CharField(max_length=120, blank=True, db_index=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person"
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.name


class Mandate(Record):
    """A deputy's mandate at one level, from one constituency, in one deputy group."""

    noun = "mandate"

    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    level = models.CharField(max_length=10, choices=[("district", "区"), ("town", "镇")])
    term = models.CharField(max_length=20, blank=True)
    number = models.CharField(max_length=10, blank=True)
    constituency = models.ForeignKey(Constituency, models.PROTECT, null=True, blank=True, related_name="mandates")
    group = models.ForeignKey(Body, models.PROTECT, related_name="mandates")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=120, blank=True)
    remark = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["person__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "level"], condition=Q(until=None), name="one_live_mandate_a_level"
            )
        ]


class Tenure(Record):
    """An office held in a body, from a day to a day."""

    noun = "tenure"

    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures")
    office = models.CharField(max_length=30)
    body = models.ForeignKey(Body, models.PROTECT, related_name="tenures")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["body", "office", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "office", "body"], condition=Q(until=None), name="one_live_tenure"
            )
        ]


class Invitation(Record):
    """A link by which a person makes an account; only a digest of its secret is kept."""

    noun = "invitation"

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField()
    used = models.BooleanField(default=False)


class Voter(Record):
    """A voter who may be invited: a villagers' group head, a voter representative, a Party head (4.3a)."""

    noun = "voter"

    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=30)
    constituency = models.ForeignKey(Constituency, models.PROTECT, related_name="voters")
    village = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    initials = models.CharField(max_length=60, blank=True)
    sort_key = models.CharField(max_length=120, blank=True, db_index=True)
    remark = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["constituency", "sort_key", "pk"]
