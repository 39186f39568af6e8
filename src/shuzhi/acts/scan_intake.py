"""Files of scans as they are kept and read, and their pages taken in: by the program, for no person (4.3b(iii), D0012)."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from django.db import transaction

from shuzhi.acts.record import record_of
from shuzhi.crafts.seal import Reason, codes
from shuzhi.reads.sheet import paper_facts
from shuzhi.records import models as m
from shuzhi.records.scan import random_key
from shuzhi.records.where import folder_of
from shuzhi.rules import evaluation
from shuzhi.rules.scan import Why

MOST_TRIES = 3
MOST_BYTES = 80_000_000  # a file, as the craft takes it in


class Upload(Protocol):
    """A file as a door hands it over."""

    name: str | None
    size: int | None

    def chunks(self) -> Iterable[bytes]: ...


def folder() -> Path:
    """Where the bytes of files lie until they are read."""
    return folder_of("scans")


def kept_at(key: bytes) -> Path:
    return folder() / bytes(key).hex()


def keep(meeting: m.Meeting, file: Upload, kept: list[Path]) -> bool:
    """Writes the bytes away, then the row; False when these bytes were handed in before."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    key, digest, size = random_key(), hashlib.sha256(), 0
    path = kept_at(key)
    kept.append(path)
    with path.open("xb") as stream:
        for piece in file.chunks():
            digest.update(piece)
            size += len(piece)
            if size <= MOST_BYTES:
                stream.write(piece)
    row = m.ScanFile(key=key, meeting=meeting, name=Path(file.name or "").name[-80:], digest=digest.digest())
    if m.ScanFile.objects.filter(meeting=meeting, digest=row.digest).exists():
        kept.remove(path)
        path.unlink()
        return False
    if size > MOST_BYTES:
        row.state, row.troubles = "bad", [[0, "too_large"]]
        path.unlink()
    row.save(force_insert=True)
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One page as the machine saw it. ``status`` and ``code`` are the craft's; ``printing`` is what it was printed on.

    ``picture`` shows no code of a sheet that could be placed, and no comment, which is ``comment``; ``places`` as
    ``records.scan`` has them. ``tag`` is the code's, where the reader has asked by it already.
    """

    digest: bytes
    picture: bytes
    status: str
    code: str | None = None
    tag: bytes | None = None
    printing: int | None = None
    page: int = 1
    pages: int = 1
    places: dict[str, Any] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    comment: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heap:
    """What reading a stretch of a file came to: from ``done`` pages up to ``upto``, of ``pages``."""

    done: int
    upto: int
    pages: int
    seen: Sequence[Seen] = ()
    empty: int = 0
    troubles: Sequence[tuple[int, str]] = ()
    finished: bool = False


@contextmanager
def alone(key: bytes) -> Iterator[bool]:
    """True for the one who reads this file now. The lock dies with its process, however that ends."""
    try:
        opened = os.open(kept_at(key), os.O_RDONLY)
    except FileNotFoundError:  # read already, or lost: ``begin`` knows which
        yield True
        return
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(opened)


def begin(key: bytes) -> int | None:
    """How many pages of a file are in, before more of it is read; None when there is nothing to read.

    A file over which the program died three times in the same place is read no further: it is bad, and listed.
    """
    with transaction.atomic():
        file = m.ScanFile.objects.select_for_update().filter(pk=key, state="waiting").first()
        if file is None:
            return None
        file.tries += 1
        if file.tries > MOST_TRIES or not kept_at(key).is_file():
            file.state, file.troubles = "bad", [*file.troubles, [file.done + 1, "gone_wrong"]]
            transaction.on_commit(lambda: _unlink([key]))
        file.save()
    return file.done if file.state == "waiting" else None


def take_in(key: bytes, heap: Heap) -> bool:
    """Takes in what was read of a file, whole or not at all; False when another hand took it in, or it is gone.

    Nobody is asked and nothing journaled: each code is checked in as at the table, exactly once, in the same
    transaction. The pages of a heap go in by their random keys, which are no order of scanning.
    """
    with transaction.atomic():
        file = m.ScanFile.objects.select_for_update().filter(pk=key, state="waiting", done=heap.done).first()
        if file is None:
            return False
        meeting = m.Meeting.objects.select_for_update().get(pk=file.meeting_id)
        if evaluation.paper_may_go_in(paper_facts(meeting)).refused:
            return False
        by_key = sorted(((random_key(), seen) for seen in heap.seen), key=lambda pair: pair[0])
        known = {
            bytes(digest)
            for digest in m.ScanPage.objects.filter(
                meeting=meeting, digest__in=[seen.digest for seen in heap.seen]
            ).values_list("digest", flat=True)
        }
        for new, seen in by_key:
            if seen.digest in known:
                file.again += 1
                continue
            known.add(seen.digest)
            page_of(meeting, new, seen).save(force_insert=True)
        file.done, file.pages, file.tries = heap.upto, heap.pages, 0
        file.empty += heap.empty
        file.troubles += [list(trouble) for trouble in heap.troubles]
        if heap.finished:
            file.state = "bad" if heap.troubles and not heap.seen and not heap.done else "read"
            transaction.on_commit(lambda: _unlink([key]))
            if not file.troubles:
                file.name = ""
        file.save()
    return True


LOST = {"no_code": Why.NO_CODE, "codes_differ": Why.ALTERED, "no_sheet": Why.NO_SHEET, "mirrored": Why.MIRRORED}
TAKEN = {Reason.USED: Why.ON_PHONE, Reason.SPARE: Why.SPARE}


def page_of(meeting: m.Meeting, key: bytes, seen: Seen) -> m.ScanPage:
    """The page under its code; the code's sheet is checked in if it was not."""
    page = m.ScanPage(
        key=key,
        meeting=meeting,
        state="conflict",
        picture=seen.picture,
        digest=seen.digest,
        page=seen.page,
        pages=seen.pages,
        reading={"places": seen.places, "reasons": list(seen.reasons)},
        comment=seen.comment,
    )
    if seen.printing is None or seen.code is None or not seen.places:
        page.why = LOST[seen.status] if seen.status in LOST else _stranger(seen)
        return page
    page.sheet = seen.tag or tag_of(meeting, seen.code)
    page.kind_id = m.Printing.objects.get(pk=seen.printing).kind_id
    refused = record_of(meeting.pk).admit(seen.code, page.sheet)
    why = "" if refused is None else _taken(page, refused.reason)
    page.state, page.why = ("conflict", why) if why else ("read", "")
    return page


