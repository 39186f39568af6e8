"""The sweep on PostgreSQL, which keeps more of the past than one file does (D0002).

Measured on copies of sixty voters: ``xmin`` and the order of row versions tell the batch of a code, and the
write-ahead log tells it with every key that was erased. Log files are not emptied when they are done with but renamed
and used again, so their old words stay until they are written over. (The samples that ANALYZE keeps are forestalled
by a migration.)
"""

from __future__ import annotations

import time

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from shuzhi.records.scan import ScanAnswer, ScanFile, ScanPage
from shuzhi.records.sheet import Comment, Evaluation, Leaf, PaperEntry, Tag

PATIENCE = 10.0  # seconds for which somebody else's look at the old rows is waited for
ROUNDS = 200  # of at most 16 MB each
OLD_LOOKS = """
SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()
AND backend_type = 'client backend' AND age(backend_xmin) > age(%s::text::xid)
"""
LOG_FILES = "SELECT coalesce(array_agg(right(name, 16)), '{}') FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'"
HERE = "SELECT right(pg_walfile_name(pg_current_wal_insert_lsn()), 16)"


def sweep_postgres(cursor: CursorWrapper) -> str:
    """Rewrites the tables in the order of their keys and writes the log over; says what could not be done, or nothing."""
    if not _nobody_looks_back(cursor):
        return "another session still looks at the old rows"
    for model in (Tag, Leaf, PaperEntry, ScanFile, ScanPage, ScanAnswer, Comment, Evaluation):
        _rewrite(cursor, model)
    return _write_the_log_over(cursor)


def _quoted(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001


def _nobody_looks_back(cursor: CursorWrapper) -> bool:
    """A rewrite carries along what an older transaction might still read: so first let it end."""
    cursor.execute("SELECT pg_current_xact_id()::text::bigint %% 4294967296", [])
    now = str(cursor.fetchone()[0])
    until = time.monotonic() + PATIENCE
    while True:
        cursor.execute(OLD_LOOKS, [now])
        if not cursor.fetchone()[0]:
            return True
        if time.monotonic() > until:
            return False
        time.sleep(0.05)


def _rewrite(cursor: CursorWrapper, model: type[Model]) -> None:
    """In the order of the key: VACUUM alone would keep the order in which the rows were last changed."""
    cursor.execute(
        "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = %s::regclass AND indisprimary",
        [_quoted(model)],
    )
    (index,) = cursor.fetchone()
    cursor.execute(f"CLUSTER {_quoted(model)} USING {index}")


def _write_the_log_over(cursor: CursorWrapper) -> str:
    """Begins a new log file, lets the old ones go, and runs once through those that were put by for later use.

    Leaving a log file fills its rest with zeros. What keeps old files (a standby, ``wal_keep_size``) is told; what an
    archive has copied away is out of reach (docs/operations.md).
    """
    cursor.execute(HERE)
    (began,) = cursor.fetchone()
    _next_file(cursor)
    cursor.execute("CHECKPOINT")
    cursor.execute(LOG_FILES)
    last = max(cursor.fetchone()[0])
    for _ in range(ROUNDS):
        cursor.execute(HERE)
        if cursor.fetchone()[0] > last:
            break
        _next_file(cursor)
    cursor.execute("CHECKPOINT")
    cursor.execute(LOG_FILES)
    return "old files of the write-ahead log are kept" if min(cursor.fetchone()[0]) <= began else ""


def _next_file(cursor: CursorWrapper) -> None:
    """A file without a word is not left, so one is said first."""
    cursor.execute("SELECT pg_logical_emit_message(false, 'sweep', '')")
    cursor.execute("SELECT pg_switch_wal()")
