"""What a record is called where an act on it is asked for: nobody presses a button without reading on whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shuzhi.reads.bodies import full_name
from shuzhi.reads.import_rows import LEVELS
from shuzhi.records.base import Record
from shuzhi.rules.roles import OFFICE_NAMES, Office
from shuzhi.rules.verdict import Text

LONGEST = 40
NOTHING = Text("", "")


def _as_it_is(words: Any) -> Text:
    """Names and titles, in whatever language they were written; a long text by its beginning."""
    text = " ".join(str(words).split())
    text = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return Text(text, text)


def _said(words: Any) -> Text:
    return Text("“{t}”", "“{t}”").format(t=_as_it_is(words))


def _of(name: Any, more: Text) -> Text:
    return Text("{a} · {b}", "{a} · {b}").format(a=_as_it_is(name), b=more) if more.zh else _as_it_is(name)


def _round(round_: Any) -> Text:
    kinds = {
        "district_town": Text("区代表述职", "district deputies"),
        "district_organs": Text("区代表述职", "district deputies"),
        "town": Text("镇代表述职", "town deputies"),
    }
    return _of(round_.organiser.name, kinds[round_.kind])


def _mandate(mandate: Any) -> Text:
    return _of(mandate.person.name, LEVELS.get(mandate.level, NOTHING))


def _reporter(reporter: Any) -> Text:
    return _of(reporter.mandate.person.name, _round(reporter.round))


_WORDS: dict[str, Callable[[Any], Text]] = {
    "body": full_name,
    "person": lambda r: _of(r.name, _as_it_is(r.post)),
    "tenure": lambda r: _of(r.person.name, OFFICE_NAMES[Office(r.office)]),
    "programme": lambda r: _as_it_is(r.title),
    "round": _round,
    "plan": lambda r: _round(r.round),
    "roster": lambda r: _round(r.round),
    "reporter": _reporter,
    "report": lambda r: _reporter(r.reporter),
    "mandate": _mandate,
    "duty": lambda r: _of(r.mandate.person.name, _as_it_is(r.title)),
    "honour": lambda r: _mandate(r.mandate),
    "opinion": lambda r: _said(r.text),
    "goal": lambda r: _of(r.reporter.mandate.person.name, _said(r.text)),
    "meeting": lambda r: _as_it_is(r.title),
    "count": lambda r: _as_it_is(r.meeting.title),
    "question": lambda r: _said(r.text),
    "appraisal_group": lambda r: _of(r.name, _as_it_is(r.meeting.title)),
    "invitee": lambda r: _as_it_is(r.name),
    "notice": lambda r: _as_it_is(r.title),
    "summary": lambda r: full_name(r.body),
    "template": lambda r: _of(r.filename, Text("第 {n} 版", "version {n}").format(n=r.version)),
    "liaison": lambda r: _as_it_is(r.title),
    "paper": lambda r: _as_it_is(r.title),
}


def concerned(record: Record) -> Text:
    """The record in a few words, as the head of an act's page names it; empty for what has no name."""
    words = _WORDS.get(record.noun)
    return words(record) if words else NOTHING