def tag_of(meeting: m.Meeting, code: str) -> bytes:
    """All that is kept of a code (D0007)."""
    return codes.tag(code, bytes(m.Evaluation.objects.get(meeting=meeting).salt))


def _stranger(seen: Seen) -> Why:
    """A code that was not printed here: altered, another meeting's, or nobody's."""
    if seen.code is None:
        return Why.FOREIGN
    code = codes.parse(seen.code)
    if code is None:
        return Why.ALTERED
    for one in m.Evaluation.objects.filter(opening__isnull=False).only("salt"):
        if m.Tag.objects.filter(tag=codes.tag(code, bytes(one.salt))).exists():
            return Why.FOREIGN
    return Why.UNKNOWN


def _taken(page: m.ScanPage, reason: Reason) -> str:
    """What a used code means: cast on a phone, scanned before, or checked in at the table."""
    if reason is not Reason.ON_PAPER:
        return TAKEN.get(reason, Why.UNKNOWN)
    same = m.ScanPage.objects.filter(meeting=page.meeting, sheet=page.sheet)
    if same.filter(page=page.page, state__in=("read", "conflict")).exists():
        return Why.TWICE
    if same.filter(state="read").exists():
        return ""  # another page of a sheet that is in
    if same.exists() or m.PaperEntry.objects.filter(kind=page.kind_id).exists():
        return Why.TYPED
    return ""  # checked in by its code, and nothing of its pile was typed in: the picture is its filling in


def erase(meeting: m.Meeting) -> None:
    """Pictures, readings and what people said of them, gone with the slips (D0005, D0012)."""
    keys = [bytes(key) for key in m.ScanFile.objects.filter(meeting=meeting).values_list("key", flat=True)]
    m.ScanAnswer.objects.filter(page__meeting=meeting).delete()
    m.ScanPage.objects.filter(meeting=meeting).delete()
    m.ScanFile.objects.filter(meeting=meeting).delete()
    transaction.on_commit(lambda: _unlink(keys))


def _unlink(keys: Iterable[bytes]) -> None:
    for key in keys:
        kept_at(key).unlink(missing_ok=True)
