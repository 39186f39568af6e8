"""The archive as an import needs it: all of it, in a handful of queries."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.records import models as m
from shuzhi.rules.place import Constituency
from shuzhi.rules.roster_known import Known
from shuzhi.rules.verdict import Text


@dataclass(frozen=True)
class Archive:
    """Bodies, constituencies, persons with their live mandates, and voters, by what a row knows of them."""

    district: str
    towns: dict[str, m.Body]
    groups: dict[tuple[str, str], m.Body]
    numbers: dict[int, m.Constituency]
    persons: dict[int, m.Person]
    mandates: dict[tuple[int, str], m.Mandate]
    voters: dict[int, m.Voter]
    known_persons: tuple[Known, ...]
    known_voters: tuple[Known, ...]

    @property
    def seats(self) -> tuple[Constituency, ...]:
        return tuple(Constituency(c.number, c.name or None) for c in self.numbers.values())

    @property
    def town_of(self) -> dict[int, str]:
        return {c.number: c.town.name for c in self.numbers.values() if c.town}

    def mandate(self, person: int, level: str) -> m.Mandate | None:
        """The person's live mandate at a level."""
        return self.mandates.get((person, level))


def archive_of() -> Archive:
    """The archive as it stands."""
    bodies = list(m.Body.objects.select_related("parent"))
    seats = {c.number: c for c in m.Constituency.objects.select_related("town")}
    persons = {p.pk: p for p in m.Person.objects.filter(merged_into=None)}
    live = m.Mandate.objects.filter(until=None).select_related("person", "constituency", "group__parent")
    mandates = {(x.person_id, x.level): x for x in live}
    voters = {v.pk: v for v in m.Voter.objects.select_related("constituency__town")}
    held: dict[int, list[m.Mandate]] = {}
    for mandate in mandates.values():
        held.setdefault(mandate.person_id, []).append(mandate)
    return Archive(
        district=next((b.name for b in bodies if b.kind == m.Body.Kind.DISTRICT), ""),
        towns={b.name: b for b in bodies if b.kind == m.Body.Kind.TOWN},
        groups={(b.level, b.name): b for b in bodies if b.kind == m.Body.Kind.GROUP},
        numbers=seats,
        persons=persons,
        mandates=mandates,
        voters=voters,
        known_persons=tuple(_person(p, held.get(p.pk, [])) for p in persons.values()),
        known_voters=tuple(_voter(v) for v in voters.values()),
    )


def _person(person: m.Person, mandates: list[m.Mandate]) -> Known:
    where = "、".join(x.group.name for x in mandates)
    parts = [p for p in (person.name, person.born, person.phone, where or person.post) if p]
    seats = frozenset((x.level, x.constituency.number if x.constituency else None, x.group.name) for x in mandates)
    label = Text("，".join(parts), ", ".join(parts))
    return Known(person.pk, person.name, person.born, person.phone, seats, label=label)


def _voter(voter: m.Voter) -> Known:
    parts = [p for p in (voter.name, voter.kind, voter.village, voter.phone) if p]
    place = (voter.constituency.number, voter.village, voter.kind)
    label = Text("，".join(parts), ", ".join(parts))
    return Known(voter.pk, voter.name, phone=voter.phone, place=place, label=label)
