"""Records by the names people call them, for a door that knows no numbers: the command line.

Nothing is hidden here: whoever may run commands on the machine reads the whole archive anyway. Every
function raises ``LookupError`` with the name that was not found, or stands for several.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from shuzhi.reads.actors import actor_for_person
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor


def _one(found: QuerySet[Any], name: str) -> Any:
    records = list(found[:2])
    if len(records) != 1:
        raise LookupError(name)
    return records[0]


def body(name: str) -> m.Body:
    """The district or a town."""
    return _one(m.Body.objects.filter(name=name).exclude(kind=m.Body.Kind.GROUP), name)


def group(of: m.Body, level: str, number: int) -> m.Body:
    """A town's deputy group of a level by its number; the district-organs group is the district's own."""
    groups = m.Body.objects.filter(kind=m.Body.Kind.GROUP, parent=of, level=level)
    if of.kind == m.Body.Kind.DISTRICT:
        return _one(groups.filter(is_organs=True), of.name)
    return _one(groups.filter(number=number), f"{of.name} {number}")


def mandate(name: str, level: str) -> m.Mandate:
    """The live mandate of a deputy of a level."""
    live = m.Mandate.objects.filter(person__name=name, level=level, until=None)
    return _one(live.select_related("person", "group__parent", "constituency"), name)


def person(name: str) -> m.Person:
    return _one(m.Person.objects.filter(name=name, merged_into=None), name)


def actor(name: str) -> Actor:
    """The actor a person of this name is today."""
    return actor_for_person(person(name))


def round_numbered(pk: int) -> m.Round:
    """A round by its number, for there is no other name to it."""
    return _one(m.Round.objects.filter(pk=pk).select_related("programme", "organiser"), str(pk))
