"""A town's district deputies, from the opening of the programme to the exchange of practice, in a browser."""

import pytest
from tests.journeys.hands import Hands
from tests.journeys.people import sides
from tests.journeys.told.whole import Hall, the_whole_round

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_towns_district_deputies(browser, context, live_server, monkeypatch):
    side = sides(60)[0]
    h = Hands(context, live_server.url)
    h.sign_in(side.reporters[0], side.cast.steward)
    the_whole_round(h, side, Hall(present=50, printed=52, phones=8, papers=4), browser, monkeypatch)
