"""Acts on the round: opened, led from stage to stage, closed (4)."""

from __future__ import annotations

from collections.abc import Iterable

from shuzhi.acts._perform import move
from shuzhi.reads.programme import opening_facts
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor
from shuzhi.rules.round import may_open
from shuzhi.rules.stages import STAGES


def open_(
    actor: Actor,
    programme: m.Programme,
    *,
    organiser: m.Body,
    kind: str,
    groups: Iterable[m.Body] = (),
    reason: str = "",
    once: str | None = None,
) -> m.Round:
    """An organiser's share of the programme begins, with an empty roster (2.2a, 2.2b, 2.2c).

    A town names the one or two groups of its pilot; a town congress opens rounds of its own town only.
    """
    chosen = list(groups)
    with move(
        actor, "round.open", programme, reason=reason, once=once, organiser=organiser, kind=kind, groups=chosen
    ) as this:
        this.add(may_open(opening_facts(actor, this.subject, kind, organiser, chosen)))
        # One round of a kind for each: a second one is a lack, not an error of the database.
        if this.more.refused:
            return None  # type: ignore[return-value]  # the mover refuses on leaving
        round_ = this.made(m.Round(programme=this.subject, organiser=organiser, kind=kind, opened_on=clock.today()))
        round_.groups.set(chosen)
        m.Roster.objects.create(round=round_)
        m.StageChange.objects.create(round=round_, stage=round_.state, on=clock.today())
    return round_


def advance(actor: Actor, round_: m.Round, *, reason: str = "", once: str | None = None) -> m.Round:
    """On to the next stage, once nothing of this one is left undone (4.1–4.3)."""
    with move(actor, "round.advance", round_, reason=reason, once=once) as this:
        this.subject.leaving = this.subject.state
        # The register lets only the first three stages go on, so there is always a next one.
        stage = STAGES[STAGES.index(this.subject.state) + 1]
        this.goes_to(stage)
        m.StageChange.objects.create(round=this.subject, stage=stage, on=clock.today())
    return this.subject


def close(actor: Actor, round_: m.Round, *, reason: str = "", once: str | None = None) -> m.Round:
    """The round ends with its summary and its notice (4.4b, 4.4c)."""
    with move(actor, "round.close", round_, reason=reason, once=once) as this:
        this.subject.closed_on = clock.today()
        m.StageChange.objects.create(round=this.subject, stage="closed", on=clock.today())
    return this.subject
