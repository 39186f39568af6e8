"""What every test may ask for: a browser, and a loud word when there was none.

``chromium``  path of a Chromium: ``CHROMIUM``, or one of the usual names on this machine
``page``      a fresh page of it (320 to projector: set the viewport yourself); every test that
              asks for either carries the mark ``browser``

Without a Chromium those tests are skipped and the summary says so; with ``SHUZHI_REQUIRE_BROWSER=1``
a skipped one, or a run in which none passed, fails the whole run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import lru_cache

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.cast import Cast, make_cast

from shuzhi.crafts.seal import codes
from shuzhi.reads import memo

# Playwright keeps an event loop in the test's thread; Django would refuse the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# The headless shell first: the same engine without the window around the page, which nobody sees here.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# The files that take longest, begun first: at the end of a run no worker is left alone with one of them.
LONGEST = (
    "journeys/test_organs_and_town.py",
    "journeys/test_axe.py",
    "journeys/test_district_town.py",
    "acts/test_killed.py",
    "journeys/test_2006.py",
    "crafts/seal/test_every_byte.py",
    "acts/test_linking.py",
    "acts/test_linking_postgres.py",
    "house/test_register.py",
    "web/test_cast.py",
    "web/test_round_pages.py",
    "cli/test_demo.py",
    "papers/test_demonstration.py",
)
IN_SERVICE = memo.LATELY
REQUIRED = os.environ.get("SHUZHI_REQUIRE_BROWSER") == "1"
# Outcomes of browser tests, counted where the summary is written.
OUTCOMES = {"passed": 0, "skipped": 0}


def find_chromium() -> str | None:
    asked = os.environ.get("CHROMIUM")
    return next(filter(None, map(shutil.which, [asked] if asked else NAMES)), None)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    for item in items:
        if {"chromium", "page", "context"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
    yield
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: next((n for n, file in enumerate(LONGEST) if file in item.nodeid), len(LONGEST)))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file, as it runs: threads wait for each other there, while a database in memory locks tables.

    Nobody waits for the disk, though: what must outlive a crash is tried on files of its own.
    """
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        options = connection.settings_dict["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests write records without acts, so every page works its figures out anew."""
    monkeypatch.setattr(memo, "LATELY", 0.0)


@pytest.fixture
def figures_kept(nothing_kept: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Figures are kept from page to page as they are in service: for tests that look at who is let in, not at figures."""
    monkeypatch.setattr(memo, "LATELY", IN_SERVICE)
    memo.forget()
    yield
    memo.forget()


@pytest.fixture
def cast(db: None) -> Cast:
    """The same people everywhere."""
    return make_cast()


@pytest.fixture
def nobody_waits() -> Iterator[None]:
    """Nobody waits for a batch to fill."""
    with override_settings(CAST_WAIT=0.0):
        yield


@pytest.fixture(scope="session", autouse=True)
def _styles_where_they_lie() -> Iterator[None]:
    """Style sheets and scripts as they are written, whatever an earlier set-up has packed."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = settings.STORAGES | {"staticfiles": plain}
    with override_settings(STORAGES=storages, WHITENOISE_USE_FINDERS=True, WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(scope="session", autouse=True)
def _slow_tags_once() -> Iterator[None]:
    """The tag of a code is slow by design: the same code and salt have the same one, computed once."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(codes, "tag", lru_cache(maxsize=None)(codes.tag))
        yield


@pytest.fixture(scope="session", autouse=True)
def _passwords_at_little_cost() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["tests.quick.QuickArgon2"]):
        yield


@pytest.fixture(scope="session")
def chromium() -> str:
    found = find_chromium()
    if found is None:
        pytest.skip("no Chromium on this machine")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if "browser" not in report.keywords:
        return
    if report.skipped:
        OUTCOMES["skipped"] += 1
    elif report.passed and report.when == "call":
        OUTCOMES["passed"] += 1


def lacking() -> bool:
    return REQUIRED and (OUTCOMES["skipped"] > 0 or OUTCOMES["passed"] == 0)


def pytest_sessionfinish(session: pytest.Session) -> None:
    on_the_controller = not hasattr(session.config, "workerinput")
    if on_the_controller and lacking() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if OUTCOMES["skipped"]:
        terminalreporter.section("BROWSER TESTS SKIPPED 浏览器测试未运行", red=True, bold=True)
        terminalreporter.line(f"{OUTCOMES['skipped']} browser tests were NOT run: no Chromium was found.")
        terminalreporter.line(
            "Install one (Debian: apt-get install chromium) or name it: CHROMIUM=/path/to/chromium make test"
        )
    if lacking():
        terminalreporter.line(
            "SHUZHI_REQUIRE_BROWSER=1: a run without its browser tests has failed.", red=True, bold=True
        )
