"""The roster as its rules ask about it (2.1–2.3, 4.1b)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from shuzhi.reads.duty_facts import checked_counts
from shuzhi.reads.programme import edition_of
from shuzhi.reads.round_facts import round_facts
from shuzhi.records import models as m
from shuzhi.rules.roles import RoundKind
from shuzhi.rules.roster import Group, Nominee, Quotas, RosterFacts, quotas

ON_LIST = ("proposed", "chosen")
DECIDED = ("decided", "filed", "acknowledged")


def groups_of(round_: m.Round) -> list[m.Body]:
    """The deputy groups a round's list is drawn from (2.2a, 2.2b, 2.2c)."""
    organiser = round_.organiser
    if organiser.kind == m.Body.Kind.GROUP:
        return [organiser]
    if round_.kind == RoundKind.TOWN:
        return list(round_.groups.all())
    return list(organiser.parts.filter(kind="group", level="district"))


def earlier_lists(mandates: Iterable[int], round_: m.Round | None = None) -> dict[int, int]:
    """mandate → how many lists of this term it stands or stood on; ``round_`` itself left out (2.1)."""
    others = m.Reporter.objects.filter(mandate__in=list(mandates), state="chosen")
    if round_ is not None:
        others = others.exclude(round=round_)
    rows = others.order_by().values("mandate").annotate(n=Count("pk"))
    return {r["mandate"]: r["n"] for r in rows}


def facts(roster: m.Roster) -> RosterFacts:
    """A roster as its rules ask about it."""
    round_ = roster.round
    reporters = list(round_.reporters.filter(state__in=ON_LIST).select_related("mandate__person"))
    return facts_with(roster, reporters, quotas(edition_of(round_.programme), RoundKind(round_.kind)), groups_of(round_))


def facts_with(roster: m.Roster, reporters: list[m.Reporter], asked: Quotas, groups: list[m.Body]) -> RosterFacts:
    """The same from what a page has looked up already."""
    mandates = [r.mandate_id for r in reporters]
    checked, earlier = checked_counts(mandates), earlier_lists(mandates, roster.round)
    return RosterFacts(
        round=round_facts(roster.round),
        quotas=asked,
        groups=tuple(Group(pk=g.pk, name=g.name) for g in groups),
        nominees=tuple(
            Nominee(
                name=r.mandate.person.name,
                group=r.mandate.group_id,
                leading_cadre=r.mandate.person.leading_cadre,
                entries=checked.get(r.mandate_id, (0, 0))[0],
                earlier=earlier.get(r.mandate_id, 0),
            )
            for r in reporters
        ),
        meetings=roster.meetings.count(),
    )
