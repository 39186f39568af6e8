"""What the summaries on paper are made from: the organiser's, a group's, and the district's over all rounds (4.4c, 4.4d)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from shuzhi.reads import sight
from shuzhi.reads.programme import seen as programme_seen
from shuzhi.reads.summary import Figures, figures_of, suggested_text
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor
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
    found = round_.summaries.filter(body=body).first()
    if found is not None:
        return Written(round_, body, found.text, found.written_on)
    group = body if body.pk != round_.organiser_id else None
    return Written(round_, body, suggested_text(round_, group), None)


def of_round(actor: Actor, pk: int) -> Written:
    """The organiser's summary of a round, for those who take part in it (4.4c)."""
    found = sight.rounds(actor).filter(pk=pk).select_related("organiser", "programme__district").first()
    if found is None:
        raise sight.NotVisible(f"round {pk}")
    return _written(found, found.organiser)


def of_group(actor: Actor, pk: int) -> Written:
    """A deputy group's summary of the newest round it takes part in, for those who take part in it (4.4c)."""
    group = m.Body.objects.filter(pk=pk, kind=m.Body.Kind.GROUP).first()
    if group is None:
        raise sight.NotVisible(f"group {pk}")
    takes_part = Q(organiser=group) | Q(kind="town", groups=group)
    if group.level == "district":
        takes_part |= Q(kind="district_town", organiser=group.parent_id)
    rounds = sight.rounds(actor).filter(takes_part).select_related("organiser", "programme__district")
    found = rounds.order_by("-programme", "-pk").first()
    if found is None:
        raise sight.NotVisible(f"group {pk}")
    return _written(found, group)


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
