"""Casting a sheet from a phone (4.3b(iii), D0005): the one act without an actor, a journal line or a time.

What arrives is judged and committed to at once, waits in memory for its batch, and is answered after the commit.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from django.conf import settings
from django.db import connection

from shuzhi.acts.record import HANDS, random, record_of
from shuzhi.crafts.seal import Arrival, Batch, Filled, Reason, Receipt, Refused, Tags, codes, legible, seal
from shuzhi.reads.record import places_of
from shuzhi.reads.result import edition_of
from shuzhi.reads.sheet import form_of
from shuzhi.records import models as m
from shuzhi.records.driver import found
from shuzhi.records.where import database
from shuzhi.rules.sheet import TWO_MARKS, SheetError, fill

NONCE_LEAST, NONCE_MOST = 16, 64


class Outcome(StrEnum):
    """What a cast is answered with."""

    STORED = "stored"
    USED = "used"
    ON_PAPER = "on_paper"
    UNKNOWN = "unknown"
    NOT_OPEN = "not_open"
    CLOSED = "closed"
    UNREADABLE = "unreadable"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the phone is told; a receipt once the sheet is in the record."""

    outcome: Outcome
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """A code that was recognised: its pile, and what would happen to it now."""

    code: str
    kind: m.SheetKind
    outcome: Outcome


REFUSALS = {
    Reason.USED: Outcome.USED,
    Reason.ON_PAPER: Outcome.ON_PAPER,
    Reason.UNKNOWN: Outcome.UNKNOWN,
    Reason.UNREADABLE: Outcome.UNREADABLE,
    Reason.INCOMPLETE: Outcome.INCOMPLETE,
}
USES = {m.Tag.Use.CAST: Outcome.USED, m.Tag.Use.PAPER: Outcome.ON_PAPER, m.Tag.Use.SPARE: Outcome.CLOSED}
PHONES = {"open": Outcome.STORED, "closed": Outcome.NOT_OPEN}

LEFT = """
    SELECT COUNT(*) FROM records_tag
    WHERE "use" = %s AND kind_id IN (SELECT id FROM records_sheetkind WHERE meeting_id = %s)"""


def find(text: str) -> Slip | Outcome:
    """The sheet that bears this code, with what would happen to it now.

    Codes with a wrong check character are turned away before anything is computed. No address is kept to limit
    guessing: 55 random bits and the slow tag do it. The tag of a sheet that can be cast is kept
    until the phones are closed.
    """
    code = codes.parse(text)
    if code is None:
        return Outcome.UNREADABLE
    running = m.Evaluation.objects.filter(meeting__state__in=("called", "open", "appraising"))
    running = running.only("meeting", "salt", "phones")
    kept = [(one, box(one.meeting_id).tags) for one in running]
    for evaluation, tags in sorted(kept, key=lambda one: (not one[1].of(code), one[0].phones != "open")):
        tag = tags.of(code) or HANDS.do(codes.tag, code, bytes(evaluation.salt))
        row = m.Tag.objects.filter(pk=tag, kind__meeting=evaluation.meeting_id).select_related("kind").first()
        if row is not None:
            now = USES.get(m.Tag.Use(row.use)) or PHONES.get(evaluation.phones, Outcome.CLOSED)
            if now is Outcome.STORED:
                tags.keep(code, tag)
            return Slip(code, row.kind, now)
    return Outcome.UNKNOWN


def cast(text: str, nonce: str, answers: Mapping[str, Mapping[str, str | None]], comment: str = "") -> Answer:
    """Puts a form into the box that comes as it was filled in, from a phone without JavaScript (4.3b(iii)).

    It is sealed here as the page would have done it. ``answers``: {reporter id in words: {question: grade}}, blanks
    left out or None.
    """
    found = sealed_for(text, nonce, answers, comment)
    return found if isinstance(found, Answer) else cast_sealed(*found)


def cast_sealed(meeting: int, sealed: bytes) -> Answer:
    """Puts a sealed form into the box; ``STORED`` and its receipt only after it is committed (4.3b(iii)).

    The same nonce again: the same receipt, whatever the answers. A used code with another nonce: ``USED``. Never
    two forms.
    """
    arrived = arrive(meeting, sealed)
    if isinstance(arrived, Answer):
        return arrived
    _give_back_the_connection()
    return box(meeting).writer.put(arrived)


