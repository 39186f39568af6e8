"""What an import of rosters would do, row by row, before anything is written (2.1).

``preview`` reads the files, puts the answers in, holds every row against the archive and says of each:
new, unchanged, changed (old → new), doubtful (with its questions), wrong, repeated, or left out. The act
performs exactly what the preview shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from shuzhi.crafts.tables import Problem, Table, read_tables
from shuzhi.reads.import_archive import Archive, archive_of
from shuzhi.reads.import_judge import Judge, told
from shuzhi.reads.import_rows import ImportPreview
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.field import Field
from shuzhi.rules.place import ORGANS, ORGANS_GROUP
from shuzhi.rules.roster_answers import Answers
from shuzhi.rules.roster_file import HEADINGS, read_rosters
from shuzhi.rules.roster_known import level_of
from shuzhi.rules.roster_row import RosterContext, RosterReading, RosterRow, RowKind
from shuzhi.rules.verdict import Text

File = tuple[str, bytes]


def preview(body: m.Body, files: Sequence[File], answers: Answers | None = None) -> ImportPreview:
    """What importing these files into the district (or one town) would do. Writes nothing; no file raises."""
    answers = answers or {}
    tables, problems = _tables(files)
    if problems:
        return ImportPreview(problems=tuple(problems))
    archive = archive_of()
    reading = _read(tables, archive, answers)
    rows = [_placed(row, body, archive) for row in reading.rows]
    return Judge(body, archive, answers, rows).judge(reading)


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


def _read(tables: list[Table], archive: Archive, answers: Answers) -> RosterReading:
    """The rows, read with what the archive knows; groups of a congress not yet on file are learnt from the files."""
    context = RosterContext(
        today=clock.today(),
        constituencies=archive.seats,
        town_of=archive.town_of,
        told=told(answers),
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
