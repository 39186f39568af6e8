"""Mandates: what is asked before one ends (2.1)."""

from __future__ import annotations

from datetime import date

from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.mandate import EndFacts


def end_facts(mandate: m.Mandate, until: date, grounds: str) -> EndFacts:
    """A mandate about to end, and the open lists the deputy stands on."""
    lists = mandate.reporting.filter(state__in=("proposed", "chosen")).exclude(
        round__state__in=("conclusion", "closed")
    )
    return EndFacts(
        since=mandate.since,
        until=until,
        ended=mandate.until is not None,
        today=clock.today(),
        grounds=grounds,
        rounds=tuple(lists.order_by("pk").values_list("round__organiser__name", flat=True)),
    )
