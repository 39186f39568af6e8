"""2.2–2.4, 4.1b: proposed on the record, met about, decided, filed; each refusal and each caution."""

import pytest
from tests.builders import a_meeting, a_plan, a_round

from shuzhi.acts import duty, roster
from shuzhi.acts._perform import AlreadyDone, Refused
from shuzhi.records import clock
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(cast):
    made = a_round(cast)
    a_plan(made, state="adopted")
    return made


def clauses(refused):
    verdict = refused.value.verdict
    return [f.clause for f in verdict.lacks], [f.clause for f in verdict.cautions]


def on_record(cast, actor, times=1):
    for n in range(times):
        entry = duty.record(
            actor, cast.mandate(actor), on=clock.today(), kind="contact", title=f"走访选民 {n}", collective=False
        )
        # Nobody of the cast's group checks what is not theirs: the town congress is the desk.
        duty.check(cast.town_office, entry)


def propose(cast, round_, *deputies, by=None):
    return [
        roster.propose(by or cast.leader, round_, mandate=cast.mandate(d), grounds="履职认真，组内交流较好")
        for d in deputies
    ]


def meet(cast, round_, by=None, **more):
    given = {"sat_on": clock.today(), "chair": "马芬华", "attended": 11, "minutes_number": "2026-1"} | more
    return roster.meet(by or cast.leader, round_.roster, **given)


def decided(cast, round_):
    on_record(cast, cast.deputy, 2)
    on_record(cast, cast.second_deputy)
    propose(cast, round_, cast.deputy, cast.second_deputy)
    meet(cast, round_)
    return roster.decide(cast.leader, round_.roster)


def test_the_whole_way_up(cast, round_):
    made = decided(cast, round_)
    assert made.state == "decided"
    assert made.decided_on == clock.today()
    reporters = list(round_.reporters.all())
    assert [(r.state, r.order, r.duty_entries) for r in reporters] == [("chosen", 1, 2), ("chosen", 2, 1)]
    assert roster.file(cast.town_office, made).filed_on == clock.today()
    assert roster.acknowledge(cast.office, made).acknowledged_on == clock.today()
    assert m.Roster.objects.get(round=round_).state == "acknowledged"
    # The clause of every step is on the journal's row.
    acts = list(m.Entry.objects.filter(act__startswith="roster.").order_by("pk").values_list("act", "office"))
    assert acts == [
        ("roster.propose", "group_leader"),
        ("roster.propose", "group_leader"),
        ("roster.meet", "group_leader"),
        ("roster.decide", "group_leader"),
        ("roster.file", "town_congress_office"),
        ("roster.acknowledge", "district_office"),
    ]


def test_the_record_is_the_one_that_stood_then(cast, round_):
    on_record(cast, cast.deputy, 2)
    (reporter,) = propose(cast, round_, cast.deputy)
    on_record(cast, cast.deputy)
    reporter.refresh_from_db()
    assert reporter.duty_entries == 2
    assert reporter.grounds == "履职认真，组内交流较好"


@pytest.mark.parametrize("who", ["deputy", "office", "chairpersons", "presidium", "town_leader", "stranger", "public"])
def test_others_do_not_propose(cast, round_, who):
    with pytest.raises(Refused):
        propose(cast, round_, cast.deputy, by=getattr(cast, who))
    assert not round_.reporters.exists()


def test_nobody_twice_and_nobody_from_elsewhere(cast, round_):
    propose(cast, round_, cast.deputy)
    with pytest.raises(Refused) as refused:
        propose(cast, round_, cast.deputy)
    assert clauses(refused) == (["2.3"], [])
    for stranger in (cast.organs_deputy, cast.town_deputy):
        with pytest.raises(Refused):
            propose(cast, round_, stranger)
    with pytest.raises(Refused):
        roster.propose(cast.leader, round_, mandate=cast.mandate(cast.second_deputy), grounds="　")
    assert round_.reporters.count() == 1


def test_the_same_form_twice_counts_once(cast, round_):
    mandate = cast.mandate(cast.deputy)
    roster.propose(cast.leader, round_, mandate=mandate, grounds="好", once="t")
    with pytest.raises(AlreadyDone):
        roster.propose(cast.leader, round_, mandate=mandate, grounds="好", once="t")
    assert round_.reporters.count() == 1


def test_struck_and_proposed_anew(cast, round_):
    (reporter,) = propose(cast, round_, cast.deputy)
    assert roster.strike(cast.town_office, reporter, because="另有任务").excuse == "另有任务"
    (again,) = propose(cast, round_, cast.deputy)
    assert (again.state, again.order) == ("proposed", 2)


def test_short_or_over_or_unmet_is_refused(cast, round_):
    on_record(cast, cast.deputy)
    propose(cast, round_, cast.deputy)
    with pytest.raises(Refused) as refused:
        roster.decide(cast.leader, round_.roster, reason="就这样")
    assert clauses(refused)[0] == ["4.1b", "2.2a"]
    meet(cast, round_)
    with pytest.raises(Refused) as refused:
        roster.decide(cast.leader, round_.roster, reason="就这样")
    assert clauses(refused)[0] == ["2.2a"]
    assert m.Roster.objects.get(round=round_).state == "drafted"
    assert set(round_.reporters.values_list("state", flat=True)) == {"proposed"}


