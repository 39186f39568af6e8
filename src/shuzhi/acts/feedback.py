"""Opinions and result are handed to the deputy in writing (4.3b, 4.4a)."""

from __future__ import annotations

from datetime import date

from shuzhi.acts._perform import move
from shuzhi.reads.feedback import facts_on
from shuzhi.records import models as m
from shuzhi.rules.feedback import may_hand_over
from shuzhi.rules.roles import Actor


def hand_over(actor: Actor, reporter: m.Reporter, *, on: date, reason: str = "", once: str | None = None) -> m.Reporter:
    """The organiser hands the deputy the appraisals and the result in writing, and says when (4.3b, 4.4a).

    What is handed over is compiled from what was heard and announced; nothing is typed anew.
    """
    with move(actor, "feedback.hand_over", reporter, reason=reason, once=once, on=on) as this:
        this.add(may_hand_over(facts_on(this.subject, on)))
        this.subject.feedback_on = on
        this.subject.feedback_by = actor.name
    return this.subject
