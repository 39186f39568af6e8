"""A round: its facts, and the pages that show it."""

from __future__ import annotations

from dataclasses import replace

from shuzhi.reads import sight
from shuzhi.reads.memo import shared
from shuzhi.reads.standing import standing_of
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor
from shuzhi.rules.round import StageFacts
from shuzhi.rules.stages import RoundFacts
from shuzhi.rules.standing import Standing


def facts(round_: m.Round) -> StageFacts:
    """The round as it stands; ``leaving`` is the stage the act under way has just left, or the present one."""
    return replace(facts_from(standing_of(round_)), leaving=round_.leaving or round_.state)


def facts_from(standing: Standing) -> StageFacts:
    """The same from a standing that has been taken already."""
    s = standing
    return StageFacts(
        round=RoundFacts(
            kind=s.kind, state=s.state, today=s.today, programme_open=s.programme_open, plan_adopted=s.plan_adopted
        ),
        standing=s,
        leaving=s.state,
    )


def seen(actor: Actor, pk: int) -> m.Round:
    """The round, for one who takes part in it; NotVisible for others."""
    rounds = sight.rounds(actor).filter(pk=pk).select_related("programme__district", "organiser")
    found = shared(("round", actor, pk), rounds.first)
    if found is None:
        raise sight.NotVisible(f"round {pk}")
    return found
