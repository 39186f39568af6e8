"""4.1a: plan and schedule, submitted, adopted or returned by the body that sits on them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.builders import a_round
from tests.cast import Cast

from shuzhi.acts import plan as acts
from shuzhi.acts._perform import AlreadyDone, Refused
from shuzhi.papers.plan_draft import draft as draft_text
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.blank import MARKED

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 1)


@pytest.fixture(autouse=True)
def spring() -> object:
    with clock.at(TODAY):
        yield


def dates(**changed: date) -> dict[str, date]:
    return {"starts_on": date(2026, 4, 1), "meeting_on": date(2026, 5, 16), "ends_on": date(2026, 5, 31)} | changed


def drafted(cast: Cast, kind: str = "district_town", **changed: date) -> m.Plan:
    round_ = a_round(cast, kind=kind)
    window = {"district_until": date(2026, 7, 31), "town_until": date(2026, 10, 31)}
    start = {"district_from": date(2026, 3, 1), "town_from": date(2026, 3, 1)}
    for name, value in (window | start).items():
        setattr(round_.programme, name, value)
    round_.programme.save()
    return acts.draft(organiser(cast, kind), round_, text="一、指导思想", **dates(**changed))


def organiser(cast: Cast, kind: str) -> object:
    return cast.organs_leader if kind == "district_organs" else cast.town_office


def sitting(**changed: object) -> dict[str, object]:
    return {"sat_on": TODAY, "chair": "杨玉东", "decision": "通过。", "minutes_number": "〔2026〕3号"} | changed


def clauses(refused: pytest.ExceptionInfo[Refused], what: str) -> list[str]:
    return [f.clause for f in getattr(refused.value.verdict, what)]


def test_the_schedule_is_planned_back_from_the_meeting_in_working_days(cast: Cast) -> None:
    tasks = {t["key"]: t["due"] for t in drafted(cast).versions.get().tasks}
    assert tasks["meeting_hold"] == "2026-05-16"  # a Saturday: villagers have time then
    # Labour Day 1–5 May is free, 9 May (a Saturday) is worked instead.
    assert tasks["meeting_call"] == "2026-05-08"
    assert tasks["posts"] == "2026-05-15"
    assert list(tasks.values()) == sorted(tasks.values())


def test_own_dates_and_own_lines_stand_beside_the_template(cast: Cast) -> None:
    round_ = a_round(cast)
    plan = acts.draft(
        cast.leader,
        round_,
        text="方案",
        dues={"study": date(2026, 4, 8)},
        extra=[("村里广播", date(2026, 4, 20), "港下村")],
        **dates(),
    )
    tasks = plan.versions.get().tasks
    assert next(t["due"] for t in tasks if t["key"] == "study") == "2026-04-08"
    assert [(t["title"], t["owner"]) for t in tasks if not t["key"]] == [("村里广播", "港下村")]


@pytest.mark.parametrize(
    ("kind", "adopter", "body"),
    [
        ("district_town", "chairpersons", "锡山区"),
        ("district_organs", "chairpersons", "锡山区"),
        ("town", "presidium", "东港镇"),
    ],
)
def test_adopted_by_the_right_body_with_its_sitting_on_record(cast: Cast, kind: str, adopter: str, body: str) -> None:
    plan = drafted(cast, kind)
    acts.submit(organiser(cast, kind), plan, reason="本轮先行一步")
    adopted = acts.adopt(getattr(cast, adopter), plan, **sitting(conditions="会议提前通知选民"))
    assert adopted.state == "adopted"
    kept = adopted.sitting
    assert (kept.body.name, kept.chair, kept.minutes_number, kept.conditions) == (
        body,
        "杨玉东",
        "〔2026〕3号",
        "会议提前通知选民",
    )


@pytest.mark.parametrize("kind", ["district_town", "district_organs", "town"])
def test_no_other_office_adopts_or_returns(cast: Cast, kind: str) -> None:
    plan = drafted(cast, kind)
    acts.submit(organiser(cast, kind), plan, reason="本轮先行一步")
    right = cast.presidium if kind == "town" else cast.chairpersons
    for name, actor in cast.everybody.items():
        if actor == right:
            continue
        for act, more in ((acts.adopt, {}), (acts.return_, {"remarks": "改"})):
            with pytest.raises(Refused):
                act(actor, plan, **sitting(), **more)
        plan.refresh_from_db()
        assert (plan.state, m.Sitting.objects.count()) == ("submitted", 0), name


def test_returned_with_remarks_then_revised_every_version_stays(cast: Cast) -> None:
    plan = drafted(cast)
    acts.submit(cast.town_office, plan)
    acts.return_(cast.chairpersons, plan, **sitting(), remarks="会议日期太早")
    acts.revise(cast.town_office, plan, text="一、指导思想（修改）", **dates(meeting_on=date(2026, 5, 23)))
    first, second = plan.versions.all()
    assert (first.remarks, second.remarks) == ("会议日期太早", "")
    assert (first.meeting_on, second.meeting_on) == (date(2026, 5, 16), date(2026, 5, 23))
    plan.refresh_from_db()
    assert plan.state == "drafted"


def test_dates_of_five_weeks_ask_for_a_reason_under_4_0c(cast: Cast) -> None:
    plan = drafted(cast, ends_on=date(2026, 5, 20))
    with pytest.raises(Refused) as refused:
        acts.submit(cast.town_office, plan)
    assert (clauses(refused, "lacks"), clauses(refused, "cautions")) == ([], ["4.0c"])
    acts.submit(cast.town_office, plan, reason="选民外出务工前完成")
    entry = m.Entry.objects.get(act="plan.submit")
    assert (entry.reason, [c["clause"] for c in entry.cautions]) == ("选民外出务工前完成", ["4.0c"])


@pytest.mark.parametrize(("kind", "clause"), [("district_town", "4.0a"), ("town", "4.0b")])
def test_dates_outside_the_window_ask_for_a_reason(cast: Cast, kind: str, clause: str) -> None:
    plan = drafted(cast, kind)
    m.Programme.objects.update(district_until=date(2026, 5, 30), town_until=date(2026, 5, 30))
    with pytest.raises(Refused) as refused:
        acts.submit(cast.town_office, plan, reason="  ")
    assert clauses(refused, "cautions") == [clause]


def test_a_meeting_outside_the_dates_or_an_empty_text_is_a_lack(cast: Cast) -> None:
    plan = drafted(cast, meeting_on=date(2026, 6, 20))
    m.PlanVersion.objects.update(text=" ")
    with pytest.raises(Refused) as refused:
        acts.submit(cast.town_office, plan, reason="理由")
    assert clauses(refused, "lacks") == ["4.1a", "4.1a"]


def test_a_plan_is_drafted_with_marked_places_and_submitted_without(cast: Cast) -> None:
    round_ = a_round(cast)
    begun = draft_text(round_)
    plan = acts.draft(cast.town_office, round_, text=begun, **dates())
    with pytest.raises(Refused) as refused:
        acts.submit(cast.town_office, plan, reason="先报上去再填")
    assert clauses(refused, "lacks") == ["4.1a"]
    assert "还有5处“〔待填〕”没有填：二、组织领导（领导小组组长、" in refused.value.verdict.lacks[0].text.zh
    plan.refresh_from_db()
    assert plan.state == "drafted"
    acts.revise(cast.town_office, plan, text=MARKED.sub("杨玉东", begun), **dates())
    assert acts.submit(cast.town_office, plan, reason="先行一步").state == "submitted"


def test_a_sitting_ahead_of_today_adopts_nothing(cast: Cast) -> None:
    plan = drafted(cast)
    acts.submit(cast.town_office, plan)
    with pytest.raises(Refused):
        acts.adopt(cast.chairpersons, plan, **sitting(sat_on=TODAY + timedelta(days=1)))
    plan.refresh_from_db()
    assert (plan.state, plan.sitting) == ("submitted", None)


def test_one_plan_a_round_and_only_during_the_launch(cast: Cast) -> None:
    plan = drafted(cast)
    with pytest.raises(Refused) as refused:
        acts.draft(cast.town_office, plan.round, text="另一份", **dates())
    assert clauses(refused, "lacks") == ["4.1a"]
    late = a_round(cast, kind="town", state="preparation", programme=plan.round.programme)
    late.plan.versions.all().delete()
    late.plan.delete()
    late = m.Round.objects.get(pk=late.pk)
    with pytest.raises(Refused):
        acts.draft(cast.town_office, late, text="补", **dates())


def test_the_same_form_sent_twice_counts_once(cast: Cast) -> None:
    plan = drafted(cast)
    acts.submit(cast.town_office, plan, once="token")
    with pytest.raises(AlreadyDone):
        acts.submit(cast.town_office, plan, once="token")
    assert m.Entry.objects.filter(act="plan.submit").count() == 1


def test_an_adopted_plan_is_neither_revised_nor_returned(cast: Cast) -> None:
    plan = drafted(cast)
    acts.submit(cast.town_office, plan)
    acts.adopt(cast.chairpersons, plan, **sitting())
    with pytest.raises(Refused):
        acts.revise(cast.town_office, plan, text="改", **dates())
    with pytest.raises(Refused):
        acts.return_(cast.chairpersons, plan, **sitting(), remarks="改")
    assert plan.versions.count() == 1
