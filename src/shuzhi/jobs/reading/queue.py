"""The queue: what is handed in is read by the worker; what a stopped worker left is begun again when one starts."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django_tasks import task

from shuzhi.crafts.paperform.extra import missing
from shuzhi.records import models as m
from shuzhi.records.where import inside, rehearsal

log = logging.getLogger(__name__)
# The worker lives by the archive's queue, in which no line may say that there was a rehearsal: the server itself reads
# what is handed in there, one file after another.
_rehearsed = ThreadPoolExecutor(1, "rehearsed")


@task()
def read_waiting(meeting: int) -> None:
    """Reads whatever waits of this meeting's files. Each by itself: what goes wrong over one spoils no other."""
    if missing():
        return
    # Only here: the worker runs where the extra is not installed, too.
    from shuzhi.jobs.reading.read import read_file

    waiting = m.ScanFile.objects.filter(meeting=meeting, state="waiting").order_by("tries", "key")
    others: list[bytes] = []  # files that another worker is reading
    while file := waiting.exclude(pk__in=others).first():
        try:
            if not read_file(bytes(file.key)):
                others.append(bytes(file.key))
        except Exception as error:  # noqa: BLE001 (told by its kind alone; the file is tried again, three times at most)
            log.error("a scanned file could not be read: %s", type(error).__name__)


def queue(*, meeting: int, **_: Any) -> None:
    """Has this meeting's files read: by the worker, or where it is rehearsed (D0008) by a thread of this server."""
    if file := rehearsal():
        _rehearsed.submit(_read_there, file, meeting)
    else:
        read_waiting.enqueue(meeting)


def _read_there(file: Path, meeting: int) -> None:
    try:
        with inside(file):
            read_waiting.call(meeting)
    except DatabaseError:
        log.info("a rehearsal was wiped before its scans were read")


def begin_again() -> int:
    """Queues the meetings whose files wait for nobody: the worker that had them was stopped or killed."""
    meetings = set(m.ScanFile.objects.filter(state="waiting").values_list("meeting", flat=True))
    for meeting in sorted(meetings):
        queue(meeting=meeting)
    return len(meetings)
