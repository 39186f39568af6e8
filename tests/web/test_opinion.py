"""The inbox and the public form: for whom they are there, what they say, what they take (4.2a, 4.4a)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import a_reporter, a_round
from tests.cast import Cast
from tests.web.voices import queries, signed_in, words

from shuzhi.records import clock
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db

RUNS = {"office", "chairpersons", "town_office", "presidium", "leader"}


@pytest.fixture
def round_(cast: Cast) -> m.Round:
    return a_round(cast, state="preparation")


@pytest.fixture
def reporter(cast: Cast, round_: m.Round) -> m.Reporter:
    return a_reporter(cast, round_)


def opinion(
    round_: m.Round, reporter: m.Reporter | None, text: str = "村东的路灯一直不亮。", **more: object
) -> m.Opinion:
    given_ = {"source": "telephone", "on": clock.today(), "voter_name": "周阿大"} | more
    return m.Opinion.objects.create(round=round_, reporter=reporter, text=text, **given_)


def test_the_inbox_is_for_those_who_run_the_round_and_the_reporter(
    cast: Cast, round_: m.Round, reporter: m.Reporter
) -> None:
    opinion(round_, reporter)
    for name, actor in cast.everybody.items():
        answer = signed_in(actor).get(f"/rounds/{round_.pk}/opinions")
        wanted = 302 if name == "public" else 200 if name in RUNS | {"deputy"} else 404
        assert answer.status_code == wanted, name


def test_a_reporter_sees_only_what_was_said_of_him_and_no_names(
    cast: Cast, round_: m.Round, reporter: m.Reporter
) -> None:
    other = a_reporter(cast, round_, actor=cast.second_deputy, order=2)
    opinion(round_, reporter)
    opinion(round_, other, "河道里水草没有人捞。")
    said = words(signed_in(cast.deputy).get(f"/rounds/{round_.pk}/opinions"))
    assert "村东的路灯一直不亮。" in said
    assert "河道里水草没有人捞。" not in said
    assert "周阿大" not in said
    said = words(signed_in(cast.town_office).get(f"/rounds/{round_.pk}/opinions"))
    assert "河道里水草没有人捞。" in said
    assert "周阿大" in said


def test_another_deputy_cannot_open_the_form_of_an_opinion(cast: Cast, round_: m.Round, reporter: m.Reporter) -> None:
    pk = opinion(round_, reporter).pk
    assert signed_in(cast.second_deputy).get(f"/act/opinion.answer/{pk}").status_code == 404
    assert signed_in(cast.deputy).get(f"/act/opinion.answer/{pk}").status_code == 200


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_next_one_lies_open_and_saving_goes_on_to_the_one_after(
    cast: Cast, round_: m.Round, reporter: m.Reporter, language: str
) -> None:
    first, second = opinion(round_, reporter, "路灯不亮，晚上不敢出门"), opinion(round_, reporter, "公交末班太早")
    client = signed_in(cast.town_office, language)
    page = client.get(f"/rounds/{round_.pk}/opinions?state=recorded")
    assert f'action="/act/opinion.sort/{first.pk}"' in page.content.decode()
    done = client.post(
        f"/act/opinion.sort/{first.pk}",
        {
            "sorted_as": "public_matter",
            "handler": "镇建设管理所",
            "next": f"/rounds/{round_.pk}/opinions?state=recorded",
        },
    )
    assert (done.status_code, done["Location"]) == (303, f"/rounds/{round_.pk}/opinions?state=recorded")
    page = client.get(done["Location"])
    assert f'action="/act/opinion.sort/{second.pk}"' in page.content.decode()
    assert "公交末班太早" in words(page)
    assert "路灯不亮" not in words(page)


def test_what_says_nearly_the_same_stands_beside_it(cast: Cast, round_: m.Round, reporter: m.Reporter) -> None:
    asked = opinion(round_, reporter)
    opinion(round_, reporter, "村东路灯还是不亮，请代表催一催。", state="answered", answer="已报修")
    said = words(signed_in(cast.town_office).get(f"/rounds/{round_.pk}/opinions?state=recorded&open={asked.pk}"))
    assert "意思相近的意见" in said
    assert "村东路灯还是不亮，请代表催一催。" in said


def test_filters_and_what_is_late(cast: Cast, round_: m.Round, reporter: m.Reporter) -> None:
    opinion(
        round_,
        reporter,
        "垃圾中转站气味大",
        state="sorted",
        sorted_as="public_matter",
        handler="镇建管所",
        due_on=clock.today() - timedelta(days=2),
    )
    opinion(round_, None, "希望早点通知")
    client = signed_in(cast.town_office)
    said = words(client.get(f"/rounds/{round_.pk}/opinions?state=late"))
    assert "逾期 2 天" in said
    assert "希望早点通知" not in said
    assert "希望早点通知" not in words(client.get(f"/rounds/{round_.pk}/opinions?reporter={reporter.pk}"))
    for odd in ("?state=x&sort=y&page=z&open=q&reporter=-1", "?page=99999999999&open=99999999999", "?sort=%00"):
        assert client.get(f"/rounds/{round_.pk}/opinions{odd}").status_code == 200


def test_the_inbox_asks_the_same_for_one_and_for_thirty(cast: Cast, round_: m.Round, reporter: m.Reporter) -> None:
    opinion(round_, reporter)
    client = signed_in(cast.town_office)
    client.get("/")
    one = queries(client, f"/rounds/{round_.pk}/opinions")
    for n in range(30):
        visit = m.Visit.objects.create(reporter=reporter, on=clock.today(), place=f"{n}组", households=3)
        goal = m.Goal.objects.create(reporter=reporter, text="x", due_on=clock.today())
        goal.opinions.add(opinion(round_, reporter, f"意见{n}", visit=visit))
    many = queries(client, f"/rounds/{round_.pk}/opinions")
    assert one == many <= 15


# ── the public form


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_anybody_says_something_to_a_reporter(cast: Cast, round_: m.Round, reporter: m.Reporter, language: str) -> None:
    client = signed_in(cast.public, language)
    assert "覃子涵" in words(client.get("/speak"))
    page = client.get(f"/speak?reporter={reporter.pk}")
    assert page.status_code == 200
    done = client.post(
        f"/act/opinion.send/{round_.pk}",
        {"reporter": reporter.pk, "text": "垃圾两天没有收。", "next": f"/speak?round={round_.pk}&sent=1", "once": "q1"},
        REMOTE_ADDR="203.0.113.77",
    )
    assert done.status_code == 303
    assert ("意见收到了" if language == "zh-hans" else "has arrived") in words(client.get(done["Location"]))
    kept = m.Opinion.objects.get()
    assert (kept.text, kept.source, kept.reporter, kept.on) == ("垃圾两天没有收。", "public", reporter, clock.today())
    assert not any("203.0.113.77" in str(value) for value in m.Opinion.objects.values_list().get())


def test_nobody_is_asked_before_the_list_is_decided(cast: Cast, round_: m.Round, reporter: m.Reporter) -> None:
    m.Roster.objects.update(state="drafted")
    client = signed_in(cast.public)
    assert "覃子涵" not in words(client.get("/speak"))
    assert client.get(f"/speak?reporter={reporter.pk}").status_code == 404


@pytest.mark.parametrize(
    "bad", [{"text": ""}, {"text": "短"}, {"text": "长" * 1001}, {"website": "http://x"}, {"reporter": "9999"}]
)
def test_what_is_not_filled_in_right_is_told_at_the_field(
    cast: Cast, round_: m.Round, reporter: m.Reporter, bad: dict[str, str]
) -> None:
    answer = signed_in(cast.public).post(
        f"/act/opinion.send/{round_.pk}", {"reporter": reporter.pk, "text": "垃圾两天没有收。"} | bad
    )
    assert answer.status_code == 422
    assert not m.Opinion.objects.exists()


def test_the_public_form_refuses_with_its_page_when_the_round_is_closed(
    cast: Cast, round_: m.Round, reporter: m.Reporter
) -> None:
    m.Round.objects.update(state="closed")
    answer = Client().post(f"/act/opinion.send/{round_.pk}", {"text": "垃圾两天没有收。"})
    assert answer.status_code == 409
    assert not m.Opinion.objects.exists()


VALUES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["", "1", "-1", "2026-02-30", "0001-01-01", "9999-12-31", "visit", "public_matter", "did", "will", "on"]
    ),
    st.integers().map(str),
)
FIELDS = [
    "on", "place", "households", "opinions", "note", "text", "source", "reporter", "voter_name", "constituency",
    "visit", "website", "sorted_as", "handler", "due_on", "difficult", "answer", "kind", "reason", "once", "next",
]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    given_=st.dictionaries(st.sampled_from(FIELDS), VALUES),
    act=st.sampled_from(["visit", "record", "send", "sort", "answer"]),
)
def test_no_input_raises(cast: Cast, round_: m.Round, reporter: m.Reporter, given_: dict[str, Any], act: str) -> None:
    subject = {
        "visit": reporter.pk,
        "record": round_.pk,
        "send": round_.pk,
        "sort": opinion(round_, reporter).pk,
        "answer": opinion(round_, reporter, state="sorted", sorted_as="conduct").pk,
    }[act]
    answer = signed_in(cast.town_office).post(f"/act/opinion.{act}/{subject}", given_)
    assert answer.status_code in (303, 409, 422)


def test_a_visit_is_recorded_through_its_form(cast: Cast, reporter: m.Reporter) -> None:
    answer = signed_in(cast.deputy).post(
        f"/act/opinion.visit/{reporter.pk}",
        {"on": clock.today().isoformat(), "place": "港下村三组", "households": 12, "opinions": "路灯不亮\n公交太少"},
    )
    assert answer.status_code == 303
    assert answer["Location"] == f"/rounds/{reporter.round_id}/opinions"
    assert [o.text for o in m.Opinion.objects.all()] == ["路灯不亮", "公交太少"]
