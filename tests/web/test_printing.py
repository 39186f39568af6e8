"""Printing a pile from the page: how many and about how long, the file once more, and a network that fails (4.3b(iii))."""

import time

import pypdfium2
import pytest
from playwright.sync_api import expect
from tests.sheets import a_meeting_to_evaluate
from tests.web.voices import signed_in

from shuzhi.records.journal import Entry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def press(cast, page, live_server):
    """The page from which the organiser prints, forty sheets asked for."""
    meeting = a_meeting_to_evaluate(cast)
    cookies = signed_in(cast.town_office).cookies.items()
    page.context.add_cookies([{"name": n, "value": kept.value, "url": live_server.url} for n, kept in cookies])
    page.goto(f"{live_server.url}/act/sheet.issue/{meeting.pk}?next=/meetings/{meeting.pk}/sheets")
    page.locator("input[name^=n_]").fill("40")
    return page


def test_a_pile_says_how_many_and_about_how_long_and_is_saved_once_more(press):
    def late(route):
        time.sleep(1)
        route.continue_()

    press.route("**/act/sheet.issue/*", late)
    with press.expect_download() as first:
        press.get_by_role("button", name="生成并下载").click()
        expect(press.get_by_text("正在印 40 张，大约要 2 秒。")).to_be_visible()
        expect(press.get_by_role("progressbar")).to_be_visible()
    assert first.value.suggested_filename.endswith(".pdf")
    assert len(pypdfium2.PdfDocument(first.value.path())) == 40
    expect(press.get_by_role("heading", name="印好了，文件已经下载")).to_be_visible()
    expect(press.get_by_role("button", name="生成并下载")).to_be_hidden()
    expect(press.get_by_text("正在印 40 张")).to_be_hidden()
    with press.expect_download() as again:
        press.get_by_role("link", name="没有就再存一次").click()
    assert again.value.path().read_bytes() == first.value.path().read_bytes()
    press.get_by_role("link", name="文件存好了").click()
    expect(press.get_by_role("cell", name="40", exact=True)).to_be_visible()
    assert Entry.objects.filter(act="sheet.issue").count() == 1


def test_what_is_refused_is_shown_as_a_page(press):
    press.locator("input[name^=n_]").fill("0")
    press.get_by_role("button", name="生成并下载").click()
    expect(press.get_by_text("没有写明要印几张。")).to_be_visible()
    press.locator("input[name=address]").fill("nowhere")
    press.get_by_role("button", name="生成并下载").click()
    expect(press.get_by_text("请写完整的网址").first).to_be_visible()
    assert not Entry.objects.filter(act="sheet.issue").exists()


def test_a_network_that_fails_is_said_and_printing_can_be_tried_again(press):
    press.route("**/act/sheet.issue/*", lambda route: route.abort())
    press.get_by_role("button", name="生成并下载").click()
    expect(press.get_by_text("网断了，文件没有收到。")).to_be_visible()
    expect(press.get_by_text("正在印")).to_be_hidden()
    press.unroute("**/act/sheet.issue/*")
    with press.expect_download():
        press.get_by_role("button", name="生成并下载").click()
    expect(press.get_by_text("网断了，文件没有收到。")).to_be_hidden()
