"""The district-organs group with JavaScript off, and a town's own deputies in English: fewer voters, the same steps."""

import pytest
from tests.journeys import round as told
from tests.journeys.hands import Hands
from tests.journeys.people import sides

pytestmark = pytest.mark.django_db(transaction=True)
PRESENT, PRINTED, PHONES, PAPERS = 12, 14, 2, 2


@pytest.fixture(autouse=True)
def _nobody_waits(settings, tmp_path):
    settings.CAST_WAIT, settings.MEDIA_ROOT = 0.0, tmp_path


def the_whole_round(h, side, browser, monkeypatch, *, script):
    pilot = told.programme(h, side)
    told.opening(h, side, pilot)
    told.plan(h, side)
    told.roster(h, side)
    told.study(h, side)
    told.opinions_and_report(h, side)
    told.arrangements(h, side)
    told.door(h, side, PRESENT)
    told.sheets(h, side, PRINTED, monkeypatch)
    told.speeches(h, side, short=True)
    told.appraisals(h, side)
    told.phones(h, side, browser, PHONES, script=script)
    told.papers(h, side, PHONES, PAPERS)
    told.counted(h, side, PRINTED - PHONES - PAPERS)
    told.summing_up(h, side)
    told.rectification(h, side)
    told.told(h, side)
    told.summary(h, side)
    told.stands(h, side, grades=False)


def test_the_organs_group_without_javascript(browser, live_server, monkeypatch):
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", java_script_enabled=False)
    context.set_default_timeout(15_000)
    try:
        the_whole_round(Hands(context, live_server.url), sides(16)[1], browser, monkeypatch, script=False)
    finally:
        context.close()


def test_a_towns_own_deputies_in_english(browser, live_server, monkeypatch):
    context = browser.new_context(locale="en-GB", timezone_id="Asia/Shanghai")
    context.set_default_timeout(15_000)
    try:
        the_whole_round(Hands(context, live_server.url, "en"), sides(16)[2], browser, monkeypatch, script=True)
    finally:
        context.close()
