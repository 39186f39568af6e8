"""What an import of rosters would do, row by row, before anything is written (2.1).

``preview`` reads the files, puts the answers in, holds every row against the archive and says of each:
new, unchanged, changed (old → new), doubtful (with its questions), wrong, repeated, or left out. The act
performs exactly what the preview shows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from shuzhi.crafts.tables import Problem, Table, read_tables
from shuzhi.reads.import_archive import Archive, archive_of
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.field import Field, chinese, ok
from shuzhi.rules.place import ORGANS, ORGANS_GROUP
from shuzhi.rules.roster_answers import (
    FIELD_NAMES,
    OTHER,
    SAME,
    SKIP,
    Answers,
    Choice,
    Question,
    answer_to,
    ask_same,
    key_of,
    question,
    settle,
    shown,
)
from shuzhi.rules.roster_file import HEADINGS, read_rosters
from shuzhi.rules.roster_known import Found, level_of, match_known
from shuzhi.rules.roster_row import RosterContext, RosterReading, RosterRow, RowKind, SheetReport, Source
from shuzhi.rules.verdict import Text

File = tuple[str, bytes]
VERDICTS: dict[str, Text] = {
    "new": Text("新增", "New"),
    "changed": Text("有变动", "Changed"),
    "unchanged": Text("无变动", "Unchanged"),
    "doubtful": Text("待确认", "To be settled"),
    "wrong": Text("有错误", "Wrong"),
    "repeated": Text("重复行", "Repeated"),
    "left_out": Text("本次不导入", "Left out"),
}
# field of a row -> column of the record
PERSON_COLUMNS = {
    "sex": "sex",
    "ethnicity": "ethnicity",
    "birth": "born",
    "party": "party",
    "education": "education",
    "post": "post",
    "phone": "phone",
    "leading": "leading_cadre",
}
MANDATE_COLUMNS = {"remark": "remark"}
VOTER_COLUMNS = {"voter_kind": "kind", "phone": "phone", "remark": "remark"}
LENGTHS = {"name": 40, "ethnicity": 20, "party": 20, "education": 20, "post": 80, "phone": 20, "remark": 120}
LENGTHS |= {"village": 40, "voter_kind": 30, "serial": 10}


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    column: str
    old: Any
    new: Any

    @property
    def label(self) -> Text:
        return FIELD_NAMES[self.field]

    @property
    def was(self) -> Text:
        return shown(self.old) if self.old not in ("", None) else Text("（空）", "(blank)")

    @property
    def becomes(self) -> Text:
        return shown(self.new) if self.new not in ("", None) else Text("（空）", "(blank)")


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of a file with its verdict. ``person`` is the record it speaks of, when there is one."""

    row: RosterRow
    verdict: str
    person: int | None = None
    person_of: Source | None = None
    changes: tuple[Change, ...] = ()
    questions: tuple[Question, ...] = ()
    reason: Text | None = None

    @property
    def name(self) -> str:
        field = self.row.fields.get("name")
        return str(field.value or field.raw or "") if field else ""

    @property
    def label(self) -> Text:
        return VERDICTS[self.verdict]

    @property
    def belongs(self) -> str:
        """Where the row puts the person: a deputy's group, a voter's village and constituency."""
        row = self.row
        if row.kind is RowKind.VOTER:
            return " · ".join(
                str(x) for x in (row.value("voter_kind"), row.value("village"), row.value("constituency")) if x
            )
        level = "镇代表" if level_of(row) == "town" else "区代表"
        return " · ".join(str(x) for x in (level, row.value("group"), row.value("constituency")) if x)

    @property
    def cells(self) -> list[tuple[Text, str, Text, Text | None]]:
        """Field by field: its name, what the file says, how it was read, and why there is a doubt."""
        return [(FIELD_NAMES[k], f.raw, shown(f.value), f.reason) for k, f in self.row.fields.items()]


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """The whole import: problems refuse it altogether; ``makes`` are bodies and constituencies not yet there."""

    rows: tuple[PreviewRow, ...] = ()
    problems: tuple[tuple[str, Text], ...] = ()
    sheets: tuple[SheetReport, ...] = ()
    file_questions: tuple[Question, ...] = ()
    makes: tuple[str, ...] = ()
    missing: tuple[Text, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(r.verdict for r in self.rows)
        return {v: found[v] for v in VERDICTS}

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(q for r in self.rows for q in r.questions)

    @property
    def to_do(self) -> int:
        """Rows an import would write."""
        return self.counts["new"] + self.counts["changed"]


def preview(body: m.Body, files: Sequence[File], answers: Answers | None = None) -> ImportPreview:
    """What importing these files into the district (or one town) would do. Writes nothing; no file raises."""
    answers = answers or {}
    tables, problems = _tables(files)
    if problems:
        return ImportPreview(problems=tuple(problems))
    archive = archive_of()
    reading = _read(tables, archive, answers)
    rows = [_placed(row, body, archive) for row in reading.rows]
    return _Judge(body, archive, answers, rows).judge(reading)


def _tables(files: Sequence[File]) -> tuple[list[Table], list[tuple[str, Text]]]:
    tables: list[Table] = []
    problems: list[tuple[str, Text]] = []
    names: set[str] = set()
    if not files:
        problems.append(("", Text("没有选择文件。", "No file was chosen.")))
    for name, data in files:
        if name in names:
            problems.append((name, Text("同名的文件选了两次。", "Two files have this name.")))
            continue
        names.add(name)
        answer = read_tables(name, data, HEADINGS)
        if isinstance(answer, Problem):
            problems.append((name, Text(answer.zh, answer.en)))
        else:
            tables += answer
    return tables, problems


def _told(answers: Answers) -> dict[str, tuple[str, Any]]:
    told: dict[str, tuple[str, Any]] = {}
    for key, value in answers.items():
        parts = key.split("|")
        if len(parts) == 2 and parts[1] == "congress" and value not in ("", SKIP):
            told[parts[0]] = (value, "town" if value.endswith(("镇", "乡", "街道")) else "district")
    return told


def _read(tables: list[Table], archive: Archive, answers: Answers) -> RosterReading:
    """The rows, read with what the archive knows; groups of a congress not yet on file are learnt from the files."""
    context = RosterContext(
        today=clock.today(),
        constituencies=archive.seats,
        town_of=archive.town_of,
        told=_told(answers),
    )
    if archive.groups:
        first = read_rosters(tables, context)
        learnt = _learnt(first.rows, archive)
        known = {name for _, name in (*archive.groups, *learnt)}
        context = replace(context, groups=tuple(sorted(known)))
    return read_rosters(tables, context)


def _learnt(rows: Iterable[RosterRow], archive: Archive) -> set[tuple[str, str]]:
    """(level, group) of congresses that have no group on file yet."""
    answer = set()
    for row in rows:
        group = row.fields.get("group")
        if row.kind is RowKind.VOTER or not group or not group.value or row.repeats:
            continue
        level = level_of(row)
        if not any(at == level and _town_of_group(name) == _town_of_group(group.value) for at, name in archive.groups):
            answer.add((level, group.value))
    return answer


def _town_of_group(name: str) -> str:
    return ORGANS if name == ORGANS_GROUP else name.split("第")[0]


def _placed(row: RosterRow, body: m.Body, archive: Archive) -> RosterRow:
    """A group the congress does not have is a question, whatever another level calls its groups."""
    group = row.fields.get("group")
    if row.kind is RowKind.VOTER or not group or group.status != "ok" or not group.value:
        return row
    level, town = level_of(row), _town_of_group(group.value)
    there = [name for at, name in archive.groups if at == level and _town_of_group(name) == town]
    if not there or group.value in there:
        return row
    doubt = Field(
        None,
        "doubtful",
        Text(f"档案中没有“{group.value}”，要新设吗", f"{group.value} is not on file; is it a new group"),
        (*there, group.value),
        group.raw,
    )
    return replace(row, fields=dict(row.fields) | {"group": doubt})


@dataclass
class _Judge:
    """Goes through the rows once, in order, with what the earlier ones have settled."""

    body: m.Body
    archive: Archive
    answers: Answers
    rows: list[RosterRow]
    owners: dict[Source, tuple[int | None, Source]] = field(default_factory=dict)
    said: dict[tuple[Any, str], tuple[Any, Source]] = field(default_factory=lambda: defaultdict(lambda: (None, None)))  # type: ignore[arg-type]

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
            file_questions=tuple(self._file_questions(reading)),
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
                "town": ORGANS if mandate.group.is_organs else mandate.group.parent.name,
            }
        return held

    def _one(self, row: RosterRow, match: Found, settled: Any) -> PreviewRow:
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
            before, source = self.said[(person, name)]
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
        columns: Mapping[str, str] = VOTER_COLUMNS if row.kind is RowKind.VOTER else PERSON_COLUMNS
        mandate = None if row.kind is RowKind.VOTER else self.archive.mandate(pk, level_of(row))
        for name, column in (columns | MANDATE_COLUMNS if mandate else columns).items():
            cell = row.fields.get(name)
            if cell is None or cell.value is None:
                continue  # a column the file does not have, or a cell left empty, erases nothing
            new = column_value(name, cell.value)
            if name in PERSON_COLUMNS and row.kind is not RowKind.VOTER:
                before, source = self.said[(pk, name)]
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

    def _file_questions(self, reading: RosterReading) -> Iterable[Question]:
        """Of which congress, of which term: asked once a file, not once a row."""
        towns = sorted({s.place for s in reading.sheets if s.place} | set(self.archive.towns))
        for sheet in reading.sheets:
            source = Source(sheet.file, sheet.sheet, 0)
            if sheet.kind is None or sheet.kind is RowKind.VOTER:
                continue
            if sheet.notes and sheet.file not in _told(self.answers) and any("哪一级" in n.zh for n in sheet.notes):
                choices = (*(Choice(t, Text(t, t)) for t in (self.archive.district, *towns) if t),)
                note = next(n for n in sheet.notes if "哪一级" in n.zh)
                yield Question(f"{sheet.file}|congress", "", source, "town", note, sheet.file, choices, False)
            if sheet.term is None and not self.answers.get(f"{sheet.file}|term"):
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


def column_value(name: str, value: Any) -> Any:
    """A field's value as its column holds it."""
    if isinstance(value, bool):
        return value
    text = str(value)[:7] if name == "birth" else str(value)
    return text[: LENGTHS.get(name, 300)]


def term_of(row: RosterRow, answers: Answers) -> str:
    """第一届, from the title or from the person who imports; empty when neither says."""
    from_title = row.term.value
    if from_title:
        return f"第{chinese(from_title)}届"
    typed = answers.get(f"{row.source.file}|term", "").strip()
    return (f"第{chinese(int(typed))}届" if typed.isdigit() and len(typed) < 3 else typed)[:20]
