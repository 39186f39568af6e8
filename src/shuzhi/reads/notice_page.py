"""A round's notices as its page shows them (4.4b)."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.reads.notice import facts_with, goals_in
from shuzhi.reads.open_act import OpenAct
from shuzhi.reads.public_goals import Tally
from shuzhi.reads.round import facts_from
from shuzhi.reads.round_home import acts as acts_of
from shuzhi.reads.round_home import find
from shuzhi.reads.standing import Held
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice with what may be done to it, and what stands against that."""

    notice: m.Notice
    state: Text
    acts: tuple[OpenAct, ...]


@dataclass(frozen=True, slots=True)
class NoticesPage:
    held: Held
    lines: tuple[NoticeLine, ...]
    acts: tuple[OpenAct, ...]
    tally: Tally


def page(actor: Actor, pk: int) -> NoticesPage:
    """A round's notices for those who work in it; two queries beside those of the round."""
    held = find(actor, pk)
    shared = facts_from(held.standing)
    goals = goals_in(pk)
    lines = []
    for notice in m.Notice.objects.filter(round=pk):
        known = facts_with(notice, shared.round, goals)
        acts = acts_of(held, "notice", notice.pk, notice.state, known)
        lines.append(NoticeLine(notice, STATES["notice"][notice.state], tuple(acts)))
    own = acts_of(held, "round", pk, held.standing.state, shared, "notice.draft")
    s = held.standing
    finished = sum(r.goals_done for r in s.reporters)
    return NoticesPage(held, tuple(lines), tuple(own), Tally(s.goals, finished, s.goals_late))
