"""What every journey needs: nobody waits for a batch of arrivals, files go nowhere, screens close."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from shuzhi.reads import memo


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """On a journey everything is done by acts, so figures are kept from page to page as they are in service."""
    memo.forget()
    yield
    memo.forget()


@pytest.fixture(autouse=True)
def _nobody_waits(settings, tmp_path):
    settings.CAST_WAIT, settings.MEDIA_ROOT = 0.0, tmp_path


@pytest.fixture
def screen_of(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A new screen with what is asked of it: language, size, scripts."""
    opened: list[BrowserContext] = []

    def made(**asked: Any) -> BrowserContext:
        context = browser.new_context(**{"locale": "zh-CN", "timezone_id": "Asia/Shanghai"} | asked)
        context.set_default_timeout(15_000)
        opened.append(context)
        return context

    yield made
    for context in opened:
        context.close()
