"""The closed loop's page, its evidence, and the attendees' form (4.4a, 4.4b)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import a_meeting, a_reporter, a_round
from tests.cast import Cast
from tests.web.voices import queries, signed_in, words

from shuzhi.acts import rectification as acts
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.rectification import MOST_BYTES

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4 demonstration"


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def reporter(cast: Cast) -> m.Reporter:
    return a_reporter(cast, a_round(cast, state="conclusion"))


@pytest.fixture
def goal(cast: Cast, reporter: m.Reporter) -> m.Goal:
    said = m.Opinion.objects.create(
        round=reporter.round,
        reporter=reporter,
        source="appraisal",
        on=clock.today(),
        text="村东路灯不亮",
        voter_name="周阿大",
    )
    made = acts.propose(
        cast.deputy,
        reporter,
        text="十二盏灯都亮",
        due_on=clock.today() + timedelta(days=60),
        opinions=[said],
        measure="提出建议",
        owner="覃子涵",
        measure_due_on=clock.today() + timedelta(days=30),
    )
    assert made is not None
    acts.start(cast.deputy, made)
    meeting = a_meeting(cast, reporter.round, reporters=[reporter])
    m.Invitee.objects.create(
        meeting=meeting, name="张建国", phone="13800003309", present=True, kind="voter_representative"
    )
    return made


def test_the_page_is_for_those_who_take_part_and_names_no_voter(cast: Cast, reporter: m.Reporter, goal: m.Goal) -> None:
    part = {"office", "chairpersons", "town_office", "presidium", "leader", "deputy", "second_deputy"}
    part |= {"teller", "second_teller", "scrutineer"}
    for name, actor in cast.everybody.items():
        answer = signed_in(actor).get(f"/reporters/{reporter.pk}/rectification")
        assert answer.status_code == (302 if name == "public" else 200 if name in part else 404), name
        if answer.status_code == 200:
            said = words(answer)
            assert "村东路灯不亮" in said
            assert "十二盏灯都亮" in said
            assert "周阿大" not in said


def test_a_goal_is_promised_from_the_page(cast: Cast, reporter: m.Reporter) -> None:
    said = m.Opinion.objects.create(
        round=reporter.round,
        reporter=reporter,
        source="appraisal",
        on=clock.today(),
        text="多到组里坐坐",
        sorted_as="conduct",
    )
    client = signed_in(cast.deputy)
    page = client.get(f"/reporters/{reporter.pk}/rectification?opinion={said.pk}")
    assert "checked" in page.content.decode()
    assert "多到组里坐坐" in words(page)
    day = (clock.today() + timedelta(days=30)).isoformat()
    given_ = {
        "opinions": said.pk,
        "text": "每季坐班一次",
        "due_on": day,
        "measure": "",
        "owner": "",
        "measure_due_on": "",
    }
    refused = client.post(f"/act/rectification.propose/{reporter.pk}", given_)
    assert refused.status_code == 409
    assert "没有措施" in words(refused)
    done = client.post(
        f"/act/rectification.propose/{reporter.pk}",
        given_ | {"measure": "排坐班表", "owner": "覃子涵", "measure_due_on": day},
    )
    assert done.status_code == 303
    assert done["Location"] == f"/reporters/{reporter.pk}/rectification"
    assert "每季坐班一次" in words(client.get(done["Location"]))
    assert 'id="promise"' not in signed_in(cast.town_office).get(done["Location"]).content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_is_late_says_so_in_days(cast: Cast, reporter: m.Reporter, goal: m.Goal, language: str) -> None:
    m.Goal.objects.update(due_on=clock.today() - timedelta(days=6))
    said = words(signed_in(cast.deputy, language).get(f"/reporters/{reporter.pk}/rectification"))
    assert ("逾期 6 天" if language == "zh-hans" else "6 days late") in said


def upload(cast: Cast, goal: m.Goal, data: bytes, name: str = "现场.pdf") -> Any:
    return signed_in(cast.deputy).post(
        f"/act/rectification.progress/{goal.pk}",
        {
            "on": clock.today().isoformat(),
            "text": "建议已送达",
            "measure": goal.measures.get().pk,
            "finishes": "on",
            "evidence": SimpleUploadedFile(name, data),
        },
    )


def test_evidence_is_a_download_for_those_who_take_part(cast: Cast, goal: m.Goal) -> None:
    assert upload(cast, goal, PDF).status_code == 303
    kept = m.Progress.objects.get()
    answer = signed_in(cast.town_office).get(f"/evidence/{kept.pk}")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, PDF, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert signed_in(cast.stranger).get(f"/evidence/{kept.pk}").status_code == 404
    assert signed_in(cast.public).get(f"/evidence/{kept.pk}").status_code == 302
    kept.evidence.storage.delete(kept.evidence.name)
    assert signed_in(cast.town_office).get(f"/evidence/{kept.pk}").status_code == 404


@pytest.mark.parametrize(
    "data",
    [b"<html><script>alert(1)</script>", b"MZ\x90\x00", b"%PDF-" + b"0" * MOST_BYTES],
    ids=["html", "exe", "huge"],
)
def test_what_is_no_picture_or_paper_or_too_large_is_told_at_the_field(cast: Cast, goal: m.Goal, data: bytes) -> None:
    answer = upload(cast, goal, data)
    assert answer.status_code == 422
    assert not m.Progress.objects.exists()


def test_one_who_attended_says_done_and_only_counts_are_shown(cast: Cast, reporter: m.Reporter, goal: m.Goal) -> None:
    client = signed_in(cast.public)
    assert client.get(f"/act/rectification.confirm/{goal.pk}").status_code == 200
    given_ = {"name": "张建国", "tail": "3309", "done": "yes", "next": f"/reporters/{reporter.pk}"}
    assert client.post(f"/act/rectification.confirm/{goal.pk}", given_ | {"tail": "1111"}).status_code == 409
    done = client.post(f"/act/rectification.confirm/{goal.pk}", given_)
    assert (done.status_code, done["Location"]) == (303, f"/reporters/{reporter.pk}")
    said = words(client.get(f"/act/rectification.confirm/{goal.pk}"))
    assert "已有 1 人说办好了，0 人说还没有。" in said
    assert "张建国" not in said
    assert "张建国" not in words(signed_in(cast.deputy).get(f"/reporters/{reporter.pk}/rectification"))


def test_the_attendees_form_leads_the_public_to_a_public_page(cast: Cast, reporter: m.Reporter, goal: m.Goal) -> None:
    body = signed_in(cast.public).get(f"/act/rectification.confirm/{goal.pk}").content.decode()
    assert f'name="next" value="/reporters/{reporter.pk}"' in body


def test_the_page_asks_the_same_for_one_goal_and_for_thirty(cast: Cast, reporter: m.Reporter, goal: m.Goal) -> None:
    for who in (cast.deputy, cast.town_office):
        client = signed_in(who)
        client.get("/")
        path = f"/reporters/{reporter.pk}/rectification"
        m.Goal.objects.exclude(pk=goal.pk).delete()
        m.Progress.objects.get_or_create(goal=goal, on=clock.today(), text="在办", measure=goal.measures.get())
        one = queries(client, path)
        for n in range(30):
            more = m.Goal.objects.create(reporter=reporter, text=f"目标{n}", due_on=clock.today(), state="under_way")
            measure = m.Measure.objects.create(goal=more, text="措施", owner="覃子涵", due_on=clock.today())
            m.Progress.objects.create(goal=more, measure=measure, on=clock.today(), text="在办")
        assert queries(client, path) == one <= 15, who.name
        m.Progress.objects.exclude(goal=goal).delete()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    given_=st.dictionaries(
        st.sampled_from(
            [
                "text",
                "due_on",
                "opinions",
                "measure",
                "owner",
                "measure_due_on",
                "on",
                "finishes",
                "outcome",
                "name",
                "tail",
                "done",
                "reason",
                "once",
                "evidence",
            ]
        ),
        st.one_of(
            st.text(max_size=40),
            st.sampled_from(["2026-02-30", "9999-12-31", "0001-01-01", "1", "-1", "yes", "3309", "٣٣٠٩", "on"]),
        ),
    ),
    act=st.sampled_from(["propose", "add_measure", "start", "progress", "finish", "confirm"]),
)
def test_no_input_raises(cast: Cast, reporter: m.Reporter, goal: m.Goal, given_: dict[str, Any], act: str) -> None:
    pk = reporter.pk if act == "propose" else goal.pk
    answer = signed_in(cast.deputy).post(f"/act/rectification.{act}/{pk}", given_)
    assert answer.status_code in (303, 409, 422)
