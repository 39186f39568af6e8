"""A person at a screen: signs in, opens a page, presses the button the register names, fills in what is asked.

A journey knows no selectors. It says which act on which record, and the hands look for the link or the button that
bears the act's words on the page in front of them; a page that does not offer it fails the journey.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Locator, Page
from playwright.sync_api import TimeoutError as TooLate

from shuzhi.acts import account, person
from shuzhi.records import models as m
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import Actor
from shuzhi.web.places import place_of

COOKIE = settings.SESSION_COOKIE_NAME
PASSWORD = "梅花香自苦寒来。"
NARROW = 480
REASON = "已研究同意，情况记录在案。"


class Hands:
    """One screen, used by one person after the other."""

    def __init__(self, context: BrowserContext, address: str, language: str = "zh") -> None:
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.errors: list[str] = []
        self.context, self.address, self.language = context, address, language
        self.fresh = False  # the page in front shows what the person who sits here has just done

    # who sits here
    def sit(self, who: Actor) -> None:
        """Somebody else sits down, signed in."""
        self.fresh = False
        self.context.clear_cookies(name=COOKIE)
        if not who.person:
            return
        someone = m.Person.objects.get(pk=who.person)
        if someone.account is None:
            someone.account = get_user_model().objects.create(username=f"p{who.person}")
            someone.save()
        client = Client()
        client.force_login(someone.account)
        self.context.add_cookies([{"name": COOKIE, "value": client.cookies[COOKIE].value, "url": self.address}])

    def sign_in(self, who: Actor, steward: Actor) -> None:
        """The way everybody signs in: name and password, from an invitation."""
        someone = m.Person.objects.get(pk=who.person)
        account.accept(person.invite(steward, someone).told_once, username="qinzihan", password=PASSWORD)
        self.open("desk")
        self.page.locator("[name=login]").fill("qinzihan")
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("form[action*=login] button.btn.wide").first.click()
        self.page.wait_for_url(self.address + reverse("desk"))

    # where
    def open(self, name: str, *args: Any, query: str = "") -> None:
        """The page stands in front; where an act has just led to it, nobody loads it again."""
        where = self.address + reverse(name, args=args) + query
        if not (self.fresh and self.page.url == where):
            self.page.goto(where)
        self.fresh = False
        status = self.page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus")
        assert status == 200, (name, args, status)
        narrow = self.page.viewport_size
        if narrow and narrow["width"] < NARROW:
            assert self.page.evaluate("document.scrollingElement.scrollWidth") <= narrow["width"], name

    def reads(self, words: str) -> None:
        """The words stand on the page."""
        assert words in self.page.inner_text("body"), words

    # what
    def label(self, act: str) -> str:
        text = REGISTER[act].label
        return text.en if self.language == "en" else text.zh

    def press(
        self, act: str, record: Any, *, reason: str = "", row: dict[str, Any] | None = None, **given: Any
    ) -> None:
        """Presses the act's button on this page, or on the record's own, fills in its form, says why where a caution asks, and it is done.

        ``row`` picks one of several forms of the same act by a value it carries.
        """
        form = self._form(act, record, row)
        for name, value in given.items():
            self._fill(form, name, value)
        self._send(form, reason)
        again = self._of(act, record)
        if reason and again.locator("[name=reason]").count() and self._is_act_page():
            self._send(again.last, reason)
        assert not self._is_act_page(), self._what_stands()
        self.fresh = True

    def refused(self, act: str, record: Any, clause: str, **given: Any) -> None:
        """The act's page says no, or asks for a reason, under this clause; nothing is done."""
        before = m.Entry.objects.count()
        self.page.goto(self.address + reverse("act", args=[act, record.pk]))
        form = self._of(act, record)
        if form.count():
            for name, value in given.items():
                self._fill(form.last, name, value)
            self._send(form.last, "")
        shown = self.page.locator(f".lack [data-clause='{clause}'], .caution [data-clause='{clause}']")
        assert shown.count(), (act, clause, self._what_stands())
        assert m.Entry.objects.count() == before

    @contextmanager
    def downloads(self) -> Iterator[None]:
        """What is pressed inside hands over a file."""
        try:
            with self.page.expect_download():
                yield
        except TooLate as error:
            raise AssertionError(self._what_stands()) from error

    # how
    def _of(self, act: str, record: Any) -> Locator:
        return self.page.locator(f'form[action="{reverse("act", args=[act, record.pk])}"]')

    def _form(self, act: str, record: Any, row: dict[str, Any] | None) -> Locator:
        where = reverse("act", args=[act, record.pk])
        if not self._of(act, record).count():
            link = self.page.locator(f'a[href="{where}"], a[href^="{where}?"]').first
            if not link.count() and (home := place_of(record)):
                self.page.goto(self.address + home)
        if not self._of(act, record).count():
            assert link.count(), f"{self.page.url} offers no “{self.label(act)}”: {self._what_stands()}"
            with self.page.expect_navigation():
                link.click()
        form = self._of(act, record)
        for name, value in (row or {}).items():
            form = form.filter(has=self.page.locator(f'[name="{name}"][value="{value}"]'))
        form = form.last
        folded = self.page.locator("details:not([open])").filter(has=form)
        if folded.count():
            folded.first.locator("summary").first.click()
        return form

    def _fill(self, form: Locator, name: str, value: Any) -> None:
        field = form.locator(f'[name="{name}"]')
        assert field.count(), f"no field {name} at {self.page.url}"
        kind = field.first.get_attribute("type") or ""
        if form.locator(f'select[name="{name}"]').count():
            field.select_option(str(value))
        elif kind in ("radio", "checkbox"):
            if isinstance(value, bool):
                field.first.set_checked(value, force=True)
                return
            if isinstance(value, list) and len(value) > 5:  # a long list is ticked at one stroke
                field.evaluate_all(
                    "(all, wanted) => all.forEach(b => b.checked = wanted.includes(b.value))", [*map(str, value)]
                )
                return
            for one in value if isinstance(value, list) else [value]:
                form.locator(f'[name="{name}"][value="{one}"]').check(force=True)
        elif kind == "file":
            field.set_input_files({"name": value[0], "mimeType": "image/png", "buffer": value[1]})
        else:
            field.fill(str(value))

    def _send(self, form: Locator, reason: str) -> None:
        asked = form.locator("[name=reason]")
        if reason and asked.count():
            asked.fill(reason)
        with self.page.expect_navigation():
            form.locator("button:not(.sr)").last.click()

    def _is_act_page(self) -> bool:
        return "/act/" in self.page.url

    def _what_stands(self) -> str:
        return self.page.locator("main").first.inner_text()[:900]
