"""Rehearsals as files: begun, found again by their token, wiped. Nothing of a rehearsal is anywhere else.

``VAR/rehearsal`` holds for each rehearsal ``TOKEN.sqlite3`` (its database, with what SQLite lays beside it),
``TOKEN.json`` (the codes in the invented people's hands; its time is when the rehearsal began), ``TOKEN.printed`` once
the samples were printed and ``TOKEN.scans`` with scans that are still to be read. ``empty-*`` and ``hall-*`` are what the next one is copied from.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from shuzhi.acts import casting
from shuzhi.jobs.reading.queue import begin_again
from shuzhi.jobs.rehearsal import hall
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.records.where import folder, inside

TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")  # of TOKEN_BYTES
TOKEN_BYTES = 16
MOST = 20
A_DAY = 24 * 3600
_building = threading.Lock()


class TooMany(Exception):
    """As many rehearsals are alive as may be at once."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """One rehearsal; whoever knows its token takes part."""

    token: str

    @property
    def database(self) -> Path:
        return folder() / f"{self.token}.sqlite3"

    @property
    def _notes(self) -> Path:
        return folder() / f"{self.token}.json"

    @property
    def _printed(self) -> Path:
        return folder() / f"{self.token}.printed"

    @property
    def begun(self) -> float:
        """When it began, by the machine's clock."""
        return self._notes.stat().st_mtime

    @property
    def alive(self) -> bool:
        try:
            return time.time() - self.begun < A_DAY and self.database.exists()
        except FileNotFoundError:
            return False

    @property
    def unread(self) -> bool:
        """Whether scans lie beside it that are still to be read."""
        return any((folder() / f"{self.token}.scans").glob("*"))

    @property
    def codes(self) -> list[str]:
        """The codes of all its sheets: phones, pens, samples and spares, in this order."""
        kept: list[str] = json.loads(self._notes.read_text())
        return kept

    @property
    def printed(self) -> bool:
        """Whether the samples have been printed."""
        return self._printed.exists()

    def print(self) -> None:
        """The samples are being printed."""
        self._printed.touch()

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Everything in this thread happens in this rehearsal. The file has to be there."""
        with inside(self.database):
            yield

    def keep(self, codes: list[str]) -> None:
        """The rehearsal begins now."""
        self._notes.write_text(json.dumps(codes))


def begin(address: str) -> Rehearsal:
    """A new rehearsal, at the moment before the evaluation opens; ``address`` of its casting page holds ``TOKEN``.

    Raises ``TooMany``.
    """
    folder().mkdir(parents=True, exist_ok=True)
    clean()
    if len(alive()) >= MOST:
        raise TooMany
    prepared = _prepared(clock.today())
    new = Rehearsal(secrets.token_urlsafe(TOKEN_BYTES))
    try:
        shutil.copyfile(prepared, new.database)
        with new.entered():
            codes = hall.hands_out(meeting(), address.replace("TOKEN", new.token))
        new.keep(codes)
    except BaseException:
        wipe(new)
        raise
    return new


def meeting() -> m.Meeting:
    """The one meeting of a rehearsal."""
    return m.Meeting.objects.get()


def find(token: str) -> Rehearsal | None:
    """The rehearsal of this token; None when there never was one, it was wiped, or its day is over."""
    if not TOKEN.fullmatch(token):
        return None
    found = Rehearsal(token)
    if found.alive:
        return found
    clean()
    return None


def wipe(one: Rehearsal) -> None:
    """Nothing of it stays: its files are deleted, and no writer waits for its phones."""
    if one.database.exists():
        with one.entered():
            casting.forget_boxes()
    for file in folder().glob(f"{one.token}.*"):
        if file.is_dir():
            shutil.rmtree(file, ignore_errors=True)
        else:
            file.unlink(missing_ok=True)


def go_on() -> None:
    """As the program starts: what is over goes, and scans that were being read when it stopped are read on."""
    clean()
    for one in alive():
        if one.unread:
            with suppress(DatabaseError), one.entered():
                begin_again()


def clean() -> None:
    """Wipes what is older than a day, and what an interruption left lying."""
    now = time.time()
    for token in {file.name.partition(".")[0] for file in folder().glob("*.*")}:
        one = Rehearsal(token)
        if TOKEN.fullmatch(token) and not one.alive and now - _newest(token) > 60:
            wipe(one)


def _newest(token: str) -> float:
    """When a file of this token was last changed: a rehearsal that is beginning has no notes yet."""
    times = [0.0]
    for file in folder().glob(f"{token}.*"):
        try:
            times.append(file.stat().st_mtime)
        except FileNotFoundError:
            continue
    return max(times)


def alive() -> list[Rehearsal]:
    """Every rehearsal that is neither wiped nor over."""
    return [one for file in folder().glob("*.json") if (one := Rehearsal(file.stem)).alive]


def _prepared(today: date) -> Path:
    """The hall as it stands before the sheets are printed: built once a day, in some seconds."""
    with _building:
        empty = folder() / f"empty-{_shape()}.sqlite3"
        ready = folder() / f"hall-{_shape()}-{today.isoformat()}.sqlite3"
        for file in folder().iterdir():
            if file.name.startswith(("empty-", "hall-", "making-")) and file not in (empty, ready):
                file.unlink(missing_ok=True)
        if not empty.exists():
            with _made(empty):
                executor = MigrationExecutor(connection)
                executor.migrate(executor.loader.graph.leaf_nodes())
        if not ready.exists():
            with _made(ready, empty):
                hall.build(today)
    return ready


@contextmanager
def _made(file: Path, copied: Path | None = None) -> Iterator[None]:
    """A database that is there whole or not at all."""
    opened, name = tempfile.mkstemp(dir=folder(), prefix="making-", suffix=".sqlite3")
    os.close(opened)
    beside = Path(name)
    try:
        if copied:
            shutil.copyfile(copied, beside)
        with inside(beside):
            yield
        beside.replace(file)
    finally:
        for left in folder().glob(f"{beside.stem}.*"):
            left.unlink(missing_ok=True)


@cache
def _shape() -> str:
    """Which migrations and which hall a prepared file was made from."""
    from_disk = MigrationExecutor(None).loader.disk_migrations
    said = "\n".join(sorted(f"{app}.{name}" for app, name in from_disk or ()))
    written = [Path(hall.__file__).read_bytes(), hall.TEXTS.read_bytes()]
    return hashlib.sha256(b"\n".join([said.encode(), *written])).hexdigest()[:16]
