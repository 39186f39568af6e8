"""Honours (5.4): what stands of each deputy in a programme; in order of name, never of a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, Func, OuterRef, QuerySet, Subquery

from shuzhi.reads import sight
from shuzhi.reads.coverage import HELD
from shuzhi.reads.honour_facts import Record, records_of, with_duties
from shuzhi.reads.open_act import OpenAct
from shuzhi.records import models as m
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import Actor, Office
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text, Verdict

OFFICES = (
    Office.DISTRICT_OFFICE,
    Office.CHAIRPERSONS_MEETING,
    Office.TOWN_CONGRESS_OFFICE,
    Office.PRESIDIUM,
    Office.GROUP_LEADER,
)
PAGE = 40
SHOWN: dict[str, Text] = {
    "named": Text("已推荐", "Nominated"),
    "reported": Text("已述职", "Reported"),
    "all": Text("全部代表", "All deputies"),
}


@dataclass(frozen=True, slots=True)
class HonourLine:
    """One deputy on the honours sheet."""

    mandate: int
    name: str
    group: str
    record: Record
    honour: m.Honour | None
    state: Text | None
    kind: str
    acts: tuple[OpenAct, ...]
    may_name: OpenAct | None


@dataclass(frozen=True, slots=True)
class HonoursPage:
    programme: m.Programme
    lines: tuple[HonourLine, ...]
    pages: Page[Any]
    shown: str
    counts: dict[str, int]
    decided: tuple[str, ...]
    decided_on: date | None


def _kind(honour: m.Honour | None) -> str:
    return {"decided": "done", "declined": "returned"}.get(honour.state, "begun") if honour else ""


def _acts(actor: Actor, honour: m.Honour | None) -> tuple[OpenAct, ...]:
    """Both offices sit in the district, whatever group the deputy is of: asked once a row, without a query."""
    if honour is None:
        return ()
    rows = [REGISTER[n] for n in ("honour.check", "honour.decide", "honour.decline")]
    return tuple(
        OpenAct(row, honour.pk, Verdict())
        for row in rows
        if actor.holds(*frozenset().union(*row.by.values())) and honour.state in row.source
    )


def _may_name(actor: Actor, mandate: m.Mandate, honour: m.Honour | None) -> OpenAct | None:
    row = REGISTER["honour.nominate"]
    scope = {mandate.group_id, mandate.group.parent_id}
    if honour or not actor.bodies(Office.TOWN_CONGRESS_OFFICE, Office.GROUP_LEADER) & scope:
        return None
    return OpenAct(row, mandate.pk, Verdict())


def page(actor: Actor, pk: int, shown: str = "", number: int = 1) -> HonoursPage:
    """The honours sheet of a programme for those who work with deputies: by name, forty at a time.

    NotVisible for those who hold no office over any deputy. Six queries for any number.
    """
    if not actor.signed_in or not actor.holds(*OFFICES):
        raise sight.NotVisible(f"programme {pk}")
    live = sight.mandates(actor).filter(until=None)
    named = Exists(m.Honour.objects.filter(programme=pk, mandate=OuterRef("pk")))
    held = m.Reporter.objects.filter(
        round__programme=pk, state="chosen", meetings__state__in=HELD, mandate=OuterRef("pk")
    )
    sets = {"named": live.filter(named), "reported": live.filter(Exists(held)), "all": live}
    programme = (
        sight.programmes(actor)
        .filter(pk=pk)
        .defer("edition")
        .annotate(**{f"n_{name}": _how_many(found) for name, found in sets.items()})
        .first()
    )
    if programme is None:
        raise sight.NotVisible(f"programme {pk}")
    counts = {name: int(getattr(programme, f"n_{name}")) for name in sets}
    if shown not in sets:
        shown = "named" if counts["named"] else "reported" if counts["reported"] else "all"
    ordered = (
        with_duties(sets[shown])
        .select_related("person", "group__parent")
        .order_by("person__sort_key", "person__name", "pk")
    )
    paginator = Paginator(ordered, PAGE)
    paginator.count = counts[shown]  # known already: no query of its own
    pages = paginator.get_page(number)
    mandates = list(pages)
    records = records_of(mandates, pk)
    honours = list(
        m.Honour.objects.filter(programme=pk, mandate__in=live.values("pk"))
        .select_related("sitting", "mandate__person")
        .order_by("mandate__person__sort_key", "pk")
    )
    by_mandate = {h.mandate_id: h for h in honours}
    chosen = [h for h in honours if h.state == "decided"]
    return HonoursPage(
        programme=programme,
        lines=tuple(_line(actor, x, records[x.pk], by_mandate.get(x.pk)) for x in mandates),
        pages=pages,
        shown=shown,
        counts=counts,
        decided=tuple(h.mandate.person.name for h in chosen),
        decided_on=max((h.sitting.sat_on for h in chosen if h.sitting), default=None),
    )


def _how_many(found: QuerySet[m.Mandate]) -> Subquery:
    return Subquery(found.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n")[:1])


def _line(actor: Actor, mandate: m.Mandate, record: Record, honour: m.Honour | None) -> HonourLine:
    return HonourLine(
        mandate=mandate.pk,
        name=mandate.person.name,
        group=mandate.group.name,
        record=record,
        honour=honour,
        state=STATES["honour"][honour.state] if honour else None,
        kind=_kind(honour),
        acts=_acts(actor, honour),
        may_name=_may_name(actor, mandate, honour),
    )
