"""The journal as people read it, and the proof that nobody has changed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localtime

from shuzhi.reads import sight
from shuzhi.records import models as m
from shuzhi.records.journal import FIRST
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import OFFICE_NAMES, Actor, Office
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text


@dataclass(frozen=True, slots=True)
class Line:
    """One act: who, in which office, what, with what reason; ``clauses`` are those the reason stands against."""

    at: datetime
    who: str
    office: Text
    label: Text
    detail: Text
    reason: str
    clauses: tuple[str, ...]
    cautions: tuple[Text, ...]
    noun: str
    subject: str
    url: str = ""
    times: int = 1


def line(entry: m.Entry) -> Line:
    """An entry in the institution's words."""
    row = REGISTER.get(entry.act)
    states = STATES.get(entry.noun, {})
    moved = entry.source and entry.target and entry.source != entry.target
    detail = Text("", "")
    if moved and entry.source in states and entry.target in states:
        detail = Text("{a} → {b}", "{a} → {b}").format(a=states[entry.source], b=states[entry.target])
    return Line(
        at=entry.at,
        who=entry.person_name,
        office=OFFICE_NAMES[Office(entry.office)],
        label=row.label if row else Text(entry.act, entry.act),
        detail=detail,
        reason=entry.reason,
        clauses=tuple(dict.fromkeys(c["clause"] for c in entry.cautions)),
        cautions=tuple(Text(c["zh"], c["en"]) for c in entry.cautions),
        noun=entry.noun,
        subject=entry.subject,
    )


def newest_act() -> int:
    """The journal's last line: while it is the same, no act was performed, by whatever process."""
    return m.Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def of_round(actor: Actor, round_: m.Round) -> QuerySet[m.Entry]:
    """The entries of a round the actor sees, newest first."""
    if not sight.rounds(actor).filter(pk=round_.pk).exists():
        raise sight.NotVisible(f"round {round_.pk}")
    return m.Entry.objects.filter(round=round_).order_by("-pk")


def recent(round_pk: int, number: int = 6) -> list[Line]:
    """The last things done in a round whose page the actor has already been shown; the same again is one line."""
    return together(line(e) for e in m.Entry.objects.filter(round=round_pk).order_by("-pk")[: number * 10])[:number]


def together(lines: Iterable[Line]) -> list[Line]:
    """Neighbouring lines that say the same of the same day and give no reason, as one with how many times."""
    found: list[Line] = []
    for one in lines:
        last = found[-1] if found else None
        if last and not one.reason and not last.reason and _same(one) == _same(last):
            found[-1] = replace(last, times=last.times + 1)
        else:
            found.append(one)
    return found


def _same(one: Line) -> tuple[object, ...]:
    return (localtime(one.at).date(), one.who, one.office, one.label, one.detail)


def of_record(noun: str, pk: int, *, reasons_only: bool = False) -> list[Line]:
    """What was done to one record, newest first."""
    entries = m.Entry.objects.filter(noun=noun, subject=str(pk)).order_by("-pk")
    return [line(e) for e in (entries.exclude(reason="") if reasons_only else entries)]


@dataclass(frozen=True, slots=True)
class Chain:
    """Whether the journal is whole: how many lines, and the first that does not fit, if any."""

    length: int
    broken_at: int | None = None
    why: Text | None = None

    @property
    def whole(self) -> bool:
        return self.broken_at is None


def verify_chain(entries: Iterable[m.Entry] | None = None) -> Chain:
    """Recomputes every line's hash and its link to the one before; tells the first line that was changed,
    taken out or put in. What was cut off at the end shows only against a digest kept elsewhere."""
    previous, length = FIRST, 0
    for entry in m.Entry.objects.order_by("pk").iterator() if entries is None else entries:
        if entry.previous != previous:
            return Chain(length, entry.pk, Text("前面缺少一行或多出一行", "a line before it is missing or was put in"))
        if entry.computed_digest() != entry.digest:
            return Chain(length, entry.pk, Text("这一行被改动过", "this line was changed"))
        previous, length = entry.digest, length + 1
    return Chain(length)
