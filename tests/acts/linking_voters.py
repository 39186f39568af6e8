"""Sixty people cast on a database of their own; run by ``test_linking`` and its twin for PostgreSQL in a process of its own.

A thief copies everything the server writes (``stolen_files``) while phones are open, again when a few sheets have come in
by scans, and after the seal. He knows who held which sheet, and in which order people cast; ``truth.json`` says what he
would like to know.
``FOLDER [BATCH]``: with a batch of one nobody has company, and the same attacks have to succeed.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

VOTERS, SHEETS, SCANNED = 60, 66, 4


def main(folder: Path, batch: int) -> None:
    settings.CAST_WAIT, settings.CAST_BATCH = 3.0, batch
    django.setup()
    from tests.acts.stolen_files import Copier
    from tests.cast import make_cast
    from tests.sheets import QUESTIONS, all_of, opened, seal

    from shuzhi.acts import casting, count, sheet
    from shuzhi.crafts.seal import Receipt
    from shuzhi.records import models as m

    call_command("migrate", verbosity=0)
    cast = make_cast()
    meeting, codes = opened(cast, SHEETS)
    (reporter,) = all_of(meeting, None)
    copier = Copier(folder)

    def answers(n: int) -> dict[str, dict[str, str]]:
        """A pattern of grades that is this voter's alone."""
        grades = ("satisfied", "basically_satisfied", "dissatisfied", "not_known")
        return {reporter: {q: grades[n // 4**place % 4] for place, q in enumerate(QUESTIONS)}}

    got: dict[int, casting.Answer] = {}

    def vote(n: int) -> None:
        try:
            got[n] = casting.cast(codes[n], f"{n:024}", answers(n), comment(n))
        finally:
            connection.close()

    order = list(range(VOTERS))
    random.Random(7).shuffle(order)
    threads = [threading.Thread(target=vote, args=(n,)) for n in order]
    for thread in threads:
        thread.start()
        time.sleep(0.08)  # one after the other
        if batch == 1:
            thread.join()  # the order of arrival is certain
    for thread in threads:
        thread.join()

    kept = list(m.Leaf.objects.filter(meeting=meeting).values_list("key", "opening"))
    leaf = {Receipt.of(bytes(key)[4:]).text: bytes(key).hex() for key, _ in kept}
    evaluation = m.Evaluation.objects.get(meeting=meeting)
    secrets = [bytes(evaluation.box), bytes(evaluation.seed)]
    secrets += [part for _, o in kept for part in (bytes(o)[:16], bytes(o)[32:48], bytes(o)[-16:])]
    copier.copy("open", secrets)
    sheet.close_phones(cast.scrutineer, meeting)
    scanned = scan_some(cast, meeting, codes[VOTERS : VOTERS + SCANNED])
    copier.copy("scanned", scanned)
    unused = SHEETS - VOTERS - SCANNED
    seal(cast, count.confirm(cast.scrutineer, count.draw_up(cast.scrutineer, meeting, unused=unused)))
    copier.copy("sealed", secrets + scanned)
    truth = {
        "outcomes": sorted({answer.outcome for answer in got.values()}),
        "arrived": [codes[n] for n in order],
        "leaf": {codes[n]: leaf[got[n].receipt] for n in order},
        "comment": {codes[n]: comment(n).encode().hex() for n in order},
        "unused": codes[VOTERS:],
        "secrets": [secret.hex() for secret in secrets],
        "scanned": [secret.hex() for secret in scanned],
    }
    (folder / "truth.json").write_text(json.dumps(truth))


def scan_some(cast: Cast, meeting: m.Meeting, codes: list[str]) -> list[bytes]:
    """These sheets come in by one pile, each in doubt and looked at by two; what stands in files because of it."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from shuzhi.acts import scan, scan_intake
    from shuzhi.records import models as m

    kind = meeting.sheet_kinds.get()
    printing = m.Printing.objects.create(kind=kind, form={}, reporters=[])
    place = f"{kind.reporters.get().pk}.overall"

    def seen(n: int, code: str) -> scan_intake.Seen:
        places = {place: {"value": None, "suggestion": [f"planted{n:04}"], "reasons": [f"reason{n:04}"], "crop": None}}
        picture = b"\xff\xd8 the picture %04d" % n
        return scan_intake.Seen(
            digest=b"the digest of the picture %06d" % n,
            picture=picture,
            status="read",
            code=code,
            printing=printing.pk,
            places=places,
        )

    data, name = b"\xff\xd8 the bytes of the file", "第三组的表.pdf"
    scan.upload(cast.teller, meeting, files=[SimpleUploadedFile(name, data)])
    file = m.ScanFile.objects.get()
    # The bytes lie in the folder for as long as the file is read; those of a second file still do at the seal.
    scan.upload(cast.teller, meeting, files=[SimpleUploadedFile("坏的第三组.pdf", data + b" of another")])
    other = m.ScanFile.objects.exclude(pk=file.pk).get()
    heap = [seen(n, code) for n, code in enumerate(codes)]
    scan_intake.take_in(
        bytes(file.key), scan_intake.Heap(done=0, upto=len(heap), pages=len(heap), seen=heap, finished=True)
    )
    trouble = scan_intake.Heap(done=0, upto=1, pages=2, troubles=[(1, "broken")])
    scan_intake.take_in(bytes(other.key), trouble)
    for page in m.ScanPage.objects.all():
        for by in (cast.teller, cast.second_teller):
            scan.answer(by, meeting, page=bytes(page.key).hex(), place=place, answer="satisfied")
    kept = [bytes(page.key) for page in m.ScanPage.objects.all()] + [bytes(a.key) for a in m.ScanAnswer.objects.all()]
    texts = [f"planted{n:04}" for n in range(len(codes))] + [f"reason{n:04}" for n in range(len(codes))]
    # It is given up without its bytes being put away: the seal must find them all the same.
    m.ScanFile.objects.filter(pk=other.pk).update(state="bad", troubles=[])
    return [
        *kept, *(text.encode() for text in texts), *(one.picture for one in heap), *(one.digest for one in heap),
        data + b" of another", "坏的第三组".encode(),
    ]  # fmt: skip


def comment(n: int) -> str:
    """Something only this voter would write."""
    return f"村口第 {n * 7919 % 9973:04} 盏路灯坏了"


if TYPE_CHECKING:
    from tests.cast import Cast

    from shuzhi.records import models as m


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 8)
