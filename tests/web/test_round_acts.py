"""Programme, round, plan and study through the one door: done 303, refused 409, to be corrected 422, never 500."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import a_plan, a_programme, a_round
from tests.cast import Cast
from tests.web.test_round_pages import signed_in

from shuzhi.forms.table import FORMS
from shuzhi.records import clock
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db


def plan_fields(**changed: object) -> dict[str, object]:
    today = clock.today()
    return {
        "text": "一、指导思想",
        "starts_on": today.isoformat(),
        "meeting_on": (today + timedelta(days=30)).isoformat(),
        "ends_on": (today + timedelta(days=45)).isoformat(),
    } | changed


def send(client: Client, act: str, pk: int, **fields: object) -> int:
    return client.post(f"/act/{act}/{pk}", fields).status_code


def test_a_plan_from_draft_to_adoption_with_a_caution_on_the_way(cast: Cast) -> None:
    round_ = a_round(cast)
    town, chairs = signed_in(cast.town_office), signed_in(cast.chairpersons)
    assert town.get(f"/act/plan.draft/{round_.pk}").status_code == 200
    own = {"extra_title_1": "广播", "extra_due_1": clock.today().isoformat(), "extra_owner_1": "村委会"}
    assert send(town, "plan.draft", round_.pk, **plan_fields(**own)) == 303
    plan = round_.plan
    assert plan.versions.get().tasks[0]["title"] in ("广播", "制定实施方案和日程安排")
    # 46 days are not two months (4.0c): refused, and the page asks for the reason.
    answer = town.post(f"/act/plan.submit/{plan.pk}", {})
    assert (answer.status_code, "4.0c" in answer.content.decode()) == (409, True)
    assert 'name="reason"' in answer.content.decode()
    assert send(town, "plan.submit", plan.pk, reason="赶在春节前结束") == 303
    assert "赶在春节前结束" in town.get(f"/rounds/{round_.pk}/journal").content.decode()
    assert send(chairs, "plan.adopt", plan.pk, sat_on="昨天") == 422
    sat = {"sat_on": clock.today().isoformat(), "chair": "杨玉东", "decision": "通过", "minutes_number": "3"}
    assert send(chairs, "plan.adopt", plan.pk, **sat) == 303
    plan.refresh_from_db()
    assert plan.state == "adopted"


def test_dates_blank_on_the_schedule_are_planned_and_again_plans_them_anew(cast: Cast) -> None:
    round_ = a_round(cast)
    town = signed_in(cast.town_office)
    fixed = clock.today() + timedelta(days=3)
    send(town, "plan.draft", round_.pk, **plan_fields(due_study=fixed.isoformat()))
    tasks = {t["key"]: t["due"] for t in round_.plan.versions.get().tasks}
    assert (tasks["study"], tasks["meeting_hold"]) == (fixed.isoformat(), plan_fields()["meeting_on"])
    kept = plan_fields(due_study=fixed.isoformat())
    send(town, "plan.revise", round_.plan.pk, **kept, again="on")
    again = {t["key"]: t["due"] for t in round_.plan.versions.get(number=2).tasks}
    assert again["study"] != fixed.isoformat()


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": "2020-01-01"},
        {"meeting_on": "2020-01-01"},
        {"starts_on": "不知道"},
        {"text": ""},
        {"extra_title_1": "没有日期"},
        {"due_study": "2026-02-30"},
    ],
)
def test_a_plan_filled_in_wrong_is_shown_again_with_what_was_written(cast: Cast, wrong: dict[str, object]) -> None:
    round_ = a_round(cast)
    answer = signed_in(cast.town_office).post(f"/act/plan.draft/{round_.pk}", plan_fields(**wrong))
    assert answer.status_code == 422
    assert not m.Plan.objects.exists()


def test_a_town_is_offered_its_own_rounds_only(cast: Cast) -> None:
    programme = a_programme(cast)
    client = signed_in(cast.town_office)
    page = client.get(f"/act/round.open/{programme.pk}").content.decode()
    assert (cast.town.name in page, cast.other_town.name in page) == (True, False)
    assert send(client, "round.open", programme.pk, organiser=cast.other_town.pk, kind="town") == 422
    assert send(client, "round.open", programme.pk, organiser=cast.town.pk, kind="town") == 409
    opened = {"organiser": cast.town.pk, "kind": "town", "groups": [cast.town_group.pk]}
    assert send(client, "round.open", programme.pk, **opened) == 303


def test_study_and_doubts_are_recorded_and_shown(cast: Cast) -> None:
    round_ = a_round(cast)
    client = signed_in(cast.leader)
    today = clock.today().isoformat()
    attended = [cast.mandate(cast.deputy).pk]
    assert send(client, "study.record", round_.pk, on=today, form="动员会", title="动员", attended=attended) == 303
    doubt = {"on": today, "kind": "搞形式", "text": "走过场", "answer": "结果全文公布。"}
    assert send(client, "study.answer_doubt", round_.pk, **doubt) == 303
    page = client.get(f"/rounds/{round_.pk}/study").content.decode()
    assert "动员" in page
    assert "结果全文公布。" in page
    assert send(client, "study.record", round_.pk, on="2999-01-01", form="动员会", title="动员") == 422
    stranger = [cast.mandate(cast.organs_deputy).pk]
    assert send(client, "study.record", round_.pk, on=today, form="动员会", title="动员", attended=stranger) == 422


MINE = [n for n in FORMS if n.split(".")[0] in ("programme", "round", "plan", "study")]
VALUES = st.one_of(
    st.text(max_size=40).filter(lambda t: "\x00" not in t),
    st.dates(date(1, 1, 1), date(9999, 12, 31)).map(str),
    st.integers().map(str),
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.parametrize("act", MINE)
def test_no_input_breaks_the_door(cast: Cast, act: str, data: st.DataObject) -> None:
    round_ = m.Round.objects.first() or a_round(cast)
    plan = m.Plan.objects.first() or a_plan(round_)
    subjects = {"programme": round_.programme, "round": round_, "plan": plan, "study": round_}
    noun = act.split(".")[0]
    subject = {"programme.draft": cast.district, "round.open": round_.programme, "plan.draft": round_}.get(
        act, subjects[noun]
    )
    who = cast.office if noun in ("programme",) or act == "round.open" else cast.town_office
    client = signed_in(who)
    names = list(FORMS[act](actor=who, subject=subject).fields)
    fields = data.draw(st.dictionaries(st.sampled_from(names), VALUES, max_size=len(names)))
    fields.pop("once", None)
    assert client.post(f"/act/{act}/{subject.pk}", fields).status_code in (303, 409, 422)


def test_a_group_that_came_as_a_whole_is_one_tick(cast: Cast) -> None:
    """4.1c: everybody of the group is on record, whoever was ticked one by one as well."""
    round_ = a_round(cast)
    client = signed_in(cast.town_office)
    page = client.get(f"/act/study.record/{round_.pk}").content.decode()
    assert f'name="whole_groups" value="{cast.district_group.pk}"' in page
    today = clock.today().isoformat()
    asked = {"on": today, "form": "动员会", "title": "动员", "whole_groups": [cast.district_group.pk]}
    assert send(client, "study.record", round_.pk, **asked) == 303
    study = round_.studies.get()
    assert set(study.attended.all()) == set(m.Mandate.objects.filter(group=cast.district_group, until=None))
    assert study.attended.count() >= 2


def test_a_refusal_says_who_can_bring_the_record_there(cast: Cast) -> None:
    roster, _ = m.Roster.objects.get_or_create(round=a_round(cast))
    page = signed_in(cast.town_office).get(f"/act/roster.file/{roster.pk}").content.decode()
    assert "只有“已确定”时才能报送名单" in page
    assert "由代表小组组长补齐" in page
    leader = signed_in(cast.town_office).get(f"/act/roster.decide/{roster.pk}").content.decode()
    assert "由代表小组组长办理。 <" in leader.replace("\n", "")


def test_a_reason_that_a_caution_asks_for_is_not_called_optional(cast: Cast) -> None:
    town, round_ = signed_in(cast.town_office), a_round(cast)
    assert send(town, "plan.draft", round_.pk, **plan_fields()) == 303
    page = town.get(f"/act/plan.submit/{round_.plan.pk}").content.decode()
    assert "仍要办理，请写明理由" in page
    assert "可不填" not in page
