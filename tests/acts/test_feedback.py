"""Opinions and result to the deputy in writing: compiled, handed over, late otherwise (4.3b, 4.4a)."""

from datetime import timedelta

import pytest
from tests.acts.test_comment import counted, decide
from tests.builders import a_plan

from shuzhi.acts import comment, feedback
from shuzhi.acts._perform import AlreadyDone, Refused
from shuzhi.reads.feedback import feedback_page
from shuzhi.reads.sight import NotVisible
from shuzhi.reads.standing import standing_of
from shuzhi.reads.tasks import tasks_of
from shuzhi.records import clock
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter(cast):
    """One reporter whose result is announced, of whom one group was heard; the meeting was yesterday."""
    found = counted(cast)
    yesterday = clock.now() - timedelta(days=1)
    m.Meeting.objects.filter(pk=found.meeting_id).update(starts_at=yesterday)
    reporter = found.meeting.reporters.get()
    group = m.AppraisalGroup.objects.create(meeting=found.meeting, number=1, name="第一组", heard=True)
    m.Appraisal.objects.create(group=group, reporter=reporter, text="办事实在。", demands="路灯要亮\n多来村里")
    return reporter


def clauses(refused):
    verdict = refused.value.verdict
    return [f.clause for f in verdict.lacks], [f.clause for f in verdict.cautions]


def task(reporter):
    return next(t for t in tasks_of(standing_of(reporter.round)) if t.key == "feedback")


def test_compiled_from_what_was_heard_and_announced(cast, reporter):
    page = feedback_page(cast.deputy, reporter.pk)
    assert page.own
    assert next((s.label.zh, s.n) for s in page.result.overall.shares) == ("满意", 9)
    assert [(h.group, h.text, h.demands) for h in page.heard] == [("第一组", "办事实在。", ("路灯要亮", "多来村里"))]
    assert page.comments.texts == ()
    count = m.Count.objects.get()
    comment.release(cast.scrutineer, count, decisions=decide(cast, count, n1="abuse"))
    texts = feedback_page(cast.deputy, reporter.pk).comments.texts
    assert len(texts) == 11
    assert "第 1 句话" not in texts


def test_for_the_deputy_and_those_who_run_the_round(cast, reporter):
    seen = set()
    for name, actor in cast.everybody.items():
        try:
            feedback_page(actor, reporter.pk)
        except NotVisible:
            continue
        seen.add(name)
    assert seen == {"office", "chairpersons", "town_office", "presidium", "leader", "deputy"}


def test_handed_over_by_the_organiser_once(cast, reporter):
    today = clock.today()
    for who in ("deputy", "office", "scrutineer", "presidium", "stranger", "public"):
        with pytest.raises(Refused):
            feedback.hand_over(getattr(cast, who), reporter, on=today)
    with pytest.raises(Refused) as early:
        feedback.hand_over(cast.town_office, reporter, on=today - timedelta(days=2))
    assert clauses(early) == (["4.4a"], [])
    done = feedback.hand_over(cast.town_office, reporter, on=today, once="x")
    assert (done.feedback_on, done.feedback_by) == (today, "孔丽华")
    with pytest.raises(AlreadyDone):
        feedback.hand_over(cast.town_office, reporter, on=today, once="x")
    with pytest.raises(Refused) as again:
        feedback.hand_over(cast.leader, reporter, on=today)
    assert clauses(again) == ([], ["4.4a"])
    assert feedback.hand_over(cast.leader, reporter, on=today, reason="前一次少了一页").feedback_by == "马芬华"


def test_before_the_result_there_is_nothing_to_hand_over(cast, reporter):
    m.Count.objects.update(state="sealed", announced_on=None)
    with pytest.raises(Refused) as refused:
        feedback.hand_over(cast.town_office, reporter, on=clock.today())
    assert clauses(refused) == (["4.3b(iii)"], [])
    page = feedback_page(cast.town_office, reporter.pk)
    assert (page.known, page.result, page.heard) == (False, None, ())
    assert page.act is not None
    assert not page.act.allowed


def test_a_group_not_heard_asks_for_a_reason(cast, reporter):
    m.AppraisalGroup.objects.create(meeting=m.Meeting.objects.get(), number=2, name="第二组")
    with pytest.raises(Refused) as refused:
        feedback.hand_over(cast.town_office, reporter, on=clock.today())
    assert clauses(refused) == ([], ["4.3b(iv)"])
    feedback.hand_over(cast.town_office, reporter, on=clock.today(), reason="第二组没有人参加")


@pytest.mark.parametrize(("days", "state", "late"), [(-2, "late", 2), (0, "todo", 0), (2, "begun", 0)])
def test_the_plans_task_is_due_late_and_done(cast, reporter, days, state, late):
    m.Plan.objects.filter(round=reporter.round_id).delete()
    due = clock.today() + timedelta(days=days)
    plan = a_plan(reporter.round, state="adopted")
    plan.versions.update(tasks=[{"key": "feedback", "title": "书面反馈", "due": due.isoformat(), "owner": "镇人大"}])
    reporter.round.refresh_from_db()
    assert (task(reporter).state, task(reporter).place) == (state, ("feedback", reporter.pk))
    assert feedback_page(cast.leader, reporter.pk).late_days == late
    feedback.hand_over(cast.leader, reporter, on=clock.today())
    assert task(reporter).state == "done"
    assert feedback_page(cast.leader, reporter.pk).late_days == 0
