"""Who is asking: an account turned into an actor with the offices held today."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.roles import PUBLIC, Actor, Holding, Office


def actor_for_person(person: m.Person) -> Actor:
    """The actor a person is today."""
    today = clock.today()
    tenures = m.Tenure.objects.filter(Q(until=None) | Q(until__gte=today), person=person, since__lte=today)
    return Actor(
        person=person.pk,
        name=person.name,
        holdings=frozenset(Holding(Office(t.office), t.body_id) for t in tenures),
    )


def actor_for_account(account: Any) -> Actor:
    """The actor behind a signed-in account; the public when the account is nobody's."""
    person = m.Person.objects.filter(account=account).first() if account.is_authenticated else None
    return actor_for_person(person) if person else PUBLIC


def actors_in(office: Office) -> list[Actor]:
    """Everybody who holds an office today, in the order of their names."""
    today = clock.today()
    live = m.Tenure.objects.filter(Q(until=None) | Q(until__gte=today), office=office, since__lte=today)
    return [actor_for_person(p) for p in m.Person.objects.filter(pk__in=live.values("person"))]


def actor_numbered(pk: int) -> Actor | None:
    """The actor a person is today, by the person's number; None when there is nobody."""
    person = m.Person.objects.filter(pk=pk, merged_into=None).first()
    return actor_for_person(person) if person else None
