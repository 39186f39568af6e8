"""Bodies, constituencies, and the sittings at which bodies decide."""

from __future__ import annotations

from django.db import models

from shuzhi.records.base import Record


class Body(Record):
    """A body that acts: the district, a town congress, or a deputy group (glossary: deputy group).

    The district holds its standing committee's office and chairpersons' meeting; a town its congress
    office and presidium; a group its leader.
    """

    noun = "body"

    class Kind(models.TextChoices):
        DISTRICT = "district", "区"
        TOWN = "town", "镇"
        GROUP = "group", "代表小组"

    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind)
    level = models.CharField(max_length=10, blank=True, choices=[("district", "区"), ("town", "镇")])
    is_organs = models.BooleanField(default=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    number = models.PositiveSmallIntegerField(default=0)
    # 机关代字: what stands before the year in the numbers of its papers (D0010); of one body alone.
    issuing_code = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["kind", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["name", "level", "parent"], name="body_named_once"),
            models.UniqueConstraint(fields=["kind"], condition=models.Q(kind="district"), name="one_district"),
            models.UniqueConstraint(
                fields=["issuing_code"], condition=~models.Q(issuing_code=""), name="issuing_code_of_one_body"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Constituency(Record):
    """A constituency (选区) of a town, known by its number."""

    noun = "constituency"

    number = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=40, blank=True)
    town = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="constituencies")

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"第{self.number}选区（{self.name}）" if self.name else f"第{self.number}选区"


class Sitting(Record):
    """A body sat: when, who chaired, who attended, what it decided, on what conditions, which minutes."""

    noun = "sitting"
    round_path = "round"

    body = models.ForeignKey(Body, models.PROTECT, related_name="sittings")
    office = models.CharField(max_length=30)
    sat_on = models.DateField()
    chair = models.CharField(max_length=40)
    attended = models.PositiveSmallIntegerField(null=True, blank=True)
    widened = models.BooleanField(default=False)
    decision = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    minutes_number = models.CharField(max_length=40, blank=True)
    round = models.ForeignKey("records.Round", models.PROTECT, null=True, blank=True, related_name="sittings")

    class Meta:
        ordering = ["sat_on", "pk"]
