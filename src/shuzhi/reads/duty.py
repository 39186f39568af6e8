"""The duty ledger (履职档案, 2.3): entry by entry, under the five aspects; one entry feeds everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from shuzhi.reads import sight
from shuzhi.reads.duty_facts import aspects
from shuzhi.reads.memo import rows_together
from shuzhi.reads.offices import offices_at
from shuzhi.reads.open_act import OpenAct
from shuzhi.reads.open_acts import open_acts
from shuzhi.records import models as m
from shuzhi.rules.duty import BY_KEY, EntryFacts, checked_by_another, kind_text
from shuzhi.rules.edition import Aspect
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import OFFICE_NAMES, Actor, Office
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import GO, Text

DESK = frozenset({Office.TOWN_CONGRESS_OFFICE, Office.GROUP_LEADER})


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry; ``acts`` are what the actor may do to it, main one first."""

    pk: int
    on: date
    kind: str
    kind_text: Text
    title: str
    detail: str
    collective: bool
    state: str
    state_text: Text
    recorded_by: str
    checked_by: str
    objection: str
    answer: str
    withdrawn_by: str = ""
    withdrawn_because: str = ""
    acts: tuple[OpenAct, ...] = ()


@dataclass(frozen=True, slots=True)
class AspectEntries:
    """The entries of one aspect, newest first."""

    aspect: Aspect
    entries: tuple[EntryLine, ...]

    @property
    def checked(self) -> int:
        return sum(e.state == "checked" for e in self.entries)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A deputy's ledger as its page shows it; ``years`` are those with entries, newest first."""

    mandate: m.Mandate
    aspects: tuple[AspectEntries, ...]
    years: tuple[int, ...]
    year: int | None
    checked: int
    waiting: int
    disputed: int
    withdrawn: int
    own: int
    may_record: bool
    own_ledger: bool
    mandate_acts: tuple[OpenAct, ...]

    @property
    def total(self) -> int:
        return self.checked + self.waiting + self.disputed


def seen(actor: Actor, pk: int) -> m.Mandate:
    """The mandate, for one who may read its ledger; NotVisible for others."""
    found = sight.mandates(actor).filter(pk=pk).select_related("person", "group__parent", "constituency").first()
    if found is None:
        raise sight.NotVisible(f"mandate {pk}")
    return found


def _line(entry: m.DutyEntry, acts: tuple[OpenAct, ...] = ()) -> EntryLine:
    return EntryLine(
        pk=entry.pk,
        on=entry.on,
        kind=entry.kind,
        kind_text=kind_text(entry.kind),
        title=entry.title,
        detail=entry.detail,
        collective=entry.collective,
        state=entry.state,
        state_text=STATES["duty"][entry.state],
        recorded_by=entry.recorded_by,
        checked_by=entry.checked_by,
        objection=entry.objection,
        answer=entry.answer,
        withdrawn_by=entry.withdrawn_by,
        withdrawn_because=entry.withdrawn_because,
        acts=acts,
    )


def _entry_acts(held: frozenset[Office], own: bool, entry: m.DutyEntry) -> Iterator[OpenAct]:
    """The offices are asked once for the whole ledger, the states here."""
    check, dispute, withdraw = (REGISTER[f"duty.{verb}"] for verb in ("check", "dispute", "withdraw"))
    desk = bool(held & DESK)
    if frozenset().union(*check.by.values()) & held and entry.state in check.source:
        own_entry = EntryFacts(on=entry.on, today=entry.on, kind=entry.kind, since=None, until=None, own=own)
        yield OpenAct(check, entry.pk, checked_by_another(own_entry))
    if frozenset().union(*dispute.by.values()) & held and entry.state in dispute.source:
        yield OpenAct(dispute, entry.pk, GO)
    if entry.state in withdraw.source and (desk or (own and not entry.checked_by)):
        yield OpenAct(withdraw, entry.pk, GO)


