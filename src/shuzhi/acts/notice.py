"""Notice to the voters (通报, 4.4b)."""

from __future__ import annotations

from datetime import date

from shuzhi.acts._perform import move
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor


def draft(
    actor: Actor,
    round_: m.Round,
    *,
    title: str,
    text: str,
    circle: str,
    manner: str,
    on: date | None = None,
    told: int | None = None,
    reason: str = "",
    once: str | None = None,
) -> m.Notice:
    """Draws up a notice of the rectification to voter representatives (4.4b)."""
    with move(actor, "notice.draft", round_, reason=reason, once=once, title=title) as this:
        return this.made(
            m.Notice(round=this.subject, title=title, text=text, circle=circle, manner=manner, on=on, told=told)
        )


def revise(
    actor: Actor,
    notice: m.Notice,
    *,
    title: str,
    text: str,
    circle: str,
    manner: str,
    on: date | None = None,
    told: int | None = None,
    reason: str = "",
    once: str | None = None,
) -> m.Notice:
    """Changes a notice that is not yet out (4.4b)."""
    with move(actor, "notice.revise", notice, reason=reason, once=once, title=title) as this:
        this.subject.title, this.subject.text = title, text
        this.subject.circle, this.subject.manner = circle, manner
        this.subject.on, this.subject.told = on, told
    return this.subject


def publish(actor: Actor, notice: m.Notice, *, reason: str = "", once: str | None = None) -> m.Notice:
    """Publishes a notice; goals that are done are thereby reported back to the voters (4.4b)."""
    with move(actor, "notice.publish", notice, reason=reason, once=once) as this:
        told = m.Goal.objects.filter(reporter__round=this.subject.round_id, state="done")
        this.detail["goals_reported_back"] = list(told.values_list("pk", flat=True))
        told.update(state="reported_back")
    return this.subject


def withdraw(actor: Actor, notice: m.Notice, *, because: str, reason: str = "", once: str | None = None) -> m.Notice:
    """Takes a published notice back; that it was out, and why it was withdrawn, stays public (4.4b)."""
    with move(actor, "notice.withdraw", notice, reason=reason, once=once, because=because) as this:
        this.subject.withdrawn_because = because
    return this.subject
