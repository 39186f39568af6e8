"""The pages on which comments are decided on and the written feedback is read and handed over (4.3b, 4.4a, D0002)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.acts.test_comment import counted
from tests.web.test_count import signed_in, words

from shuzhi.records import clock
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db


def decided(page, **special):
    """The form as the scrutineer sends it: everything shown but the comments named by their number."""
    given = {}
    for bound in page.context["form"].comment_fields:
        n = bound.label.split()[1]
        given[bound.name] = special.get(f"n{n}", "shown")
    return given


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_scrutineer_reads_and_decides_and_nobody_else_sees_a_word(cast, language):
    found = counted(cast)
    path = f"/act/count.release_comments/{found.pk}"
    for actor in (cast.office, cast.town_office, cast.leader, cast.deputy, cast.teller):
        client = signed_in(actor, language)
        page = client.get(path)
        assert "句话" not in page.content.decode()
        assert "句话" not in client.post(path, {}).content.decode()
        assert path not in client.get(f"/meetings/{found.meeting_id}/count").content.decode()
    for actor in (cast.stranger, cast.steward):
        assert signed_in(actor, language).get(path).status_code == 404
    client = signed_in(cast.scrutineer, language)
    assert path in client.get(f"/meetings/{found.meeting_id}/count").content.decode()
    page = client.get(path)
    given = decided(page, n4="names")
    assert len(given) == 12
    short = dict(list(given.items())[1:])
    assert client.post(path, short).status_code == 422
    assert client.post(path, given | {next(iter(given)): "<b>"}).status_code == 422
    few = dict.fromkeys(given, "abuse") | dict(list(given.items())[:3])
    refused = client.post(path, few)
    assert refused.status_code == 409
    assert "D0002" in refused.content.decode() or "不足 10 条" in words(refused)
    assert m.Comment.objects.filter(released=None).count() == 12
    assert client.post(path, given).status_code == 303
    assert client.post(path, given).status_code == 422  # those keys are no more
    statement = words(signed_in(cast.town_office).get(f"/meetings/{found.meeting_id}/statement"))
    assert "收到 12 条，公开 11 条，不公开 1 条。" in statement


def test_few_comments_stand_ready_to_be_withheld(cast):
    found = counted(cast, written=4)
    page = signed_in(cast.scrutineer).get(f"/act/count.release_comments/{found.pk}")
    assert {bound.initial for bound in page.context["form"].comment_fields} == {"few"}


def test_the_deputy_and_the_office_read_the_feedback_and_the_public_does_not(cast):
    found = counted(cast)
    reporter = found.meeting.reporters.get()
    scrutineer = signed_in(cast.scrutineer)
    release = f"/act/count.release_comments/{found.pk}"
    assert scrutineer.post(release, decided(scrutineer.get(release), n4="names")).status_code == 303
    path = f"/reporters/{reporter.pk}/feedback"
    for actor in (cast.deputy, cast.town_office, cast.office):
        for language in ("zh-hans", "en"):
            said = signed_in(actor, language).get(path)
            assert said.status_code == 200
            assert "第 5 句话" in words(said)
            assert "第 4 句话" not in words(said)
    for actor in (cast.second_deputy, cast.scrutineer, cast.stranger, cast.town_deputy):
        assert signed_in(actor).get(path).status_code == 404
    for page in (f"/reporters/{reporter.pk}", "/results", f"/meetings/{found.meeting_id}/public"):
        assert "句话" not in words(Client().get(page))


def test_handed_over_with_one_press(cast):
    found = counted(cast)
    m.Meeting.objects.update(starts_at=clock.now())
    reporter = found.meeting.reporters.get()
    path = f"/reporters/{reporter.pk}/feedback"
    assert "登记已经反馈" not in words(signed_in(cast.deputy).get(path))
    desk = signed_in(cast.town_office)
    assert "登记已经反馈" in words(desk.get(path))
    act = f"/act/feedback.hand_over/{reporter.pk}"
    for wrong in ("", "x", "2026-13-40", "9" * 400):
        assert desk.post(act, {"on": wrong}).status_code == 422
    given = {"on": clock.today().isoformat(), "next": path}
    assert desk.post(act, given)["Location"] == path
    assert "已反馈" in words(signed_in(cast.deputy).get(path))
    assert desk.post(act, given).status_code == 409
    home = words(desk.get(f"/rounds/{reporter.round_id}"))
    assert "评议意见和测评结果书面反馈代表" in home


def test_as_many_queries_for_one_comment_as_for_many(cast):
    found = counted(cast, written=14)
    path = f"/reporters/{found.meeting.reporters.get().pk}/feedback"
    client = signed_in(cast.deputy)

    def queries():
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    before = queries()
    assert before <= 24
    m.Comment.objects.bulk_create(
        m.Comment(key=bytes([n]) * 16, meeting=found.meeting, text="好", released=True) for n in range(30)
    )
    assert queries() == before
