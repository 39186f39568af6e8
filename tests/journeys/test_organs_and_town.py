"""The district-organs group with JavaScript off, and a town's own deputies in English on a phone: fewer voters, the same steps."""

import pytest
from tests.journeys.hands import Hands
from tests.journeys.people import sides
from tests.journeys.told.whole import Hall, the_whole_round

pytestmark = pytest.mark.django_db(transaction=True)
HALL = Hall(present=12, printed=14, phones=2, papers=2)


def test_the_organs_group_without_javascript(browser, screen_of, live_server, monkeypatch):
    h = Hands(screen_of(java_script_enabled=False), live_server.url)
    the_whole_round(h, sides(16)[1], HALL, browser, monkeypatch, script=False)


def test_a_towns_own_deputies_in_english_at_a_phones_width(browser, screen_of, live_server, monkeypatch):
    h = Hands(screen_of(locale="en-GB", viewport={"width": 360, "height": 740}), live_server.url, "en")
    the_whole_round(h, sides(16)[2], HALL, browser, monkeypatch)
