"""The meeting's acts: the allowed path, who may not, and what is lacking or asked a reason for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.builders_meeting import a_full_meeting, with_people
from tests.cast import Cast
from tests.web.test_round_pages import signed_in

from shuzhi.acts import appraisal, attendance
from shuzhi.acts import meeting as acts
from shuzhi.acts._perform import Refused
from shuzhi.reads.actors import actor_for_person
from shuzhi.reads.appraisal import appraisal_page, suggested, to_group
from shuzhi.records import models as m
from shuzhi.records.journal import Entry

pytestmark = pytest.mark.django_db


def clauses(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    verdict = refused.value.verdict
    return [f.clause for f in (*verdict.lacks, *verdict.cautions)]


@pytest.mark.parametrize(
    ("kind", "speaker"),
    [("district_town", "镇人大负责人"), ("district_organs", "区人大分管领导"), ("town", "镇党组织负责人")],
)
def test_the_agenda_is_made_in_the_clause_s_order_with_the_right_leader(cast: Cast, kind: str, speaker: str) -> None:
    meeting = a_full_meeting(cast, kind=kind)
    items = list(meeting.agenda.all())
    reports = meeting.reporters.count()
    assert [i.key for i in items] == ["leader_speech", *["reports"] * reports, "appraisal", "group_reports", "closing"]
    assert items[0].speaker.startswith(speaker)
    assert [i.speaker for i in items if i.reporter_id] == [r.mandate.person.name for r in meeting.reporters.all()]
    assert items[-1].speaker == "吴子怡"
    assert meeting.ends_at - meeting.starts_at == timedelta(minutes=sum(i.minutes for i in items))


def test_planning_is_for_the_organiser(cast: Cast) -> None:
    meeting = a_full_meeting(cast)
    for actor in (cast.stranger, cast.deputy, cast.teller, cast.steward, cast.office):
        with pytest.raises(Refused):
            acts.arrange(actor, meeting, place="别处")


def test_an_agenda_out_of_order_asks_for_a_reason_and_an_order_kept_does_not(cast: Cast) -> None:
    meeting = a_full_meeting(cast)
    items = list(meeting.agenda.all())
    acts.arrange(cast.town_office, meeting, agenda=[{"item": items[0].pk, "minutes": 15}])
    swapped = [{"item": i.pk, "order": n} for n, i in zip((9, 1, 2, 3, 4, 5), items, strict=True)]
    with pytest.raises(Refused) as refused:
        acts.arrange(cast.town_office, meeting, agenda=swapped)
    assert refused.value.wants_reason
    assert clauses(refused) == ["4.3b"]
    assert meeting.agenda.first().key == "leader_speech"
    acts.arrange(cast.town_office, meeting, agenda=swapped, reason="领导上午另有会议")
    assert meeting.agenda.last().key == "leader_speech"
    assert Entry.objects.last().cautions[0]["clause"] == "4.3b"


def test_a_reporter_taken_off_leaves_the_agenda(cast: Cast) -> None:
    meeting = a_full_meeting(cast)
    first = meeting.reporters.first()
    acts.arrange(cast.town_office, meeting, reporters=[first])
    assert [i.reporter_id for i in meeting.agenda.filter(key="reports")] == [first.pk]
    acts.arrange(cast.town_office, meeting, reporters=list(m.Reporter.objects.all()))
    assert [i.key for i in meeting.agenda.all()][1:4] == ["reports", "reports", "appraisal"]


def test_calling_lacks_attendees_then_asks_for_each_kind(cast: Cast) -> None:
    meeting = a_full_meeting(cast)
    with pytest.raises(Refused) as refused:
        acts.call(cast.town_office, meeting)
    assert [x.text.zh for x in refused.value.verdict.lacks] == ["还没有邀请参加人员。"]
    some = list(m.Voter.objects.filter(kind="voter_representative"))
    attendance.invite(cast.town_office, meeting, voters=some)
    m.Report.objects.filter(reporter=meeting.reporters.first()).update(state="accepted")
    with pytest.raises(Refused) as refused:
        acts.call(cast.town_office, meeting)
    assert refused.value.wants_reason
    assert clauses(refused) == ["4.3a", "4.3a", "4.2a"]
    acts.call(cast.town_office, meeting, reason="村民组长换届中")
    meeting.refresh_from_db()
    assert (meeting.state, bool(meeting.called_on)) == ("called", True)
    with pytest.raises(Refused):
        acts.call(cast.town_office, meeting, reason="再召集")


def test_a_complete_list_is_called_without_a_word(cast: Cast) -> None:
    meeting = with_people(cast, a_full_meeting(cast))
    acts.call(cast.leader, meeting)
    assert Entry.objects.last().detail == {"invited": 62}


def test_opening_under_fifty_asks_for_a_reason_and_the_journal_names_nobody(cast: Cast) -> None:
    meeting = with_people(cast, a_full_meeting(cast, state="called"), present=41)
    with pytest.raises(Refused) as refused:
        acts.open_(cast.town_office, meeting)
    assert "还差 9 人" in refused.value.verdict.cautions[0].text.zh
    acts.open_(cast.town_office, meeting, reason="农忙，已过半数")
    line = Entry.objects.get(act="meeting.open")
    assert line.detail["present"] == 41
    assert sum(line.detail["by_kind"].values()) == 41
    assert not Entry.objects.filter(act__in=("meeting.admit", "meeting.walk_in")).exists()


def test_guests_do_not_count_towards_the_fifty(cast: Cast) -> None:
    meeting = with_people(cast, a_full_meeting(cast, state="called"), present=49)
    attendance.walk_in(cast.teller, meeting, name="来宾", kind="guest")
    with pytest.raises(Refused):
        acts.open_(cast.town_office, meeting)
    attendance.walk_in(cast.teller, meeting, name="倪小妹", kind="voter_representative")
    acts.open_(cast.town_office, meeting)


def test_posts_keep_apart_who_is_rated_who_counts_and_who_watches(cast: Cast) -> None:
    meeting = a_full_meeting(cast)
    acts.appoint(cast.town_office, meeting, office="recorder", name="苏小红")
    assert "sxh" in m.Person.objects.get(name="苏小红").initials.split()
    for office, person in (("teller", cast.deputy.person), ("teller", cast.scrutineer.person)):
        with pytest.raises(Refused) as refused:
            acts.appoint(cast.town_office, meeting, office=office, person=m.Person.objects.get(pk=person))
        assert clauses(refused) == ["D0001"]
    before = meeting.posts.count()
    acts.appoint(cast.town_office, meeting, office="recorder", person=m.Person.objects.get(name="苏小红"))
    assert meeting.posts.count() == before
    acts.appoint(cast.town_office, meeting, drop=[meeting.posts.get(person__name="苏小红")])
    assert meeting.posts.count() == before - 1


def opened(cast: Cast, groups: int = 2) -> m.Meeting:
    meeting = with_people(cast, a_full_meeting(cast, state="called"), present=52)
    acts.open_(cast.town_office, meeting)
    appraisal.group(cast.town_office, meeting, groups=groups, recorders=["苏小红", ""])
    meeting.refresh_from_db()
    return meeting


def test_items_follow_one_another_with_their_real_times(cast: Cast) -> None:
    meeting = opened(cast)
    one, two, three, four, *_ = list(meeting.agenda.all())
    for item in (one, two):
        acts.start_item(cast.town_office, item)
    one.refresh_from_db()
    two.refresh_from_db()
    assert one.ended_at
    assert two.started_at
    assert not two.ended_at
    assert two.reporter.spoke is True
    stamp = two.started_at
    acts.start_item(cast.town_office, two)
    two.refresh_from_db()
    assert (two.started_at, two.ended_at) == (stamp, None)
    with pytest.raises(Refused) as refused:
        appraisal.start(cast.town_office, meeting)
    assert clauses(refused) == ["4.3b(ii)"]
    with pytest.raises(Refused):
        acts.start_item(cast.town_office, four)
    acts.start_item(cast.town_office, three)
    appraisal.start(cast.town_office, meeting)
    four.refresh_from_db()
    assert four.started_at


def test_no_item_starts_before_the_meeting_is_open(cast: Cast) -> None:
    meeting = a_full_meeting(cast, state="called")
    with pytest.raises(Refused):
        acts.start_item(cast.town_office, meeting.agenda.first())


def test_a_question_taken_away_is_an_opinion_owed_an_answer(cast: Cast) -> None:
    meeting = opened(cast)
    reporter = meeting.reporters.first()
    acts.ask(cast.town_office, meeting, text="港下桥什么时候修", reporter=reporter, answer="年内")
    assert not m.Opinion.objects.exists()
    question = acts.ask(cast.town_office, meeting, text="老小区下水道", reporter=reporter)
    acts.answer(cast.town_office, question, taken_away=True)
    acts.answer(cast.town_office, question, taken_away=True)
    opinion = m.Opinion.objects.get()
    assert (opinion.source, opinion.reporter, opinion.constituency) == ("meeting", reporter, cast.constituency)
    question.refresh_from_db()
    assert question.opinion == opinion


def appraised(cast: Cast) -> m.Meeting:
    meeting = opened(cast)
    for item in meeting.agenda.filter(key__in=("leader_speech", "reports")):
        acts.start_item(cast.town_office, item)
    appraisal.start(cast.town_office, meeting)
    meeting.refresh_from_db()
    return meeting


def test_groups_are_all_but_equal_and_stay_once_one_has_handed_in(cast: Cast) -> None:
    meeting = appraised(cast)
    sizes = [g.members.count() for g in meeting.groups.all()]
    assert sum(sizes) == 52
    assert max(sizes) - min(sizes) <= 1
    one = meeting.groups.first()
    reporter = meeting.reporters.first()
    appraisal.hand_in(cast.town_office, one, reporter=reporter, text="工作实")
    m.Meeting.objects.filter(pk=meeting.pk).update(state="open")
    with pytest.raises(Refused) as refused:
        appraisal.group(cast.town_office, meeting, groups=5)
    assert clauses(refused) == ["4.3b(iii)"]
    assert meeting.groups.count() == 2


def test_a_recorder_hands_in_for_the_own_group_only(cast: Cast) -> None:
    meeting = appraised(cast)
    for name in ("苏小红", "江小兵"):
        m.Post.objects.create(meeting=meeting, person=m.Person.objects.create(name=name), office="recorder")
    own, other = (actor_for_person(m.Person.objects.get(name=n)) for n in ("苏小红", "江小兵"))
    group, reporter = meeting.groups.first(), meeting.reporters.first()
    appraisal.hand_in(own, group, reporter=reporter, text="办事公道", demands="1. 多下村\n2、3号路灯要修")
    with pytest.raises(Refused):
        appraisal.hand_in(other, group, reporter=reporter, text="改掉")
    with pytest.raises(Refused):
        appraisal.hand_in(cast.teller, group, reporter=reporter, text="改掉")
    assert group.appraisals.get().text == "办事公道"


def test_what_a_group_asks_for_becomes_opinions_when_heard_once(cast: Cast) -> None:
    meeting = appraised(cast)
    reporter = meeting.reporters.first()
    with pytest.raises(Refused):
        appraisal.hear(cast.town_office, meeting.groups.first())
    for group in meeting.groups.all():
        appraisal.hand_in(cast.town_office, group, reporter=reporter, text="好", demands="一、多下村\n3号路灯要修")
        appraisal.hear(cast.town_office, group)
        appraisal.hear(cast.town_office, group)
    assert sorted(m.Opinion.objects.values_list("text", flat=True)) == ["3号路灯要修", "多下村"]
    assert meeting.agenda.get(key="group_reports").started_at
    with pytest.raises(Refused):
        appraisal.hand_in(cast.town_office, meeting.groups.first(), reporter=reporter, text="改")


def a_count(meeting: m.Meeting, state: str) -> None:
    m.Count.objects.create(meeting=meeting, state=state, issued=52, cast=0, paper=52, unused=0, missing=0)


def test_closing_waits_for_the_result_and_asks_about_groups_not_heard(cast: Cast) -> None:
    meeting = appraised(cast)
    with pytest.raises(Refused) as refused:
        acts.close(cast.town_office, meeting, closing_words="小结")
    assert [x.clause for x in refused.value.verdict.lacks] == ["4.3b(iii)"]
    a_count(meeting, "announced")
    with pytest.raises(Refused) as refused:
        acts.close(cast.town_office, meeting, closing_words="小结")
    assert clauses(refused) == ["4.3b", "4.3b(iv)"]
    acts.close(cast.town_office, meeting, closing_words="小结", reason="时间不够，书面汇总")
    meeting.refresh_from_db()
    assert meeting.state == "closed"
    assert not meeting.agenda.filter(started_at__isnull=False, ended_at=None).exists()


def test_a_meeting_gone_through_in_order_closes_without_a_word(cast: Cast) -> None:
    meeting = appraised(cast)
    for group in meeting.groups.all():
        for reporter in meeting.reporters.all():
            appraisal.hand_in(cast.town_office, group, reporter=reporter, text="好")
        appraisal.hear(cast.town_office, group)
    a_count(meeting, "void")
    acts.close(cast.town_office, meeting, closing_words="小结")
    assert Entry.objects.last().cautions == []


def test_who_only_handed_in_the_text_is_known_after_closing(cast: Cast) -> None:
    meeting = opened(cast)
    acts.start_item(cast.town_office, meeting.agenda.first())
    acts.start_item(cast.town_office, meeting.agenda.all()[1])
    appraisal.start(cast.town_office, meeting, reason="一位代表书面述职")
    a_count(meeting, "announced")
    acts.close(cast.town_office, meeting, closing_words="小结", reason="时间不够")
    assert [r.spoke for r in meeting.reporters.all()] == [True, False]


def test_who_comes_after_the_grouping_is_placed_beside_the_neighbours(cast: Cast) -> None:
    meeting = opened(cast, groups=2)
    late = attendance.walk_in(
        cast.town_office, meeting, name="丁后到", kind="voter_representative", constituency=cast.constituency
    )
    guest = attendance.walk_in(cast.town_office, meeting, name="沈旁听", kind="guest")
    assert [x.name for x in to_group(meeting, alone=True)] == ["丁后到"]
    page = appraisal_page(cast.town_office, meeting.pk)
    assert [x.name for x in page.alone] == ["丁后到"]
    assert page.place
    assert appraisal_page(cast.office, meeting.pk).place is None
    first, second = meeting.groups.all()
    assert suggested(page.alone, [first, second])[late.pk] in (first.pk, second.pk)
    settled = first.members.first()
    appraisal.place(cast.town_office, meeting, places={late.pk: second.pk, guest.pk: second.pk, settled.pk: second.pk})
    assert second.members.filter(pk=late.pk).exists()
    assert not second.members.filter(pk__in=[guest.pk, settled.pk]).exists()
    assert to_group(meeting, alone=True) == []
    assert appraisal_page(cast.town_office, meeting.pk).place is None


def test_the_meeting_s_home_tells_of_those_in_no_group(
    cast: Cast, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    meeting = opened(cast, groups=2)
    client = signed_in(cast.town_office)
    address = reverse("meeting", args=[meeting.pk])
    assert "没有编组" not in client.get(address).content.decode()
    attendance.walk_in(cast.town_office, meeting, name="丁后到", kind="voter_representative")
    client.get(address)
    with django_assert_max_num_queries(15):
        page = client.get(address).content.decode()
    assert "还有 1 人没有编组" in page
    shown = client.get(reverse("act", args=["appraisal.place", meeting.pk])).content.decode()
    assert "丁后到" in shown
    late = meeting.invitees.get(name="丁后到")
    group = meeting.groups.first()
    sent = client.post(reverse("act", args=["appraisal.place", meeting.pk]), {f"place_{late.pk}": group.pk})
    assert sent.status_code == 303
    assert group.members.filter(pk=late.pk).exists()
