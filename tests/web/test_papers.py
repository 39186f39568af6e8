"""The page of a round's papers, the files behind it, and where else they are offered."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.builders import a_meeting, a_reporter, a_round
from tests.cast import Cast

from shuzhi.acts import study
from shuzhi.reads import memo
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor


def client_of(actor: Actor) -> Client:
    account, _ = get_user_model().objects.get_or_create(username=f"p{actor.person}")
    m.Person.objects.filter(pk=actor.person).update(account=account)
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def round_(cast: Cast) -> m.Round:
    made = a_round(cast, state="preparation")
    a_reporter(cast, made)
    a_meeting(cast, made)
    return made


def address(name: str, pk: int, suffix: str) -> str:
    return reverse("paper", kwargs={"name": name, "pk": pk, "suffix": suffix})


def test_the_page_lists_papers_and_leads_to_where_the_missing_is_filled_in(cast: Cast, round_: m.Round) -> None:
    page = client_of(cast.town_office).get(reverse("papers", args=[round_.pk])).content.decode()
    reporter = round_.reporters.get()
    for name, pk in (
        ("plan", round_.pk),
        ("roster_filing", round_.pk),
        ("visits", reporter.pk),
        ("report", reporter.pk),
    ):
        assert address(name, pk, "docx") in page
        assert address(name, pk, "pdf") in page
    assert address("schedule", round_.pk, "xlsx") in page
    assert (
        f'<a href="{reverse("report", args=[reporter.pk])}" lang="zh-CN">遵守宪法法律，贯彻党的路线方针政策</a>' in page
    )
    assert f'<a href="{reverse("study", args=[round_.pk])}" lang="zh-CN">学习宣传的情况</a>' in page
    assert ">发文字号<" not in page


def test_a_reporter_is_offered_only_what_a_reporter_may_see(cast: Cast, round_: m.Round) -> None:
    page = client_of(cast.deputy).get(reverse("papers", args=[round_.pk])).content.decode()
    reporter = round_.reporters.get()
    assert address("report", reporter.pk, "docx") in page
    assert "/papers/roster_filing/" not in page
    assert "/papers/call/" not in page


def test_in_english_the_labels_are_english(cast: Cast, round_: m.Round) -> None:
    client = client_of(cast.town_office)
    client.cookies["language"] = "en"
    page = client.get(reverse("papers", args=[round_.pk])).content.decode()
    assert "<h1>Papers</h1>" in page
    assert "Record of visits" in page
    assert "Still missing:" in page


def test_a_file_bears_its_chinese_name_and_is_neither_kept_nor_guessed_at(cast: Cast, round_: m.Round) -> None:
    client = client_of(cast.town_office)
    for suffix, kind, begins in (
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("pdf", "application/pdf", b"%PDF-"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
    ):
        answer = client.get(address("schedule", round_.pk, suffix))
        assert answer.status_code == 200
        assert answer["Content-Type"] == kind
        assert answer.content.startswith(begins)
        name = quote(f"东港镇区人大代表向选民述职工作日程安排.{suffix}")
        assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("name", "suffix"), [("plan", "xlsx"), ("plan", "exe"), ("nonsense", "pdf"), ("roster_filing", "docx")]
)
def test_what_there_is_not_or_may_not_be_seen_is_not_there(cast: Cast, round_: m.Round, name: str, suffix: str) -> None:
    assert client_of(cast.stranger).get(address("plan", round_.pk, "pdf")).status_code == 404
    assert client_of(cast.deputy).get(address(name, round_.pk, suffix)).status_code == 404
    assert client_of(cast.town_office).get(address("plan", 10**6, "pdf")).status_code == 404


def test_each_step_offers_its_own_paper(cast: Cast, round_: m.Round) -> None:
    client, reporter = client_of(cast.town_office), round_.reporters.get()
    meeting = round_.meetings.get()
    m.Study.objects.create(round=round_, on="2026-05-01", form="集中学习", title="学习代表法")
    honour = m.Honour.objects.create(programme=round_.programme, mandate=reporter.mandate, grounds="认真述职")
    offered = {
        reverse("round", args=[round_.pk]): [reverse("papers", args=[round_.pk])],
        reverse("plan", args=[round_.pk]): [address("plan", round_.pk, "docx"), address("schedule", round_.pk, "xlsx")],
        reverse("roster", args=[round_.pk]): [address("roster_filing", round_.pk, "pdf")],
        reverse("study", args=[round_.pk]): [address("study", round_.pk, "docx")],
        reverse("opinions", args=[round_.pk]): [address("visits", reporter.pk, "docx")],
        reverse("report", args=[reporter.pk]): [address("report", reporter.pk, "pdf")],
        reverse("meeting", args=[meeting.pk]): [address("call", meeting.pk, "docx")],
        reverse("invitees", args=[meeting.pk]): [address("call", meeting.pk, "xlsx")],
        reverse("honours", args=[round_.programme_id]): [address("honour_form", honour.pk, "pdf")],
        reverse("liaison"): [address("special_report", round_.pk, "docx")],
    }
    for page, files in offered.items():
        content = client.get(page).content.decode()
        assert [file for file in files if file not in content] == [], page
        assert [client.get(file).status_code for file in files] == [200] * len(files)


def test_the_list_of_the_deputies_page_does_not_offer_what_would_not_open(cast: Cast, round_: m.Round) -> None:
    client = client_of(cast.deputy)
    assert "/papers/" not in client.get(reverse("roster", args=[round_.pk])).content.decode()
    meeting = round_.meetings.get()
    assert "/papers/call/" not in client.get(reverse("meeting", args=[meeting.pk])).content.decode()


def test_the_api_lists_the_same_papers(cast: Cast, round_: m.Round) -> None:
    url = f"/api/rounds/{round_.pk}/papers"
    assert Client().get(url).status_code == 401
    assert client_of(cast.stranger).get(url).status_code == 404
    listed = client_of(cast.town_office).get(url).json()
    plan = next(one for one in listed if one["paper"] == "plan")
    assert plan["files"]["pdf"] == address("plan", round_.pk, "pdf")
    assert plan["label"] == {"zh": "实施方案", "en": "Plan"}
    visits = next(one for one in listed if one["paper"] == "visits")
    assert visits["of"]["zh"] == "覃子涵"
    assert visits["missing"] == ["走访的时间、地点、户数"]


def test_what_each_lacks_is_kept_until_somebody_acts(
    cast: Cast, round_: m.Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memo, "LATELY", 60.0)
    memo.forget()
    client, address = client_of(cast.town_office), reverse("papers", args=[round_.pk])
    lacking = f'<a href="{reverse("study", args=[round_.pk])}" lang="zh-CN">学习宣传的情况</a>'
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert lacking in client.get(address).content.decode()
    assert len(asked) < 40
    study.record(cast.town_office, round_, on=clock.today(), form="动员会", title="动员会")
    assert lacking not in client.get(address).content.decode()
