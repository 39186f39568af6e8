"""How a box is made: alone, aside, renamed when whole; begun again where the process that made it has died (D0010)."""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from django.utils.timezone import localtime
from django_tasks import task

from shuzhi.crafts.archive import Box
from shuzhi.jobs.archive.parts import SECTIONS, Absent, Part, parts
from shuzhi.reads.archive import keeper
from shuzhi.records import archive as places
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.archive import FAILED, MAKING, READY, WAITING
from shuzhi.rules.roles import ROUND_KINDS, RoundKind

log = logging.getLogger(__name__)
Progress = Callable[[str, int, int], None]
OFTEN = 0.5  # seconds between two words of how far it is
A_WHILE, PATIENCE = 0.1, 3.0


def begin(round_pk: int) -> None:
    """Queues the making of a round's box, in the transaction of whoever asks."""
    make.enqueue(round_pk)


def resume() -> int:
    """Queues again what was asked for and is not being made: its maker died. Returns how many."""
    left = [
        box.round_id
        for box in m.ArchiveBox.objects.filter(state__in=(WAITING, MAKING))
        if not places.being_made(box.round_id)
    ]
    for pk in left:
        begin(pk)
    return len(left)


@task()
def make(round_pk: int) -> None:
    """Makes the box of a round that was asked for. Does nothing where it is being made, or has been made already."""
    until = time.monotonic() + PATIENCE
    while True:
        with places.alone(round_pk) as mine:
            if mine:
                _make(round_pk)
                return
        if time.monotonic() > until:
            return
        time.sleep(A_WHILE)  # somebody may only be looking whether it is being made


def _make(round_pk: int) -> None:
    mine = m.ArchiveBox.objects.filter(round=round_pk)
    if not mine.filter(state__in=(WAITING, MAKING)).update(state=MAKING, done=0, total=0, step="", why=""):
        return
    said = 0.0

    def tell(step: str, done: int, total: int) -> None:
        nonlocal said
        if time.monotonic() - said > OFTEN or not done:
            said = time.monotonic()
            mine.update(step=step[:200], done=done, total=total)

    try:
        head, digest, size = write(m.Round.objects.get(pk=round_pk), places.file_of(round_pk), tell)
    except Exception as error:
        log.exception("the archive box of round %s", round_pk)
        mine.update(state=FAILED, why=f"{type(error).__name__}: {error}"[:200])
        return
    mine.update(state=READY, step="", journal=head, digest=digest, size=size, made_at=clock.now())


def write(round_: m.Round, target: Path, tell: Progress = lambda *_: None) -> tuple[str, str, int]:
    """Writes a round's box beside ``target`` and puts it there whole; returns the journal's last line in it, digest and size.

    The papers are made as of the day of the round's last act, so that the same records make the same bytes. Where somebody
    acted meanwhile it is written anew, so that all of it is of one moment.
    """
    for left in target.parent.glob(f"{target.name}.*.making"):
        left.unlink(missing_ok=True)
    beside = target.with_name(f"{target.name}.{os.getpid()}.making")
    try:
        head = last_line(round_)
        while True:
            digest, size = _written(round_, beside, tell)
            now = last_line(round_)
            if now == head:
                break
            head = now
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return head, digest, size


def last_line(round_: m.Round) -> str:
    """The digest of the newest line of the journal that is of this round."""
    return m.Entry.objects.filter(round=round_).order_by("-pk").values_list("digest", flat=True).first() or ""


def _written(round_: m.Round, path: Path, tell: Progress) -> tuple[str, int]:
    last = m.Entry.objects.filter(round=round_).order_by("-pk").values_list("at", flat=True).first()
    with clock.at(last) if last else nullcontext(), path.open("wb") as stream:
        wanted, lost = parts(keeper(round_), round_), []
        with Box(stream, SECTIONS) as box:
            for done, part in enumerate(wanted):
                tell(part.label.zh, done, len(wanted))
                if not _put(box, part) and part.lost:
                    lost.append(part.path)
            box.close(_title(round_), _notes(round_, lost))
        stream.flush()
        os.fsync(stream.fileno())
    with path.open("rb") as whole:
        return hashlib.file_digest(whole, "sha256").hexdigest(), path.stat().st_size


def _put(box: Box, part: Part) -> bool:
    try:
        content = part.make()
    except Absent:
        return False
    box.add(part.path, content, section=part.section, zh=part.label.zh, en=part.label.en)
    return True


def _title(round_: m.Round) -> tuple[str, str]:
    return (
        f"{round_.organiser.name}述职工作档案",
        f"The archive of {round_.organiser.name}: {ROUND_KINDS[RoundKind(round_.kind)].en}",
    )


def _notes(round_: m.Round, lost: list[str]) -> list[tuple[str, str]]:
    last = m.Entry.objects.filter(round=round_).order_by("-pk").first()
    notes = [(round_.programme.title, round_.programme.edition_name)]
    if last:
        on = localtime(last.at)
        notes.append(
            (
                f"内容截至{on.year}年{on.month}月{on.day}日 {on:%H:%M} 的最后一次办理；最后一行办理记录的校验码 {last.digest}。",
                f"As of the last act, {on:%Y-%m-%d %H:%M}. The digest is that of the journal’s last line.",
            )
        )
    notes.append(
        (
            "数据里没有电话和提意见选民的姓名，也没有谁怎样测评：系统里本来就没有记录谁填了哪张表。文件里有姓名，不要公开传播。",
            "The data hold no telephones, no names of voters who raised something, and nothing of who evaluated how: the system never recorded that. The papers name people; do not publish the box.",
        )
    )
    if lost:
        named = "、".join(lost)
        notes.append((f"原件损坏，没有放进来：{named}。", f"Damaged and therefore missing: {named}."))
    return notes