def sealed_for(
    text: str, nonce: str, answers: Mapping[str, Mapping[str, str | None]], comment: str = ""
) -> tuple[int, bytes] | Answer:
    """The meeting, and the form as its phone would have sealed it; or the answer, when it cannot be cast."""
    found = find(text)
    if not isinstance(found, Slip):
        return Answer(found)
    if found.outcome not in (Outcome.STORED, Outcome.USED):
        return Answer(found.outcome)
    if not NONCE_LEAST <= len(nonce) <= NONCE_MOST or not nonce.isascii():
        return Answer(Outcome.INCOMPLETE)
    edition = edition_of(found.kind.meeting)
    rows: dict[Hashable, Mapping[str, str | None]] = dict(answers.items())
    try:
        filled = fill(form_of(found.kind, edition), rows)
    except SheetError:
        return Answer(Outcome.INCOMPLETE)
    if any(answer == TWO_MARKS for given in filled.values() for answer in given.values()):
        return Answer(Outcome.INCOMPLETE)
    said = _shortened(comment, edition.sheet.comment_characters.value)
    once = hashlib.sha256(nonce.encode()).digest()[:16]
    meeting = found.kind.meeting_id
    opening = record_of(meeting).opening
    return meeting, seal(opening, Filled(found.code, once, places_of(edition, filled), said), random)


def _shortened(comment: str, most: int) -> str:
    """As much of a comment as fits the one size of every form: three bytes a character."""
    return legible(comment)[:most].encode()[: 3 * most].decode(errors="ignore")


def arrive(meeting: int, sealed: bytes) -> Arrival | Answer:
    """The form as it will be written by ``commit``; or the answer, when there is nothing to write."""
    record = record_of(meeting)
    record.known = partial(_known, meeting)
    try:
        arrived = record.arrive(sealed)
    except (LookupError, m.Evaluation.DoesNotExist):
        return Answer(Outcome.NOT_OPEN)
    return arrived if isinstance(arrived, Arrival) else _told(arrived)


def _known(meeting: int, code: str) -> bytes | None:
    """The tag of a sheet that was opened. Asked when the meeting is known to be one: an invented number takes no room."""
    return box(meeting).tags.of(code)


def commit(meeting: int, arrivals: Sequence[Arrival]) -> list[Answer]:
    """One batch in one change; who lost a race for a code, or came after the closing, stores nothing."""
    return [_told(answer) for answer in record_of(meeting).commit(arrivals)]


def _told(answer: Receipt | Refused) -> Answer:
    if isinstance(answer, Receipt):
        return Answer(Outcome.STORED, answer.text)
    return Answer(REFUSALS.get(answer.reason, Outcome.CLOSED))


@dataclass(frozen=True, slots=True)
class Box:
    """What is in memory while the phones of a meeting are open: who waits for a batch, and tags of sheets that were opened."""

    writer: Batch[Arrival, Answer]
    tags: Tags


# By database and meeting: a meeting that is rehearsed bears the number of a real one.
_boxes: dict[tuple[str, int], Box] = {}
_boxes_lock = threading.Lock()


def box(meeting: int) -> Box:
    """The one box of a meeting. The program therefore runs casting in one process (docs/operations.md)."""
    key = (database(), meeting)
    with _boxes_lock:
        if key not in _boxes:
            writer = Batch[Arrival, Answer](
                lambda arrivals: commit(meeting, arrivals),
                lambda arrival: arrival.order,
                who=lambda arrival: arrival.tag,
                left=lambda: _left(meeting),
                size=settings.CAST_BATCH,
                wait=settings.CAST_WAIT,
            )
            _boxes[key] = Box(writer, Tags(random))
        return _boxes[key]


def _left(meeting: int) -> int:
    """How many sheets are still out: nobody waits for more."""
    [(left,)] = found(LEFT, [str(m.Tag.Use.ISSUED), meeting])
    _give_back_the_connection()
    return int(left)


def _give_back_the_connection() -> None:
    """Whoever waits for a batch holds no connection of a pool. SQLite has none: each thread keeps its own."""
    if connection.vendor != "sqlite" and not connection.in_atomic_block:
        connection.close()


def drain(meeting: int) -> None:
    """Writes whoever waits, before the phones are closed."""
    if (held := _held(meeting)) is not None:
        held.writer.flush()


def waiting(meeting: int) -> int:
    """How many wait for their batch."""
    held = _held(meeting)
    return held.writer.waiting if held is not None else 0


def _held(meeting: int) -> Box | None:
    """The box of a meeting, if there is one."""
    with _boxes_lock:
        return _boxes.get((database(), meeting))


def forget_box(meeting: int) -> None:
    """A meeting whose phones are closed needs none."""
    with _boxes_lock:
        _boxes.pop((database(), meeting), None)


def forget_boxes() -> None:
    """A database that is going to be deleted needs none."""
    here = database()
    with _boxes_lock:
        for key in [key for key in _boxes if key[0] == here]:
            del _boxes[key]
