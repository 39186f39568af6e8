"""Asking for an act with what was typed or sent: the API and the command line ask here, with the web's own forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from shuzhi.acts._perform import AlreadyDone, Refused
from shuzhi.acts.table import ACTS
from shuzhi.forms.table import FORMS
from shuzhi.reads.sight import NotVisible, subject
from shuzhi.rules.register import REGISTER, Act
from shuzhi.rules.roles import Actor, Office
from shuzhi.rules.verdict import GO, Verdict

OPEN_TO_ALL = frozenset({Office.PUBLIC, Office.ATTENDEE})


class UnknownAct(LookupError):
    """There is no such act, or it is not performed through a form."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of it. ``outcome``: done, again (the same form twice), refused, invalid.

    Refused: ``verdict`` says what is lacking under which clause, or which cautions want a reason.
    Invalid: ``errors`` says field by field what to correct; nothing was asked of the rules.
    """

    outcome: str
    row: Act
    record: Any
    result: Any = None
    verdict: Verdict = GO
    errors: Mapping[str, list[str]] = field(default_factory=dict)


def row_of(name: str) -> Act:
    """The act's row; UnknownAct when there is none."""
    if name not in REGISTER or name not in FORMS:
        raise UnknownAct(name)
    return REGISTER[name]


def for_everybody(row: Act) -> bool:
    """True for the acts that need no signing in: the public's and the attendees'."""
    return bool(frozenset().union(*row.by.values()) & OPEN_TO_ALL)


def typed(values: Mapping[str, Any]) -> MultiValueDict[str, Any]:
    """JSON or key=value pairs as a filled-in form sends them: text, ticked or not, several of one name."""
    data: MultiValueDict[str, Any] = MultiValueDict()
    for key, value in values.items():
        several = value if isinstance(value, list | tuple) else [value]
        kept = ["on" if v is True else str(v) for v in several if v is not None and v is not False]
        if kept:
            data.setlist(key, kept)
    return data


def ask(
    actor: Actor,
    name: str,
    pk: int,
    data: MultiValueDict[str, Any],
    files: MultiValueDict[str, UploadedFile] | None = None,
) -> Answer:
    """Fills in the act's form and performs it.

    Errors: UnknownAct; NotVisible when the actor may not even see the record.
    """
    row = row_of(name)
    record = subject(actor, row, pk)
    form = FORMS[name](data, files, actor=actor, subject=record)
    if not form.is_valid():
        return Answer("invalid", row, record, errors={k: [str(e) for e in v] for k, v in form.errors.items()})
    try:
        result = ACTS[name](actor, record, **form.arguments())
    except Refused as refused:
        return Answer("refused", row, record, verdict=refused.verdict)
    except AlreadyDone:
        return Answer("again", row, record)
    return Answer("done", row, record, result=result)


__all__ = ["Answer", "NotVisible", "UnknownAct", "ask", "for_everybody", "row_of", "typed"]
