"""A round's summaries as its page shows them, and what was taken up for the exchange (4.4c, 4.4d)."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.reads.open_act import OpenAct
from shuzhi.reads.round import facts_from
from shuzhi.reads.round_home import acts as acts_of
from shuzhi.reads.round_home import find
from shuzhi.reads.standing import Held
from shuzhi.reads.summary import facts_with
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor, RoundKind
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text

# How a kept figure is told; the order of the page.
FIGURES: tuple[tuple[str, Text], ...] = (
    ("studies", Text("学习宣传（次）", "Study and publicity")),
    ("visits", Text("走访（次）", "Visits")),
    ("households", Text("走访（户）", "Households")),
    ("opinions", Text("征求意见（条）", "Opinions gathered")),
    ("answered", Text("已答复（条）", "Answered")),
    ("attended", Text("到会（人）", "Attended")),
    ("goals", Text("整改目标（项）", "Rectification goals")),
    ("goals_done", Text("办结（项）", "Done")),
    ("goals_late", Text("逾期（项）", "Late")),
)


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One summary with its figures and what may be done to it."""

    summary: m.Summary
    state: Text
    figures: tuple[tuple[Text, int], ...]
    acts: tuple[OpenAct, ...]


@dataclass(frozen=True, slots=True)
class SummariesPage:
    """``missing`` are the bodies that still owe a summary."""

    held: Held
    lines: tuple[SummaryLine, ...]
    missing: tuple[str, ...]
    acts: tuple[OpenAct, ...]


def _bodies(held: Held) -> list[m.Body]:
    """Who writes one: the organiser, and every group of its level, or the groups of the pilot (4.4c)."""
    round_ = m.Round.objects.select_related("organiser").get(pk=held.standing.pk)
    groups = m.Body.objects.filter(parent=round_.organiser_id, level=RoundKind(round_.kind).level)
    if round_.kind == RoundKind.TOWN:
        groups = round_.groups.all()
    return [round_.organiser, *groups]


def page(actor: Actor, pk: int) -> SummariesPage:
    """A round's summaries for those who work in it; three queries beside those of the round."""
    held = find(actor, pk)
    shared = facts_from(held.standing)
    lines = []
    for one in m.Summary.objects.filter(round=pk).select_related("body"):
        acts = acts_of(held, "summary", one.pk, one.state, facts_with(one, shared.round))
        kept = one.figures or {}
        figures = tuple((label, int(kept[key])) for key, label in FIGURES if key in kept)
        lines.append(SummaryLine(one, STATES["summary"][one.state], figures, tuple(acts)))
    written = {x.summary.body_id for x in lines}
    missing = tuple(b.name for b in _bodies(held) if b.pk not in written)
    own = acts_of(held, "round", pk, held.standing.state, shared, "summary.write") if missing else []
    return SummariesPage(held, tuple(lines), missing, tuple(own))


def exchanged(actor: Actor, number: int = 5) -> list[m.Summary]:
    """Good practice the district spread, for everyone who works in a round (4.4d)."""
    if not actor.signed_in:
        return []
    found = m.Summary.objects.filter(state="exchanged").select_related("body", "round__organiser")
    return list(found.order_by("-written_on", "-pk")[:number])
