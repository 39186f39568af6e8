"""What the forms of opinions choose from (4.2a)."""

from __future__ import annotations

from django.db.models import QuerySet

from shuzhi.reads.programme import edition_of
from shuzhi.records import models as m
from shuzhi.rules.opinion import sources_of
from shuzhi.rules.roles import Actor
from shuzhi.rules.verdict import Text


def sources(round_: m.Round) -> list[tuple[str, Text]]:
    """How an opinion may have come, as the round's edition has it."""
    return list(sources_of(edition_of(round_.programme)).items())


def reporters(round_: m.Round) -> QuerySet[m.Reporter]:
    """The round's reporters."""
    return round_.reporters.filter(state="chosen").select_related("mandate__person")


def own_first(actor: Actor, round_: m.Round) -> int | None:
    """The reporter who is asking, or the only one there is."""
    found = list(reporters(round_).values_list("pk", "mandate__person_id"))
    own = [pk for pk, person in found if person == actor.person]
    return own[0] if own else found[0][0] if len(found) == 1 else None


def constituencies(round_: m.Round) -> QuerySet[m.Constituency]:
    """The constituencies of the reporters and of the organiser's town."""
    of_reporters = round_.reporters.filter(state="chosen").values("mandate__constituency")
    return m.Constituency.objects.filter(pk__in=of_reporters) | m.Constituency.objects.filter(town=round_.organiser_id)


def visits(round_: m.Round) -> QuerySet[m.Visit]:
    """The visits paid in this round."""
    return m.Visit.objects.filter(reporter__round=round_).order_by("-on", "-pk")
