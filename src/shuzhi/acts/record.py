"""The keeper of the sealed record: every change of it whole or not at all, on top of the state it was made from."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.db import connection, transaction

from shuzhi.crafts.seal import Change, Meeting, Phase, Raced, Row, Secrets, Sheet, Signed
from shuzhi.crafts.seal.canon import pack
from shuzhi.crafts.seal.tree import leaf_hash
from shuzhi.reads.record import KeptRecord, statement_kept
from shuzhi.records import models as m

random = secrets.token_bytes


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
        """One change in one transaction; ``Raced`` when another hand was faster, and nothing is written."""
        with transaction.atomic():
            self._go_on(change)
            self._mark(change.sheets)
            number = change.head.checkpoints - 1
            self._add(number, change.rows)
            comments = [m.Comment(key=random(16), meeting_id=self.meeting, text=text) for text in change.comments]
            m.Comment.objects.bulk_create(sorted(comments, key=lambda comment: bytes(comment.key)))
            if change.checkpoint is not None:
                kept = statement_kept(change.checkpoint)
                m.Checkpoint.objects.create(meeting_id=self.meeting, number=number, statement=kept)
            if change.closing is not None:
                self._forget(change.closing)

    def _go_on(self, change: Change) -> None:
        head = change.head
        now = m.Evaluation.objects.filter(meeting=self.meeting, version=head.version - 1)
        stands = {
            "version": head.version,
            "peaks": [[size, pack(hashed)] for size, hashed in head.peaks],
            "leaves": head.leaves,
            "checkpoints": head.checkpoints,
            "last": head.last,
            "papers": list(head.papers),
            "phones": Phase.OPEN if head.phase is Phase.OPEN else Phase.STOPPED,
        }
        if not now.update(**stands):
            raise Raced

    def _mark(self, sheets: Sequence[Sheet]) -> None:
        """One statement for all of a batch: each by itself would cost as much as the rest of the change."""
        with connection.cursor() as cursor:
            rows = [(str(sheet.use), sheet.code, sheet.answer, sheet.tag) for sheet in sheets]
            cursor.executemany('UPDATE records_tag SET "use" = %s, "code" = %s, "answer" = %s WHERE "tag" = %s', rows)

    def _add(self, number: int, rows: Sequence[Row]) -> None:
        """Leaves, keyed by the number of their batch and their hash; in one statement likewise."""
        with connection.cursor() as cursor:
            kept = [
                (number.to_bytes(4, "big") + leaf_hash(row.leaf), self.meeting, row.leaf, row.opening) for row in rows
            ]
            cursor.executemany(
                'INSERT INTO records_leaf ("key", "meeting_id", "leaf", "opening") VALUES (%s, %s, %s, %s)', kept
            )

    def _forget(self, closing: Signed) -> None:
        """After the closing nobody, not the program either, can open or change anything."""
        m.Evaluation.objects.filter(meeting=self.meeting).update(closing=statement_kept(closing), box=b"", seed=b"")
        m.Leaf.objects.filter(meeting=self.meeting).update(opening=b"")
        m.Tag.objects.filter(kind__meeting=self.meeting).update(answer=b"")


def record_of(meeting: int) -> Meeting:
    """The record of one meeting, to be worked on."""
    return Meeting(RecordKeeper(meeting), random)
