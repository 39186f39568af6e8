"""What attendees wrote on the sheets: for the scrutineers to read, and once released for deputy and offices (D0002).

A comment is linked to its meeting alone: to no sheet, no grade, no pile and no reporter.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from shuzhi.reads.memo import shared
from shuzhi.reads.offices import offices_at
from shuzhi.records import models as m
from shuzhi.rules.comment import WITHHELD
from shuzhi.rules.disclosure import Level, disclose_comments
from shuzhi.rules.edition import Edition
from shuzhi.rules.roles import Actor, Office
from shuzhi.rules.verdict import Text


@dataclass(frozen=True, slots=True)
class Written:
    """One comment as the scrutineer reads it; ``decided`` is what stands of it, empty before."""

    key: str
    text: str
    decided: str


@dataclass(frozen=True, slots=True)
class CommentTally:
    """How many were received, shown and withheld, and for which reasons; ``unread`` before anybody decided.

    ``handwritten``: those of the unread that nobody has typed in yet.
    """

    received: int
    shown: int
    unread: int
    withheld: tuple[tuple[Text, int], ...] = ()
    handwritten: int = 0

    @property
    def held_back(self) -> int:
        return self.received - self.shown - self.unread


@dataclass(frozen=True, slots=True)
class Released:
    """The comments that may be shown, in no order; ``why`` when there are none to show."""

    tally: CommentTally
    texts: tuple[str, ...]
    why: Text | None
    warnings: tuple[Text, ...]


def tally_of(meeting: int) -> CommentTally:
    """The numbers that stand in the statement; one query."""
    rows = (
        m.Comment.objects.filter(meeting=meeting)
        .annotate(handwritten=Q(picture__isnull=False))
        .values_list("released", "withheld_because", "handwritten")
    )
    counted = shared(("comments counted", meeting), lambda: Counter(rows))
    why = [(text, n) for key, text in WITHHELD.items() if (n := counted[(False, key, False)])]
    return CommentTally(
        counted.total(),
        sum(n for (shown, *_), n in counted.items() if shown),
        sum(n for (shown, *_), n in counted.items() if shown is None),
        tuple(why),
        sum(n for (*_, handwritten), n in counted.items() if handwritten),
    )


def to_read(actor: Actor, count: m.Count) -> list[Written]:
    """Every comment of the meeting that can be read, for its scrutineers, once the result is announced; nothing for anybody else."""
    if count.state != "announced" or Office.SCRUTINEER not in offices_at(actor, count):
        return []
    found = m.Comment.objects.filter(meeting=count.meeting_id).exclude(text="").order_by("key")
    return [
        Written(
            bytes(c.key).hex(),
            c.text,
            "shown" if c.released else c.withheld_because if c.released is False else "",
        )
        for c in found
    ]


def released(count: m.Count, edition: Edition) -> Released:
    """What may be shown of a meeting's comments. Whom to show it, the page that asks decides."""
    return shared(("comments", count.pk, count.state), lambda: _released(count, edition))


def _released(count: m.Count, edition: Edition) -> Released:
    tally = tally_of(count.meeting_id)
    shown = disclose_comments(tally.received, tally.shown, state=count.state, rules=edition.disclosure)
    texts: tuple[str, ...] = ()
    if shown.level is Level.COUNTS and not tally.unread:
        found = m.Comment.objects.filter(meeting=count.meeting_id, released=True).order_by("key")
        texts = tuple(found.values_list("text", flat=True))
    return Released(tally, texts, shown.why, shown.warnings)
