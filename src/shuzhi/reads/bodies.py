"""The bodies: their names, their order, and who holds which office in them (5.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from shuzhi.reads import sight
from shuzhi.reads.import_rows import LEVELS
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.roles import OFFICE_NAMES, Actor, Office
from shuzhi.rules.tenure import OFFICES_OF
from shuzhi.rules.verdict import Text


@dataclass(slots=True)
class BodyLine:
    """A body with its offices, the number of its deputies, and the bodies under it.

    ``open_to``: the office-holders whose own page the actor may open; the others are names alone.
    """

    body: m.Body
    name: Text
    deputies: int
    holders: list[tuple[Text, list[m.Person]]]
    open_to: frozenset[int] = frozenset()
    parts: list[BodyLine] = field(default_factory=list)


def in_office(way: str = "") -> Q:
    """Tenures that hold today, ``way`` being the path to them."""
    today = clock.today()
    return Q(**{f"{way}since__lte": today}) & (Q(**{f"{way}until": None}) | Q(**{f"{way}until__gte": today}))


def full_name(body: m.Body) -> Text:
    """A body's name; a group says of which level it is, for two levels call their groups alike."""
    if body.kind != m.Body.Kind.GROUP or body.is_organs:
        return Text(body.name, body.name)
    level = LEVELS.get(body.level, Text("", ""))
    return Text(f"{body.name}（{level.zh}）", f"{body.name} ({level.en.lower().removesuffix('y')}ies)")


def body(pk: int) -> m.Body:
    return m.Body.objects.get(pk=pk)


def bodies_to_appoint() -> list[m.Body]:
    """Every body in the tree's order: the district, each town followed by its groups, the organs group."""
    everything = list(m.Body.objects.select_related("parent"))

    def place(one: m.Body) -> tuple[object, ...]:
        town = one if one.kind == "town" else one.parent if one.parent and one.parent.kind == "town" else None
        rank = 0 if one.kind == "district" else 1 if town else 2
        return (rank, town.number if town else 0, town.pk if town else 0, one.kind != "town", one.level, one.number)

    return sorted(everything, key=place)


def bodies_page(actor: Actor) -> list[BodyLine]:
    """The bodies one works with as a tree, each with who holds which office and how many deputies it has."""
    if not actor.signed_in:
        raise sight.NotVisible("bodies")
    seen = list(sight.bodies(actor).select_related("parent"))
    tenures = m.Tenure.objects.filter(in_office(), body__in=seen).select_related("person")
    held: dict[int, dict[str, list[m.Person]]] = {}
    for tenure in tenures:
        held.setdefault(tenure.body_id, {}).setdefault(tenure.office, []).append(tenure.person)
    holders = {person.pk for offices in held.values() for people in offices.values() for person in people}
    open_to = frozenset(sight.persons(actor).filter(pk__in=holders).values_list("pk", flat=True))
    numbers: dict[int, int] = {}
    for group in m.Mandate.objects.filter(until=None).values_list("group", flat=True):
        numbers[group] = numbers.get(group, 0) + 1
    lines = {
        b.pk: BodyLine(
            b,
            full_name(b),
            numbers.get(b.pk, 0),
            [(OFFICE_NAMES[o], held.get(b.pk, {}).get(o.value, [])) for o in _offices(b)],
            open_to,
        )
        for b in bodies_in_order(seen)
    }
    tops: list[BodyLine] = []
    for line in lines.values():
        above = lines.get(line.body.parent_id) if line.body.parent_id else None
        (above.parts if above else tops).append(line)
    return tops


def _offices(body: m.Body) -> tuple[Office, ...]:
    return OFFICES_OF[body.kind]


def bodies_in_order(seen: Iterable[m.Body]) -> list[m.Body]:
    return sorted(seen, key=lambda b: (b.is_organs, b.kind != "town", b.level, b.number, b.pk))
