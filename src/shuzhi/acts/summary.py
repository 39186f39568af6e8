"""Summary and exchange (总结和交流, 4.4c, 4.4d)."""

from __future__ import annotations

from shuzhi.acts._perform import move
from shuzhi.reads.summary import figures_of
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor


def write(
    actor: Actor, round_: m.Round, *, body: m.Body, text: str, reason: str = "", once: str | None = None
) -> m.Summary:
    """Writes the summary of a group or a town congress; the round's figures are kept as they stand (4.4c)."""
    with move(actor, "summary.write", round_, reason=reason, once=once, body=body) as this:
        return this.made(
            m.Summary(
                round=this.subject,
                body=body,
                text=text,
                figures=figures_of(this.subject).kept(),
                written_on=clock.today(),
            )
        )


def revise(actor: Actor, summary: m.Summary, *, text: str, reason: str = "", once: str | None = None) -> m.Summary:
    """Changes a summary that is not yet submitted (4.4c)."""
    with move(actor, "summary.revise", summary, reason=reason, once=once) as this:
        this.subject.text = text
        this.subject.figures = figures_of(this.subject.round).kept()
        this.subject.written_on = clock.today()
    return this.subject


def submit(actor: Actor, summary: m.Summary, *, reason: str = "", once: str | None = None) -> m.Summary:
    """Sends the summary up to the district (4.4c, 5.5)."""
    with move(actor, "summary.submit", summary, reason=reason, once=once) as this:
        return this.subject


def comment(actor: Actor, summary: m.Summary, *, comment: str, reason: str = "", once: str | None = None) -> m.Summary:
    """The district office writes what it thinks of a summary (4.4d)."""
    with move(actor, "summary.comment", summary, reason=reason, once=once) as this:
        this.subject.comment = comment
    return this.subject


def exchange(
    actor: Actor, summary: m.Summary, *, good_practice: str, reason: str = "", once: str | None = None
) -> m.Summary:
    """Takes up a summary for the exchange and says which practice is worth following (4.4d, 5.5)."""
    with move(actor, "summary.exchange", summary, reason=reason, once=once, good_practice=good_practice) as this:
        this.subject.good_practice = good_practice
    return this.subject
