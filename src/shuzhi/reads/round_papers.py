"""What the papers of a round are made for, and how each subject is called in a file's name."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, Q

from shuzhi.reads import sight
from shuzhi.reads.paper_subjects import NAMELESS, Subject, subjects_in
from shuzhi.reads.round import seen
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor
from shuzhi.rules.verdict import Text


def subjects_of(actor: Actor, pk: int) -> tuple[m.Round, dict[str, list[Subject]]]:
    """Noun → the records papers about it are made for; NotVisible for those who take no part in the round."""
    round_ = seen(actor, pk)
    return round_, _whole(subjects_in([round_])[pk]) | {
        "honour": _honours(actor, [round_]).get(pk, []),
        "programme": [(round_.programme_id, NAMELESS)],
    }


def subjects_about(actor: Actor, rounds: Sequence[m.Round], noun: str) -> dict[int, list[Subject]]:
    """Round → what its papers about one noun are made for, of rounds this actor sees; in a fixed number of queries."""
    match noun:
        case "round":
            return {one.pk: [(one.pk, NAMELESS)] for one in rounds}
        case "programme":
            return {one.pk: [(one.programme_id, NAMELESS)] for one in rounds}
        case "honour":
            return _honours(actor, rounds)
    return {pk: _whole(found)[noun] for pk, found in subjects_in(rounds).items()}


def _whole(found: dict[str, list[Subject]]) -> dict[str, list[Subject]]:
    """Which meeting goes without saying where there is one."""
    alone = len(found["meeting"]) == 1
    return found | {"meeting": [(found["meeting"][0][0], NAMELESS)]} if alone else found


def _honours(actor: Actor, rounds: Sequence[m.Round]) -> dict[int, list[Subject]]:
    named = (
        sight.visible(actor, "honour")
        .filter(mandate__reporting__round__in=rounds, programme=F("mandate__reporting__round__programme"))
        .exclude(mandate__reporting__state="struck")
        .order_by("mandate__person__sort_key", "pk")
        .values_list("pk", "mandate__reporting__round", "mandate__person__name")
    )
    found: dict[int, list[Subject]] = {}
    for number, round_, name in dict.fromkeys(named):
        found.setdefault(round_, []).append((number, Text(name, name)))
    return found


def rounds_beside(round_: m.Round) -> list[int]:
    """Rounds whose figures its papers may tell: of its programme (4.4d), and others of its organiser (4.4c)."""
    beside = m.Round.objects.filter(Q(programme=round_.programme_id) | Q(organiser=round_.organiser_id))
    return list(beside.values_list("pk", flat=True))


_NAMES = {
    "reporter": (m.Reporter, "mandate__person__name"),
    "mandate": (m.Mandate, "person__name"),
    "honour": (m.Honour, "mandate__person__name"),
    "group": (m.Body, "name"),
}


def name_of(noun: str, pk: int) -> str:
    """Whose paper it is, where the title alone does not say; nothing for a round or a meeting."""
    if noun not in _NAMES:
        return ""
    model, path = _NAMES[noun]
    return model._default_manager.filter(pk=pk).values_list(path, flat=True).first() or ""