def ledger(actor: Actor, pk: int, year: int | None = None) -> Ledger:
    """A deputy's ledger, of one year or whole; NotVisible for those it does not concern."""
    mandate = seen(actor, pk)
    held = offices_at(actor, mandate)
    own = mandate.person_id == actor.person
    every = list(mandate.duties.all())
    for entry in every:
        entry.mandate = mandate
    shown = [e for e in every if year is None or e.on.year == year]
    record = REGISTER["duty.record"]
    lines = [_line(e, tuple(_entry_acts(held, own, e))) for e in shown]
    return Ledger(
        mandate=mandate,
        aspects=tuple(_grouped(aspects(), lines, {e.pk: e.aspect for e in shown})),
        years=tuple(sorted({e.on.year for e in every}, reverse=True)),
        year=year,
        checked=sum(e.state == "checked" for e in shown),
        waiting=sum(e.state == "recorded" for e in shown),
        disputed=sum(e.state == "disputed" for e in shown),
        withdrawn=sum(e.state == "withdrawn" for e in shown),
        own=sum(not e.collective for e in shown if e.state != "withdrawn"),
        may_record=bool(frozenset().union(*record.by.values()) & held) and mandate.until is None,
        own_ledger=own,
        mandate_acts=tuple(open_acts(actor, mandate, "honour.nominate", "person.end_mandate"))
        if mandate.until is None
        else (),
    )


def _grouped(of: Iterable[Aspect], lines: Iterable[EntryLine], aspect_of: dict[int, str]) -> Iterator[AspectEntries]:
    lines = list(lines)
    for aspect in of:
        yield AspectEntries(aspect, tuple(x for x in lines if aspect_of[x.pk] == aspect.key))


def entries_by_aspect(actor: Actor, mandate: m.Mandate, *, checked: bool = False) -> tuple[AspectEntries, ...]:
    """What a deputy did, aspect by aspect, newest first, for whoever may read the ledger (2.3, 3).

    ``checked``: only what the desk has checked; what was withdrawn is never among them. Aspects without
    entries are there, empty. NotVisible for others. Two queries, three beside the visibility.
    """
    found = seen(actor, mandate.pk)
    every = found.duties.filter(state="checked") if checked else found.duties.exclude(state="withdrawn")
    entries = list(every)
    return tuple(_grouped(aspects(), [_line(e) for e in entries], {e.pk: e.aspect for e in entries}))


def entries_seen(actor: Actor, mandate: m.Mandate) -> dict[str, tuple[EntryLine, ...]]:
    """Aspect key → what a deputy did, newest first; empty for one who may not read the ledger. One query."""
    found: dict[str, tuple[EntryLine, ...]] = {}
    standing = m.DutyEntry.objects.exclude(state="withdrawn").filter(mandate__in=sight.mandates(actor).values("pk"))
    entries = rows_together(
        "mandate", ("duties", actor), mandate.pk, lambda pks: standing.filter(mandate__in=pks), lambda e: e.mandate_id
    )
    for entry in entries:
        found[entry.aspect] = (*found.get(entry.aspect, ()), _line(entry))
    return found


def at_the_desk(actor: Actor, mandate: m.Mandate) -> bool:
    """Whether the actor holds an office that checks this deputy's entries."""
    return bool(offices_at(actor, mandate) & DESK)


def desk_name(actor: Actor, mandate: m.Mandate) -> str:
    """Who records or checks, as the ledger keeps it: the name, and the office acted in."""
    held = offices_at(actor, mandate)
    for office in (Office.TOWN_CONGRESS_OFFICE, Office.GROUP_LEADER):
        if office in held and mandate.person_id != actor.person:
            return f"{actor.name}（{OFFICE_NAMES[office].zh}）"
    return actor.name


def aspect_of(kind: str) -> str:
    """The aspect a kind belongs to."""
    return BY_KEY[kind].aspect if kind in BY_KEY else ""
