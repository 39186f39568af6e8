"""The thief's hand: copies of every file a server on this machine writes, named by what they are.

SQLite: the database, its write-ahead log and index, a rollback journal if there ever was one, temporary files (also
those without a name), whatever lies under ``SHUZHI_VAR``. PostgreSQL: the log, and what every session may ask of a row.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

ROWS = {
    "tags": "SELECT ctid::text, xmin::text, code FROM records_tag WHERE use = 'phone' ORDER BY records_tag.ctid",
    "leaves": "SELECT ctid::text, xmin::text, encode(key, 'hex') FROM records_leaf ORDER BY records_leaf.ctid",
    "comments": "SELECT ctid::text, xmin::text, encode(convert_to(text, 'UTF8'), 'hex') FROM records_comment ORDER BY records_comment.ctid",
}
TABLES = {"tags": "records_tag", "leaves": "records_leaf", "comments": "records_comment"}


def _holds(file: Path, secrets: list[bytes]) -> bool:
    try:
        data = file.read_bytes() if file.is_file() else b""
    except OSError:  # gone meanwhile
        return False
    return bool(data.strip(b"\0")) and any(secret in data for secret in secrets)


class Copier:
    """Copies at the thief's moments; in between it looks out for files that come and go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.passing: dict[str, bytes] = {}
        threading.Thread(target=self._watch, daemon=True).start()

    def copy(self, moment: str, secrets: list[bytes] | None = None) -> None:
        """``secrets``: what is looked for in every file of a PostgreSQL cluster, too many to copy."""
        if connection.vendor == "sqlite":
            self._sqlite(self.folder / moment)
        else:
            self._postgres(self.folder / moment, secrets or [])

    def _sqlite(self, into: Path) -> None:
        into.mkdir()
        live = Path(settings.DATABASES["default"]["NAME"])
        for end in ("", "-wal", "-shm", "-journal"):
            if (file := Path(f"{live}{end}")).exists():
                shutil.copy2(file, into / f"database{end}")
        shutil.copytree(self.folder / "var", into / "var")
        for name, data in self.passing.copy().items():
            (into / f"passing-{name}").write_bytes(data)

    def _postgres(self, into: Path, secrets: list[bytes]) -> None:
        into.mkdir()
        shutil.copytree(self.folder / "var", into / "var")
        with connection.cursor() as cursor:
            found: dict[str, object] = {}
            for name, query in ROWS.items():
                cursor.execute(query)
                found[name] = cursor.fetchall()
            cursor.execute("SHOW data_directory")
            home = Path(cursor.fetchone()[0])
            for name, table in TABLES.items():
                cursor.execute("SELECT pg_relation_filepath(%s)", [table])
                found[f"{name}_file"] = cursor.fetchone()[0]
            cursor.execute("ANALYZE")
            cursor.execute(
                "SELECT coalesce(string_agg(s::text, ' '), '') FROM pg_stats s WHERE tablename ~ '^records_'"
            )
            found["statistics"] = cursor.fetchone()[0]
        found["kept"] = sorted(str(file.relative_to(home)) for file in home.rglob("*") if _holds(file, secrets))
        (into / "rows.json").write_text(json.dumps(found))
        shutil.copytree(home / "pg_wal", into / "pg_wal")
        for name in TABLES:
            shutil.copy(home / str(found[f"{name}_file"]), into / name)

    def _watch(self) -> None:
        """Files in the folder of temporary files, or open without a name, as long as they are there."""
        while connection.vendor == "sqlite":
            time.sleep(0.002)
            held = [*Path(os.environ["SQLITE_TMPDIR"]).iterdir()] if "SQLITE_TMPDIR" in os.environ else []
            held += self.folder.glob("*-journal")
            for number in Path("/proc/self/fd").iterdir() if Path("/proc/self/fd").exists() else ():
                try:
                    if "etilqs_" in str(number.readlink()):
                        held.append(number)
                except OSError:
                    continue
            for file in held:
                try:
                    data = file.read_bytes()
                except OSError:
                    continue
                self.passing[file.name] = max(self.passing.get(file.name, b""), data, key=len)
