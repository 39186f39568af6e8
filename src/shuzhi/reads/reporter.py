"""One reporter, and what is on record about them, as pages and papers ask for it; for all of a round at once where several are asked for."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, QuerySet

from shuzhi.reads import sight
from shuzhi.reads.memo import rows_together, together
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor

_RELATED = (
    "mandate__person",
    "mandate__constituency",
    "mandate__group__parent",
    "round__organiser",
    "round__programme__district",
    "round__plan",
    "report",
)


def _one(what: str, actor: Actor, pk: int, seen: QuerySet[m.Reporter]) -> m.Reporter:
    found = together(
        "reporter", (what, actor), pk, lambda pks: {r.pk: r for r in seen.filter(pk__in=pks).select_related(*_RELATED)}
    )
    if found is None:
        raise sight.NotVisible(f"reporter {pk}")
    return found


def readable(actor: Actor, pk: int) -> m.Reporter:
    """A reporter whose report and opinions this actor may read (4.2a, 5.3); NotVisible for others."""
    return _one("readable", actor, pk, sight.reporters(actor))


def taking_part(actor: Actor, pk: int) -> m.Reporter:
    """A reporter of a round in which this actor takes part; NotVisible for others."""
    return _one("taking part", actor, pk, m.Reporter.objects.filter(round__in=sight.rounds(actor).values("pk")))


def opinions_of(pk: int) -> tuple[m.Opinion, ...]:
    """Every opinion about a reporter in order of day, each marked ``taken_up`` where a goal takes it up (4.4a)."""
    up = m.Goal.opinions.through.objects.filter(opinion=OuterRef("pk"))
    return rows_together(
        "reporter",
        "opinions",
        pk,
        lambda pks: m.Opinion.objects.filter(reporter__in=pks).annotate(taken_up=Exists(up)).order_by("on", "pk"),
        lambda opinion: opinion.reporter_id or 0,
    )


def met_at(pk: int) -> m.Meeting | None:
    """The last meeting at which a reporter reported; None as long as there was none."""
    held = m.Meeting.objects.exclude(state__in=("planned", "called")).order_by("-starts_at")
    found = rows_together(
        "reporter",
        "meetings",
        pk,
        lambda pks: held.filter(reporters__in=pks).annotate(whose=F("reporters")),
        lambda meeting: vars(meeting)["whose"],
    )
    return found[0] if found else None
