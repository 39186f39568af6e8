"""The roster as its rules ask about it (2.1–2.3, 4.1b)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from shuzhi.reads.duty_facts import checked_n, counted
from shuzhi.reads.programme import edition_of
from shuzhi.reads.round_facts import round_facts
from shuzhi.records import models as m
from shuzhi.rules.roles import RoundKind
from shuzhi.rules.roster import Group, Nominee, Quotas, RosterFacts, quotas
from shuzhi.rules.stages import RoundFacts

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


def earlier_n(round_: int, outer: str = "pk") -> Coalesce:
    """On how many other lists of this term the mandate at ``outer`` stands or stood (2.1)."""
    return counted(m.Reporter.objects.filter(state="chosen").exclude(round=round_), "mandate", outer)


def reporters_with_record(round_: m.Round) -> QuerySet[m.Reporter]:
    """Everybody who was ever on the list, with ``entries`` and ``earlier``; one query."""
    return (
        m.Reporter.objects.filter(round=round_)
        .select_related("mandate__person", "mandate__group", "mandate__constituency")
        .annotate(entries=checked_n("mandate"), earlier=earlier_n(round_.pk, "mandate"))
    )


def facts(roster: m.Roster) -> RosterFacts:
    """A roster as its rules ask about it."""
    round_ = roster.round
    return facts_with(
        round_facts(round_),
        reporters_with_record(round_).filter(state__in=ON_LIST),
        quotas(edition_of(round_.programme), RoundKind(round_.kind)),
        groups_of(round_),
        roster.meetings.count(),
    )


def facts_with(
    round_: RoundFacts, reporters: Iterable[Any], asked: Quotas, groups: Iterable[m.Body], meetings: int
) -> RosterFacts:
    """The same from what a page has looked up already; reporters as ``reporters_with_record`` gives them."""
    return RosterFacts(
        round=round_,
        quotas=asked,
        groups=tuple(Group(pk=g.pk, name=g.name) for g in groups),
        nominees=tuple(
            Nominee(
                name=r.mandate.person.name,
                group=r.mandate.group_id,
                leading_cadre=r.mandate.person.leading_cadre,
                entries=r.entries,
                earlier=r.earlier,
            )
            for r in reporters
        ),
        meetings=meetings,
    )
