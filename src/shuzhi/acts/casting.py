"""Casting a sheet from a phone (4.3b(iii), D0005): the one act without an actor, a journal line or a time.

What arrives waits in memory for its batch; code and form then go into separate tables with no shared key,
each sorted by its own hash, in one commit; the answer is given after it.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db import connection, transaction

from shuzhi.crafts.seal import Batch, codes
from shuzhi.reads.result import edition_of
from shuzhi.reads.sheet import form_of
from shuzhi.records import models as m
from shuzhi.rules.sheet import TWO_MARKS, Form, SheetError, fill

NONCE_MOST = 64
# A guessed code costs the server one scrypt a running evaluation: so no more of them at once than cores but one.
_gate = threading.BoundedSemaphore(max(1, (os.cpu_count() or 2) - 1))


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
class Slip:
    """A code that was recognised: its tag, its pile, and whether it can be cast now."""

    tag: bytes
    kind: m.SheetKind
    outcome: Outcome
    nonce_digest: bytes


@dataclass(frozen=True, slots=True)
class Cast:
    """One arrival, in memory only."""

    tag: bytes
    kind: int
    nonce_digest: bytes
    answers: dict[str, dict[str, str]]
    comment: str


def _digest(tag: bytes, nonce: str) -> bytes:
    return hashlib.sha256(tag + nonce.encode()).digest()


def find(text: str) -> Slip | Outcome:
    """The sheet that bears this code, with what would happen to it now.

    Codes with a wrong check character are turned away before anything is computed. No address is kept to limit
    guessing: 55 random bits and the slow tag do it.
    """
    code = codes.parse(text)
    if code is None:
        return Outcome.UNREADABLE
    running = m.Evaluation.objects.filter(meeting__state__in=("called", "open", "appraising"))
    for evaluation in sorted(running, key=lambda e: e.phones != "open"):
        with _gate:
            tag = codes.tag(code, bytes(evaluation.salt))
        row = (
            m.Tag.objects.filter(pk=tag, kind__meeting=evaluation.meeting_id)
            .select_related("kind__meeting__round__programme", "kind__meeting__round__organiser")
            .first()
        )
        if row is not None:
            return Slip(tag, row.kind, _standing(row, evaluation.phones), bytes(row.nonce_digest))
    return Outcome.UNKNOWN


def _standing(row: m.Tag, phones: str) -> Outcome:
    if row.use == m.Tag.Use.CAST:
        return Outcome.USED
    if row.use == m.Tag.Use.PAPER:
        return Outcome.ON_PAPER
    return {"open": Outcome.STORED, "closed": Outcome.NOT_OPEN}.get(phones, Outcome.CLOSED)


def cast(text: str, nonce: str, answers: Mapping[str, Mapping[str, str | None]], comment: str = "") -> Outcome:
    """Puts one form into the box; ``STORED`` only after it is committed (4.3b(iii)).

    ``answers``: {reporter id in words: {question: grade}}, blanks left out or None. The same nonce again:
    the same answer, whatever the answers. A used code with another nonce: ``USED``. Never two forms.
    """
    arrived = arrive(text, nonce, answers, comment)
    if not isinstance(arrived, Arrived):
        return arrived
    left = m.Tag.objects.filter(kind__meeting=arrived.meeting, use=m.Tag.Use.ISSUED).count()
    if not connection.in_atomic_block:
        connection.close()  # whoever waits for a batch holds no connection
    return writer(arrived.meeting).put(arrived.cast, expected=left)


@dataclass(frozen=True, slots=True)
class Arrived:
    """A form that may go into the box, and the meeting whose batch it waits for."""

    cast: Cast
    meeting: int


def arrive(
    text: str, nonce: str, answers: Mapping[str, Mapping[str, str | None]], comment: str = ""
) -> Arrived | Outcome:
    """The form as it will be written by ``commit``; or the answer, when there is nothing to write."""
    found = find(text)
    if not isinstance(found, Slip):
        return found
    if not 16 <= len(nonce) <= NONCE_MOST or not nonce.isascii():
        return Outcome.INCOMPLETE
    digest = _digest(found.tag, nonce)
    if found.outcome is Outcome.USED and secrets.compare_digest(found.nonce_digest, digest):
        return Outcome.STORED
    if found.outcome is not Outcome.STORED:
        return found.outcome
    edition = edition_of(found.kind.meeting)
    most = edition.sheet.comment_characters.value
    try:
        given = _given(form_of(found.kind, edition), answers)
    except SheetError:
        return Outcome.INCOMPLETE
    return Arrived(Cast(found.tag, found.kind.pk, digest, given, comment.strip()[:most]), found.kind.meeting_id)


def _given(form: Form, answers: Mapping[str, Mapping[str, str | None]]) -> dict[str, dict[str, str]]:
    rows: dict[Hashable, Mapping[str, str | None]] = dict(answers.items())
    filled = fill(form, rows)
    kept = {str(who): {q: a for q, a in row.items() if a is not None} for who, row in filled.items()}
    if any(a == TWO_MARKS for row in kept.values() for a in row.values()):
        raise SheetError(())
    return kept


def commit(arrivals: Sequence[Cast]) -> list[Outcome]:
    """One batch in one transaction; who lost a race for a code, or came after the closing, stores nothing."""
    answers: list[Outcome] = []
    forms, comments = [], []
    with transaction.atomic():
        meetings = dict(m.SheetKind.objects.filter(pk__in={a.kind for a in arrivals}).values_list("pk", "meeting"))
        phones = dict(
            m.Evaluation.objects.select_for_update()
            .filter(meeting__in=set(meetings.values()))
            .values_list("meeting", "phones")
        )
        for arrival in arrivals:
            meeting = meetings[arrival.kind]
            answer, first = _use(arrival, phones.get(meeting, ""))
            answers.append(answer)
            if not first:
                continue
            forms.append(m.Form(key=secrets.token_bytes(16), kind_id=arrival.kind, answers=arrival.answers))
            if arrival.comment:
                comments.append(m.Comment(key=secrets.token_bytes(16), meeting_id=meeting, text=arrival.comment))
        m.Form.objects.bulk_create(sorted(forms, key=lambda f: bytes(f.key)))
        m.Comment.objects.bulk_create(sorted(comments, key=lambda c: bytes(c.key)))
    return answers


def _use(arrival: Cast, phones: str) -> tuple[Outcome, bool]:
    """The answer, and whether this arrival is the one to store."""
    tags = m.Tag.objects.filter(pk=arrival.tag)
    if phones == "open" and tags.filter(use=m.Tag.Use.ISSUED).update(
        use=m.Tag.Use.CAST, nonce_digest=arrival.nonce_digest
    ):
        return Outcome.STORED, True
    row = tags.values_list("use", "nonce_digest").first()
    if row and row[0] == m.Tag.Use.CAST:
        return (Outcome.STORED if bytes(row[1]) == arrival.nonce_digest else Outcome.USED), False
    return Outcome.CLOSED, False


_writers: dict[int, Batch[Cast, Outcome]] = {}
_writers_lock = threading.Lock()


def writer(meeting: int) -> Batch[Cast, Outcome]:
    """The one writer of a meeting. The program therefore runs casting in one process (docs/operations.md)."""
    with _writers_lock:
        if meeting not in _writers:
            _writers[meeting] = Batch(commit, lambda cast: cast.tag, size=settings.CAST_BATCH, wait=settings.CAST_WAIT)
        return _writers[meeting]


def drain(meeting: int) -> None:
    """Writes whoever waits, before the phones are closed."""
    with _writers_lock:
        waiting = _writers.get(meeting)
    if waiting is not None:
        waiting.flush()


def forget_writer(meeting: int) -> None:
    """A meeting whose phones are closed needs no writer."""
    with _writers_lock:
        _writers.pop(meeting, None)
