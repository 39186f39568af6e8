"""Filled sheets of the real print, scanned, read in the background, looked at, sealed: the counts are what the pens wrote."""

from __future__ import annotations

import io

import pytest
from django.test import TestCase
from tests.cast import Cast
from tests.scanned import Heap, file, look, marks_of, pdf_of, scanned_hall
from tests.sheets import seal
from tests.web.voices import signed_in, words

from shuzhi.acts import count, scan, scan_intake
from shuzhi.crafts.seal import codes
from shuzhi.jobs.reading.queue import begin_again, read_waiting
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(cast: Cast, settings, tmp_path) -> Heap:
    settings.VAR = tmp_path
    return scanned_hall(cast, 6)


def hand_in(cast: Cast, hall: Heap, *files: bytes) -> None:
    scan.upload(cast.teller, hall.meeting, files=[file(data) for data in files])
    with TestCase.captureOnCommitCallbacks(execute=True):
        read_waiting.call(hall.meeting.pk)


def test_a_scanned_pile_is_counted_as_the_pens_wrote(cast: Cast, hall: Heap) -> None:
    marks = {n: marks_of(hall.meeting, n) for n in range(5)}
    marks[4]["law"] = ()
    marks[3]["overall"] = tuple(grade.grade for grade in hall.layout.pages[0].boxes[:2])
    hand_in(cast, hall, pdf_of([hall.scan(n, marks[n]) for n in range(3)]), hall.scan(3, marks[3]), b"%PDF-not really")
    hand_in(cast, hall, hall.scan(4, marks[4], askew=True))
    assert m.Tag.objects.filter(use=m.Tag.Use.PAPER).count() == 5
    assert not list(scan_intake.folder().iterdir()), "bytes are gone once they are read"
    (bad,) = m.ScanFile.objects.exclude(troubles=[])
    assert (bad.state, bad.troubles, bad.name) == ("bad", [[1, "broken"]], "扫描 张三.pdf")
    assert set(m.ScanFile.objects.exclude(pk=bad.pk).values_list("name", "state")) == {("", "read")}
    assert look(cast, hall, marks) >= 2
    scan.dismiss(cast.teller, hall.meeting, file=bytes(bad.key).hex())
    sealed = seal(cast, count.confirm(cast.scrutineer, count.draw_up(cast.scrutineer, hall.meeting, unused=1)))
    assert sealed.paper == 5
    assert not any(model.objects.exists() for model in (m.ScanFile, m.ScanPage, m.ScanAnswer))
    # How many were read and how many typed would tell how many came on paper: that is nowhere said.
    statement = words(signed_in(cast.scrutineer).get(f"/meetings/{hall.meeting.pk}/statement"))
    assert "收回（手机和纸合计） 5" in statement
    assert "机器" not in statement


def test_the_same_file_and_the_same_picture_again_change_nothing(cast: Cast, hall: Heap) -> None:
    picture = hall.scan(0, marks_of(hall.meeting, 0))
    hand_in(cast, hall, picture)
    assert "另有 1 个以前收过" in scan.upload(cast.teller, hall.meeting, files=[file(picture)]).text.zh
    hand_in(cast, hall, picture + b"\0")  # other bytes, the same picture
    assert m.ScanPage.objects.count() == m.Tag.objects.filter(use=m.Tag.Use.PAPER).count() == 1
    assert sum(m.ScanFile.objects.values_list("again", flat=True)) == 1


def test_the_stored_picture_shows_no_code(cast: Cast, hall: Heap) -> None:
    import zxingcpp
    from PIL import Image

    hand_in(cast, hall, hall.scan(0, marks_of(hall.meeting, 0)))
    page = m.ScanPage.objects.get()
    with Image.open(io.BytesIO(bytes(page.picture))) as picture:
        assert not picture.getexif()
        assert zxingcpp.read_barcodes(picture) == []
        for place in page.reading["places"].values():
            assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in place["crop"])


def test_a_second_scan_waits_for_the_scrutineer_and_counts_once(cast: Cast, hall: Heap) -> None:
    hand_in(cast, hall, hall.scan(0, marks_of(hall.meeting, 0)), hall.scan(0, marks_of(hall.meeting, 1), seed=7))
    assert sorted(m.ScanPage.objects.values_list("state", "why")) == [("conflict", "twice"), ("read", "")]
    assert m.Tag.objects.filter(use=m.Tag.Use.PAPER).count() == 1


def test_the_slow_tag_of_a_code_is_computed_once_a_sheet(
    cast: Cast, hall: Heap, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    slow = codes.tag

    def counted(code: str, salt: bytes) -> bytes:
        asked.append(code)
        return slow(code, salt)

    monkeypatch.setattr(codes, "tag", counted)
    hand_in(cast, hall, pdf_of([hall.scan(n, marks_of(hall.meeting, n)) for n in range(2)]))
    assert sorted(asked) == sorted(hall.codes[:2])


def test_a_file_that_another_worker_reads_is_left_to_it(cast: Cast, hall: Heap) -> None:
    scan.upload(cast.teller, hall.meeting, files=[file(hall.scan(0, marks_of(hall.meeting, 0)))])
    key = bytes(m.ScanFile.objects.get().key)
    with scan_intake.alone(key) as mine:
        assert mine
        read_waiting.call(hall.meeting.pk)
        assert m.ScanFile.objects.get().tries == 0, "it was not begun a second time"
    with TestCase.captureOnCommitCallbacks(execute=True):
        read_waiting.call(hall.meeting.pk)
    assert m.ScanFile.objects.get().state == "read"


def test_a_worker_that_died_over_a_file_three_times_leaves_it(cast: Cast, hall: Heap) -> None:
    scan.upload(cast.teller, hall.meeting, files=[file(hall.scan(0, {}))])
    assert begin_again() == 1
    key = bytes(m.ScanFile.objects.get().key)
    assert [scan_intake.begin(key) for _ in range(4)] == [0, 0, 0, None]
    assert m.ScanFile.objects.get().troubles == [[1, "gone_wrong"]]
    assert begin_again() == 0


def test_of_a_whole_folder_what_its_system_left_there_is_no_scan(cast: Cast, hall: Heap) -> None:
    teller, address = signed_in(cast.teller), f"/act/scan.upload/{hall.meeting.pk}"
    left = [file(b"x", name) for name in (".DS_Store", "Thumbs.db", "desktop.ini")]
    assert "请选择扫描件或照片" in words(teller.post(address, {"files": left}))
    scan_of_one = file(hall.scan(0, marks_of(hall.meeting, 0)), "1.jpg")
    teller.post(address, {"files": [*(file(b"x", one.name) for one in left), scan_of_one]})
    assert list(m.ScanFile.objects.values_list("name", flat=True)) == ["1.jpg"]
