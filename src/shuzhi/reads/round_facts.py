"""The facts of a round that rules across nouns share."""

from __future__ import annotations

from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.roles import RoundKind
from shuzhi.rules.stages import RoundFacts


def round_facts(round_: m.Round) -> RoundFacts:
    """What stands in a round today."""
    plan = m.Plan.objects.filter(round=round_).values_list("state", flat=True).first()
    return RoundFacts(
        kind=RoundKind(round_.kind),
        state=round_.state,
        today=clock.today(),
        programme_open=round_.programme.state == "open",
        plan_adopted=plan == "adopted",
    )
