"""What an import says of each row, and of the whole: the verdicts, the changes, the questions (2.1)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from shuzhi.rules.field import chinese
from shuzhi.rules.roster_answers import FIELD_NAMES, Answers, Question, shown
from shuzhi.rules.roster_known import level_of
from shuzhi.rules.roster_row import RosterRow, RowKind, SheetReport, Source
from shuzhi.rules.verdict import Text

VERDICTS: dict[str, Text] = {
    "new": Text("新增", "New"),
    "changed": Text("有变动", "Changed"),
    "unchanged": Text("无变动", "Unchanged"),
    "doubtful": Text("待确认", "To be settled"),
    "wrong": Text("有错误", "Wrong"),
    "repeated": Text("重复行", "Repeated"),
    "left_out": Text("本次不导入", "Left out"),
}
LEVELS = {"district": Text("区代表", "District deputy"), "town": Text("镇代表", "Town deputy")}
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
    def belongs(self) -> Text:
        """Where the row puts the person: a deputy's group, a voter's village and constituency."""
        row = self.row
        if row.kind is RowKind.VOTER:
            level, place = Text(row.value("voter_kind") or "", row.value("voter_kind") or ""), row.value("village")
        else:
            level = LEVELS[level_of(row)]
            place = row.value("group")
        rest = " · ".join(str(x) for x in (place, row.value("constituency")) if x)
        return Text(f"{level.zh} · {rest}", f"{level.en} · {rest}")

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
