"""Writes the rows an import's preview found new or changed; called inside ``people.import`` alone."""

from __future__ import annotations

import re
from typing import Any

from shuzhi.acts._names import name_keys
from shuzhi.reads.import_rows import (
    PERSON_COLUMNS,
    VOTER_COLUMNS,
    ImportPreview,
    PreviewRow,
    column_value,
    term_of,
)
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.field import number
from shuzhi.rules.place import ORGANS, ORGANS_GROUP
from shuzhi.rules.roster_answers import Answers
from shuzhi.rules.roster_known import level_of
from shuzhi.rules.roster_row import RosterRow, RowKind, Source


class Rows:
    """One import under way: bodies and constituencies as they are made, then persons, mandates, voters."""

    def __init__(self, district: m.Body, answers: Answers) -> None:
        self.district = district
        self.answers = answers
        bodies = list(m.Body.objects.all())
        self.towns = {b.name: b for b in bodies if b.kind == m.Body.Kind.TOWN}
        self.groups = {(b.level, b.name): b for b in bodies if b.kind == m.Body.Kind.GROUP}
        self.seats = {c.number: c for c in m.Constituency.objects.all()}
        self.persons: dict[Source, m.Person] = {}

    def write(self, preview: ImportPreview) -> None:
        """Everything the preview calls new or changed, in the files' order."""
        rows = [r for r in preview.rows if r.verdict in ("new", "changed")]
        for one in rows:
            self._places(one.row)
        deputies = [r for r in rows if r.row.kind is not RowKind.VOTER]
        made = [self._person(r) for r in deputies if r.person is None and r.person_of == r.row.source]
        m.Person.objects.bulk_create(made)
        known = m.Person.objects.in_bulk([r.person for r in deputies if r.person])
        mandates = []
        for one in deputies:
            person = known[one.person] if one.person else self.persons[one.person_of or one.row.source]
            self._change_person(person, one)
            if one.verdict == "new":
                mandates.append(self._mandate(person, one.row))
            elif renewed := self._change_mandate(person, one):
                mandates.append(renewed)
        m.Mandate.objects.bulk_create(mandates)
        voters = [r for r in rows if r.row.kind is RowKind.VOTER]
        m.Voter.objects.bulk_create([self._voter(r.row) for r in voters if r.verdict == "new"])
        there = m.Voter.objects.in_bulk([r.person for r in voters if r.person])
        for one in voters:
            if one.verdict == "changed" and one.person:
                self._set(there[one.person], one)

    # Bodies and constituencies -------------------------------------------------------------------------
    def _places(self, row: RosterRow) -> None:
        town = self._town(row.town.value)
        seat = row.value("constituency")
        if seat and seat.number not in self.seats:
            self.seats[seat.number] = m.Constituency.objects.create(number=seat.number, name=seat.name or "", town=town)
        elif seat and (town or seat.name):
            there = self.seats[seat.number]
            if (town and there.town_id is None) or (seat.name and not there.name):
                there.town, there.name = there.town or town, there.name or seat.name or ""
                there.save()
        if row.kind is RowKind.VOTER:
            return
        name, level = row.value("group"), level_of(row)
        if (level, name) not in self.groups:
            organs = name == ORGANS_GROUP
            found = re.search(r"第([一二三四五六七八九十]+)", name)
            self.groups[(level, name)] = m.Body.objects.create(
                name=name,
                kind=m.Body.Kind.GROUP,
                level=level,
                is_organs=organs,
                parent=self.district if organs else self._town(name.split("第")[0]) or town,
                number=(number(found[1]) or 0) if found else 0,
            )

    def _town(self, name: str | None) -> m.Body | None:
        if not name or name == ORGANS:
            return None
        if name not in self.towns:
            self.towns[name] = m.Body.objects.create(
                name=name, kind=m.Body.Kind.TOWN, parent=self.district, number=len(self.towns) + 1
            )
        return self.towns[name]

    # Persons and mandates ------------------------------------------------------------------------------
    def _person(self, one: PreviewRow) -> m.Person:
        name = column_value("name", one.row.value("name"))
        person = m.Person(name=name, **name_keys(name))
        for field, column in PERSON_COLUMNS.items():
            if (value := one.row.value(field)) is not None:
                setattr(person, column, column_value(field, value))
        self.persons[one.row.source] = person
        return person

    def _change_person(self, person: m.Person, one: PreviewRow) -> None:
        changes = [c for c in one.changes if c.field in PERSON_COLUMNS]
        for change in changes:
            setattr(person, change.column, change.new)
        if changes:
            person.save()

    def _mandate(self, person: m.Person, row: RosterRow) -> m.Mandate:
        seat = row.value("constituency")
        return m.Mandate(
            person=person,
            level=level_of(row),
            term=term_of(row, self.answers),
            number=column_value("serial", row.value("serial") or ""),
            constituency=self.seats[seat.number] if seat else None,
            group=self.groups[(level_of(row), row.value("group"))],
            remark=column_value("remark", row.value("remark") or ""),
        )

    def _change_mandate(self, person: m.Person, one: PreviewRow) -> m.Mandate | None:
        """Changes the live mandate; of another term it ends the old one and answers the new, unsaved."""
        changes = {c.field: c.new for c in one.changes}
        if not changes.keys() & {"remark", "constituency", "group", "term"}:
            return None
        mandate = m.Mandate.objects.get(person=person, level=level_of(one.row), until=None)
        if "term" in changes and mandate.term:
            mandate.until, mandate.end_reason = clock.today(), "换届"
            mandate.save()
            return self._mandate(person, one.row)
        mandate.term = changes.get("term", mandate.term)
        mandate.remark = changes.get("remark", mandate.remark)
        if "constituency" in changes:
            mandate.constituency = self.seats[changes["constituency"]]
        if "group" in changes:
            mandate.group = self.groups[(mandate.level, changes["group"])]
        mandate.save()
        return None

    # Voters --------------------------------------------------------------------------------------------
    def _voter(self, row: RosterRow) -> m.Voter:
        name = column_value("name", row.value("name"))
        values = {c: column_value(f, row.value(f) or "") for f, c in VOTER_COLUMNS.items()}
        village = column_value("village", row.value("village") or "")
        seat = self.seats[row.value("constituency").number]
        return m.Voter(name=name, village=village, constituency=seat, **values, **name_keys(name))

    def _set(self, record: Any, one: PreviewRow) -> None:
        for change in one.changes:
            setattr(record, change.column, change.new)
        record.save()
