"""The archive box (档案盒) of a round: the newest complete file, and how the making of the next one stands (4.4c, D0010)."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import models

from shuzhi.records.base import Record, state_check, state_field
from shuzhi.records.programme import Round


class ArchiveBox(Record):
    """One row a round. ``journal``, ``size``, ``digest`` and ``made_at`` tell of the file that lies there.

    ``done`` of ``total`` pieces are in the box being made, ``step`` is the one that comes; ``why`` is why it failed.
    """

    noun = "archive"
    round_path = "round"

    round = models.OneToOneField(Round, models.PROTECT, related_name="archive")
    state = state_field("archive")
    asked_by = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField()
    step = models.CharField(max_length=200, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=200, blank=True)
    journal = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [state_check("archive")]


def folder() -> Path:
    """Where the boxes lie; made when it is asked for."""
    found = Path(settings.ARCHIVES)
    found.mkdir(parents=True, exist_ok=True)
    return found


def file_of(round_pk: int) -> Path:
    """The newest complete box of a round, if there is one."""
    return folder() / f"round-{round_pk}.zip"


@contextmanager
def alone(round_pk: int) -> Iterator[bool]:
    """True for the one who may make the box of this round now. The lock dies with its process, however that ends."""
    opened = os.open(folder() / f"round-{round_pk}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(opened)


def being_made(round_pk: int) -> bool:
    """Whether somebody is at it; nobody is where the process that was has died."""
    with alone(round_pk) as free:
        return not free
