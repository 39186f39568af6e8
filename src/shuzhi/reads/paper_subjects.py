"""What the papers of rounds are made for: each round itself, its meetings, reporters, their mandates, its groups."""

from __future__ import annotations

from collections.abc import Iterable

from shuzhi.reads.bodies import full_name
from shuzhi.records import models as m
from shuzhi.rules.verdict import Text

Subject = tuple[int, Text]
NAMELESS = Text("", "")


def _named(name: str) -> Text:
    return Text(name, name)


def subjects(round_: m.Round) -> dict[str, list[Subject]]:
    """Noun → the records a paper about it is made for in this round, each by its number and name."""
    return subjects_in([round_])[round_.pk]


def subjects_in(rounds: Iterable[m.Round]) -> dict[int, dict[str, list[Subject]]]:
    """The same of several rounds, in the same three queries.

    A deputy group beside the organiser has something to sum up where one of its own reported (4.4c).
    """
    organisers = {one.pk: one.organiser_id for one in rounds}
    found: dict[int, dict[str, list[Subject]]] = {
        pk: {"round": [(pk, NAMELESS)], "meeting": [], "reporter": [], "mandate": [], "group": []} for pk in organisers
    }
    meetings = m.Meeting.objects.filter(round__in=organisers).order_by("starts_at", "pk")
    for pk, round_, title in meetings.values_list("pk", "round", "title"):
        found[round_]["meeting"].append((pk, _named(title)))
    groups: dict[int, set[int]] = {}
    reporters = m.Reporter.objects.filter(round__in=organisers, state="chosen").order_by("order", "pk")
    related = ("pk", "round", "mandate", "mandate__person__name", "mandate__group")
    for pk, round_, mandate, name, group in reporters.values_list(*related):
        found[round_]["reporter"].append((pk, _named(name)))
        found[round_]["mandate"].append((mandate, _named(name)))
        groups.setdefault(round_, set()).add(group)
    bodies = m.Body.objects.filter(kind=m.Body.Kind.GROUP, pk__in=set().union(*groups.values()))
    for body in bodies.select_related("parent").order_by("number", "pk"):
        for round_, own in groups.items():
            if body.pk in own and body.pk != organisers[round_]:
                found[round_]["group"].append((body.pk, full_name(body)))
    return found
