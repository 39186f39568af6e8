"""The scrutineers' two hours: the cards handed over at the opening, two of them scanned at the seal (4.3b(iii), D0007)."""

import io

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, expect
from tests.cast import make_cast
from tests.conftest import FLAGS
from tests.sheets import CARDS, a_meeting_to_evaluate, all_of, opened, print_sheets, put, reopen_phones
from tests.web.voices import signed_in

from shuzhi.acts import count as count_acts
from shuzhi.acts import sheet
from shuzhi.crafts.seal import Card
from shuzhi.forms.count import SealForm
from shuzhi.records.journal import Entry

pytestmark = pytest.mark.usefixtures("nobody_waits")


FILMED = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--use-file-for-fake-video-capture="]


def film(path, text):
    """What a camera sees that is held over a card: the square, small and off the middle, in motion pictures."""
    square = io.BytesIO()
    segno.make(text, error="m", micro=False).save(square, kind="png", scale=5, border=4)
    frame, kept = Image.new("RGB", (640, 480), "#b9b2a4"), io.BytesIO()
    frame.paste(Image.open(square).convert("RGB"), (140, 60))
    frame.save(kept, "JPEG", quality=80)
    path.write_bytes(kept.getvalue() * 20)
    return path


def in_a_browser(page, live_server, actor):
    """A page of this actor's, signed in."""
    client = signed_in(actor)
    page.context.add_cookies(
        [{"name": name, "value": kept.value, "url": live_server.url} for name, kept in client.cookies.items()]
    )
    return page


def confirmed(cast):
    meeting, codes = opened(cast, 12)
    for n, code in enumerate(codes):
        put(code, f"{n:024}", all_of(meeting, "satisfied" if n else "dissatisfied"))
    sheet.close_phones(cast.scrutineer, meeting)
    return count_acts.confirm(cast.scrutineer, count_acts.draw_up(cast.scrutineer, meeting, unused=0))


def test_the_opening_says_before_what_will_happen(cast):
    meeting = a_meeting_to_evaluate(cast)
    print_sheets(cast, meeting, 3)
    scrutineer = signed_in(cast.scrutineer).get(f"/meetings/{meeting.pk}/sheets").content.decode()
    assert all(step in scrutineer for step in ("下载一个文件：三张监票卡", "打印，剪成三张", "三个人一人一张"))
    assert "data-hands-over" in scrutineer
    organiser = signed_in(cast.town_office).get(f"/meetings/{meeting.pk}/sheets").content.decode()
    assert "data-hands-over" not in organiser


def test_cards_that_were_not_saved_are_drawn_anew_from_their_page_and_never_once_a_form_is_in(cast):
    meeting, codes = opened(cast, 12)
    client, home = signed_in(cast.scrutineer), f"/meetings/{meeting.pk}/sheets/reopen"
    page = client.get(home).content.decode()
    assert "重新开始，换三张新卡" in page
    assert "原来的三张监票卡从此没有用" in page
    assert client.post(f"/act/sheet.reopen/{meeting.pk}").status_code == 409, "a reason is asked for"
    answer = client.post(f"/act/sheet.reopen/{meeting.pk}", {"reason": "打印机卡纸"})
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "application/pdf", "no-store")
    assert Entry.objects.get(act="sheet.reopen").reason == "打印机卡纸"
    put(codes[0], "n" * 24, all_of(meeting, "satisfied"))
    page = client.get(home).content.decode()
    assert "已经有 1 张入箱，不能重来" in page
    assert "重新开始，换三张新卡" not in page
    assert client.post(f"/act/sheet.reopen/{meeting.pk}", {"reason": "x"}).status_code == 409
    assert signed_in(cast.town_office).get(home).status_code == 404
    sheet.close_phones(cast.scrutineer, meeting)
    assert client.post(f"/act/sheet.reopen/{meeting.pk}", {"reason": "x"}).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_pressing_once_brings_the_cards_and_says_what_comes_next(cast, page, live_server):
    meeting = a_meeting_to_evaluate(cast)
    print_sheets(cast, meeting, 3)
    page = in_a_browser(page, live_server, cast.scrutineer)
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/sheets")
    with page.expect_download() as first:
        page.get_by_role("button", name="开始测评").click()
    assert first.value.suggested_filename == "监票卡.pdf"
    assert first.value.path().read_bytes().startswith(b"%PDF-")
    expect(page.get_by_role("heading", name="测评开始了，先把卡交出去")).to_be_visible()
    expect(page.get_by_role("button", name="开始测评")).to_be_hidden()
    with page.expect_download() as again:
        page.get_by_role("link", name="没有就再存一次").click()
    assert again.value.path().read_bytes() == first.value.path().read_bytes()
    page.get_by_role("link", name="三张卡都交到人手里了").click()
    expect(page.get_by_text("正在测评。")).to_be_visible()
    assert Entry.objects.filter(act="sheet.open").count() == 1


@pytest.mark.django_db(transaction=True)
def test_when_the_network_goes_as_the_cards_are_on_their_way_the_page_says_so(cast, page, live_server):
    meeting = a_meeting_to_evaluate(cast)
    print_sheets(cast, meeting, 3)
    page = in_a_browser(page, live_server, cast.scrutineer)
    page.route("**/act/sheet.open/**", lambda route: route.abort())
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/sheets")
    page.get_by_role("button", name="开始测评").click()
    expect(page.get_by_text("网断了，卡没有收到。")).to_be_visible()


