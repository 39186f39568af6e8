"""Every page of the demonstration district, in both languages: nothing serious for axe, nothing sideways at 320
pixels, nothing the content policy stopped, and the same words where no script runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer
from tests.journeys.walk import FILES, MORE, Stop, count_under_way, more_stops, stops

from shuzhi.cli.demo import build as building
from shuzhi.jobs.telling.days import Days
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.web.page import PAGES
from shuzhi.web.pages import every_page

TODAY = date(2026, 11, 23)
NAMES = [*sorted(set(PAGES) - FILES), *MORE]
LANGUAGES = ("zh-hans", "en")
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
# What scripts add to the words: running lengths, the clock of who is speaking, whether a paper still says what was sent, a
# camera where the browser has one, buttons in another's place.
HELPS = """[data-length-of], [data-countdown], [data-without], [data-recount], [data-looked-up], [data-with-camera],
    [data-without-camera], noscript, button"""
# Of a long list the first lines are looked at: the others are made alike.
AXE = """colours => axe.run({exclude: ["tbody tr:nth-child(n+7)", "li:nth-child(n+11)", "option"]}, {rules: {"color-contrast": {enabled: colours}}, resultTypes: ["violations"], iframes: false, preload: false}).then(found =>
    found.violations.filter(v => ["serious", "critical"].includes(v.impact)).map(v =>
        `${v.id}: ` + v.nodes.slice(0, 4).map(n => `${n.target.join(" ")} — ${n.failureSummary.split("\\n")[1]}`).join(" | ")))"""
SIDEWAYS = """() => document.scrollingElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
        .map(e => `${e.tagName}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`).slice(0, 6)
        .concat(`${document.scrollingElement.scrollWidth} wide`)"""


@dataclass
class District:
    """The demonstration, served: where, which pages, and what each person's browser is known by."""

    url: str
    stops: dict[str, Stop]
    cookies: dict[str, str] = field(default_factory=dict)

    def enter(self, context: BrowserContext, stop: Stop) -> None:
        """Whoever opens this page sits down."""
        name = settings.SESSION_COOKIE_NAME
        context.clear_cookies(name=name)
        if not stop.who:
            return
        if stop.who not in self.cookies:
            client = Client()
            client.force_login(m.Person.objects.get(name=stop.who, account__isnull=False).account)
            self.cookies[stop.who] = client.cookies[name].value
        context.add_cookies([{"name": name, "value": self.cookies[stop.who], "url": self.url}])


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database open for the whole file, which only reads what was built in it, and empty again afterwards."""
    with django_db_blocker.unblock():
        yield
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def district(db: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    """The demonstration, built and served; it is the same afternoon for everybody."""
    afternoon, media = Days(TODAY).at(0, 16), tmp_path_factory.mktemp("media")
    with (
        override_settings(CAST_WAIT=0.0, ALLOWED_HOSTS=["*"], MEDIA_ROOT=media),
        pytest.MonkeyPatch.context() as patched,
    ):
        building.build(TODAY)
        count_under_way(m.Meeting.objects.get(round__organiser__name="区机关代表小组"))
        # The server answers on threads of its own.
        patched.setattr(clock, "_moment", ContextVar("moment", default=afternoon))
        server = LiveServer("127.0.0.1")
        try:
            yield District(server.url, stops() | more_stops())
        finally:
            server.stop()


@dataclass
class Screen:
    """One person's screen in one language; the Chinese one is wide and has a second beside it on which no script runs."""

    page: Page
    language: str
    plain: Page | None = None
    said: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=LANGUAGES)
def screen(district: District, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Screen]:
    language = {"name": settings.LANGUAGE_COOKIE_NAME, "value": request.param, "url": district.url}

    def page(**how: Any) -> Page:
        context = browser.new_context(timezone_id="Asia/Shanghai", reduced_motion="reduce", **how)
        context.set_default_timeout(15_000)
        context.add_cookies([language])  # type: ignore[list-item]
        return context.new_page()

    if request.param == "en":
        screen = Screen(page(viewport=NARROW), "en")
    else:
        screen = Screen(page(viewport=WIDE), "zh", page(viewport=WIDE, java_script_enabled=False))
    screen.page.on("console", lambda told: screen.said.append(told.text) if told.type in ("error", "warning") else None)
    screen.page.on("pageerror", lambda error: screen.said.append(str(error)))
    yield screen
    for one in filter(None, (screen.page, screen.plain)):
        one.context.close()


def test_the_walk_leaves_out_no_page(district: District) -> None:
    assert every_page
    assert set(district.stops) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_page(name: str, district: District, screen: Screen) -> None:
    """English is looked at on a phone, where words are longest and room is least; Chinese on a desk."""
    stop, page = district.stops[name], screen.page
    screen.said.clear()
    district.enter(page.context, stop)
    answer = page.goto(district.url + stop.address)
    assert answer is not None
    assert answer.status == stop.status
    assert [said for said in screen.said if f"status of {stop.status}" not in said] == []
    page.evaluate(AXE_SCRIPT)
    # The same ink on the same paper in both languages: colours are measured once, and that takes longest.
    assert page.evaluate(AXE, screen.language == "zh") == []
    read = words_of(page)
    if screen.plain:
        district.enter(screen.plain.context, stop)
        screen.plain.goto(district.url + stop.address)
        assert words_of(screen.plain) == read
        page.set_viewport_size(NARROW)
        sideways = page.evaluate(SIDEWAYS)
        page.set_viewport_size(WIDE)
        assert sideways == []
    else:
        assert page.evaluate(SIDEWAYS) == []


def words_of(page: Page) -> str:
    """What the page says; reading it leaves out what only a script can do."""
    page.locator(HELPS).evaluate_all("all => all.forEach(one => one.remove())")
    return page.locator("main").inner_text()
