"""Sheets under a phone's camera: told at once whether each was caught, and counted once (4.3b(iii), D0012)."""

from __future__ import annotations

import cv2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Browser, expect
from tests.conftest import FLAGS, find_chromium
from tests.filmed import CAMERA, Pile, film, on_the_table
from tests.sheets import a_meeting_to_evaluate, open_phones, put
from tests.web.test_scrutineers import in_a_browser
from tests.web.voices import signed_in

from shuzhi.acts import sheet
from shuzhi.crafts import paperform
from shuzhi.papers import sheets as printer
from shuzhi.reads.sheet import piles
from shuzhi.records import models as m

pytestmark = pytest.mark.usefixtures("nobody_waits")
ADDRESS = "http://127.0.0.1:8000/s"
GOOD = "satisfied"


def printed(cast, number=6):
    """A meeting whose sheets were really printed and whose phones are closed, and the pile."""
    meeting, caught = a_meeting_to_evaluate(cast, state="open"), {}

    def press(meeting, edition, heaps, **how):
        ((reporters, codes),) = heaps
        form = printer.form(meeting, edition, reporters, **how)
        caught["pile"] = Pile(codes, paperform.layout(form), printer.press(meeting, edition, heaps, **how))
        return b"%PDF-"

    numbers = {pile.key: number for pile in piles(meeting)}
    sheet.issue(cast.town_office, meeting, numbers=numbers, address=ADDRESS, press=press, form=printer.form)
    m.Meeting.objects.filter(pk=meeting.pk).update(state="appraising")
    meeting.refresh_from_db()
    open_phones(cast, meeting)
    return meeting, caught["pile"]


def photograph(seen, quality=82):
    return cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def take(client, meeting, seen, **more):
    """Sends one photograph as the page's script does."""
    data = seen if isinstance(seen, bytes) else photograph(seen)
    picture = SimpleUploadedFile("sheet.jpg", data, "image/jpeg")
    return client.post(f"/act/scan.catch/{meeting.pk}", {"picture": picture, **more}, HTTP_ACCEPT="application/json")


def test_each_sheet_is_told_at_once_and_counts_once_whatever_lies_under_the_camera(cast):
    meeting, pile = printed(cast)
    client, table = signed_in(cast.teller), on_the_table
    put(pile.codes[4], "n" * 24, {str(meeting.reporters.get().pk): {"overall": GOOD}})
    early = take(client, meeting, table(pile.filled(0, GOOD)))
    assert (early.status_code, early.json()["text"]) == (409, "先停止手机填表，再点纸质表。")
    sheet.close_phones(cast.scrutineer, meeting)

    first = take(client, meeting, table(pile.filled(0, GOOD))).json()
    assert first == {"word": "caught", "text": "拍到了", "how": "换下一张。", "n": 1}
    again = take(client, meeting, table(pile.filled(0, GOOD)), language="en").json()
    assert (again["word"], again["n"]) == ("again", 1)
    copied = take(client, meeting, table(pile.filled(0, "dissatisfied"))).json()
    assert (copied["word"], copied["n"]) == ("conflict", 1)
    assert "复印" in copied["how"]
    assert take(client, meeting, table(pile.filled(0, "dissatisfied"))).json()["word"] == "again"
    cast_before = take(client, meeting, table(pile.filled(4, GOOD))).json()
    assert (cast_before["word"], cast_before["how"]) == ("conflict", "这张表已经在手机上投过。")
    # No whole sheet, a coarse one, and what is kept of that only when asked for.
    assert take(client, meeting, table(pile.filled(1, GOOD))[250:850, 500:1400]).json()["word"] == "unseen"
    assert m.ScanPage.objects.count() == 3
    coarse = table(pile.filled(1, GOOD), (1240, 698))
    unclear = take(client, meeting, coarse).json()
    assert (unclear["word"], unclear["how"], unclear["n"]) == ("doubtful", "再近一点，让表占满画面。", 1)
    kept = take(client, meeting, coarse, keep="on").json()
    assert (kept["word"], kept["n"], kept["how"]) == ("caught", 2, "图片留下了，请两个人看。")

    assert sorted(m.ScanPage.objects.values_list("state", "why")) == [
        ("conflict", "on_phone"), ("conflict", "twice"), ("read", ""), ("read", ""),
    ]  # fmt: skip
    places = [p.reading["places"].values() for p in m.ScanPage.objects.filter(state="read")]
    assert sorted(sorted({seen["value"] or "" for seen in page}) for page in places) == [[""], [GOOD]]
    assert m.Tag.objects.filter(kind__meeting=meeting, use="paper").count() == 2


def test_what_is_no_photograph_says_so_and_strangers_find_no_door(cast):
    meeting, pile = printed(cast, 1)
    sheet.close_phones(cast.scrutineer, meeting)
    client = signed_in(cast.scrutineer)
    for junk in (b"\xff\xd8nothing", b"GIF89a" + bytes(400), bytes(100)):
        told = take(client, meeting, junk)
        assert (told.status_code, told.json()["word"]) == (200, "unseen"), junk
    empty = client.post(f"/act/scan.catch/{meeting.pk}", HTTP_ACCEPT="application/json")
    assert (empty.status_code, empty.json()["word"]) == (422, "refused")
    assert not m.ScanPage.objects.exists()
    seen = on_the_table(pile.filled(0, GOOD))
    assert take(signed_in(cast.town_office), meeting, seen).status_code == 409  # sees the meeting, has no post at it
    assert take(signed_in(cast.stranger), meeting, seen).status_code == 404
    # Without a script: the same door, and the page says what became of it.
    picture = SimpleUploadedFile("p.jpg", photograph(seen), "image/jpeg")
    home = f"/meetings/{meeting.pk}/scans/camera"
    page = client.post(f"/act/scan.catch/{meeting.pk}", {"picture": picture, "next": home}, follow=True)
    assert "拍到了 换下一张。" in page.content.decode()
    assert "<b data-count>1</b>" in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_sheet_after_sheet_under_a_real_browsers_camera_with_nothing_pressed(
    cast, browser: Browser, live_server, tmp_path
):
    meeting, pile = printed(cast)
    sheet.close_phones(cast.scrutineer, meeting)
    seen = [on_the_table(pile.filled(n, GOOD)) for n in range(3)]
    scenes = [(None, 1), (seen[0], 4), (None, 1), (seen[1], 4), (None, 1), (seen[1], 4), (None, 1), (seen[2], 4)]
    flag = film(tmp_path / "table.mjpeg", scenes)
    filming = browser.browser_type.launch(executable_path=find_chromium(), args=[*FLAGS, *CAMERA, flag])
    page = in_a_browser(filming.new_page(locale="zh-CN"), live_server, cast.teller)
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/scans/camera")
    page.get_by_role("button", name="开始拍").click()
    told = page.locator("[data-said]")
    for n, word in ((1, "拍到了"), (2, "拍到了"), (2, "这张拍过了"), (3, "拍到了")):
        expect(told).to_have_text(word, timeout=30_000)
        expect(page.locator("[data-count]")).to_have_text(str(n))
        if n < 3:
            expect(told).not_to_have_text(word, timeout=15_000)
    page.get_by_role("button", name="停一停").click()
    filming.close()
    assert m.ScanPage.objects.filter(state="read").count() == m.ScanPage.objects.count() == 3
