"""What offices of the throw-away district bring, send and scan: templates, papers sent, boxes, pictures of sheets."""

from __future__ import annotations

import io
import secrets
from typing import Any

from PIL import Image
from tools.bench.district import Size
from tools.bench.rounds import EDITION

from shuzhi.acts import paper, template
from shuzhi.papers.own import beginning, example, trials
from shuzhi.papers.table import PAPERS
from shuzhi.reads.actors import actors_in
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.records.archive import file_of
from shuzhi.rules.archive import READY
from shuzhi.rules.roles import Actor, Office

WHY = "量尺用。"
STEMS = "零一二三四五六七八九十百"  # of a town's number: an issuing code is Chinese
BOX = b"PK\x05\x06" + bytes(18)  # an empty archive: what is measured is the page and the door, not what lies in the box
CROP = [[100, 300], [900, 300], [900, 360], [100, 360]]
KIND = "plan"  # every round has one


def organiser(round_: m.Round) -> Actor:
    """Whoever keeps the office of a town's round."""
    held = actors_in(Office.TOWN_CONGRESS_OFFICE)
    return next(a for a in held if round_.organiser_id in a.bodies(Office.TOWN_CONGRESS_OFFICE))


def of_a_round(size: Size, round_: m.Round) -> None:
    """The organiser's templates, a paper sent in as many versions as there are rows, a box ready to be fetched."""
    by, body, kind = organiser(round_), round_.organiser, PAPERS[KIND]
    data = beginning(kind, example(by, trials(by, body, kind)))
    for _ in range(min(size.rows, 4)):
        brought = template.upload(by, body, paper=KIND, filename="自备.docx", data=data, uses=[], flaws=[])
    template.adopt(by, brought)
    paper.set_code(by, body, code=f"量{STEMS[body.number]}")
    document = kind.build(by, round_.pk)
    sent = paper.send(
        by, round_, name=KIND, about=round_.pk, document=document, press=lambda _: (b"PK", b"%PDF-"), reason=WHY
    )
    first = sent.versions.get()
    for n in range(2, min(size.rows, 4) + 1):
        first.pk, first.version, first._state.adding = None, n, True  # noqa: SLF001 - a copy of the row
        first.save()
    journal = m.Entry.objects.order_by("-pk").values_list("digest", flat=True)[0]
    m.ArchiveBox.objects.create(
        round=round_, state=READY, asked_by=by.name, asked_at=clock.now(), made_at=clock.now(), journal=journal,
        size=len(BOX), digest="0" * 64,
    )  # fmt: skip
    file_of(round_.pk).write_bytes(BOX)


def handwriting(meeting: m.Meeting, number: int) -> None:
    """So many comments written with a pen that nobody has typed in yet."""
    kept = io.BytesIO()
    Image.new("L", (1488, 208), 230).save(kept, "JPEG")
    m.Comment.objects.bulk_create(
        m.Comment(key=secrets.token_bytes(16), meeting=meeting, picture=kept.getvalue()) for _ in range(number)
    )


def pictures(meeting: m.Meeting, number: int) -> None:
    """So many sheets read by machine, each with a doubt; of the first a second picture; a file that could not be read."""
    kept = io.BytesIO()
    Image.new("L", (990, 1400), 230).save(kept, "JPEG")
    kind = meeting.sheet_kinds.order_by("pk")[0]
    who, grade = kind.reporters.order_by("pk")[0].pk, EDITION.grades[0].key

    def page(sheet: bytes, **how: Any) -> m.ScanPage:
        places = {
            f"{who}.{q.key}": {"value": grade if n else None, "suggestion": [grade], "reasons": [], "crop": CROP}
            for n, q in enumerate(EDITION.questions)
        }
        return m.ScanPage.objects.create(
            meeting=meeting, kind=kind, sheet=sheet, picture=kept.getvalue(), digest=secrets.token_bytes(32),
            reading={"places": places, "reasons": []}, **how,
        )  # fmt: skip

    for tag in m.Tag.objects.filter(kind=kind).values_list("tag", flat=True)[:number]:
        one = page(bytes(tag), state="read")
    page(bytes(one.sheet or b""), state="conflict", why="twice")
    for n in range(number):
        m.ScanFile.objects.create(
            meeting=meeting, name=f"坏的{n}.pdf", digest=secrets.token_bytes(32), state="bad", troubles=[[1, "broken"]]
        )
    teller = meeting.posts.filter(office="teller")[0].person
    m.ScanAnswer.objects.create(
        page=one, place=f"{who}.{EDITION.questions[0].key}", turn=1, person=teller, answer=grade
    )
