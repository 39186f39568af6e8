"""Sweeps what a sealed evaluation left on the disk: old row versions, free pages, the write-ahead log (D0005)."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection

from shuzhi.records.sheet import Comment, Evaluation, Leaf, PaperEntry, Tag

log = logging.getLogger(__name__)


def sweep() -> bool:
    """Rewrites the file without its past and empties the log. False when another hand held the database.

    Called after the commit; cannot run inside a transaction. Safe to repeat.
    """
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                busy = cursor.fetchone()[0]
            else:
                for model in (Tag, Leaf, PaperEntry, Comment, Evaluation):
                    cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")  # noqa: SLF001
                cursor.execute("CHECKPOINT")
                busy = 0
    except DatabaseError as error:
        log.error("the sweep after sealing failed (%s); run it again with: manage.py sweep", type(error).__name__)
        return False
    if busy:
        log.error("the log could not be emptied after sealing; run again: manage.py sweep")
    return not busy
