"""A rectification goal as the rules ask about it (4.4a)."""

from __future__ import annotations

from shuzhi.reads.round_facts import round_facts
from shuzhi.records import models as m
from shuzhi.rules.rectification import GoalFacts, MeasureFacts


def facts(goal: m.Goal) -> GoalFacts:
    """The goal and its measures."""
    return GoalFacts(
        round=round_facts(goal.reporter.round),
        state=goal.state,
        due_on=goal.due_on,
        measures=tuple(
            MeasureFacts(text=x.text, owner=x.owner, due_on=x.due_on, done_on=x.done_on) for x in goal.measures.all()
        ),
        outcome=goal.outcome,
    )


def attended(goal: m.Goal, name: str, tail: str) -> m.Invitee | None:
    """Who was checked in at the reporter's meeting under this name and these last four figures (4.4b).

    None when nobody was, or when two could be meant. Guests listened and have no word here.
    """
    if not name or len(tail) != 4 or not (tail.isascii() and tail.isdigit()):
        return None
    there = (
        m.Invitee.objects.filter(meeting__reporters=goal.reporter_id, present=True, name=name)
        .exclude(kind="guest")
        .select_related("voter")
    )
    found = {
        x.voter_id or -x.pk: x
        for x in there
        if any("".join(c for c in phone if c.isdigit()).endswith(tail) for phone in _phones(x))
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _phones(invitee: m.Invitee) -> tuple[str, ...]:
    return tuple(p for p in (invitee.phone, invitee.voter.phone if invitee.voter else "") if p)
