"""Questions a roster leaves to a person, and what becomes of a row once they are answered.

An answer is text under the question's key: one of the words below, one of the offered readings as
written, or what the person typed, which is then read like a cell. Nothing is ever answered by the
program itself (2.1: who is a deputy is not guessed).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from shuzhi.rules.birth import read_birth
from shuzhi.rules.field import Field, blank, doubtful, ok
from shuzhi.rules.place import ORGANS, read_block, read_constituency, read_group
from shuzhi.rules.roster_file import READERS
from shuzhi.rules.roster_row import RosterRow, Source
from shuzhi.rules.verdict import Text

KEEP, BLANK, SKIP, SAME, OTHER = "=keep", "=blank", "=skip", "=same", "=other"
NEEDED = frozenset({"name", "group", "town", "constituency", "voter_kind"})
Answers = Mapping[str, str]

FIELD_NAMES: Mapping[str, Text] = {
    "serial": Text("序号", "Number"),
    "name": Text("姓名", "Name"),
    "sex": Text("性别", "Sex"),
    "ethnicity": Text("民族", "Ethnicity"),
    "birth": Text("出生年月", "Born"),
    "party": Text("政治面貌", "Party"),
    "education": Text("文化程度", "Education"),
    "post": Text("工作单位及职务", "Workplace and post"),
    "phone": Text("联系电话", "Telephone"),
    "leading": Text("领导干部", "Leading cadre"),
    "constituency": Text("选区", "Constituency"),
    "group": Text("代表小组", "Deputy group"),
    "town": Text("所在镇", "Town"),
    "term": Text("届次", "Term"),
    "village": Text("村（社区）", "Village"),
    "voter_kind": Text("身份", "Capacity"),
    "remark": Text("备注", "Remark"),
    "same": Text("是否同一人", "The same person?"),
}
SKIP_IT = Text("这一行先不导入", "Leave this row out for now")


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Question:
    """One question about one row; ``common`` is the key under which all questions of its kind are answered."""

    key: str
    common: str
    source: Source
    field: str
    text: Text
    raw: str
    choices: tuple[Choice, ...]
    free: bool

    @property
    def label(self) -> Text:
        return FIELD_NAMES.get(self.field, Text(self.field, self.field))


@dataclass(frozen=True, slots=True)
class Settled:
    """A row after the answers: its fields, what is still open, and whether a person left it out."""

    row: RosterRow
    open: tuple[Question, ...] = ()
    skipped: bool = False


def key_of(source: Source, field: str) -> str:
    return f"{source.file}|{source.sheet}|{source.row}|{field}"


def answer_to(answers: Answers, source: Source, field: str, reason: Text | None) -> str:
    """The row's own answer, else the one given for all questions of this kind, else the field's."""
    keys = (key_of(source, field), f"*|{field}|{reason.zh if reason else ''}", f"*|{field}")
    return next((a for k in keys if (a := answers.get(k, "").strip())), "")


def shown(value: Any) -> Text:
    """A reading as people write it."""
    if isinstance(value, bool):
        return Text("是", "Yes") if value else Text("否", "No")
    return Text("" if value is None else str(value), "" if value is None else str(value))


def settle(row: RosterRow, answers: Answers, today: date) -> Settled:
    """The row with every answered question settled. Pure; an answer that cannot be read leaves it open."""
    fields, town, open_, skipped = dict(row.fields), row.town, [], False
    for name, field in row.questions:
        given = answer_to(answers, row.source, name, field.reason)
        if given == SKIP:
            skipped = True
            continue
        settled = _taken(name, field, given, row, today)
        if settled.status != "ok":
            open_.append(question(row.source, name, settled if given else field))
        if name == "town":
            town = settled
        elif name in fields:
            fields[name] = settled
    matches = []
    for match in row.matches:
        if match.certain or match.kind == "repeat":
            matches.append(match)
            continue
        given = answer_to(answers, row.source, "same", match.reason)
        if given == SKIP:
            skipped = True
        elif given == SAME:
            kind = "repeat" if match.kind == "likely_same" else match.kind
            matches.append(replace(match, certain=True, kind=kind))
        elif given != OTHER:
            open_.append(ask_same(row.source, match.reason, match.source.text))
    return Settled(replace(row, fields=fields, town=town, matches=tuple(matches)), tuple(open_), skipped)


def _taken(name: str, field: Field, given: str, row: RosterRow, today: date) -> Field:
    if not given:
        return field
    if given == KEEP:
        return ok(field.value, field.raw) if field.value is not None and field.status == "doubtful" else field
    if given == BLANK:
        return field if name in NEEDED else ok(None, field.raw)
    for option in field.options:
        if given == str(option):
            return ok(option, field.raw)
    typed = read_as(name, given, row, today)
    return replace(typed, raw=field.raw) if typed.status == "ok" else replace(typed, options=field.options)


def read_as(name: str, text: str, row: RosterRow, today: date) -> Field:
    """What a person typed for a field, read as a cell of it."""
    if name == "birth":
        return read_birth(text, today)
    if name == "constituency":
        return read_constituency(text)
    if name == "group":
        return read_group(text, row.town.value)
    if name == "town":
        town = read_block(text)
        return ok(town, text) if town else doubtful(None, text, "看不懂的镇名", "town not understood")
    return READERS[name](text) if name in READERS and not blank(text) else ok(text, text)


def question(source: Source, name: str, field: Field) -> Question:
    """The question a doubtful or wrong field asks."""
    reason = field.reason or Text("请核对", "please check")
    choices = [Choice(str(o), Text("区机关", "District organs") if o == ORGANS else shown(o)) for o in field.options]
    if field.value is not None and field.status == "doubtful" and field.value not in field.options:
        label = Text("就是“{v}”", "It is “{v}”").format(v=shown(field.value))
        choices.insert(0, Choice(KEEP, label))
    if name not in NEEDED:
        choices.append(Choice(BLANK, Text("先空着", "Leave it blank")))
    choices.append(Choice(SKIP, SKIP_IT))
    free = not field.options
    return Question(
        key_of(source, name), f"*|{name}|{reason.zh}", source, name, reason, field.raw, tuple(choices), free
    )


def ask_same(source: Source, reason: Text, other: Text) -> Question:
    """Is the person of this row the one of another row, or the one in the archive?"""
    choices = (
        Choice(SAME, Text("是同一人：{o}", "The same person: {o}").format(o=other)),
        Choice(OTHER, Text("不是，另有其人", "No, somebody else")),
        Choice(SKIP, SKIP_IT),
    )
    return Question(key_of(source, "same"), f"*|same|{reason.zh}", source, "same", reason, other.zh, choices, False)
