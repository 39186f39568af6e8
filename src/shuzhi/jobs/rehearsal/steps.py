"""What comes next in a rehearsal, and who does it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from shuzhi.jobs.rehearsal.files import Rehearsal, meeting
from shuzhi.jobs.rehearsal.hall import PENS, PHONES, SCRUTINEER, SECRETARY, SPARE, TELLERS
from shuzhi.reads.entries import Paper, papers_of
from shuzhi.reads.scans import to_do
from shuzhi.reads.sheet import phones_of
from shuzhi.records import models as m
from shuzhi.records.journal import Entry


class Step(IntEnum):
    """The steps in their order."""

    PRINT = 1
    OPEN = 2
    CAST = 3
    STOP = 4
    TYPE_IN = 5
    SEAL = 6
    ANNOUNCE = 7
    OVER = 8


# Whose hand a step needs; where it is nobody's in particular, anybody's will do.
HANDS: dict[Step, tuple[str, ...]] = {
    Step.OPEN: (SCRUTINEER,),
    Step.STOP: (SCRUTINEER,),
    Step.TYPE_IN: (SCRUTINEER, *TELLERS),
    Step.SEAL: (SCRUTINEER,),
    Step.ANNOUNCE: (SECRETARY,),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a rehearsal stands: the step that is now, what the invented hands can still do, the minutes it took.

    ``pictures``: scans wait to be read, looked at or decided, which only the trainees can.
    """

    meeting: int
    step: Step
    phones: int
    papers: bool
    pictures: bool
    minutes: int | None
    spare: int = SPARE


def standing(one: Rehearsal) -> Standing:
    """To be called inside the rehearsal."""
    held = meeting()
    phones, count = phones_of(held), getattr(held, "count", None)
    left = _phones_left(held, phones)
    found = papers_of(held) if phones == "stopped" and (count is None or count.state == "drawn_up") else []
    papers = bool(found) and _papers_left(held, found)
    pictures = bool(found) and to_do(held.pk, [sheet for paper in found for sheet in paper.scans]).any
    step = _step(one, phones, count, left, papers=papers or pictures)
    return Standing(held.pk, step, left, papers, pictures, _minutes(one))


def _phones_left(held: m.Meeting, phones: str | None) -> int:
    if phones != "open":
        return 0
    return max(0, PHONES - m.Tag.objects.filter(kind__meeting=held, use=m.Tag.Use.CAST).count())


def _papers_left(held: m.Meeting, papers: list[Paper]) -> bool:
    admitted = m.Tag.objects.filter(kind__meeting=held, use=m.Tag.Use.PAPER).count()
    return admitted < PENS or any(p.once for p in papers) or sum(p.number for p in papers) < admitted


def _step(one: Rehearsal, phones: str | None, count: m.Count | None, left: int, *, papers: bool) -> Step:
    if phones in (None, "closed"):
        return Step.OPEN if one.printed else Step.PRINT
    if phones == "open":
        return Step.CAST if left else Step.STOP
    if count is None or count.state in ("drawn_up", "confirmed"):
        return Step.TYPE_IN if papers else Step.SEAL
    return Step.ANNOUNCE if count.state == "sealed" else Step.OVER


def _minutes(one: Rehearsal) -> int | None:
    """From the beginning to the seal; None before it."""
    sealed = Entry.objects.filter(act__in=("count.seal", "count.declare_void")).order_by("-pk").first()
    return None if sealed is None else max(1, round((sealed.at.timestamp() - one.begun) / 60))
