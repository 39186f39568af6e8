"""Who is asking: an account turned into an actor with the offices held today."""

from __future__ import annotations

from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.roles import PUBLIC, Actor, Holding, Office


def _actors(people: QuerySet[m.Person]) -> list[Actor]:
    """These people with the offices they hold today, in the order of their names; one query."""
    today = clock.today()
    live = (Q(tenures__until=None) | Q(tenures__until__gte=today)) & Q(tenures__since__lte=today)
    rows = people.annotate(held=FilteredRelation("tenures", condition=live)).values_list(
        "pk", "name", "held__office", "held__body"
    )
    found: dict[tuple[int, str], set[Holding]] = {}
    for pk, name, office, body in rows:
        holdings = found.setdefault((pk, name), set())
        if office:
            holdings.add(Holding(Office(office), body))
    return [Actor(person=pk, name=name, holdings=frozenset(held)) for (pk, name), held in found.items()]


def actor_for_person(person: m.Person) -> Actor:
    """The actor a person is today."""
    return _actors(m.Person.objects.filter(pk=person.pk))[0]


def actor_for_account(account: Any) -> Actor:
    """The actor behind a signed-in account; the public when the account is nobody's."""
    found = _actors(m.Person.objects.filter(account=account)) if account.is_authenticated else []
    return found[0] if found else PUBLIC


def actors_in(office: Office) -> list[Actor]:
    """Everybody who holds an office today, in the order of their names."""
    return [a for a in _actors(m.Person.objects.filter(tenures__office=office).distinct()) if a.holds(office)]


def actor_numbered(pk: int) -> Actor | None:
    """The actor a person is today, by the person's number; None when there is nobody."""
    person = m.Person.objects.filter(pk=pk, merged_into=None).first()
    return actor_for_person(person) if person else None


def whoever_has_the_machine() -> Actor:
    """Whoever sits at the command line holds the database itself: reads as the district office does, and is nobody.

    Only for doors that look; the mover wants a person.
    """
    held = m.Body.objects.filter(kind="district").values_list("pk", flat=True)
    return Actor(person=0, name="", holdings=frozenset(Holding(Office.DISTRICT_OFFICE, pk) for pk in held))
