"""2.3, 3: recorded by the deputy or the desk, checked by the desk, disputed by the deputy."""

from datetime import date, timedelta

import pytest
from tests.builders import a_reporter, a_round

from shuzhi.acts import duty, mandate
from shuzhi.acts._perform import AlreadyDone, Refused
from shuzhi.reads.actors import actor_for_person
from shuzhi.reads.duty import entries_by_aspect, entries_seen, ledger
from shuzhi.reads.duty_facts import checked_counts
from shuzhi.reads.sight import NotVisible
from shuzhi.records import clock
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db


def record(cast, by, **more):
    given = {"on": clock.today(), "kind": "suggestion", "title": "东路装路灯", "collective": False} | more
    return duty.record(by, cast.mandate(cast.deputy), **given)


def clauses(refused):
    verdict = refused.value.verdict
    return [f.clause for f in verdict.lacks], [f.clause for f in verdict.cautions]


def test_one_entry_with_its_aspect_and_hand(cast):
    own = record(cast, cast.deputy)
    assert (own.state, own.aspect, own.recorded_by) == ("recorded", "voters", "覃子涵")
    assert record(cast, cast.town_office).recorded_by == "孔丽华（镇人大）"
    assert record(cast, cast.leader).recorded_by == "马芬华（代表小组组长）"


@pytest.mark.parametrize("who", ["office", "presidium", "second_deputy", "organs_leader", "stranger", "public"])
def test_others_do_not_record(cast, who):
    with pytest.raises(Refused):
        record(cast, getattr(cast, who))


@pytest.mark.parametrize(
    ("given", "clause"),
    [
        ({"on": date(2003, 12, 31)}, "3"),
        ({"on": date(2099, 1, 1)}, "2.3"),
        ({"kind": "petition"}, "3"),
    ],
)
def test_an_entry_out_of_office_time_is_refused(cast, given, clause):
    with pytest.raises(Refused) as refused:
        record(cast, cast.deputy, **given)
    assert clauses(refused) == ([clause], [])
    assert not m.DutyEntry.objects.exists()


def test_twice_sent_once_kept(cast):
    record(cast, cast.deputy, once="x")
    with pytest.raises(AlreadyDone):
        record(cast, cast.deputy, once="x")
    assert m.DutyEntry.objects.count() == 1


def test_the_desk_checks_and_may_correct(cast):
    entry = record(cast, cast.deputy, detail="已答复")
    duty.check(cast.town_office, entry, kind="bill", collective=True)
    entry.refresh_from_db()
    assert (entry.state, entry.kind, entry.aspect, entry.collective) == ("checked", "bill", "voters", True)
    assert (entry.title, entry.detail, entry.checked_by) == ("东路装路灯", "已答复", "孔丽华（镇人大）")
    assert m.Entry.objects.get(act="duty.check").detail == {"was": {"kind": "suggestion", "collective": False}}
    with pytest.raises(Refused):
        duty.check(cast.deputy, record(cast, cast.deputy))


def test_ones_own_entry_is_checked_with_a_reason(cast):
    m.Tenure.objects.create(
        person_id=cast.deputy.person, office="group_leader", body=cast.district_group, since=date(2004, 1, 1)
    )
    both = actor_for_person(m.Person.objects.get(pk=cast.deputy.person))
    entry = record(cast, both)
    with pytest.raises(Refused) as refused:
        duty.check(both, entry)
    assert clauses(refused) == ([], ["2.3"])
    duty.check(both, entry, reason="组里只有我一人会用电脑，已请曾平梅代表看过")
    assert m.DutyEntry.objects.get().state == "checked"


def test_disputed_answered_and_checked_again(cast):
    entry = record(cast, cast.town_office)
    duty.check(cast.town_office, entry)
    for other in (cast.second_deputy, cast.leader):
        with pytest.raises(Refused):
            duty.dispute(other, entry, objection="不对")
    with pytest.raises(Refused):
        duty.dispute(cast.deputy, entry, objection=" ")
    duty.dispute(cast.deputy, entry, objection="我是联名，不是领衔")
    duty.check(cast.leader, entry, kind="bill", answer="已改为联名议案")
    entry.refresh_from_db()
    assert (entry.state, entry.objection, entry.answer) == ("checked", "我是联名，不是领衔", "已改为联名议案")


