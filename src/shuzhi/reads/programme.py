"""Programmes: their facts, and the pages that show them (0.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from shuzhi.reads import sight
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.edition import Edition
from shuzhi.rules.programme import ProgrammeFacts, windows_hold
from shuzhi.rules.regulation import edition_from_dict
from shuzhi.rules.roles import Actor, Office, RoundKind
from shuzhi.rules.round import OpeningFacts
from shuzhi.rules.verdict import Verdict


def edition_of(programme: m.Programme) -> Edition:
    """The edition the programme was opened under, whole (0.1)."""
    return edition_from_dict(programme.edition)


def facts(programme: m.Programme) -> ProgrammeFacts:
    """A programme as it is stated."""
    edition = edition_of(programme)
    return ProgrammeFacts(
        basis=programme.basis,
        adopting_body=programme.adopting_body,
        adopted_at_meeting=programme.adopted_at_meeting,
        adopted_on=programme.adopted_on,
        today=clock.today(),
        district=(programme.district_from, programme.district_until),
        town=(programme.town_from, programme.town_until),
        district_window=edition.windows["district"],
        town_window=edition.windows["town"],
        edition_year=edition.basis.adopted.year,
        open_rounds=programme.rounds.exclude(state="closed").count() if programme.pk else 0,
    )


def opening_facts(
    actor: Actor, programme: m.Programme, kind: str, organiser: m.Body, groups: list[m.Body]
) -> OpeningFacts:
    """What the rules ask before a round is opened (2.2a–c, 5.2)."""
    quota = edition_of(programme).quota(kind)
    return OpeningFacts(
        kind=RoundKind(kind),
        organiser_kind=organiser.kind,
        organiser_is_organs=organiser.is_organs,
        organiser_groups=organiser.parts.filter(kind="group", level="district").count(),
        chosen_groups=len(groups),
        groups_belong=all(g.parent_id == organiser.pk and g.level == "town" for g in groups),
        quota=(quota.low, quota.high),
        already_open=programme.rounds.filter(organiser=organiser, kind=kind).exists(),
        own_town=actor.holds(Office.DISTRICT_OFFICE) or organiser.pk in actor.bodies(Office.TOWN_CONGRESS_OFFICE),
    )


def organisers(actor: Actor) -> list[m.Body]:
    """The bodies for which the actor may open a round: every town and the organs group, or one's own town."""
    bodies = m.Body.objects.filter(Q(kind="town") | Q(is_organs=True)).order_by("is_organs", "number", "pk")
    if not actor.holds(Office.DISTRICT_OFFICE):
        bodies = bodies.filter(pk__in=actor.bodies(Office.TOWN_CONGRESS_OFFICE))
    return list(bodies)


def town_groups(actor: Actor) -> list[m.Body]:
    """The groups of town deputies in which those towns may hold their pilot (2.2c)."""
    return list(
        m.Body.objects.filter(kind="group", level="town", parent__in=[b.pk for b in organisers(actor)])
        .select_related("parent")
        .order_by("parent__number", "number", "pk")
    )


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme in a list."""

    pk: int
    title: str
    term: str
    state: str
    adopted_on: date
    rounds: int
    closed: int


def lines(actor: Actor) -> list[ProgrammeLine]:
    """The programmes the actor sees, newest first."""
    found = (
        sight.programmes(actor)
        .defer("edition")
        .annotate(n=Count("rounds"), closed=Count("rounds", filter=Q(rounds__state="closed")))
    )
    return [ProgrammeLine(p.pk, p.title, p.term, p.state, p.adopted_on, p.n, p.closed) for p in found]


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """One programme, whole: basis, dates, edition, and what stands against its dates."""

    programme: m.Programme
    edition: Edition
    verdict: Verdict


def seen(actor: Actor, pk: int) -> m.Programme:
    found = sight.programmes(actor).filter(pk=pk).first()
    if found is None:
        raise sight.NotVisible(f"programme {pk}")
    return found


def page(actor: Actor, pk: int) -> ProgrammePage:
    """NotVisible for a draft that is not the actor's to see."""
    programme = seen(actor, pk)
    return ProgrammePage(programme, edition_of(programme), windows_hold(facts(programme)))
