"""Paper sheets of a meeting as they come off a scanner: printed through the act, filled in with the generator's pens."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests.cast import Cast
from tests.crafts.paperform.generator.marks import Hand, Pen
from tests.crafts.paperform.generator.scanners import s1, s2
from tests.crafts.paperform.generator.sheets import DPI
from tests.sheets import ADDRESS, a_meeting_to_evaluate, open_phones

from shuzhi.acts import scan, sheet
from shuzhi.crafts import paperform
from shuzhi.papers import sheets as press_room
from shuzhi.reads.result import edition_of
from shuzhi.reads.scans import scanned_sheets
from shuzhi.reads.sheet import piles
from shuzhi.records import models as m
from shuzhi.rules.sheet import TWO_MARKS

PEN = Pen("gel, black", 0.6, 0.92)
Answers = dict[str, tuple[str, ...]]  # question -> the grades ticked


@dataclass(frozen=True)
class Heap:
    """The sheets of one meeting in the order printed: codes, papers, and what the pens put on them."""

    meeting: m.Meeting
    codes: Sequence[str]
    layout: paperform.Layout
    pdf: bytes

    def paper(self, n: int) -> np.ndarray:
        page = pypdfium2.PdfDocument(self.pdf)[n * len(self.layout.pages)]
        bitmap = page.render(scale=DPI / 72, grayscale=True)
        return np.array(bitmap.to_numpy(), np.uint8).reshape(bitmap.height, -1)[:, : bitmap.width].copy()

    def scan(self, n: int, marks: Answers, *, seed: int | None = None, askew: bool = False, written: int = 0) -> bytes:
        """Sheet ``n`` with these ticks and words, as a scanner's JPEG; another seed is another scan of the same paper."""
        paper = self.paper(n)
        hand = Hand(paper, np.random.default_rng(n), PEN, "tick")
        for box in self.layout.pages[0].boxes:
            if box.grade in marks.get(box.question, ()):
                hand.mark(box.rect)
        if frame := self.layout.pages[0].comment:
            hand.write(frame, written)
        return (s2 if askew else s1)(paper, np.random.default_rng(1000 + n if seed is None else seed))


def scanned_hall(cast: Cast, number: int, *, comments: bool = False) -> Heap:
    """A meeting whose phones are closed and whose sheets lie in the box."""
    meeting = a_meeting_to_evaluate(cast)
    kept: dict[str, object] = {}

    def press(meeting, edition, heaps, **how):
        ((reporters, codes),) = heaps
        kept.update(codes=list(codes), pdf=press_room.press(meeting, edition, heaps, **how))
        kept["form"] = press_room.form(meeting, edition, reporters, **how)
        return kept["pdf"]

    numbers = {pile.key: number for pile in piles(meeting)}
    how = {"press": press, "form": press_room.form, "comments": comments}
    sheet.issue(cast.town_office, meeting, numbers=numbers, address=ADDRESS, **how)
    m.Meeting.objects.filter(pk=meeting.pk).update(state="appraising")
    meeting.refresh_from_db()
    open_phones(cast, meeting)
    sheet.close_phones(cast.scrutineer, meeting)
    return Heap(meeting, kept["codes"], paperform.layout(kept["form"]), kept["pdf"])  # type: ignore[arg-type]


def marks_of(meeting: m.Meeting, n: int) -> Answers:
    """What the nth sheet says: every question answered, evenly spread."""
    edition = edition_of(meeting)
    grades = [grade.key for grade in edition.grades]
    return {q.key: (grades[(n + at) % len(grades)],) for at, q in enumerate(edition.questions)}


def pdf_of(pictures: Sequence[bytes]) -> bytes:
    """What a scanner with a feeder makes of a pile."""
    pages = [Image.open(io.BytesIO(one)) for one in pictures]
    kept = io.BytesIO()
    pages[0].save(kept, "PDF", save_all=True, append_images=pages[1:], resolution=300, quality=90)
    return kept.getvalue()


def look(cast: Cast, hall: Heap, marks: dict[int, dict[str, tuple[str, ...]]]) -> int:
    """Two tellers look at every doubt and say what the pens wrote; how many there were."""
    of_tag = {bytes(tag): code for tag, code in m.Tag.objects.exclude(use="given").values_list("tag", "code")}
    number = {code: n for n, code in enumerate(hall.codes)}
    doubts = 0
    for sheets in scanned_sheets(hall.meeting.pk).values():
        for one in sheets:
            said = marks[number[of_tag[one.tag]]]
            for place in one.places:
                if place.standing.decided:
                    assert (place.answer,) == said[place.question], "a silent misread"
                    continue
                doubts += 1
                ticked = said.get(place.question, ())
                answer = TWO_MARKS if len(ticked) > 1 else next(iter(ticked), None)
                for teller in (cast.teller, cast.second_teller):
                    scan.answer(teller, hall.meeting, page=bytes(place.page.key).hex(), place=place.name, answer=answer)
    return doubts


def file(data: bytes, name: str = "扫描 张三.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)