def other(card):
    """A card with one character of its middle changed."""
    return card[:30] + ("Z" if card[30] != "Z" else "Y") + card[31:]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (lambda cards, code: "", "这个字段"),
        (lambda cards, code: code, "这不是监票卡"),
        (lambda cards, code: "http://127.0.0.1/s#" + code, "这不是监票卡"),
        (lambda cards, code: cards[1][:-1], "SZK 后面应当有 56 个，这里有 55 个"),
        (lambda cards, code: other(cards[1]), "有字打错了"),
        (lambda cards, code: Card(2, b"\x01" * 32).text, "这是别的会议的卡"),
        (lambda cards, code: cards[0], "这和第一张是同一张卡"),
        (lambda cards, code: cards[0].lower().replace("-", " "), "这和第一张是同一张卡"),
    ],
)
def test_a_card_that_will_not_do_is_named_with_its_reason_and_nothing_is_lost(cast, wrong, why):
    meeting, codes = opened(cast, 12)
    sheet.close_phones(cast.scrutineer, meeting)
    count = count_acts.draw_up(cast.scrutineer, meeting, unused=12)
    cards, second = CARDS[meeting.pk], wrong(CARDS[meeting.pk], codes[0])
    form = SealForm({"card_1": cards[0], "card_2": second}, actor=cast.scrutineer, subject=count)
    assert not form.is_valid()
    assert list(form.errors) == ["card_2"]
    if second:
        assert why in form.errors["card_2"][0]
    assert form["card_1"].value() == cards[0]
    first = SealForm({"card_1": second, "card_2": cards[0]}, actor=cast.scrutineer, subject=count)
    assert list(first.errors) == (["card_2"] if "同一张" in why else ["card_1"])


def test_typed_cards_are_forgiven_and_old_ones_are_known_after_opening_anew(cast):
    meeting, _ = opened(cast, 12)
    old = CARDS[meeting.pk]
    reopen_phones(cast, meeting)
    sheet.close_phones(cast.scrutineer, meeting)
    count = count_acts.draw_up(cast.scrutineer, meeting, unused=12)
    new = CARDS[meeting.pk]
    mixed = SealForm({"card_1": new[0], "card_2": old[1]}, actor=cast.scrutineer, subject=count)
    assert list(mixed.errors) == ["card_2"]
    assert "重新开始以前的旧卡" in mixed.errors["card_2"][0]
    wide = (
        new[1].lower().translate({c: c + 0xFEE0 for c in range(0x21, 0x7F)})
    )  # a hand scanner under a Chinese keyboard
    assert SealForm({"card_1": f" {new[0]}\n", "card_2": wide}, actor=cast.scrutineer, subject=count).is_valid()


def test_the_page_that_refuses_keeps_what_was_typed(cast):
    count = confirmed(cast)
    cards = CARDS[count.meeting_id]
    answer = signed_in(cast.scrutineer).post(f"/act/count.seal/{count.pk}", {"card_1": cards[0], "card_2": cards[0]})
    said = answer.content.decode()
    assert (answer.status_code, said.count(cards[0])) == (422, 2)
    assert "这和第一张是同一张卡" in said
    assert "data-cards" in said
    count.refresh_from_db()
    assert count.state == "confirmed"


@pytest.mark.django_db(transaction=True)
def test_a_hand_scanner_goes_from_card_to_card_and_a_person_presses_the_button(cast, page, live_server):
    count = confirmed(cast)
    cards = CARDS[count.meeting_id]
    page = in_a_browser(page, live_server, cast.scrutineer)
    page.goto(f"{live_server.url}/meetings/{count.meeting_id}/count")
    first, second = page.get_by_label("第一张监票卡"), page.get_by_label("第二张监票卡")
    first.focus()
    page.keyboard.type(cards[2] + "\n")
    expect(second).to_be_focused()
    page.keyboard.type(cards[0] + "\n")
    expect(page.get_by_role("button", name="封存结果")).to_be_focused()
    assert (first.input_value(), second.input_value()) == (cards[2], cards[0])
    count.refresh_from_db()
    assert count.state == "confirmed"
    page.keyboard.press("Enter")
    expect(page.get_by_text("打印计票报告单，签字")).to_be_visible()
    count.refresh_from_db()
    assert count.state == "sealed"


def test_a_camera_reads_a_card_and_says_when_it_sees_something_else(
    transactional_db, browser: Browser, chromium, live_server, tmp_path
):
    cast = make_cast()
    count = confirmed(cast)
    cards = CARDS[count.meeting_id]
    film(tmp_path / "card.mjpeg", cards[1])
    film(tmp_path / "sheet.mjpeg", "http://127.0.0.1:8000/s#" + "0" * 12)

    def seen(name):
        flags = [*FLAGS, *FILMED[:2], FILMED[2] + str(tmp_path / name)]
        filming = browser.browser_type.launch(executable_path=chromium, args=flags)
        page = in_a_browser(filming.new_context(locale="zh-CN").new_page(), live_server, cast.scrutineer)
        page.goto(f"{live_server.url}/meetings/{count.meeting_id}/count")
        page.get_by_role("button", name="用摄像头扫").first.click()
        return filming, page

    filming, page = seen("card.mjpeg")
    expect(page.get_by_label("第一张监票卡")).to_have_value(cards[1], timeout=15_000)
    expect(page.get_by_label("第二张监票卡")).to_be_focused()
    assert page.locator("video:visible").count() == 0
    filming.close()
    filming, page = seen("sheet.mjpeg")
    expect(page.get_by_text("这不是监票卡，请换一张。").first).to_be_visible(timeout=15_000)
    assert page.get_by_label("第一张监票卡").input_value() == ""
    filming.close()
