"""The pilot of 2006, replayed on its own dates: 31 May to October, clause by clause in the document's order.

Every act goes through the door everybody uses; on the way what the document forbids is tried, and refused
under its clause. Nothing stands in for an office, a meeting or a day.
"""

from datetime import date, timedelta

import pytest
from tests.journeys.people import sides
from tests.journeys.pilot import conclusion, launch, meeting, preparation
from tests.journeys.pilot.year import Year, refused

from shuzhi.acts import honour, liaison, programme, summary
from shuzhi.acts import round as rounds
from shuzhi.reads.coverage import coverage
from shuzhi.reads.journal import verify_chain
from shuzhi.reads.result import result_of
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.clauses import CLAUSES

pytestmark = pytest.mark.django_db

BASIS = {
    "title": "2006年区、镇两级人大代表向选民述职试点",
    "term": "锡山区第一届",
    "basis": "《代表法》关于代表受原选区选民或者原选举单位监督的规定",
    "adopting_body": "锡山区人大常委会",
    "adopted_at_meeting": "第三十六次会议",
    "adopted_on": date(2006, 5, 31),
    "district_from": date(2006, 5, 1),
    "district_until": date(2006, 7, 31),
    "town_from": date(2006, 5, 31),
    "town_until": date(2006, 10, 31),
}


def test_the_programme_of_2006():
    year = Year()
    three = district, organs, town = sides()
    cast = district.cast

    # 一、0.1: adopted on 31 May 2006, and opened that day.
    with year.step("0.1", date(2006, 5, 31)):
        refused("0.1", programme.draft, cast.office, cast.district, **BASIS | {"basis": ""})
        refused("0.1", programme.draft, cast.town_office, cast.district, **BASIS)
    with year.step("4.0a", date(2006, 5, 31), 10):
        late = BASIS | {"district_until": date(2006, 8, 31)}
        assert refused("4.0a", programme.draft, cast.office, cast.district, **late).wants_reason
    with year.step("4.0b", date(2006, 5, 31), 11):
        late = BASIS | {"town_until": date(2006, 11, 30)}
        assert refused("4.0b", programme.draft, cast.office, cast.district, **late).wants_reason
    with year.step("1.1", date(2006, 5, 31), 14):
        drafted = programme.draft(cast.office, cast.district, **BASIS)
        refused("2.2a", rounds.open_, cast.town_office, drafted, organiser=cast.town, kind="district_town")
        pilot = programme.open_(cast.office, drafted)
        assert (pilot.state, pilot.edition_name) == ("open", "xishan_2006")
    with year.step("5.5", date(2006, 6, 1), 8):
        sent = liaison.notify(
            cast.office, pilot, kind="notice", title="试点开始", text="请抓紧拟定方案。", to=[cast.town, cast.organs]
        )
        liaison.acknowledge(cast.town_office, sent)
        assert liaison.acknowledge(cast.organs_leader, sent).state == "acknowledged"
    with year.step("2.1", date(2006, 6, 1), 8):
        assert [t.reported for t in coverage(cast.public).totals] == [0, 0]

    # 四、4.1 to 4.4: the district's deputies from June to July, the town's own after them.
    for running in ((district, organs), (town,)):
        for side in running:
            launch.launch(year, side, pilot)
        for side in running:
            preparation.preparation(year, side)
        for side in running:
            preparation.called(year, side)
        for side in running:
            meeting.held(year, side)
        with year.step("4.4d", date(2006, 7, 17) + timedelta(days=running[0].shift)):
            refused("4.4d", programme.close, cast.office, pilot)
        for side in running:
            conclusion.conclusion(year, side)

    # 4.4d, 5.4: gathered, exchanged, and who is an active deputy.
    with year.step("4.4d", date(2006, 10, 20)):
        for side in three:
            written = m.Summary.objects.get(round=side.round)
            refused("4.4d", summary.exchange, side.by, written, good_practice="意见清单公开")
            summary.comment(cast.office, written, comment="做法具体。")
            summary.exchange(cast.office, written, good_practice="意见清单公开")
    with year.step("5.4", date(2006, 10, 24)):
        named = honour.nominate(
            cast.leader, district.mandate(cast.deputy), programme=pilot, grounds="述职认真，整改办结。"
        )
        refused("5.4", honour.decide, cast.chairpersons, named, sat_on=date(2006, 10, 24), chair="杨玉东")
        named = honour.check(cast.office, named, finding="属实。")
        named = honour.decide(cast.chairpersons, named, sat_on=date(2006, 10, 24), chair="杨玉东")
        assert named.state == "decided"
    with year.step("5.2", date(2006, 10, 26)):
        assert all(any(r.mandate.person.leading_cadre for r in s.round.reporters.filter(state="chosen")) for s in three)
    with year.step("4.4d", date(2006, 10, 31)):
        assert programme.close(cast.office, pilot).state == "closed"

    with clock.at(date(2006, 11, 1)):
        the_year_stands(year, three)


def the_year_stands(year, three):
    """What the year left behind: rounds closed, results out, coverage right, the journal whole and in order."""
    public = three[0].cast.public
    assert [s.round.state for s in three] == ["closed"] * 3
    for side in three:
        for deputy in side.reporters:
            shares = [(s.label.zh, s.n) for s in result_of(public, side.reporter(deputy)).overall.shares]
            assert shares == [("满意", 13), ("基本满意", 35), ("不满意", 1), ("不了解", 0)]
    district, town = coverage(public).totals
    assert (district.reported, district.total - district.reported) == (5, 2)
    assert (town.reported, town.total - town.reported) == (2, 1)

    chain = verify_chain()
    assert chain.whole
    assert chain.length == m.Entry.objects.count() > 200
    for side in three:
        moments = list(m.Entry.objects.filter(round=side.round).order_by("pk").values_list("at", flat=True))
        assert moments == sorted(moments)
    assert {e.at.year for e in m.Entry.objects.all()} == {2006}
    assert set(year.walked) == set(CLAUSES)