def test_a_mistaken_entry_is_withdrawn_kept_and_counted_nowhere(cast):
    kept, twice = (record(cast, cast.deputy) for _ in range(2))
    for entry in (kept, twice):
        duty.check(cast.town_office, entry)
    with pytest.raises(Refused):
        duty.withdraw(cast.town_office, twice, because=" ")
    gone = duty.withdraw(cast.town_office, twice, because="与上一条重复")
    assert (gone.state, gone.withdrawn_by, gone.withdrawn_because) == ("withdrawn", "孔丽华（镇人大）", "与上一条重复")
    seat = cast.mandate(cast.deputy)
    page = ledger(cast.deputy, seat.pk)
    assert (page.checked, page.withdrawn, page.own, page.total) == (1, 1, 1, 1)
    line = next(e for a in page.aspects for e in a.entries if e.pk == twice.pk)
    assert (line.withdrawn_because, line.acts) == ("与上一条重复", ())
    assert checked_counts([seat.pk]) == {seat.pk: (1, 1)}
    assert [e.pk for e in entries_seen(cast.deputy, seat)["voters"]] == [kept.pk]
    for checked in (True, False):
        assert sum(len(a.entries) for a in entries_by_aspect(cast.deputy, seat, checked=checked)) == 1
    for again in (duty.check, duty.withdraw):
        with pytest.raises(Refused):
            again(cast.town_office, gone, **({} if again is duty.check else {"because": "x"}))


def test_a_deputy_withdraws_only_what_nobody_has_checked(cast):
    mine = record(cast, cast.deputy)
    for other in (cast.second_deputy, cast.office, cast.stranger, cast.public):
        with pytest.raises(Refused):
            duty.withdraw(other, mine, because="x")
    assert duty.withdraw(cast.deputy, mine, because="记错了日期").withdrawn_by == "覃子涵"
    checked = record(cast, cast.deputy)
    duty.check(cast.leader, checked)
    duty.dispute(cast.deputy, checked, objection="不是我")
    checked.refresh_from_db()
    assert "duty.withdraw" not in {
        a.row.name for x in ledger(cast.deputy, checked.mandate_id).aspects for e in x.entries for a in e.acts
    }
    with pytest.raises(Refused) as refused:
        duty.withdraw(cast.deputy, checked, because="不要了")
    assert clauses(refused) == (["2.3"], [])
    assert duty.withdraw(cast.leader, checked, because="查实是别人的").state == "withdrawn"


def test_the_ledger_by_aspect(cast):
    record(cast, cast.deputy)
    duty.check(cast.town_office, record(cast, cast.deputy, kind="session", title="出席四次会议", collective=True))
    record(cast, cast.deputy, kind="deed", title="修桥", on=clock.today() - timedelta(days=400))
    page = ledger(cast.town_office, cast.mandate(cast.deputy).pk)
    assert [len(a.entries) for a in page.aspects] == [0, 1, 1, 0, 1]
    assert (page.checked, page.waiting, page.disputed, page.own, page.may_record) == (1, 2, 0, 2, True)
    this_year = ledger(cast.town_office, cast.mandate(cast.deputy).pk, clock.today().year)
    assert this_year.total == 2
    assert len(page.years) == 2
    found = entries_by_aspect(cast.deputy, cast.mandate(cast.deputy))
    assert [(a.aspect.key, [e.title for e in a.entries]) for a in found][1:3] == [
        ("sessions", ["出席四次会议"]),
        ("voters", ["东路装路灯"]),
    ]
    checked = entries_by_aspect(cast.deputy, cast.mandate(cast.deputy), checked=True)
    assert [len(a.entries) for a in checked] == [0, 1, 0, 0, 0]


@pytest.mark.parametrize(
    "who", ["second_deputy", "organs_leader", "town_leader", "stranger", "teller", "steward", "public"]
)
def test_a_ledger_is_for_those_it_concerns(cast, who):
    with pytest.raises(NotVisible):
        ledger(getattr(cast, who), cast.mandate(cast.deputy).pk)


def test_a_mandate_ends_on_listed_grounds(cast):
    seat = cast.mandate(cast.deputy)
    for given in ({"grounds": "rated badly"}, {"until": date(2099, 1, 1)}, {"until": date(2003, 1, 1)}):
        with pytest.raises(Refused):
            mandate.end(cast.office, seat, **({"until": clock.today(), "grounds": "resigned"} | given))
    with pytest.raises(Refused):
        mandate.end(cast.town_office, seat, until=clock.today(), grounds="resigned")
    ended = mandate.end(cast.office, seat, until=clock.today(), grounds="moved", note="调往市里")
    assert (ended.until, ended.end_reason) == (clock.today(), "迁出或者调离本行政区域：调往市里")
    with pytest.raises(Refused):
        mandate.end(cast.office, seat, until=clock.today(), grounds="moved")


def test_a_mandate_on_an_open_list_ends_with_a_reason(cast):
    round_ = a_round(cast, state="preparation")
    a_reporter(cast, round_)
    seat = cast.mandate(cast.deputy)
    with pytest.raises(Refused) as refused:
        mandate.end(cast.office, seat, until=clock.today(), grounds="resigned")
    assert clauses(refused) == ([], ["4.1b"])
    assert mandate.end(cast.office, seat, until=clock.today(), grounds="resigned", reason="随后替补").until
