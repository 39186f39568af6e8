"""The archive box (档案盒, 4.4c, D0010): asked for here, made in the background."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.module_loading import import_string

from shuzhi.acts._perform import move
from shuzhi.reads.archive import facts
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules import archive as rules
from shuzhi.rules.roles import Actor

# The work is named, not imported: acts know no job.
JOB = "shuzhi.jobs.archive.making.begin"


def _begin(round_pk: int) -> None:
    import_string(JOB)(round_pk)


def make(
    actor: Actor,
    round_: m.Round,
    *,
    begin: Callable[[int], None] = _begin,
    reason: str = "",
    once: str | None = None,
) -> m.ArchiveBox:
    """Asks for the box of a round: all papers, what was sent, data, journal and record in one file (4.4c).

    One whose maker has died is begun anew. ``begin`` queues the work, in this act's own transaction.
    """
    with move(actor, "archive.make", round_, reason=reason, once=once) as this:
        found = m.ArchiveBox.objects.filter(round=this.subject).first()
        this.add(rules.may_make(facts(found, this.subject.pk)))
        box = found or m.ArchiveBox(round=this.subject)
        if not this.more.refused:
            box.asked_by, box.asked_at, box.done, box.total, box.why = actor.name, clock.now(), 0, 0, ""
            this.made(box)
            begin(this.subject.pk)
    return box
