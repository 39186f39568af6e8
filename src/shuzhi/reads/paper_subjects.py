"""What the papers of a round are made for: the round itself, its meetings, reporters, their mandates, its groups."""

from __future__ import annotations

from shuzhi.reads.bodies import full_name
from shuzhi.records import models as m
from shuzhi.rules.verdict import Text

Subject = tuple[int, Text]


def _named(name: str) -> Text:
    return Text(name, name)


def _groups(round_: m.Round) -> list[m.Body]:
    """The deputy groups beside the organiser that have a reporter in the round: the others have nothing to sum up (4.4c)."""
    reporting = round_.reporters.filter(state="chosen").values("mandate__group")
    groups = m.Body.objects.filter(kind=m.Body.Kind.GROUP, pk__in=reporting).exclude(pk=round_.organiser_id)
    return list(groups.select_related("parent").order_by("number", "pk"))


def subjects(round_: m.Round) -> dict[str, list[Subject]]:
    """Noun → the records a paper about it is made for in this round, each by its number and name; three queries."""
    meetings = round_.meetings.order_by("starts_at", "pk").values_list("pk", "title")
    reporters = round_.reporters.filter(state="chosen").order_by("order", "pk")
    people = list(reporters.values_list("pk", "mandate_id", "mandate__person__name"))
    return {
        "round": [(round_.pk, Text("", ""))],
        "meeting": [(pk, _named(title)) for pk, title in meetings],
        "reporter": [(pk, _named(name)) for pk, _, name in people],
        "mandate": [(pk, _named(name)) for _, pk, name in people],
        "group": [(one.pk, full_name(one)) for one in _groups(round_)],
    }
