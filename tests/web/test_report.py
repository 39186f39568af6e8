"""The report's page: who may read a draft, the editor, versions, the look before handing in (3.1–3.5, 5.3)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import a_reporter, a_round
from tests.cast import Cast
from tests.web.voices import queries, signed_in, words

from shuzhi.acts import report as acts
from shuzhi.records import clock
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db

KEYS = ("law", "sessions", "voters", "activities", "example")
LONG = "我走访了港下村三组十二户，听到路灯不亮的意见。" * 8


@pytest.fixture
def reporter(cast: Cast) -> m.Reporter:
    return a_reporter(cast, a_round(cast, state="preparation"))


def test_a_draft_is_read_by_the_reporter_and_those_who_run_the_round(cast: Cast, reporter: m.Reporter) -> None:
    a_reporter(cast, reporter.round, actor=cast.second_deputy, order=2)
    acts.write(cast.deputy, reporter, sections={"law": "还没有写好的话"})
    for name, actor in cast.everybody.items():
        answer = signed_in(actor).get(f"/reporters/{reporter.pk}/report")
        may = name in {"office", "chairpersons", "town_office", "presidium", "leader", "deputy"}
        assert answer.status_code == (302 if name == "public" else 200 if may else 404), name


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_deputy_writes_with_the_ledger_beside(cast: Cast, reporter: m.Reporter, language: str) -> None:
    m.DutyEntry.objects.create(
        mandate=reporter.mandate,
        on=clock.today(),
        aspect="voters",
        kind="contact",
        title="走访港下村三组",
        state="checked",
    )
    client = signed_in(cast.deputy, language)
    page = client.get(f"/reporters/{reporter.pk}/report")
    assert "走访港下村三组" in words(page)
    assert all(f'name="section_{key}"' in page.content.decode() for key in (*KEYS, "shortcomings"))
    done = client.post(
        f"/act/report.write/{reporter.pk}", {"section_law": "学习代表法", "next": f"/reporters/{reporter.pk}/report"}
    )
    assert done.status_code == 303
    assert m.ReportVersion.objects.get().sections == {"law": "学习代表法"}
    assert "学习代表法" in words(client.get(done["Location"]))


def test_the_office_reads_and_does_not_write(cast: Cast, reporter: m.Reporter) -> None:
    acts.write(cast.deputy, reporter, sections={"example": "今年我镇完成产值二十亿元。"})
    page = signed_in(cast.town_office).get(f"/reporters/{reporter.pk}/report")
    assert 'name="section_law"' not in page.content.decode()
    said = words(page)
    assert "有 2 处要再看一看" in said
    assert "像职务工作报告" in said
    assert "登记面对面指导" in said
    assert signed_in(cast.town_office).post(f"/act/report.write/{reporter.pk}", {}).status_code == 409


def test_versions_are_compared(cast: Cast, reporter: m.Reporter) -> None:
    acts.write(cast.deputy, reporter, sections={"law": "学习代表法一次。"})
    acts.write(cast.deputy, reporter, sections={"law": "学习代表法两次。"})
    client = signed_in(cast.deputy)
    body = client.get(f"/reporters/{reporter.pk}/report?version=2&against=1").content.decode()
    assert "<del>一</del><ins>两</ins>" in body
    assert 'name="section_law"' not in body
    assert "这是第 1 稿" in words(client.get(f"/reporters/{reporter.pk}/report?version=1"))
    assert client.get(f"/reporters/{reporter.pk}/report?version=9&against=x").status_code == 200


def test_it_is_read_once_more_before_it_is_handed_in(cast: Cast, reporter: m.Reporter) -> None:
    report = acts.write(cast.deputy, reporter, sections={"law": LONG})
    assert report is not None
    client = signed_in(cast.deputy)
    page = client.get(f"/act/report.submit/{report.pk}")
    said = words(page)
    assert LONG in said
    assert "没有写" in said
    assert f'href="/reporters/{reporter.pk}/report#a-sessions"' in page.content.decode()
    refused = client.post(f"/act/report.submit/{report.pk}")
    assert refused.status_code == 409
    assert "3.5" in words(refused)
    acts.write(cast.deputy, reporter, sections=dict.fromkeys(KEYS, LONG))
    assert client.post(f"/act/report.submit/{report.pk}").status_code == 303
    page = client.get(f"/reporters/{reporter.pk}/report")
    assert 'name="section_law"' not in page.content.decode()


def test_the_page_asks_the_same_however_much_is_written(cast: Cast, reporter: m.Reporter) -> None:
    acts.write(cast.deputy, reporter, sections={"law": "一"})
    for who in (cast.deputy, cast.town_office):
        client = signed_in(who)
        client.get("/")
        path = f"/reporters/{reporter.pk}/report"
        m.DutyEntry.objects.all().delete()
        one = queries(client, path)
        for n in range(30):
            m.DutyEntry.objects.create(
                mandate=reporter.mandate, on=clock.today(), aspect="law", kind="study", title=f"学习{n}"
            )
            m.Opinion.objects.create(
                round=reporter.round, reporter=reporter, source="letter", on=clock.today(), text=f"意见{n}"
            )
            acts.write(cast.deputy, reporter, sections={"law": f"第{n}稿{who.name}"})
        assert queries(client, path) == one <= 15, who.name


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    given_=st.dictionaries(
        st.sampled_from(["section_law", "section_x", "on", "guide", "advice", "place", "remarks", "reason", "once"]),
        st.one_of(st.text(max_size=60), st.sampled_from(["2026-02-30", "9999-12-31", "0001-01-01"])),
    ),
    act=st.sampled_from(["write", "submit", "guide", "accept", "return", "publish"]),
)
def test_no_input_raises(cast: Cast, reporter: m.Reporter, given_: dict[str, Any], act: str) -> None:
    report = m.Report.objects.get_or_create(reporter=reporter, defaults={"state": "submitted"})[0]
    for who in (cast.deputy, cast.town_office):
        pk = reporter.pk if act == "write" else report.pk
        answer = signed_in(who).post(f"/act/report.{act}/{pk}", given_)
        assert answer.status_code in (303, 409, 422)
