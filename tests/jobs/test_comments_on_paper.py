"""What is written on scanned sheets: cut out, kept apart, out of its picture after the result, typed in, then read like the phones' (D0012)."""

from __future__ import annotations

import io

import numpy as np
import pytest
from django.test import TestCase
from PIL import Image
from tests.cast import Cast
from tests.scanned import Heap, file, look, marks_of, pdf_of, scanned_hall
from tests.sheets import CARDS, seal
from tests.web.voices import signed_in, words

from shuzhi.acts import comment, count, scan
from shuzhi.acts._perform import Refused
from shuzhi.jobs.reading.queue import read_waiting
from shuzhi.reads.comment import tally_of, to_read
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db
SHEETS, WRITTEN = 12, (0, 2, 5)  # of twelve sheets three bear words


@pytest.fixture
def hall(cast: Cast, settings, tmp_path) -> Heap:
    settings.VAR = tmp_path
    return scanned_hall(cast, SHEETS, comments=True)


def scanned(cast: Cast, hall: Heap) -> None:
    marks = {n: marks_of(hall.meeting, n) for n in range(SHEETS)}
    pile = [hall.scan(n, marks[n], written=6 if n in WRITTEN else 0) for n in range(SHEETS)]
    again = hall.scan(0, marks[0], seed=7, written=6)  # the same sheet once more: its words count no second time
    scan.upload(cast.teller, hall.meeting, files=[file(pdf_of(pile)), file(again)])
    with TestCase.captureOnCommitCallbacks(execute=True):
        read_waiting.call(hall.meeting.pk)
    look(cast, hall, marks)
    conflict = m.ScanPage.objects.get(state="conflict")
    scan.resolve(cast.scrutineer, hall.meeting, page=bytes(conflict.key).hex(), choice="aside")


def announced(cast: Cast, hall: Heap) -> m.Count:
    sealed = seal(cast, count.confirm(cast.scrutineer, count.draw_up(cast.scrutineer, hall.meeting, unused=0)))
    return count.announce(cast.town_office, sealed)


def grey(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("L"))


def test_words_leave_their_sheet_and_are_typed_in_after_the_result(cast: Cast, hall: Heap) -> None:
    scanned(cast, hall)
    bearing = m.ScanPage.objects.exclude(comment=b"")
    assert (bearing.filter(state="read").count(), bearing.filter(state="aside").count()) == (3, 1)
    frame = hall.layout.pages[0].comment
    assert frame
    for page in m.ScanPage.objects.all():
        shown = grey(bytes(page.picture))
        dots = shown.shape[0] / hall.layout.height
        left, top, right, low = (round(v * dots) for v in (frame.x + 1, frame.y + 1, frame.right - 1, frame.bottom - 1))
        assert np.ptp(shown[top:low, left:right]) < 30, "who looks at a sheet's answers sees no handwriting"
    found = announced(cast, hall)
    assert not m.ScanPage.objects.exists()
    assert m.Evaluation.objects.get(meeting=hall.meeting).closing["content"]["comments"]["received"] == 3
    tally = tally_of(hall.meeting.pk)
    assert (tally.received, tally.unread, tally.handwritten) == (3, 3, 3)
    assert to_read(cast.scrutineer, found) == []
    with pytest.raises(Refused, match="3 条手写的没有录入"):
        comment.release(cast.scrutineer, found, decisions={})
    for n, one in enumerate(m.Comment.objects.order_by("key").values_list("key", flat=True)):
        comment.type_in(cast.teller, found, comment=bytes(one).hex(), text="" if n == 2 else f"路灯第 {n} 回\n坏了")
    assert not m.Comment.objects.filter(picture__isnull=False).exists()
    assert sorted(one.text for one in to_read(cast.scrutineer, found)) == ["路灯第 0 回\n坏了", "路灯第 1 回\n坏了"]
    comment.release(cast.scrutineer, found, decisions={w.key: "names" for w in to_read(cast.scrutineer, found)})
    tally = tally_of(hall.meeting.pk)
    assert (tally.received, tally.shown, tally.unread) == (3, 0, 0)
    assert {why.zh: n for why, n in tally.withheld} == {"涉及他人姓名、隐私": 2, "没有写字，或者认不出": 1}


def test_void_and_nothing_of_it_is_left(cast: Cast, hall: Heap) -> None:
    scanned(cast, hall)
    drawn = count.draw_up(cast.scrutineer, hall.meeting, unused=0)
    count.declare_void(cast.scrutineer, drawn, void_because="票箱倒了")
    assert not m.ScanPage.objects.exists()
    assert not m.Comment.objects.exists()


def test_a_seal_that_fails_leaves_the_words_on_their_sheets(cast: Cast, hall: Heap) -> None:
    scanned(cast, hall)
    counted = count.confirm(cast.scrutineer, count.draw_up(cast.scrutineer, hall.meeting, unused=0))
    with pytest.raises(Refused):
        count.seal(cast.scrutineer, counted, cards=[CARDS[hall.meeting.pk][0]] * 2)
    assert not m.Comment.objects.exists()
    assert m.ScanPage.objects.exclude(comment=b"").count() == 4


def test_the_page_shows_one_at_a_time_to_the_table_and_to_nobody_else(cast: Cast, hall: Heap) -> None:
    scanned(cast, hall)
    address = f"/meetings/{hall.meeting.pk}/comments"
    teller, keys = signed_in(cast.teller), m.Comment.objects.order_by("key").values_list("key", flat=True)
    assert teller.get(address).status_code == 404, "not before the result is announced"
    found = announced(cast, hall)
    key = bytes(keys[0]).hex()
    for other in (cast.town_office, cast.deputy):
        assert signed_in(other).get(address).status_code == 404
        assert signed_in(other).get(f"{address}/{key}").status_code == 404
    assert teller.get(f"{address}/nonsense").status_code == 404
    shown = teller.get(f"{address}/{key}")
    assert (shown["Content-Type"], shown["Cache-Control"]) == ("image/jpeg", "no-store")
    assert np.ptp(grey(shown.content)) > 100
    assert "先录入手写的 3 条" in words(signed_in(cast.scrutineer).get(f"/meetings/{hall.meeting.pk}/count"))
    assert "还有 3 条" in words(teller.get(address))
    act = f"/act/count.type_in/{found.pk}"
    answer = teller.post(act, {"comment": key, "text": "路" * 9_000, "next": address})
    assert "条最多" in words(answer)
    assert m.Comment.objects.filter(pk=bytes.fromhex(key)).exists(), "too long, and nothing is lost"
    assert teller.post(act, {"comment": key, "text": "路灯坏了", "next": address}).status_code == 303
    assert "这一条已经录过了" in words(teller.post(act, {"comment": key, "text": "又来", "next": address}))
    assert "还有 2 条" in words(teller.get(address))
