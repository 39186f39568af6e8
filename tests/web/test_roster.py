"""The pages of roster, ledger, coverage and honours: for whom they are there, and what they say (2.1–2.4, 4.1b, 5.2, 5.4)."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import a_meeting, a_plan, a_reporter, a_round
from tests.web.voices import signed_in

from shuzhi.acts import duty, roster
from shuzhi.forms.table import FORMS
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.register import REGISTER

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(cast):
    made = a_round(cast)
    a_plan(made, state="adopted")
    return made


def words(answer):
    body = answer.content.decode().split("<main", 1)[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).replace("　", "").split())


def many(cast, number, **fields):
    for n in range(number):
        person = m.Person.objects.create(name=f"代表{n}", sort_key=f"daibiao{n}", leading_cadre=n % 2 == 0)
        yield m.Mandate.objects.create(
            person=person, level="district", group=cast.district_group, constituency=cast.constituency, **fields
        )


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


SEEN = {
    "roster": {"office", "chairpersons", "town_office", "presidium", "leader", "deputy", "second_deputy"},
    "ledger": {"office", "chairpersons", "town_office", "presidium", "leader", "deputy"},
    "honours": {
        "office",
        "chairpersons",
        "town_office",
        "presidium",
        "leader",
        "town_leader",
        "organs_leader",
        "stranger",
    },
}


@pytest.mark.parametrize("name", SEEN)
def test_a_page_is_there_for_whom_it_concerns(cast, round_, name):
    path = {
        "roster": f"/rounds/{round_.pk}/roster",
        "ledger": f"/mandates/{cast.mandate(cast.deputy).pk}/ledger",
        "honours": f"/programmes/{round_.programme_id}/honours",
    }[name]
    for who, actor in cast.everybody.items():
        answer = signed_in(actor).get(path).status_code
        assert answer == (302 if who == "public" else 200 if who in SEEN[name] else 404), who


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_coverage_is_there_for_everybody(cast, round_, language):
    for actor in (cast.public, cast.office, cast.deputy, cast.steward):
        assert signed_in(actor, language).get("/coverage").status_code == 200


def test_the_roster_explains_every_shortfall_as_it_stands(cast, round_):
    client, path = signed_in(cast.leader), f"/rounds/{round_.pk}/roster"
    said = words(client.get(path))
    assert "应确定 2 名，名单上有 0 名，还差 2 名。" in said
    assert "没有确定名单的代表小组会议记录。" in said
    for deputy in (cast.deputy, cast.second_deputy):
        answer = client.post(
            f"/act/roster.propose/{round_.pk}",
            {"mandate": cast.mandate(deputy).pk, "grounds": "履职认真", "next": path},
        )
        assert (answer.status_code, answer["Location"]) == (303, path)
    said = words(client.get(path))
    assert "名单上有 2 名" in said
    assert "还差" not in said
    assert "覃子涵、曾平梅的履职档案里没有核实过的记录。" in said
    third = next(many(cast, 1))
    client.post(f"/act/roster.propose/{round_.pk}", {"mandate": third.pk, "grounds": "好"})
    assert "多 1 名，请撤下。" in words(client.get(path))
    # The same in English, complete.
    assert "2 to be named, 3 on the list: 1 too many, to be struck." in words(signed_in(cast.leader, "en").get(path))


def test_the_reason_given_stands_beside_what_was_set_aside(cast, round_):
    roster.propose(cast.leader, round_, mandate=cast.mandate(cast.deputy), grounds="好")
    roster.propose(cast.leader, round_, mandate=cast.mandate(cast.second_deputy), grounds="好")
    roster.meet(cast.leader, round_.roster, sat_on=clock.today(), chair="马芬华", attended=9)
    client, path = signed_in(cast.leader), f"/act/roster.decide/{round_.roster.pk}"
    assert client.post(path, {}).status_code == 409
    answer = client.post(path, {"reason": "档案正在补录"})
    assert answer.status_code == 303
    said = words(client.get(f"/rounds/{round_.pk}/roster"))
    assert "已说明理由 理由：档案正在补录" in said
    assert "报送名单" in said


def test_proposing_shows_the_record_and_keeps_what_was_chosen(cast, round_):
    entry = duty.record(
        cast.town_office,
        cast.mandate(cast.deputy),
        on=clock.today(),
        kind="contact",
        title="走访",
        collective=False,
    )
    duty.check(cast.leader, entry)
    client = signed_in(cast.leader)
    said = words(client.get(f"/act/roster.propose/{round_.pk}"))
    assert "覃子涵 领导干部代表 第1选区（港下） · 镇长 1 1 还没有" in said
    answer = client.post(f"/act/roster.propose/{round_.pk}", {"mandate": cast.mandate(cast.deputy).pk, "grounds": ""})
    assert answer.status_code == 422
    assert re.search(rf'value="{cast.mandate(cast.deputy).pk}" checked', answer.content.decode())
    wrong = client.post(f"/act/roster.propose/{round_.pk}", {"mandate": "x", "grounds": "好"})
    assert wrong.status_code == 422


def test_only_the_decider_has_the_buttons(cast, round_):
    path = f"/rounds/{round_.pk}/roster"
    assert f"/act/roster.propose/{round_.pk}" in signed_in(cast.leader).get(path).content.decode()
    for other in (cast.deputy, cast.office, cast.presidium):
        assert "/act/roster." not in signed_in(other).get(path).content.decode()


def test_an_entry_is_recorded_on_the_page_and_checked_with_one_press(cast):
    mandate = cast.mandate(cast.deputy)
    path = f"/mandates/{mandate.pk}/ledger"
    given = {"on": clock.today().isoformat(), "kind": "deed", "title": "修好山联小桥", "collective": "no", "next": path}
    assert signed_in(cast.deputy).post(f"/act/duty.record/{mandate.pk}", given)["Location"] == path
    entry = m.DutyEntry.objects.get()
    assert (entry.aspect, entry.collective) == ("example", False)
    assert "核实无误" not in words(signed_in(cast.deputy).get(path))
    desk = signed_in(cast.town_office)
    assert "核实无误" in words(desk.get(path))
    assert desk.post(f"/act/duty.check/{entry.pk}", {"next": path}).status_code == 303
    entry.refresh_from_db()
    assert (entry.state, entry.title, entry.collective) == ("checked", "修好山联小桥", False)
    assert "Dispute a duty entry" in words(signed_in(cast.deputy, "en").get(path))
    assert "Withdraw a duty entry" not in words(signed_in(cast.deputy, "en").get(path))
    withdrawn = {"because": "办桥的是曾平梅代表", "next": path}
    assert desk.post(f"/act/duty.withdraw/{entry.pk}", {}).status_code == 422
    assert desk.post(f"/act/duty.withdraw/{entry.pk}", withdrawn).status_code == 303
    shown = signed_in(cast.deputy).get(path)
    assert "<s>修好山联小桥</s>" in shown.content.decode()
    assert "孔丽华（镇人大）撤销 办桥的是曾平梅代表" in words(shown)
    assert "Withdrawn by 孔丽华（镇人大）" in words(signed_in(cast.deputy, "en").get(path))


def test_coverage_counts_everybody_once(cast, round_):
    said = words(signed_in(cast.public).get("/coverage"))
    assert "共 3 名 = 已述职 0 名 + 列入名单 0 名 + 还没有 3 名" in said
    a_reporter(cast, round_)
    done = a_round(cast, kind="town", state="conclusion", programme=round_.programme)
    a_reporter(cast, done)
    meeting = a_meeting(cast, done, state="closed")
    said = words(signed_in(cast.public).get("/coverage"))
    assert "共 3 名 = 已述职 0 名 + 列入名单 1 名 + 还没有 2 名" in said
    assert "共 1 名 = 已述职 1 名 + 列入名单 0 名 + 还没有 0 名" in said
    day = clock.today() + timedelta(days=7)
    assert f"{day.year}年{day.month}月{day.day}日 东港镇" in said
    assert "测评结果" not in said
    m.Count.objects.create(meeting=meeting, issued=9, cast=9, paper=0, unused=0, missing=0, state="announced")
    reported = words(signed_in(cast.public).get("/coverage?state=reported"))
    assert "找到 1 名代表" in reported
    assert "丁峰良" in reported
    assert "覃子涵" not in reported


def test_who_reported_and_left_office_is_shown_and_not_counted(cast, round_):
    a_reporter(cast, round_)
    m.Round.objects.filter(pk=round_.pk).update(state="conclusion")
    a_meeting(cast, round_, state="closed")
    m.Mandate.objects.filter(person=cast.deputy.person).update(until=clock.today())
    m.Mandate.objects.filter(person=cast.organs_deputy.person).update(until=clock.today())
    for language, word in (("zh-hans", "已述职，不再担任代表"), ("en", "Reported; no longer in office")):
        said = words(signed_in(cast.public, language).get("/coverage"))
        assert said.count(word) == 1
        assert "覃子涵" in said or "覃　子涵" in said
        assert "史思英" not in said
    said = words(signed_in(cast.public).get("/coverage"))
    assert "共 1 名 = 已述职 0 名 + 列入名单 0 名 + 还没有 1 名" in said
    assert "0 / 1 已述职" in said
    m.Mandate.objects.filter(person=cast.second_deputy.person).update(until=clock.today())
    alone = signed_in(cast.public).get("/coverage")
    assert "0 / 0 已述职" in words(alone)
    assert 'max="1"' in alone.content.decode()


def test_a_meeting_not_called_has_no_day_for_the_public(cast):
    round_ = a_round(cast, state="preparation")
    a_reporter(cast, round_)
    meeting = a_meeting(cast, round_, state="planned")
    assert "月" not in words(signed_in(cast.public).get("/coverage?state=listed")).split("找到")[1]
    meeting.state = "called"
    meeting.save()
    assert "月" in words(signed_in(cast.public).get("/coverage?state=listed")).split("找到")[1]


def test_a_programme_being_drafted_is_not_public(cast, round_):
    a_reporter(cast, round_)
    m.Programme.objects.update(state="drafted")
    assert "列入名单 0 名 + 还没有 3 名" in words(signed_in(cast.public).get("/coverage"))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("name=qzh", ["覃子涵"]),
        ("name=曾", ["曾平梅"]),
        ("level=town", ["丁峰良"]),
        ("level=district&order=strokes", ["史思英", "曾平梅", "覃子涵"]),
        ("state=listed", []),
        ("body=x&group=%00", []),
    ],
)
def test_coverage_is_narrowed_and_ordered(cast, query, names):
    said = words(signed_in(cast.public).get(f"/coverage?{query}"))
    assert sorted(n for n in ("覃子涵", "曾平梅", "丁峰良", "史思英") if n in said) == sorted(names)


def test_queries_do_not_grow_with_rows(cast, round_):
    def measure():
        return {
            "coverage": queries(signed_in(cast.public), "/coverage"),
            "roster": queries(signed_in(cast.leader), f"/rounds/{round_.pk}/roster"),
            "propose": queries(signed_in(cast.leader), f"/act/roster.propose/{round_.pk}"),
            "ledger": queries(signed_in(cast.town_office), f"/mandates/{cast.mandate(cast.deputy).pk}/ledger"),
            "honours": queries(signed_in(cast.office), f"/programmes/{round_.programme_id}/honours?show=all"),
        }

    a_reporter(cast, round_, state="proposed")
    m.DutyEntry.objects.create(
        mandate=cast.mandate(cast.deputy), on=clock.today(), aspect="voters", kind="contact", title="走访"
    )
    few = measure()
    for order, mandate in enumerate(many(cast, 30), 2):
        m.Reporter.objects.create(round=round_, mandate=mandate, state="proposed", order=order)
        m.DutyEntry.objects.create(mandate=mandate, on=clock.today(), aspect="law", kind="study", title="学习")
        m.DutyEntry.objects.create(
            mandate=cast.mandate(cast.deputy), on=clock.today(), aspect="law", kind="study", title="学习"
        )
    assert measure() == few
    assert max(few.values()) <= 15, few


ACTS = [name for name in FORMS if name.split(".")[0] in ("roster", "duty", "honour")] + ["person.end_mandate"]
ODD = st.one_of(
    st.text(max_size=30), st.sampled_from(["0", "-1", "2006-02-30", "9999-12-31", "1", "on", "\x00", "yes"])
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_input_raises(cast, round_, data):
    name = data.draw(st.sampled_from(ACTS))
    reporter = m.Reporter.objects.filter(round=round_).first() or a_reporter(cast, round_)
    entry = m.DutyEntry.objects.first() or m.DutyEntry.objects.create(
        mandate=reporter.mandate, on=clock.today(), aspect="voters", kind="contact", title="走访"
    )
    named = m.Honour.objects.first() or m.Honour.objects.create(
        programme=round_.programme, mandate=reporter.mandate, grounds="好"
    )
    subject = {
        "round": round_,
        "roster": round_.roster,
        "reporter": reporter,
        "mandate": reporter.mandate,
        "duty": entry,
        "honour": named,
    }
    record = subject[REGISTER[name].on]
    form_class = FORMS[name]
    fields = form_class(actor=cast.leader, subject=record).fields
    form = form_class({f: data.draw(ODD) for f in fields}, actor=cast.leader, subject=record)
    assert form.is_valid() in (True, False)
    assert isinstance(form.arguments() if form.is_valid() else {}, dict)
