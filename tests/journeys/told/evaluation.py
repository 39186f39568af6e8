"""4.3b(iii): sheets cast on a phone and typed in from paper; counted, sealed, announced."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser, Page
from tests.journeys.hands import Hands
from tests.journeys.people import Side

from shuzhi.papers import cards
from shuzhi.records import models as m


def phones(
    h: Hands, side: Side, browser: Browser, number: int, monkeypatch: pytest.MonkeyPatch, *, script: bool = True
) -> None:
    """4.3b(iii): the scrutineer opens the record and gets the cards; so many sheets are filled in on a phone 360 pixels wide."""
    real = cards.press

    def press(meeting: m.Meeting, texts: Sequence[str]) -> bytes:
        side.cards.extend(texts)
        return real(meeting, texts)

    monkeypatch.setattr(cards, "press", press)
    h.sit(side.cast.scrutineer)
    h.open("sheets", side.meeting.pk)
    with h.downloads():
        h.page.locator("form[action*='sheet.open'] button.btn").click()
    assert len(side.cards) == 3
    phone = browser.new_context(
        viewport={"width": 360, "height": 740},
        locale="en-GB" if h.language == "en" else "zh-CN",
        java_script_enabled=script,
    )
    try:
        for n, code in enumerate(side.codes[:number]):
            fill_in(phone.new_page(), h.address, code, n % 2, script=script, english=h.language == "en")
    finally:
        phone.close()
    h.page.reload()
    assert h.page.locator("main .big").first.inner_text().startswith(str(number))
    h.press("sheet.close_phones", side.meeting)


def fill_in(phone: Page, address: str, code: str, grade: int, *, script: bool, english: bool) -> None:
    """One bearer of a sheet: the code, a tick a line, looked through once more, into the box."""
    phone.goto(f"{address}/s#{code}" if script else f"{address}/s")
    if not script:
        phone.locator("#code").fill(code)
        phone.locator("form button.btn").click()
    phone.locator("[data-question]").first.wait_for()
    for line in phone.locator("[data-question]").all():
        line.locator("label").nth(grade).click()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.locator(".foot button.btn").click()
    phone.locator(".foot button.btn", has_text="Put it in the box" if english and not script else "").first.wait_for()
    phone.locator(".foot button.btn").click()
    phone.locator("[data-outcome=stored]:visible").wait_for()
    phone.close()


def papers(h: Hands, side: Side, first: int, number: int) -> None:
    """D0005: papers checked in, typed in by two tellers; they differ on one, and the scrutineer settles it."""
    kind, meeting = side.meeting.sheet_kinds.get().pk, side.meeting
    h.sit(side.cast.scrutineer)
    h.open("count", meeting.pk)
    for code in side.codes[first : first + number]:
        h.press("sheet.admit_paper", meeting, code=code)
    h.press("sheet.admit_paper", meeting, code=side.codes[0])  # cast on a phone: set aside
    for teller in (side.cast.teller, side.cast.second_teller):
        h.sit(teller)
        h.open("count_enter", meeting.pk, kind)
        for slip in range(1, number + 1):
            digit = "2" if slip == 1 and teller is side.cast.second_teller else "1"
            type_in(h, meeting, slip, digit)
    h.sit(side.cast.scrutineer)
    h.open("count", meeting.pk)
    h.page.locator(f'a[href$="/count/{kind}/1"]').click()
    form = h.page.locator("form[data-entry]")
    for field in form.locator("[data-digit]:not([readonly])").all():
        field.fill("1")
    with h.page.expect_navigation():
        form.locator("button.btn").click()


def type_in(h: Hands, meeting: m.Meeting, slip: int, digit: str) -> None:
    """One paper: its pencilled number, a figure a line."""
    form = h.page.locator("form[data-entry]")
    form.locator("[name=slip]").fill(str(slip))
    for field in form.locator("[data-digit]").all():
        field.fill(digit)
    with h.page.expect_navigation():
        form.locator("button.btn").click()


def counted(h: Hands, side: Side, unused: int) -> None:
    """4.3b, D0001: drawn up, the gap explained, confirmed, sealed, announced."""
    h.open("count", side.meeting.pk)
    blank = {f"unused_{side.meeting.sheet_kinds.get().pk}": unused - 1}
    h.press("count.draw_up", side.meeting, **blank)
    count = m.Count.objects.get(meeting=side.meeting)
    h.refused("count.confirm", count, "D0001")
    h.open("count", side.meeting.pk)
    h.press("count.explain", count, explanation="一位选民代表带走一张。", **blank)
    h.press("count.confirm", count)
    h.press("count.seal", count, card_1=side.cards[2], card_2=side.cards[0].lower())
    h.sit(side.by)
    h.open("count", side.meeting.pk)
    h.press("count.announce", count)
    count.refresh_from_db()
    assert (count.state, count.missing) == ("announced", 1)
