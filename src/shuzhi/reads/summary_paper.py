"""What the summaries on paper are made from: the organiser's, a group's, and the district's over all rounds (4.4c, 4.4d)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from shuzhi.reads import sight
from shuzhi.reads.memo import rows_together, together
from shuzhi.reads.programme import seen as programme_seen
from shuzhi.reads.round import seen
from shuzhi.reads.summary import Figures, figures_of, suggested_text
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor, RoundKind
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text


@dataclass(frozen=True, slots=True)
class Written:
    """A summary as its paper has it; ``on`` is None for a text nobody has written yet."""

    round: m.Round
    body: m.Body
    text: str
    on: date | None


def _written(round_: m.Round, body: m.Body) -> Written:
    written = rows_together(
        "figures", "summaries", round_.pk, lambda pks: m.Summary.objects.filter(round__in=pks), lambda s: s.round_id
    )
    found = next((s for s in written if s.body_id == body.pk), None)
    if found is not None:
        return Written(round_, body, found.text, found.written_on)
    group = body if body.pk != round_.organiser_id else None
    return Written(round_, body, suggested_text(round_, group), None)


def of_round(actor: Actor, pk: int) -> Written:
    """The organiser's summary of a round, for those who take part in it (4.4c)."""
    found = seen(actor, pk)
    return _written(found, found.organiser)


def of_group(actor: Actor, pk: int) -> Written:
    """A deputy group's summary of the newest round it takes part in, for those who take part in it (4.4c)."""
    found = together("group", ("newest", actor), pk, lambda pks: _newest(actor, pks))
    if found is None:
        raise sight.NotVisible(f"group {pk}")
    return _written(*found)


def _newest(actor: Actor, pks: Collection[int]) -> dict[int, tuple[m.Round, m.Body]]:
    """Group → the newest round it takes part in, of those this actor sees."""
    groups = m.Body.objects.filter(pk__in=pks, kind=m.Body.Kind.GROUP)
    concerned = Q(organiser__in=pks) | Q(groups__in=pks) | Q(kind="district_town", organiser__parts__in=pks)
    rounds = (
        sight.rounds(actor)
        .filter(concerned)
        .select_related("organiser", "programme__district")
        .prefetch_related("groups")
        .order_by("-programme", "-pk")
        .distinct()
    )
    return {g.pk: (r, g) for g in groups for r in reversed(rounds) if _takes_part(g, r)}


def _takes_part(group: m.Body, round_: m.Round) -> bool:
    if round_.kind == RoundKind.TOWN and group in round_.groups.all():
        return True
    of_town = round_.kind == RoundKind.DISTRICT_TOWN and group.level == "district"
    return round_.organiser_id == group.pk or (of_town and round_.organiser_id == group.parent_id)


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """One round of the programme in figures, with its organiser's summary once that was handed in."""

    round: m.Round
    state: Text
    figures: Figures
    summary: m.Summary | None


@dataclass(frozen=True, slots=True)
class ProgrammeFigures:
    """A programme over all its rounds; ``closed_on`` is None while it runs."""

    programme: m.Programme
    closed_on: date | None
    rounds: tuple[RoundFigures, ...]
    practice: tuple[m.Summary, ...]


def of_programme(actor: Actor, pk: int) -> ProgrammeFigures:
    """Every round of a programme in figures, and the good practice spread, for the district (4.4d)."""
    if not actor.holds(*sight.DISTRICT_OFFICES):
        raise sight.NotVisible(f"programme {pk}")
    programme = programme_seen(actor, pk)
    handed_in = m.Summary.objects.filter(round__programme=programme, state__in=("submitted", "exchanged"))
    own = {s.round_id: s for s in handed_in.select_related("body", "round") if s.body_id == s.round.organiser_id}
    rounds = programme.rounds.select_related("organiser", "programme__district")
    closed = m.Entry.objects.filter(act="programme.close", noun="programme", subject=str(pk)).last()
    return ProgrammeFigures(
        programme,
        localdate(closed.at) if closed else None,
        tuple(RoundFigures(r, STATES["round"][r.state], figures_of(r), own.get(r.pk)) for r in rounds),
        tuple(handed_in.exclude(good_practice="").select_related("body").order_by("written_on", "pk")),
    )
