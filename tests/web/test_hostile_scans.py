"""Whatever is handed in as a scan: the good sheets are read, each bad file is named with a sentence, nothing is a 500 (D0012)."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from PIL import Image
from tests.cast import Cast
from tests.crafts.paperform.reading.test_files import many_pages, nested
from tests.scanned import Heap, marks_of, pdf_of, scanned_hall
from tests.sheets import opened
from tests.web.voices import at_once, signed_in, words

from shuzhi.acts import scan, scan_intake, sheet
from shuzhi.acts._perform import Refused
from shuzhi.acts.answers import Told
from shuzhi.jobs.reading.queue import read_waiting
from shuzhi.records import models as m
from shuzhi.records.journal import Entry

NAME = "../../<script>alert(1)</script>\u202e" + "长" * 90 + ".jpg"


@pytest.fixture
def hall(cast: Cast, settings, tmp_path) -> Heap:
    settings.VAR = tmp_path
    return scanned_hall(cast, 8)


def as_kind(grey: bytes, kind: str, mode: str = "L", **more: object) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(grey)) as picture:
        picture.convert(mode).save(out, kind, **more)
    return out.getvalue()


def huge_header() -> bytes:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def bad_files(good: bytes) -> dict[str, tuple[bytes, str]]:
    """What cannot be read: name → (bytes, what the page says of it)."""
    return {
        "空.jpg": (b"", "文件是空的"),
        "一万页.pdf": (many_pages(10_000), "页数太多"),
        "大得出奇.pdf": (many_pages(1).replace(b"0 0 595 842", b"0 0 9000000 9000000"), "图太大"),
        "六万见方.png": (huge_header(), "图太大"),
        "一百兆.jpg": (good + bytes(100_000_000), "超过 80 MB"),
        "没传完.jpg": (good[: len(good) // 2], "文件坏了"),
        "文字.txt": ("述职".encode() * 500, "不是能读的格式"),
        "动画.gif": (as_kind(good, "GIF"), "不是能读的格式"),
        "只有开头.pdf": (b"%PDF-1.7\nnothing", "文件坏了"),
    }


@pytest.mark.django_db
def test_one_upload_of_everything_hostile_spoils_no_good_sheet(cast: Cast, hall: Heap) -> None:
    marks = [marks_of(hall.meeting, n) for n in range(6)]
    scans = [hall.scan(n, marks[n], askew=n > 2) for n in range(6)]
    turned, mirrored = Image.Exif(), np.asarray(Image.open(io.BytesIO(scans[5])).convert("L"))[:, ::-1]
    turned[0x0112] = 3
    odd = {
        "两张.pdf": pdf_of(scans[:2]),
        "四色.jpg": as_kind(scans[2], "JPEG", "CMYK", quality=92),
        "透明.png": as_kind(scans[3], "PNG", "RGBA"),
        NAME: as_kind(scans[4], "JPEG", exif=turned, quality=92),
        "镜像.png": Image.fromarray(mirrored),
        "一比特.png": Image.open(io.BytesIO(scans[5])).convert("L").point(lambda v: 255 * (v > 150)).convert("1"),
        "白纸.png": Image.new("L", (1240, 1754), 255),
    }
    bad = bad_files(scans[0])
    sent = [SimpleUploadedFile(name, data) for name, (data, _) in bad.items()]
    for name, data in odd.items():
        if isinstance(data, Image.Image):
            out = io.BytesIO()
            data.save(out, "PNG")
            data = out.getvalue()
        sent.insert(len(sent) // 2, SimpleUploadedFile(name, data))
    teller, home = signed_in(cast.teller), f"/meetings/{hall.meeting.pk}/scans"
    answer = teller.post(f"/act/scan.upload/{hall.meeting.pk}", {"files": sent, "next": home}, follow=True)
    assert answer.status_code == 200
    assert f"收到 {len(sent)} 个文件" in words(answer)
    with TestCase.captureOnCommitCallbacks(execute=True):
        read_waiting.call(hall.meeting.pk)
    read = m.ScanPage.objects.filter(state="read")
    assert read.count() == m.Tag.objects.filter(use=m.Tag.Use.PAPER).count() == 6, "five as they are, one of one bit"
    truth = {tag: hall.codes.index(code) for tag, code in m.Tag.objects.filter(use="paper").values_list("tag", "code")}
    for page in read:
        for place, seen in page.reading["places"].items():
            written = marks[truth[page.sheet]][place.partition(".")[2]][0]
            assert seen["value"] in (None, written), "a silent misread"
    one_bit = read.get(sheet=next(tag for tag, n in truth.items() if n == 5))
    assert not any(seen["value"] for seen in one_bit.reading["places"].values()), "one bit is never believed"
    assert list(m.ScanPage.objects.filter(state="conflict").values_list("why", flat=True)) == ["mirrored"]
    page = words(teller.get(home))
    for name, (_, said) in bad.items():
        assert f"{name} {said}" in page, name
    assert set(m.ScanFile.objects.filter(troubles=[]).values_list("name", flat=True)) == {""}
    assert not list(scan_intake.folder().iterdir())
    # Each is seen to, and then nothing waits for anybody but the doubts and the mirrored one.
    for file in m.ScanFile.objects.exclude(troubles=[]):
        scan.dismiss(cast.teller, hall.meeting, file=bytes(file.key).hex())
    assert "读不了的" not in words(teller.get(home))


@pytest.mark.django_db
def test_a_page_that_takes_years_and_a_name_that_bites_are_words_on_the_page(cast: Cast, hall: Heap) -> None:
    teller, home = signed_in(cast.teller), f"/meetings/{hall.meeting.pk}/scans"
    data = {"files": [SimpleUploadedFile(NAME, nested(1)[:-40])], "next": home}
    assert teller.post(f"/act/scan.upload/{hall.meeting.pk}", data).status_code == 303
    with TestCase.captureOnCommitCallbacks(execute=True):
        read_waiting.call(hall.meeting.pk)
    html = teller.get(home).content.decode()
    assert "<script>alert" not in html
    (kept,) = m.ScanFile.objects.all()
    assert "/" not in kept.name
    assert len(kept.name) <= 80
    assert "\u202e" not in kept.name


# Twice, at once, from elsewhere


@pytest.mark.django_db(transaction=True)
def test_the_same_file_from_two_tellers_at_once_is_taken_once(cast: Cast, settings, tmp_path) -> None:
    settings.VAR = tmp_path
    meeting, _ = opened(cast, 3)
    sheet.close_phones(cast.scrutineer, meeting)
    m.Printing.objects.create(kind=meeting.sheet_kinds.get(), form={}, reporters=[])
    told = at_once(
        *(
            lambda by=by: scan.upload(by, meeting, files=[SimpleUploadedFile("a.jpg", b"\xff\xd8\xff the same")])
            for by in (cast.teller, cast.second_teller, cast.scrutineer)
        )
    )
    assert sorted(one.good for one in told if isinstance(one, Told)) == [False, False, True]
    assert m.ScanFile.objects.count() == len(list(scan_intake.folder().iterdir())) == 1


@pytest.mark.django_db(transaction=True)
def test_of_three_who_look_at_one_doubt_at_once_two_are_heard(cast: Cast) -> None:
    meeting, _ = opened(cast, 3)
    sheet.close_phones(cast.scrutineer, meeting)
    kind = meeting.sheet_kinds.get()
    place = f"{kind.reporters.get().pk}.overall"
    page = m.ScanPage.objects.create(
        meeting=meeting, kind=kind, sheet=b"s", state="read", picture=b"", digest=b"d",
        reading={"places": {place: {"value": None, "suggestion": [], "reasons": [], "crop": None}}, "reasons": []},
    )  # fmt: skip
    at = {"page": bytes(page.key).hex(), "place": place}
    three = (cast.teller, cast.second_teller, cast.scrutineer)
    told = at_once(*(lambda by=by: scan.answer(by, meeting, **at, answer="satisfied") for by in three))
    assert sum(isinstance(one, Refused) for one in told) == 1
    assert sorted(m.ScanAnswer.objects.values_list("turn", flat=True)) == [1, 2]
    # The same person in two browsers: one word, the later.
    first = m.ScanAnswer.objects.get(turn=1)
    person = next(by for by in three if by.person == first.person_id)
    told = at_once(*(lambda key=key: scan.answer(person, meeting, **at, answer=key) for key in (None, "not_known")))
    assert all(isinstance(one, Told) for one in told)
    assert m.ScanAnswer.objects.count() == 2
    # And a conflict that two scrutineers decide at once is decided once.
    m.ScanPage.objects.filter(pk=page.pk).update(state="conflict", why="unknown")
    told = at_once(*(lambda: scan.resolve(cast.scrutineer, meeting, page=at["page"], choice="aside") for _ in "ab"))
    assert sorted(isinstance(one, Told) for one in told) == [False, True]
    assert Entry.objects.filter(act="scan.resolve").count() == 1


@pytest.mark.django_db
def test_acts_in_the_wrong_order_and_on_another_meetings_pictures_are_refused_in_words(cast: Cast) -> None:
    meeting, _ = opened(cast, 3)
    m.Printing.objects.create(kind=meeting.sheet_kinds.get(), form={}, reporters=[])
    teller = signed_in(cast.teller)

    def post(act: str, pk: int, **data: object) -> tuple[int, str]:
        answer = teller.post(f"/act/{act}/{pk}", data, HTTP_ACCEPT="application/json")
        return answer.status_code, answer.json()["text"]

    picture = lambda: SimpleUploadedFile("a.jpg", b"\xff\xd8\xff")  # noqa: E731
    assert post("scan.upload", meeting.pk, files=picture()) == (409, "先停止手机填表，再点纸质表。")
    assert post("scan.upload", meeting.pk)[0] == 422
    sheet.close_phones(cast.scrutineer, meeting)
    kind = meeting.sheet_kinds.get()
    page = m.ScanPage.objects.create(
        meeting=meeting, kind=kind, sheet=b"s", state="read", picture=b"", digest=b"d", reading={"places": {}}
    )
    key = bytes(page.key).hex()
    for strange in ("", "zz", "0" * 32, "\x00", "٣" * 32):
        assert post("scan.answer", meeting.pk, page=strange, place="1.overall", answer="1")[0] in (409, 422)
        assert post("scan.dismiss", meeting.pk, file=strange)[0] in (409, 422)
    assert post("scan.answer", meeting.pk, page=key, place="1.overall", answer="1") == (409, "这一处不用看。")
    other = m.Meeting.objects.create(round=meeting.round, starts_at=meeting.starts_at, state="appraising")
    other.posts.create(person_id=cast.teller.person, office="teller")
    m.Evaluation.objects.create(meeting=other, salt=b"s" * 16, phones="stopped")
    assert post("scan.answer", other.pk, page=key, place="1.overall", answer="1") == (409, "没有这幅图。")
    m.Count.objects.create(meeting=meeting, issued=3, cast=0, paper=0, unused=3, missing=0, state="confirmed")
    assert post("scan.answer", meeting.pk, page=key, place="1.overall", answer="1")[1].startswith("计票已经核对确认")
    assert post("scan.upload", meeting.pk, files=picture())[1].startswith("计票已经核对确认")
