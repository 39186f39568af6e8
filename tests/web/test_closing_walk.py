"""Closing a meeting of sixty by hand: what three people press, type and scan, in a real browser (4.3b(iii)).

Forty cast on phones, twenty on paper, six sheets left over. Two tellers type by the keyboard alone; the codes and the cards
come from a hand scanner, which types and presses Enter. The numbers are bars: a step more and this fails.
"""

from __future__ import annotations

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect
from tests.cast import make_cast
from tests.sheets import CARDS, all_of, opened, put
from tests.web.test_scrutineers import signed_in

from shuzhi.records import models as m

PHONE, PAPER, LEFT_OVER, QUESTIONS = 40, 20, 6, 6


class Person:
    """Somebody at a computer of his own; counts what he does."""

    def __init__(self, browser: Browser, address: str, actor) -> None:
        context = browser.new_context(locale="zh-CN")
        context.set_default_timeout(15_000)
        kept = signed_in(actor).cookies.items()
        context.add_cookies([{"name": name, "value": one.value, "url": address} for name, one in kept])
        self.page: Page = context.new_page()
        self.address = address
        self.presses = self.keys = self.scans = self.pages = 0
        self.page.on("load", self._loaded)

    def _loaded(self, *_: object) -> None:
        self.pages += 1

    def goes(self, path: str) -> None:
        self.page.goto(self.address + path)

    def presses_button(self, name: str) -> None:
        self.presses += 1
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_load_state()

    def follows(self, name: str) -> None:
        self.presses += 1
        self.page.get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()

    def scans_in(self, text: str) -> None:
        """Into whatever field has the focus, as a hand scanner does."""
        self.scans += 1
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")

    def types(self, text: str) -> None:
        self.keys += len(text)
        self.page.keyboard.type(text)


def types_all_in(teller: Person, home: str) -> None:
    """From the count's page: one sheet after another without touching the mouse."""
    teller.goes(home)
    teller.follows("录入")
    for n in range(1, PAPER + 1):
        expect(teller.page.locator("#slip")).to_have_value(str(n))
        teller.types("1" * (QUESTIONS - 1) + ("1" if n % 5 else "2"))
        with teller.page.expect_navigation():
            teller.types("\n")


@pytest.mark.django_db(transaction=True)
def test_closing_a_meeting_of_sixty_takes_few_steps(browser, live_server):
    cast = make_cast()
    with override_settings(CAST_WAIT=0.0):
        meeting, codes = opened(cast, PHONE + PAPER + LEFT_OVER)
        for n, code in enumerate(codes[:PHONE]):
            put(code, f"{n:024}", all_of(meeting, "satisfied" if n % 4 else "dissatisfied"))
    home = f"/meetings/{meeting.pk}/count"
    watcher = Person(browser, live_server.url, cast.scrutineer)
    one, two = (Person(browser, live_server.url, teller) for teller in (cast.teller, cast.second_teller))

    watcher.goes(home)
    watcher.presses_button("停止手机填表")
    for code in codes[PHONE : PHONE + PAPER]:
        expect(watcher.page.locator("#admit_code")).to_be_focused()
        with watcher.page.expect_navigation():
            watcher.scans_in(f"http://127.0.0.1/s#{code}")
    expect(watcher.page.get_by_text("20 张纸质表要计")).to_be_visible()
    types_all_in(one, home)
    types_all_in(two, home)
    watcher.goes(home)
    watcher.page.get_by_label("没有用的测评表").fill(str(LEFT_OVER))
    watcher.keys += 1
    watcher.presses_button("清点")
    watcher.presses_button("核对确认")
    watcher.page.get_by_label("第一张监票卡").focus()
    watcher.scans_in(CARDS[meeting.pk][0])
    watcher.scans_in(CARDS[meeting.pk][2])
    watcher.presses_button("封存结果")
    watcher.follows("打印计票报告单")
    expect(watcher.page.locator(".fingerprint")).to_be_visible()

    counted = m.Count.objects.get()
    assert (counted.state, counted.cast, counted.paper, counted.missing) == ("sealed", PHONE, PAPER, 0)
    assert (watcher.presses, watcher.scans, watcher.keys) == (5, PAPER + 2, 1)
    assert watcher.pages <= PAPER + 7
    for teller in (one, two):
        assert (teller.presses, teller.keys) == (1, PAPER * (QUESTIONS + 1))
        assert teller.pages <= PAPER + 2
