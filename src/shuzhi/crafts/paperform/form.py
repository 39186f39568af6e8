"""What a sheet says, before anything is measured: the form (测评表) in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

# What the sheet must hold at the sizes the reader needs; past these, a person should write shorter.
MAX_REPORTERS, MAX_QUESTIONS, MIN_GRADES, MAX_GRADES = 30, 30, 2, 6
PAPERS = ("A4", "A5")
_UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}
_KEY = re.compile(r"[A-Za-z0-9_.-]{1,40}")
_URL = re.compile(r"https?://[!-~]{1,80}")


class ScanMissing(ImportError):
    """The extra ``scan`` is not installed: sheets can be printed here but not read back."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"reading sheets needs the extra scan (opencv, numpy, zxing-cpp, pypdfium2, pillow): no {name}"
        )


class FormError(ValueError):
    """One line, for a person: what is wrong with the form or the codes."""


@dataclass(frozen=True)
class Reporter:
    """A reporter (述职代表): the name as it is written, and one line saying who that is."""

    name: str
    heading: str = ""


@dataclass(frozen=True)
class Question:
    code: str
    text: str


@dataclass(frozen=True)
class Grade:
    code: str
    label: str


@dataclass(frozen=True)
class Form:
    """One sheet: every reporter is asked every question, each answered by one mark among the grades.

    ``url`` is the prefix of the QR (``url#code``); ``instructions`` are short sentences, the first
    printed beside the example of a right mark; ``comment`` is what stands over the room for a written comment,
    and where it is empty there is none. Raises ``FormError`` when it cannot be printed.
    """

    title: str
    meeting: str
    reporters: tuple[Reporter, ...]
    questions: tuple[Question, ...]
    grades: tuple[Grade, ...]
    url: str
    instructions: tuple[str, ...] = ("照样子在方框里打勾，每行只打一个。", "填好后投进票箱。")
    notice: str = "不记名。"
    paper: str = "A4"
    large: bool = False
    example: bool = True
    comment: str = ""

    def __post_init__(self) -> None:
        _text("title", self.title, 60)
        _text("meeting", self.meeting, 90, empty=True)
        _text("notice", self.notice, 40, empty=True)
        _text("comment", self.comment, 60, empty=True)
        if self.paper not in PAPERS:
            raise FormError(f"paper: expected A4 or A5, got {self.paper!r}")
        for flag in ("large", "example"):
            if not isinstance(getattr(self, flag), bool):
                raise FormError(f"{flag}: expected true or false")
        _text("url", self.url, 88)
        if not _URL.fullmatch(self.url) or "#" in self.url:
            raise FormError("url: expected http(s)://…, plain ASCII without '#', at most 88 characters")
        _count("reporters", self.reporters, 1, MAX_REPORTERS)
        _count("questions", self.questions, 1, MAX_QUESTIONS)
        _count("grades", self.grades, MIN_GRADES, MAX_GRADES)
        _count("instructions", self.instructions, 1, 4)
        for n, reporter in enumerate(self.reporters):
            _text(f"reporters[{n}].name", reporter.name, 24)
            _text(f"reporters[{n}].heading", reporter.heading, 60, empty=True)
        for n, question in enumerate(self.questions):
            _key(f"questions[{n}].code", question.code)
            _text(f"questions[{n}].text", question.text, 60)
        for n, grade in enumerate(self.grades):
            _key(f"grades[{n}].code", grade.code)
            _text(f"grades[{n}].label", grade.label, 8)
        for n, line in enumerate(self.instructions):
            _text(f"instructions[{n}]", line, 60)
        _unlike("questions", [q.code for q in self.questions])
        _unlike("grades", [g.code for g in self.grades])

    @classmethod
    def from_json(cls, data: object) -> Form:
        """The form from parsed JSON. Unknown or missing fields and wrong kinds raise ``FormError``."""
        fields = _record("form", data, required=_REQUIRED, optional=_OPTIONAL)
        made: dict[str, Any] = dict(fields)
        made["reporters"] = tuple(
            Reporter(**_record(f"reporters[{n}]", row, ("name",), ("heading",)))
            for n, row in enumerate(_list("reporters", fields["reporters"]))
        )
        made["questions"] = tuple(
            Question(**_record(f"questions[{n}]", row, ("code", "text")))
            for n, row in enumerate(_list("questions", fields["questions"]))
        )
        made["grades"] = tuple(
            Grade(**_record(f"grades[{n}]", row, ("code", "label")))
            for n, row in enumerate(_list("grades", fields["grades"]))
        )
        if "instructions" in fields:
            made["instructions"] = tuple(_list("instructions", fields["instructions"]))
        return cls(**made)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


_REQUIRED = ("title", "meeting", "reporters", "questions", "grades", "url")
_OPTIONAL = ("instructions", "notice", "paper", "large", "example", "comment")


def _record(where: str, data: object, required: Sequence[str], optional: Sequence[str] = ()) -> dict[str, Any]:
    if not isinstance(data, Mapping):
        raise FormError(f"{where}: expected an object")
    for name in required:
        if name not in data:
            raise FormError(f"{where}: {name} is missing")
    for name in data:
        if name not in required and name not in optional:
            raise FormError(f"{where}: unknown field {name!r}")
    return dict(data)


def _list(where: str, data: object) -> list[Any]:
    if not isinstance(data, list):
        raise FormError(f"{where}: expected a list")
    return data


def _text(where: str, text: object, longest: int, *, empty: bool = False) -> None:
    if not isinstance(text, str):
        raise FormError(f"{where}: expected text")
    if not empty and not text.strip():
        raise FormError(f"{where}: is empty")
    if len(text) > longest:
        raise FormError(f"{where}: {len(text)} characters, at most {longest}")
    if any(unicodedata.category(c) in _UNPRINTABLE for c in text):
        raise FormError(f"{where}: holds a line break or control character")


def _key(where: str, text: object) -> None:
    if not isinstance(text, str) or not _KEY.fullmatch(text):
        raise FormError(f"{where}: expected 1 to 40 letters, digits, '_', '.', '-'")


def _count(where: str, rows: object, least: int, most: int) -> None:
    if not isinstance(rows, tuple):
        raise FormError(f"{where}: expected a list")
    if not least <= len(rows) <= most:
        raise FormError(f"{where}: {len(rows)} given, expected {least} to {most}")


def _unlike(where: str, keys: list[str]) -> None:
    if len(set(keys)) != len(keys):
        raise FormError(f"{where}: the same code twice")
