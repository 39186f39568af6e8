"""5.4: nominated on what stands, checked, decided by a sitting; nobody ranked by a number."""

import pytest
from tests.builders import a_meeting, a_reporter, a_round

from shuzhi.acts import honour
from shuzhi.acts._perform import Refused
from shuzhi.reads.honour import page
from shuzhi.reads.sight import NotVisible
from shuzhi.records import clock
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db

SAT = {"sat_on": clock.today, "chair": "杨玉东", "decision": "授予", "minutes_number": "12"}


def reported(cast, satisfied=30):
    """A round whose meeting is over and whose result is announced."""
    round_ = a_round(cast, state="conclusion")
    reporter = a_reporter(cast, round_)
    meeting = a_meeting(cast, round_, state="closed")
    sums = {str(reporter.pk): {"overall": {"satisfied": satisfied, "dissatisfied": 1}}}
    m.Count.objects.create(
        meeting=meeting, issued=40, cast=20, paper=11, unused=9, missing=0, sums=sums,
        sheets={str(reporter.pk): 31}, state="announced", announced_on=clock.today(),
    )  # fmt: skip
    m.DutyEntry.objects.create(
        mandate=reporter.mandate, on=clock.today(), aspect="voters", kind="contact", title="走访", state="checked"
    )
    return round_


def sitting():
    return SAT | {"sat_on": clock.today()}


def cautions(refused):
    return [f.text.zh for f in refused.value.verdict.cautions]


def test_from_nomination_to_title(cast):
    round_ = reported(cast)
    mandate = cast.mandate(cast.deputy)
    named = honour.nominate(cast.town_office, mandate, programme=round_.programme, grounds="选民评价好")
    assert named.sheet["overall"] == [
        ["满意", "Satisfied", 30],
        ["基本满意", "Basically satisfied", 0],
        ["不满意", "Dissatisfied", 1],
        ["不了解", "Don't know", 0],
    ]
    assert (named.sheet["reported"], named.sheet["entries"]) == (True, 1)
    with pytest.raises(Refused):
        honour.decide(cast.chairpersons, named, **sitting())
    honour.check(cast.office, named, finding="属实")
    made = honour.decide(cast.chairpersons, named, **sitting())
    assert (made.state, made.sitting.chair, made.sitting.office) == ("decided", "杨玉东", "chairpersons_meeting")
    shown = page(cast.office, round_.programme_id)
    assert shown.decided == ("覃子涵",)


def test_what_is_missing_asks_for_a_reason(cast):
    round_ = a_round(cast)
    with pytest.raises(Refused) as refused:
        honour.nominate(cast.leader, cast.mandate(cast.deputy), programme=round_.programme, grounds="好")
    assert cautions(refused) == ["还没有向选民述职。", "履职档案里没有核实过的记录。"]
    made = honour.nominate(
        cast.leader, cast.mandate(cast.deputy), programme=round_.programme, grounds="好", reason="长期热心"
    )
    assert (made.state, made.sheet["reported"], made.sheet["overall"]) == ("nominated", False, None)


def test_refusals(cast):
    round_ = reported(cast)
    mandate = cast.mandate(cast.deputy)
    given = {"programme": round_.programme, "grounds": "好"}
    for other in (cast.deputy, cast.organs_leader, cast.office, cast.stranger):
        with pytest.raises(Refused):
            honour.nominate(other, mandate, **given)
    with pytest.raises(Refused):
        honour.nominate(cast.leader, mandate, programme=round_.programme, grounds=" ")
    named = honour.nominate(cast.leader, mandate, **given)
    with pytest.raises(Refused):
        honour.nominate(cast.town_office, mandate, **given)
    with pytest.raises(Refused):
        honour.check(cast.office, named, finding=" ")
    with pytest.raises(Refused):
        honour.check(cast.chairpersons, named, finding="属实")
    with pytest.raises(Refused):
        honour.decline(cast.office, named, because="")
    assert honour.decline(cast.office, named, because="名额已满").finding == "名额已满"
    with pytest.raises(Refused):
        honour.check(cast.office, named, finding="属实")


def test_the_sheet_is_in_order_of_name_whatever_the_votes(cast):
    round_ = reported(cast, satisfied=12)
    for show in ("all", "reported"):
        names = [x.name for x in page(cast.office, round_.programme_id, show).lines]
        assert names == sorted(names)
    everyone = page(cast.office, round_.programme_id, "all")
    assert everyone.counts == {"named": 0, "reported": 1, "all": 4}
    mine = next(x for x in everyone.lines if x.name == "覃子涵")
    assert [s.n for s in mine.record.overall.shares] == [12, 0, 1, 0]


def test_a_count_not_announced_is_not_on_the_sheet(cast):
    round_ = reported(cast)
    m.Count.objects.update(state="sealed")
    (line,) = page(cast.office, round_.programme_id, "reported").lines
    assert line.record.overall is None
    with pytest.raises(Refused) as refused:
        honour.nominate(cast.leader, cast.mandate(cast.deputy), programme=round_.programme, grounds="好")
    assert cautions(refused) == ["述职的测评结果没有公布，看不到选民的评价。"]


@pytest.mark.parametrize("who", ["deputy", "teller", "steward", "public"])
def test_the_sheet_is_for_those_who_hold_office(cast, who):
    round_ = a_round(cast)
    with pytest.raises(NotVisible):
        page(getattr(cast, who), round_.programme_id)
