"""The sweep empties the log although the server's threads keep their connections (D0005)."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from tests import apart

from shuzhi.records.sweep import sweep

pytestmark = apart.ON_SQLITE_ONCE


@pytest.fixture
def file(tmp_path: Path, django_db_blocker) -> Iterator[Path]:
    """A database of its own in this thread's place for the archive."""
    archive, name = connections["default"], tmp_path / "own.sqlite3"
    with django_db_blocker.unblock():
        connections["default"] = DatabaseWrapper({**archive.settings_dict, "NAME": name}, "default")
        try:
            yield name
        finally:
            connections["default"].close()
            connections["default"] = archive


def test_threads_that_keep_their_connection_do_not_keep_the_log(file: Path) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE form (row TEXT)")
        cursor.execute("INSERT INTO form VALUES ('planted')")
    read, rest = threading.Event(), threading.Event()

    def thread_of_the_server() -> None:
        own = DatabaseWrapper(connections["default"].settings_dict | {"NAME": file}, "default")
        with own.cursor() as cursor:
            assert cursor.execute("SELECT row FROM form").fetchall() == [("planted",)]
        read.set()
        rest.wait(20)
        own.close()

    other = threading.Thread(target=thread_of_the_server)
    other.start()
    assert read.wait(20)
    log = Path(f"{file}-wal")
    assert log.stat().st_size > 0
    with connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM form")
    assert sweep()
    assert log.stat().st_size == 0
    assert b"planted" not in file.read_bytes()
    rest.set()
    other.join()
