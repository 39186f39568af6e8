"""Which database the records are, now and in this thread: the archive itself, or a rehearsal's own.

A rehearsal (演练) is the same program over a database of its own, a file in ``VAR/rehearsal``. While ``inside`` runs,
everything in this thread that reads or writes records does so there and nowhere else. What is kept in memory by a
record's number bears ``database()`` in its key: meeting 1 of a rehearsal is not meeting 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.utils import DEFAULT_DB_ALIAS

# One writer at a time that waits its turn, as in the archive; nothing of it needs to outlive the machine.
OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
}


def folder() -> Path:
    """Where the databases of rehearsals lie, and nothing else."""
    return Path(settings.VAR) / "rehearsal"


def database() -> str:
    """The name of the database this thread works on."""
    return str(connection.settings_dict["NAME"])


def rehearsal() -> Path | None:
    """The database of the rehearsal this thread works in; None in the archive."""
    name = database()
    if not name.startswith(folder().absolute().as_uri() + "/"):
        return None
    return Path(url2pathname(urlsplit(name).path))


def rehearsing() -> bool:
    """Whether people and sheets are invented here."""
    return rehearsal() is not None


def folder_of(name: str) -> Path:
    """The folder in which files of this kind are kept: the archive's, or one beside the rehearsal's database, wiped with it."""
    file = rehearsal()
    return Path(settings.VAR) / name if file is None else file.with_suffix(f".{name}")


@contextmanager
def inside(file: Path, *, mode: str = "rw") -> Iterator[None]:
    """Everything in this thread happens in this file. With ``rw`` a file that is gone is not made anew."""
    wanted = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"{file.absolute().as_uri()}?mode={mode}",
        "OPTIONS": OPTIONS,
    }
    described: dict[str, Any] = connections.configure_settings({DEFAULT_DB_ALIAS: wanted})[DEFAULT_DB_ALIAS]
    # Connections belong to a thread; what is put in place here no other thread sees.
    outside, scratch = connections[DEFAULT_DB_ALIAS], DatabaseWrapper(described, DEFAULT_DB_ALIAS)
    connections[DEFAULT_DB_ALIAS] = scratch
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = outside
        scratch.close()
