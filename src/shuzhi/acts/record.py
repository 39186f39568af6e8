"""The keeper of the sealed record: every change of it whole or not at all, on top of the state it was made from."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Sequence

from django.db import transaction

from shuzhi.crafts.hands import Hands
from shuzhi.crafts.seal import Change, Head, Meeting, Phase, Raced, Row, Secrets, Sheet, Signed
from shuzhi.crafts.seal.canon import pack
from shuzhi.crafts.seal.tree import leaf_hash
from shuzhi.reads.record import KeptRecord, statement_kept
from shuzhi.records import models as m
from shuzhi.records.driver import change_each, changed

random = secrets.token_bytes
# A guessed code costs the server one scrypt a running evaluation: so few of them at once. One more than there are cores, for
# one of them is always between two casts.
HANDS = Hands((os.cpu_count() or 1) + 1)
GO_ON = """
    UPDATE records_evaluation
    SET version = %s, peaks = %s, leaves = %s, checkpoints = %s, last = %s, papers = %s, phones = %s
    WHERE meeting_id = %s AND version = %s"""
MARK = 'UPDATE records_tag SET "use" = %s, code = %s, answer = %s WHERE tag = %s'
# Leaves are keyed by the number of their batch and their hash.
ADD = 'INSERT INTO records_leaf ("key", meeting_id, leaf, opening) VALUES (%s, %s, %s, %s)'
COMMENT = 'INSERT INTO records_comment ("key", meeting_id, "text", withheld_because) VALUES (%s, %s, %s, %s)'
CHECKPOINT = 'INSERT INTO records_checkpoint (meeting_id, "number", statement) VALUES (%s, %s, %s)'


def _stands(head: Head) -> list[int | str | bytes]:
    """Where the record stands, as ``GO_ON`` writes it."""
    peaks = json.dumps([[size, pack(hashed)] for size, hashed in head.peaks])
    phones = Phase.OPEN if head.phase is Phase.OPEN else Phase.STOPPED
    return [head.version, peaks, head.leaves, head.checkpoints, head.last, json.dumps(head.papers), str(phones)]


def _key(number: int, row: Row) -> bytes:
    return number.to_bytes(4, "big") + leaf_hash(row.leaf)


class RecordKeeper(KeptRecord):
    """The writing side of ``crafts.seal.Store`` over one meeting."""

    def begin(self, opening: Signed, secrets: Secrets, sheets: Sequence[Sheet]) -> None:
        """The opening statement and the keys. The sheets stand already, since they were printed."""
        begun = m.Evaluation.objects.filter(meeting=self.meeting, opening__isnull=True).update(
            opening=statement_kept(opening), box=secrets.box, seed=secrets.sign, last=opening.digest, phones=Phase.OPEN
        )
        if not begun or {sheet.tag for sheet in sheets} != {sheet.tag for sheet in self.all_sheets()}:
            raise Raced

    def write(self, change: Change) -> None:
        """One change in one transaction; ``Raced`` when another hand was faster, and nothing is written.

        In the database's own words, like the questions of ``KeptRecord``: whoever casts waits for it.
        """
        with transaction.atomic():
            if not changed(GO_ON, [*_stands(change.head), self.meeting, change.head.version - 1]):
                raise Raced
            number = change.head.checkpoints - 1
            # One statement for all of a batch: each by itself would cost as much as the rest of the change.
            change_each(MARK, ((str(one.use), one.code, one.answer, one.tag) for one in change.sheets))
            change_each(ADD, ((_key(number, row), self.meeting, row.leaf, row.opening) for row in change.rows))
            change_each(COMMENT, sorted((random(16), self.meeting, text, "") for text in change.comments))
            if change.checkpoint is not None:
                changed(CHECKPOINT, [self.meeting, number, json.dumps(statement_kept(change.checkpoint))])
            if change.closing is not None:
                self._forget(change.closing)

    def _forget(self, closing: Signed) -> None:
        """After the closing nobody, not the program either, can open or change anything."""
        m.Evaluation.objects.filter(meeting=self.meeting).update(closing=statement_kept(closing))
        self.forget()

    def forget(self) -> None:
        """Erases the keys, and all by which a form could be opened or linked."""
        m.Evaluation.objects.filter(meeting=self.meeting).update(box=b"", seed=b"")
        m.Leaf.objects.filter(meeting=self.meeting).update(opening=b"")
        m.Tag.objects.filter(kind__meeting=self.meeting).update(answer=b"")


def record_of(meeting: int) -> Meeting:
    """The record of one meeting, to be worked on."""
    return Meeting(RecordKeeper(meeting), random, HANDS.in_turn())
