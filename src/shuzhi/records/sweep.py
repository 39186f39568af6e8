"""Sweeps what a sealed evaluation left on the disk: old row versions, free pages, the write-ahead log (D0002, D0005)."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper

from shuzhi.records.sweep_postgres import sweep_postgres

log = logging.getLogger(__name__)
AGAIN = "run it again with: manage.py sweep"


def sweep() -> bool:
    """Rewrites the file without its past and empties the log. False when another hand held the database.

    Called after the commit; cannot run inside a transaction. Safe to repeat.
    """
    try:
        with connection.cursor() as cursor:
            lacking = _sweep_sqlite(cursor) if connection.vendor == "sqlite" else sweep_postgres(cursor)
    except DatabaseError as error:
        lacking = type(error).__name__
    if lacking:
        log.error("the sweep after sealing is not complete (%s); %s", lacking, AGAIN)
    return not lacking


def _sweep_sqlite(cursor: CursorWrapper) -> str:
    cursor.execute("VACUUM")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return "the log could not be emptied" if cursor.fetchone()[0] else ""
