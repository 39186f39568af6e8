"""A town's district deputies, from the opening of the programme to the exchange of practice, in a browser."""

import pytest
from tests.journeys import round as told
from tests.journeys.hands import Hands
from tests.journeys.people import sides

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def side():
    return sides(60)[0]


def test_a_towns_district_deputies(side, browser, context, live_server, settings, monkeypatch, tmp_path):
    settings.CAST_WAIT, settings.MEDIA_ROOT = 0.0, tmp_path
    h = Hands(context, live_server.url)
    h.sign_in(side.reporters[0], side.cast.steward)
    pilot = told.programme(h, side)
    told.opening(h, side, pilot)
    told.plan(h, side)
    told.roster(h, side)
    told.study(h, side)
    told.opinions_and_report(h, side)
    told.arrangements(h, side)
    told.door(h, side, 50)
    told.sheets(h, side, 52, monkeypatch)
    told.speeches(h, side, short=False)
    told.appraisals(h, side)
    told.phones(h, side, browser, 8)
    told.papers(h, side, 8, 4)
    told.counted(h, side, 40)
    told.summing_up(h, side)
    told.rectification(h, side)
    told.told(h, side)
    told.summary(h, side)
    told.stands(h, side, grades=True)