def test_before_the_plan_is_adopted_nothing_is_decided(cast):
    round_ = a_round(cast)
    propose(cast, round_, cast.deputy, cast.second_deputy)
    meet(cast, round_)
    with pytest.raises(Refused) as refused:
        roster.decide(cast.leader, round_.roster, reason="就这样")
    assert clauses(refused)[0] == ["4.1a"]


def test_cautions_ask_for_a_reason_which_stays(cast, round_):
    m.Person.objects.filter(pk=cast.deputy.person).update(leading_cadre=False)
    other = a_round(cast, programme=round_.programme, kind="town")
    m.Reporter.objects.create(round=other, mandate=cast.mandate(cast.second_deputy), state="chosen")
    propose(cast, round_, cast.deputy, cast.second_deputy)
    meet(cast, round_)
    with pytest.raises(Refused) as refused:
        roster.decide(cast.leader, round_.roster)
    assert clauses(refused) == ([], ["5.2", "2.1", "2.3"])
    assert refused.value.wants_reason
    roster.decide(cast.leader, round_.roster, reason="领导干部代表已安排在明年述职")
    entry = m.Entry.objects.get(act="roster.decide")
    assert entry.reason == "领导干部代表已安排在明年述职"
    assert [c["clause"] for c in entry.cautions] == ["5.2", "2.1", "2.3"]


def test_meetings_are_of_the_past_and_of_the_right_body(cast, round_):
    with pytest.raises(Refused):
        meet(cast, round_, sat_on=clock.today() + (clock.today() - clock.today().replace(year=2020)))
    with pytest.raises(Refused):
        meet(cast, round_, body=cast.organs)
    with pytest.raises(Refused):
        meet(cast, round_, widened=True)
    with pytest.raises(Refused):
        meet(cast, round_, by=cast.town_office)
    assert not round_.roster.meetings.exists()


def test_a_towns_own_list_is_decided_by_its_presidium_and_stays_in_town(cast):
    round_ = a_round(cast, kind="town")
    a_plan(round_, state="adopted")
    on_record(cast, cast.town_deputy)
    propose(cast, round_, cast.town_deputy, by=cast.presidium)
    with pytest.raises(Refused):
        meet(cast, round_, by=cast.town_leader)
    meet(cast, round_, by=cast.presidium, widened=True)
    (sitting,) = round_.roster.meetings.all()
    assert (sitting.body, sitting.office, sitting.widened) == (cast.town, "presidium", True)
    roster.decide(cast.presidium, round_.roster, reason="本组没有领导干部代表")
    with pytest.raises(Refused) as refused:
        roster.file(cast.town_office, round_.roster)
    assert clauses(refused)[0] == ["2.4"]


def test_a_plans_sitting_is_no_meeting_about_the_list(cast):
    round_ = a_round(cast, kind="town")
    a_plan(round_, state="adopted")
    m.Sitting.objects.create(body=cast.town, office="presidium", sat_on=clock.today(), chair="吴子怡", round=round_)
    propose(cast, round_, cast.town_deputy, by=cast.presidium)
    with pytest.raises(Refused) as refused:
        roster.decide(cast.presidium, round_.roster, reason="没有领导干部")
    assert clauses(refused)[0] == ["4.1b"]


def a_third(cast):
    person = m.Person.objects.create(name="余飞", sort_key="yu", leading_cadre=True)
    return m.Mandate.objects.create(
        person=person, level="district", group=cast.district_group, constituency=cast.constituency
    )


def test_excused_substituted_and_filed_again(cast, round_):
    made = decided(cast, round_)
    roster.file(cast.leader, made)
    first = round_.reporters.get(order=1)
    with pytest.raises(Refused):
        roster.excuse(cast.leader, first, because=" ")
    roster.excuse(cast.leader, first, because="住院治疗")
    made.refresh_from_db()
    assert (made.state, made.filed_on) == ("decided", None)
    # Short by one, the list may go up as it is only with a reason.
    with pytest.raises(Refused) as refused:
        roster.file(cast.leader, made)
    assert clauses(refused) == ([], ["2.2a"])
    third = a_third(cast)
    found = roster.substitute(cast.leader, first, mandate=third, grounds="组内推选")
    assert (found.state, found.order, found.replaces_id) == ("chosen", 1, first.pk)
    with pytest.raises(Refused):
        roster.substitute(cast.leader, first, mandate=a_third(cast), grounds="再来一名")
    assert roster.file(cast.leader, made).state == "filed"


def test_nobody_is_excused_after_the_meeting(cast, round_):
    decided(cast, round_)
    first = round_.reporters.get(order=1)
    a_meeting(cast, round_, state="counted")
    with pytest.raises(Refused) as refused:
        roster.excuse(cast.leader, first, because="住院")
    assert clauses(refused)[0] == ["4.1b"]


def test_once_decided_names_change_by_substitution_only(cast, round_):
    decided(cast, round_)
    with pytest.raises(Refused) as refused:
        roster.propose(cast.leader, round_, mandate=a_third(cast), grounds="好")
    assert clauses(refused)[0] == ["4.1b"]
    with pytest.raises(Refused):
        roster.decide(cast.leader, round_.roster)
    with pytest.raises(Refused):
        meet(cast, round_)
