"""Honours (5.4): what stands of each deputy in a programme; in order of name, never of a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from shuzhi.reads import sight
from shuzhi.reads.honour_facts import Record, records_of
from shuzhi.reads.open_acts import OpenAct
from shuzhi.records import models as m
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import Actor, Office
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text, Verdict

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

    NotVisible for those who hold no office over any deputy.
    """
    programme = sight.programmes(actor).filter(pk=pk).first() if actor.signed_in else None
    offices = (
        Office.DISTRICT_OFFICE,
        Office.CHAIRPERSONS_MEETING,
        Office.TOWN_CONGRESS_OFFICE,
        Office.PRESIDIUM,
        Office.GROUP_LEADER,
    )
    if programme is None or not actor.holds(*offices):
        raise sight.NotVisible(f"programme {pk}")
    live = sight.mandates(actor).filter(until=None)
    sets = {
        "named": live.filter(honours__programme=programme),
        "reported": live.filter(
            reporting__state="chosen",
            reporting__round__programme=programme,
            reporting__meetings__state__in=("counted", "closed"),
        ).distinct(),
        "all": live,
    }
    counts = {name: found.count() for name, found in sets.items()}
    if shown not in sets:
        shown = "named" if counts["named"] else "reported" if counts["reported"] else "all"
    ordered = (
        sets[shown]
        .select_related("person", "group__parent")
        .order_by("person__sort_key", "person__name", "pk")
    )
    pages = Paginator(ordered, PAGE).get_page(number)
    mandates = list(pages)
    keys = [x.pk for x in mandates]
    records = records_of(keys, programme.pk)
    named = {
        h.mandate_id: h for h in m.Honour.objects.filter(programme=programme, mandate__in=keys).select_related("sitting")
    }
    decided = (
        m.Honour.objects.filter(programme=programme, state="decided", mandate__in=live)
        .order_by("mandate__person__sort_key", "pk")
        .values_list("mandate__person__name", "sitting__sat_on")
    )
    chosen = list(decided)
    return HonoursPage(
        programme=programme,
        lines=tuple(
            HonourLine(
                mandate=x.pk,
                name=x.person.name,
                group=x.group.name,
                record=records[x.pk],
                honour=named.get(x.pk),
                state=STATES["honour"][named[x.pk].state] if x.pk in named else None,
                kind=_kind(named.get(x.pk)),
                acts=_acts(actor, named.get(x.pk)),
                may_name=_may_name(actor, x, named.get(x.pk)),
            )
            for x in mandates
        ),
        pages=pages,
        shown=shown,
        counts=counts,
        decided=tuple(name for name, _ in chosen),
        decided_on=max((day for _, day in chosen if day), default=None),
    )
