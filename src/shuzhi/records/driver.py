"""The database's driver itself, for the few statements that everybody who casts waits for.

Django's cursor around it does more work for such a statement than the database. The words are plain SQL for either
database, values stand as ``%s``; errors are Django's own, and so are connections and transactions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

Values = Sequence[int | str | bytes]


def found(words: str, values: Values) -> list[tuple[Any, ...]]:
    """The rows that a question finds."""
    here = _here()
    with here.wrap_database_errors:
        return here.connection.execute(_spelt(words, here.vendor), values).fetchall()


def changed(words: str, values: Values) -> int:
    """How many rows a statement changed."""
    here = _here()
    with here.wrap_database_errors:
        return here.connection.execute(_spelt(words, here.vendor), values).rowcount


def change_each(words: str, several: Iterable[Values]) -> None:
    """The same statement for each of several; for none, nothing."""
    if every := list(several):
        here = _here()
        with here.wrap_database_errors:
            here.connection.cursor().executemany(_spelt(words, here.vendor), every)


def _here() -> BaseDatabaseWrapper:
    """This thread's connection, made if there is none."""
    here = connections[DEFAULT_DB_ALIAS]
    here.ensure_connection()
    return here


@lru_cache
def _spelt(words: str, vendor: str) -> str:
    return words.replace("%s", "?") if vendor == "sqlite" else words
