"""Entries of the duty ledger as rules and other pages ask about them (2.3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.duty import EntryFacts
from shuzhi.rules.edition import Aspect
from shuzhi.rules.regulation import edition_from_dict, load_edition


def facts(entry: m.DutyEntry) -> EntryFacts:
    """An entry as its rules ask about it."""
    return EntryFacts(
        on=entry.on,
        today=clock.today(),
        kind=entry.kind,
        since=entry.mandate.since,
        until=entry.mandate.until,
    )


def aspects() -> tuple[Aspect, ...]:
    """The aspects of the newest programme's edition; the seed's before there is a programme."""
    kept = m.Programme.objects.order_by("-adopted_on", "-pk").values_list("edition", flat=True).first()
    edition = edition_from_dict(kept) if kept else load_edition("xishan_2006")
    return tuple(a for a in edition.aspects if a.required)


def checked_counts(mandates: Iterable[int]) -> dict[int, tuple[int, int]]:
    """mandate → (checked entries, of them the deputy's own); one query for any number."""
    rows = (
        m.DutyEntry.objects.filter(mandate__in=list(mandates), state="checked")
        .order_by()
        .values("mandate")
        .annotate(n=Count("pk"), own=Count("pk", filter=Q(collective=False)))
    )
    return {r["mandate"]: (r["n"], r["own"]) for r in rows}


def counted(records: QuerySet[Any], path: str, outer: str = "pk") -> Coalesce:
    """How many records reach, by ``path``, the row of the query around them; zero when none."""
    rows = records.filter(**{path: OuterRef(outer)}).order_by().values(path).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(rows), 0)


def checked_n(outer: str = "pk", **more: Any) -> Coalesce:
    """The checked entries of the mandate at ``outer``, within another query."""
    return counted(m.DutyEntry.objects.filter(state="checked", **more), "mandate", outer)
