"""One file from its bytes to the pages taken in."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pypdfium2
from PIL import Image

from shuzhi.acts import scan_intake
from shuzhi.crafts.paperform import Form, Layout, layout
from shuzhi.crafts.paperform.reading import Limits, PageReading, Picture, pages, read
from shuzhi.crafts.seal import codes
from shuzhi.jobs.reading import shown
from shuzhi.records import models as m

HEAP = 8  # pages taken in at once, as with casting: they keep company, and a killed worker reads so many again


@dataclass(frozen=True, slots=True)
class Printed(Mapping[str, int]):
    """What each code was printed on, asked by its tag: the codes themselves are known to nobody.

    A tag is slow to compute: those of the codes seen in this file are remembered while it is read.
    """

    salt: bytes
    tags: dict[bytes, int]
    seen: dict[str, bytes] = field(default_factory=dict)

    def tag(self, code: str) -> bytes | None:
        """The tag of what may be a code."""
        parsed = codes.parse(code)
        if parsed is None:
            return None
        if parsed not in self.seen:
            self.seen[parsed] = codes.tag(parsed, self.salt)
        return self.seen[parsed]

    def __getitem__(self, code: str) -> int:
        tag = self.tag(code)
        if tag is None:
            raise KeyError(code)
        return self.tags[tag]

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return len(self.tags)


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets printed for one meeting, as the machine must know them."""

    printings: list[m.Printing]
    layouts: list[Layout]
    printed: Printed

    @classmethod
    def of(cls, meeting: int) -> Sheets:
        printings = list(m.Printing.objects.filter(kind__meeting=meeting).order_by("pk"))
        place = {printing.pk: n for n, printing in enumerate(printings)}
        tags = m.Tag.objects.filter(kind__meeting=meeting, printing__isnull=False).values_list("tag", "printing")
        salt = bytes(m.Evaluation.objects.get(meeting=meeting).salt)
        known = {bytes(tag): place[printing] for tag, printing in tags if printing}
        return cls(printings, [layout(Form.from_json(p.form)) for p in printings], Printed(salt, known))


def read_file(key: bytes) -> bool:
    """Reads one file from where it stands to its end; False where another hand is at it, to whom it is left."""
    with scan_intake.alone(key) as mine:
        if mine:
            _read(key)
        return mine


def _read(key: bytes) -> None:
    done = scan_intake.begin(key)
    if done is None:
        return
    data = scan_intake.kept_at(key).read_bytes()
    file = m.ScanFile.objects.get(pk=key)
    sheets, total = Sheets.of(file.meeting_id), number_of_pages(data)
    pictures = islice(pages(data), done, None)
    finished = False
    while not finished:
        heap, finished = _heap(pictures, sheets, done, total)
        if not scan_intake.take_in(key, heap):
            return
        done = heap.upto


def _heap(pictures: Iterator[Picture], sheets: Sheets, done: int, total: int) -> tuple[scan_intake.Heap, bool]:
    seen: list[scan_intake.Seen] = []
    troubles: list[tuple[int, str]] = []
    empty = upto = 0
    for picture in islice(pictures, HEAP):
        upto += 1
        if picture.grey is None:
            troubles.append((picture.number, picture.status))
            continue
        for n, reading in enumerate(read(picture, sheets.layouts, forms=sheets.printed)):
            if reading.status == "too_small":
                troubles.append((picture.number, reading.status))
            elif reading.status == "no_sheet" and reading.code is None and shown.empty(picture.grey):
                empty += 1
            else:
                seen.append(_seen(picture, reading, n, sheets))
    finished = upto < HEAP
    heap = scan_intake.Heap(
        done=done,
        upto=done + upto,
        pages=max(total, done + upto),
        seen=seen,
        empty=empty,
        troubles=troubles,
        finished=finished,
    )
    return heap, finished


def _seen(picture: Picture, reading: PageReading, n: int, sheets: Sheets) -> scan_intake.Seen:
    grey = picture.grey
    assert grey is not None  # noqa: S101 (looked at by _heap)
    digest = hashlib.sha256(b"%d %d %d " % (*grey.shape, n))
    digest.update(grey.data)
    kept: dict[str, Any] = {"digest": digest.digest(), "status": reading.status, "code": reading.code}
    if reading.lost or reading.form is None or reading.outline is None:
        return scan_intake.Seen(picture=shown.whole(grey), reasons=reading.reasons, **kept)
    plan, printing = sheets.layouts[reading.form], sheets.printings[reading.form]
    jpeg, crops = shown.placed(grey, reading, plan)
    places = {
        f"{printing.reporters[v.reporter]}.{v.question}": {
            "value": v.value,
            "suggestion": None if v.suggestion is None else list(v.suggestion),
            "reasons": list(v.reasons),
            "crop": crops.get(at),
        }
        for at, v in enumerate(reading.verdicts)
    }
    return scan_intake.Seen(
        picture=jpeg,
        printing=printing.pk,
        tag=sheets.printed.tag(reading.code) if reading.code else None,
        page=reading.page or 1,
        pages=len(plan.pages),
        places=places,
        reasons=reading.reasons,
        comment=shown.comment(grey, reading, plan),
        **kept,
    )


def number_of_pages(data: bytes) -> int:
    """How many pages the file says it has, for the bar; whether they can be read is found out on the way."""
    try:
        if data[:1024].lstrip()[:5] == b"%PDF-":
            document = pypdfium2.PdfDocument(data)
            try:
                return len(document)
            finally:
                document.close()
        with Image.open(io.BytesIO(data)) as image:
            return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    except Exception:  # noqa: BLE001 (whatever a bad file makes a decoder say, it is one page until it is read)
        return 1


def read_picture(meeting: int, data: bytes) -> list[scan_intake.Seen]:
    """Every sheet in the first picture of the file; where nothing can be seen, one that says why."""
    sheets = Sheets.of(meeting)
    picture = next(iter(pages(data, Limits(pages=1))))
    readings = read(picture, sheets.layouts, forms=sheets.printed)
    if picture.grey is None:
        return [scan_intake.Seen(digest=b"", picture=b"", status=picture.status)]
    return [_seen(picture, reading, n, sheets) for n, reading in enumerate(readings)]
