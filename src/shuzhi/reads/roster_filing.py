"""The list of reporters as it is filed (2.4): who was chosen, at which meeting, on what grounds, and who was excused."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.reads import sight
from shuzhi.reads.programme import edition_of
from shuzhi.records import models as m
from shuzhi.rules.edition import Quota
from shuzhi.rules.roles import Actor, RoundKind
from shuzhi.rules.roster import quotas


@dataclass(frozen=True, slots=True)
class Excused:
    """One who was on the list and need not report this time, and who took the place."""

    reporter: m.Reporter
    name: str
    substitute: str


@dataclass(frozen=True, slots=True)
class Filing:
    round: m.Round
    roster: m.Roster
    meetings: tuple[m.Sitting, ...]
    reporters: tuple[m.Reporter, ...]
    excused: tuple[Excused, ...]
    quota: Quota
    filed_upward: bool


def filing(actor: Actor, pk: int) -> Filing:
    """For those who run the round; NotVisible for others, for the list tells when people were born. Four queries."""
    rounds = sight.run_rounds(actor).select_related("programme__district", "organiser", "roster")
    round_ = rounds.filter(pk=pk).first()
    if round_ is None:
        raise sight.NotVisible(f"roster of round {pk}")
    asked = quotas(edition_of(round_.programme), RoundKind(round_.kind))
    every = list(
        round_.reporters.select_related("mandate__person", "mandate__group", "mandate__constituency").order_by(
            "order", "pk"
        )
    )
    took = {r.replaces_id: r.mandate.person.name for r in every if r.replaces_id}
    return Filing(
        round=round_,
        roster=round_.roster,
        meetings=tuple(round_.roster.meetings.select_related("body")),
        reporters=tuple(r for r in every if r.state == "chosen"),
        excused=tuple(Excused(r, r.mandate.person.name, took.get(r.pk, "")) for r in every if r.state == "excused"),
        quota=asked.quota,
        filed_upward=asked.filed,
    )
