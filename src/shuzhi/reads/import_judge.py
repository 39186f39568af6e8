"""Holds each row of an import against the archive and says what would become of it (2.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from shuzhi.reads.import_archive import Archive
from shuzhi.reads.import_rows import (
    MANDATE_COLUMNS,
    PERSON_COLUMNS,
    VOTER_COLUMNS,
    Change,
    ImportPreview,
    PreviewRow,
    column_value,
    term_of,
)
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.field import Field, ok
from shuzhi.rules.place import ORGANS
from shuzhi.rules.roster_answers import (
    OTHER,
    SAME,
    SKIP,
    Answers,
    Choice,
    Question,
    Settled,
    answer_to,
    ask_same,
    key_of,
    question,
    settle,
)
from shuzhi.rules.roster_known import Found, level_of, match_known
from shuzhi.rules.roster_row import RosterReading, RosterRow, RowKind, Source
from shuzhi.rules.verdict import Text


def told(answers: Answers) -> dict[str, tuple[str, Any]]:
    """Which congress an untitled file belongs to, where a person has said so."""
    found: dict[str, tuple[str, Any]] = {}
    for key, value in answers.items():
        parts = key.split("|")
        if len(parts) == 2 and parts[1] == "congress" and value not in ("", SKIP):
            found[parts[0]] = (value, "town" if value.endswith(("镇", "乡", "街道")) else "district")
    return found


@dataclass
class Judge:
    """Goes through the rows once, in order, with what the earlier ones have settled."""

    body: m.Body
    archive: Archive
    answers: Answers
    rows: list[RosterRow]
    owners: dict[Source, tuple[int | None, Source]] = field(default_factory=dict)
    said: dict[tuple[Any, str], tuple[Any, Source | None]] = field(default_factory=dict)

    def judge(self, reading: RosterReading) -> ImportPreview:
        today = clock.today()
        found = self._found(reading.rows)
        rows = []
        for row, match in zip(self.rows, found, strict=True):
            if match.standing == "certain" and match.known:
                row = self._by_archive(row, match.known.pk)
            rows.append(self._one(row, match, settle(row, self.answers, today)))
        return ImportPreview(
            rows=tuple(rows),
            sheets=tuple(reading.sheets),
            file_questions=tuple(self._file_questions(reading, rows)),
            makes=tuple(self._makes(rows)),
            missing=tuple(self._missing(reading, rows)),
        )

    def _found(self, originals: Sequence[RosterRow]) -> list[Found]:
        """Deputies' rows against persons on file, voters' rows against voters; repeats against nobody."""
        today = clock.today()
        settled = [settle(row, self.answers, today).row for row in self.rows]
        live = [n for n, row in enumerate(settled) if not row.repeats]
        answer = [Found("new")] * len(settled)
        for voters in (False, True):
            part = [n for n in live if (settled[n].kind is RowKind.VOTER) == voters]
            known = self.archive.known_voters if voters else self.archive.known_persons
            for n, one in zip(part, match_known([settled[n] for n in part], known), strict=True):
                answer[n] = one
        return answer

    def _record(self, row: RosterRow, pk: int) -> Any:
        return (self.archive.voters if row.kind is RowKind.VOTER else self.archive.persons)[pk]

    def _by_archive(self, row: RosterRow, pk: int) -> RosterRow:
        """Where a row's person is certain and the archive holds a value, a doubtful cell changes nothing."""
        held = self._held(row, pk)
        fields = dict(row.fields)
        for name, cell in row.fields.items():
            own = answer_to(self.answers, row.source, name, cell.reason)
            if cell.status != "ok" and not own and held.get(name) not in (None, ""):
                fields[name] = Field(None, "ok", cell.reason, (), cell.raw)
        town = row.town
        if row.town.status != "ok" and held.get("town"):
            town = ok(held["town"], row.town.raw)
        return replace(row, fields=fields, town=town)

    def _held(self, row: RosterRow, pk: int) -> dict[str, Any]:
        """What the archive says of the fields of a row."""
        record = self._record(row, pk)
        if row.kind is RowKind.VOTER:
            seat = record.constituency
            held = {name: getattr(record, column) for name, column in VOTER_COLUMNS.items()}
            return held | {
                "constituency": seat.number,
                "village": record.village,
                "town": seat.town.name if seat.town else "",
            }
        held = {name: getattr(record, column) for name, column in PERSON_COLUMNS.items()}
        mandate = self.archive.mandate(pk, level_of(row))
        if mandate:
            held |= {
                "remark": mandate.remark,
                "group": mandate.group.name,
                "constituency": mandate.constituency.number if mandate.constituency else None,
                "term": mandate.term,
                "town": ORGANS
                if mandate.group.is_organs
                else mandate.group.parent.name
                if mandate.group.parent
                else "",
            }
        return held

    def _one(self, row: RosterRow, match: Found, settled: Settled) -> PreviewRow:
        row = settled.row
        if row.repeats:
            first = row.repeats.text
            return PreviewRow(
                row, "repeated", reason=Text("与{s}重复", "Repeats {s}").format(s=first), person_of=row.repeats
            )
        if settled.skipped:
            return PreviewRow(row, "left_out")
        if outside := self._outside(row):
            return PreviewRow(row, "wrong", reason=outside)
        open_ = list(settled.open)
        person = match.known.pk if match.standing == "certain" and match.known else None
        if match.standing == "question" and match.known and match.reason:
            given = answer_to(self.answers, row.source, "same", match.reason)
            if given == SKIP:
                return PreviewRow(row, "left_out")
            if given == SAME:
                person = match.known.pk
            elif given != OTHER:
                open_.append(ask_same(row.source, match.reason, match.known.label))
        elder = row.same_person
        owner = self.owners.get(elder) if elder else None
        person_of = owner[1] if owner else row.source
        if owner and owner[0] is not None:
            person = owner[0]
        open_ += self._conflicts(row, person if person is not None else person_of)
        if not open_ and row.kind is not RowKind.VOTER and not row.value("group"):
            missing = Field(None, "wrong", Text("没有代表小组", "no deputy group"))
            open_.append(question(row.source, "group", missing))
        if not open_ and row.kind is RowKind.VOTER and not row.value("constituency"):
            missing = Field(None, "wrong", Text("没有选区", "no constituency"))
            open_.append(question(row.source, "constituency", missing))
        if open_:
            wrong = any(f.status == "wrong" for _, f in row.questions)
            return PreviewRow(row, "wrong" if wrong else "doubtful", questions=tuple(open_), person=person)
        self.owners[row.source] = (person, person_of)
        if person is None:
            return PreviewRow(row, "new", person_of=person_of)
        changes = tuple(self._changes(row, person))
        if row.kind is not RowKind.VOTER and self.archive.mandate(person, level_of(row)) is None:
            return PreviewRow(row, "new", person, person_of, changes)
        return PreviewRow(row, "changed" if changes else "unchanged", person, person_of, changes)

    def _outside(self, row: RosterRow) -> Text | None:
        """A town imports its own lists; a roster of another district belongs to nobody here."""
        if self.body.kind == m.Body.Kind.TOWN and (
            row.kind is RowKind.DISTRICT_MANDATE or (row.town.status == "ok" and row.town.value != self.body.name)
        ):
            return Text(
                f"这一行不属于{self.body.name}，由区代表工委导入",
                f"not of {self.body.name}; the district office imports it",
            )
        return None

    def _conflicts(self, row: RosterRow, person: Any) -> list[Question]:
        """Two rows of one person that disagree: the later one asks, unless the archive already says one of the two."""
        if row.kind is RowKind.VOTER:
            return []
        asked = []
        for name, column in PERSON_COLUMNS.items():
            cell = row.fields.get(name)
            if not cell or cell.value is None or cell.status != "ok":
                continue
            value = column_value(name, cell.value)
            before, source = self.said.get((person, name), (None, None))
            if source is None:
                self.said[(person, name)] = (value, row.source)
            elif before != value:
                held = getattr(self.archive.persons[person], column) if isinstance(person, int) else None
                if held in (before, value):
                    continue
                reason = Text(f"与{source.text.zh}不一致（{before}）", f"differs from {source.text.en} ({before})")
                given = answer_to(self.answers, row.source, name, reason)
                if given not in (str(before), str(value)):
                    doubt = Field(None, "doubtful", reason, (before, value), cell.raw)
                    asked.append(question(row.source, name, doubt))
        return asked

    def _changes(self, row: RosterRow, pk: int) -> Iterable[Change]:
        record, held = self._record(row, pk), self._held(row, pk)
        columns = VOTER_COLUMNS if row.kind is RowKind.VOTER else PERSON_COLUMNS
        mandate = None if row.kind is RowKind.VOTER else self.archive.mandate(pk, level_of(row))
        for name, column in (columns | MANDATE_COLUMNS if mandate else columns).items():
            cell = row.fields.get(name)
            if cell is None or cell.value is None:
                continue  # a column the file does not have, or a cell left empty, erases nothing
            new = column_value(name, cell.value)
            if name in PERSON_COLUMNS and row.kind is not RowKind.VOTER:
                before, source = self.said.get((pk, name), (None, None))
                if source not in (None, row.source) and before != new:
                    given = self.answers.get(key_of(row.source, name), "")
                    if given != str(new):
                        continue
            old = held.get(name, getattr(record, column, ""))
            if old != new and name not in self._agreed(row, pk):
                yield Change(name, column, old, new)
        if mandate:
            seat, group, term = row.value("constituency"), row.value("group"), term_of(row, self.answers)
            if seat and held["constituency"] != seat.number:
                yield Change("constituency", "constituency", held["constituency"], seat.number)
            if group and held["group"] != group:
                yield Change("group", "group", held["group"], group)
            if term and held["term"] != term:
                yield Change("term", "term", held["term"], term)

    def _agreed(self, row: RosterRow, pk: int) -> set[str]:
        """Fields on which two rows of the person disagree and the archive says one of the two: it stands."""
        if row.kind is RowKind.VOTER:
            return set()
        values: dict[str, set[Any]] = defaultdict(set)
        for other in self._rows_of.get(pk, ()):
            for name in PERSON_COLUMNS:
                if (cell := other.fields.get(name)) and cell.value is not None and cell.status == "ok":
                    values[name].add(column_value(name, cell.value))
        person = self.archive.persons[pk]
        return {n for n, v in values.items() if len(v) > 1 and getattr(person, PERSON_COLUMNS[n]) in v}

    def _file_questions(self, reading: RosterReading, rows: Sequence[PreviewRow]) -> Iterable[Question]:
        """Of which congress, of which term: asked once a file, not once a row."""
        lacking = {
            r.row.source.file
            for r in rows
            if r.row.kind is not RowKind.VOTER
            and r.verdict not in ("repeated", "left_out")
            and not (r.person and (held := self.archive.mandate(r.person, level_of(r.row))) and held.term)
        }
        towns = sorted({s.place for s in reading.sheets if s.place} | set(self.archive.towns))
        for sheet in reading.sheets:
            source = Source(sheet.file, sheet.sheet, 0)
            if sheet.kind is None or sheet.kind is RowKind.VOTER:
                continue
            if sheet.notes and sheet.file not in told(self.answers) and any("哪一级" in n.zh for n in sheet.notes):
                choices = (*(Choice(t, Text(t, t)) for t in (self.archive.district, *towns) if t),)
                note = next(n for n in sheet.notes if "哪一级" in n.zh)
                yield Question(f"{sheet.file}|congress", "", source, "town", note, sheet.file, choices, False)
            if sheet.term is None and sheet.file in lacking and not self.answers.get(f"{sheet.file}|term"):
                text = Text(
                    "标题没写是第几届，请填写（可不填）", "the title does not say which term; you may fill it in"
                )
                yield Question(f"{sheet.file}|term", "", source, "term", text, sheet.file, (), True)

    def _makes(self, rows: Sequence[PreviewRow]) -> Iterable[str]:
        """Bodies and constituencies that the import would have to make."""
        seen: dict[str, None] = {}
        for one in rows:
            if one.verdict not in ("new", "changed"):
                continue
            row = one.row
            if row.town.value and row.town.value != ORGANS and row.town.value not in self.archive.towns:
                seen[row.town.value] = None
            group, seat = row.value("group"), row.value("constituency")
            if row.kind is not RowKind.VOTER and (level_of(row), group) not in self.archive.groups:
                level = "镇代表" if level_of(row) == "town" else "区代表"
                seen[f"{group}（{level}）"] = None
            if seat and seat.number not in self.archive.numbers:
                seen[f"第{seat.number}选区" + (f"（{seat.name}）" if seat.name else "")] = None
        return seen

    def _missing(self, reading: RosterReading, rows: Sequence[PreviewRow]) -> Iterable[Text]:
        """Deputies on file that the new roster of their congress no longer names; nothing is ended by itself."""
        named = {(r.person, level_of(r.row)) for r in rows if r.person and r.row.kind is not RowKind.VOTER}
        names = {(r.name, level_of(r.row)) for r in rows if r.row.kind is not RowKind.VOTER}
        read = {
            ("district", "") if s.kind is RowKind.DISTRICT_MANDATE else ("town", s.place)
            for s in reading.sheets
            if s.kind in (RowKind.DISTRICT_MANDATE, RowKind.TOWN_MANDATE)
        }
        for mandate in self.archive.mandates.values():
            town = mandate.group.parent.name if mandate.level == "town" and mandate.group.parent else ""
            here = (mandate.level, town) in read
            if (
                here
                and (mandate.person_id, mandate.level) not in named
                and (mandate.person.name, mandate.level) not in names
            ):
                yield Text(
                    f"{mandate.person.name}（{mandate.group.name}）", f"{mandate.person.name} ({mandate.group.name})"
                )

    def __post_init__(self) -> None:
        self._rows_of: dict[int, list[RosterRow]] = defaultdict(list)
        for row, found in zip(self.rows, self._found(self.rows), strict=True):
            if found.known and found.standing == "certain" and row.kind is not RowKind.VOTER:
                self._rows_of[found.known.pk].append(row)
