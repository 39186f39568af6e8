"""After a void evaluation the page says what to do, and doing it leads to a result (4.3b(iii), D0005)."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils.timezone import localtime
from tests.sheets import all_of, open_phones, opened, print_sheets, put, seal
from tests.web.test_count import signed_in, words

from shuzhi.acts import count as counts
from shuzhi.acts import sheet
from shuzhi.reads.feedback import feedback_page
from shuzhi.reads.result import result_of
from shuzhi.records import clock
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db


def void(cast):
    meeting, _ = opened(cast, 12)
    sheet.close_phones(cast.scrutineer, meeting)
    drawn = counts.draw_up(cast.scrutineer, meeting, unused=0, explanation="票箱翻倒")
    counts.declare_void(cast.scrutineer, drawn, void_because="票箱翻倒，分不清新旧")
    return meeting


def test_another_meeting_gives_the_result_and_the_void_one_stays(cast):
    first = void(cast)
    reporter = first.reporters.get()
    page = f"/meetings/{first.pk}/count"
    desk, watcher = signed_in(cast.town_office), signed_in(cast.scrutineer)
    assert "由承办单位另外筹备。" in words(watcher.get(page))
    assert "What to do next" in words(signed_in(cast.town_office, "en").get(page))
    plan = f"/act/meeting.plan/{first.round_id}"
    assert plan in desk.get(page).content.decode()
    evening = localtime(clock.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    given = {
        "title": "东港镇区人大代表述职重新测评会议",
        "starts_at": evening,
        "place": "文化中心",
        "chair": "吴子怡",
        "reporters": [reporter.pk],
        "who_rates": "own",
    }
    answer = desk.post(plan, given)
    assert answer.status_code == 303, words(answer)
    second = m.Meeting.objects.exclude(pk=first.pk).get()
    assert list(second.reporters.all()) == [reporter]
    assert "东港镇区人大代表述职重新测评会议" in words(watcher.get(page))
    for office, person in first.posts.values_list("office", "person"):
        m.Post.objects.create(meeting=second, office=office, person_id=person)
    m.Meeting.objects.filter(pk=second.pk).update(state="open")
    second.refresh_from_db()
    codes = print_sheets(cast, second, 12)
    m.Meeting.objects.filter(pk=second.pk).update(state="appraising")
    second.refresh_from_db()
    open_phones(cast, second)
    with override_settings(CAST_WAIT=0.0):
        for n, code in enumerate(codes):
            put(code, f"{n:024}", all_of(second, "satisfied" if n else "dissatisfied"))
    sheet.close_phones(cast.scrutineer, second)
    drawn = counts.draw_up(cast.scrutineer, second, unused=0)
    sealed = seal(cast, counts.confirm(cast.scrutineer, drawn))
    counts.announce(cast.town_office, sealed)
    result = result_of(cast.public, reporter)
    assert (result.meeting, result.state, result.overall.shares[0].n) == (second.pk, "announced", 11)
    assert feedback_page(cast.deputy, reporter.pk).meeting == second
    assert m.Count.objects.get(meeting=first).state == "void"


def test_without_a_void_evaluation_nobody_reports_at_two_meetings(cast):
    meeting, _ = opened(cast, 12)
    desk = signed_in(cast.town_office)
    shown = desk.get(f"/act/meeting.plan/{meeting.round_id}")
    assert not shown.context["form"].fields["reporters"].queryset.exists()
    assert "接下来怎么办" not in words(desk.get(f"/meetings/{meeting.pk}/count"))
