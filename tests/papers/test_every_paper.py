"""Every paper of the meeting and of what follows it: on three kinds of round, complete, bare, seen by whom."""

from __future__ import annotations

import pytest
from tests.cast import Cast
from tests.papers.rounds import KINDS, Complete, a_count, bare, complete, people, text

from shuzhi.crafts.office.blocks import Blank, Document, blanks, gaps
from shuzhi.papers.paper import Paper
from shuzhi.papers.table import by_stage
from shuzhi.reads.sight import NotVisible
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor

ROWS = {paper.name: paper for stage in ("meeting", "conclusion") for paper in by_stage()[stage]}
NUMBERED = {"feedback", "notice", "minutes"}


def build(name: str, known: Complete, actor: Actor) -> Document:
    paper: Paper = ROWS[name]
    return paper.build(actor, known.pk(paper.about))


def reader(name: str, known: Complete, cast: Cast) -> Actor:
    return cast.office if name == "district_summary" else known.by


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_to_fill_in_once_all_is_on_record(cast: Cast, kind: str) -> None:
    known = complete(cast, kind)
    left = {name: blanks(build(name, known, reader(name, known, cast))) for name in ROWS}
    expected = {name: ("发文字号",) if name in NUMBERED else () for name in ROWS}
    expected["district_summary"] = ("发文字号", "成文日期")  # the programme still runs
    assert left == expected


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_lacking_is_listed_with_the_page_on_which_it_is_filled_in(cast: Cast, kind: str) -> None:
    known = bare(cast, kind)
    lacking = {name: gaps(build(name, known, reader(name, known, cast))) for name in ROWS}
    meeting = known.meeting.pk
    assert Blank("会议地点", ("meeting", meeting)) in lacking["agenda"]
    assert Blank("会议议程", ("meeting", meeting)) in lacking["agenda"]
    assert Blank("会议主持人", ("meeting", meeting)) in lacking["host_script"]
    assert Blank("村民组长名单", ("invitees", meeting)) in lacking["sign_in"]
    assert Blank("测评结果（计票封存以后填入）", ("count", meeting)) in lacking["result_table"]
    assert Blank("评议组分组安排", ("appraisal", meeting)) in lacking["appraisal_table"]
    assert Blank("主持人小结", ("chair", meeting)) in lacking["minutes"]
    assert Blank("反馈日期", ("feedback", known.reporter.pk)) in lacking["feedback"]
    assert [gap.at for gap in lacking["rectification_plan"]] == [("rectification", known.reporter.pk)] * 2
    assert Blank("通报日期", ("notices", known.round.pk)) in lacking["notice"]
    assert [gap.what for gap in lacking["summary"]][-4:] == ["主要做法", "存在的不足", "下一步打算", "成文日期"]
    assert {name for name in ROWS if not lacking[name]} == {"specimen_sheet", "tally_sheet"}


def test_a_stranger_sees_no_paper_and_is_told_no_more_than_that(cast: Cast) -> None:
    known = complete(cast, "district_town")
    for name in ROWS:
        for actor in (cast.stranger, cast.public, cast.town_deputy):
            with pytest.raises(NotVisible):
                build(name, known, actor)


def test_papers_with_names_and_telephones_are_not_for_the_reporter(cast: Cast) -> None:
    known = complete(cast, "district_town")
    for name in ("host_script", "speech_outline", "sign_in", "minutes", "district_summary"):
        with pytest.raises(NotVisible):
            build(name, known, cast.deputy)
    assert "覃子涵代表：" in text(build("feedback", known, cast.deputy))
    with pytest.raises(NotVisible):
        build("feedback", known, cast.second_deputy)


def test_before_the_seal_no_paper_shows_a_grade_to_anybody(cast: Cast) -> None:
    known = bare(cast, "district_town")
    people(known.meeting)
    m.Meeting.objects.filter(pk=known.meeting.pk).update(state="counted")
    a_count(known.meeting, "confirmed", spread=(7391, 7177, 7043, 7019))
    for name in ROWS:
        for actor in (known.by, cast.office, cast.deputy, cast.scrutineer, cast.teller):
            try:
                said = text(build(name, known, actor))
            except NotVisible:
                continue
            assert not [n for n in ("7391", "7177", "7043", "7019") if n in said], (name, actor.name)


def test_between_seal_and_announcement_only_those_who_sign_read_the_counts(cast: Cast) -> None:
    known = bare(cast, "district_town")
    m.Meeting.objects.filter(pk=known.meeting.pk).update(state="counted")
    a_count(known.meeting, "sealed", spread=(7391, 11, 4, 2))
    for actor in (cast.scrutineer, cast.teller):
        office = "scrutineer" if actor is cast.scrutineer else "teller"
        m.Post.objects.create(meeting=known.meeting, person_id=actor.person, office=office)
    seen = {
        actor.name: "7391" in text(build("result_table", known, actor))
        for actor in (known.by, cast.scrutineer, cast.teller, cast.office, cast.deputy)
    }
    assert seen == {
        known.by.name: True,
        cast.scrutineer.name: True,
        cast.teller.name: True,
        cast.office.name: False,
        cast.deputy.name: False,
    }
    assert "7391" not in text(build("feedback", known, known.by))
    assert "7391" not in text(build("summary", known, known.by))
    assert "7391" not in text(build("host_script", known, known.by))


def test_under_ten_sheets_only_how_many_took_part_is_printed(cast: Cast) -> None:
    known = bare(cast, "district_town")
    m.Meeting.objects.filter(pk=known.meeting.pk).update(state="counted")
    a_count(known.meeting, spread=(9, 0, 0, 0))
    for name in ("result_table", "feedback", "minutes"):
        said = text(build(name, known, known.by))
        assert "有效测评表9张" in said
        assert "总体评价" not in said
        assert "不足 10 张" in said


def test_results_stand_apart_for_each_reporter_and_never_as_a_rate(cast: Cast) -> None:
    known = complete(cast, "district_town")
    for name in ("result_table", "minutes", "district_summary", "feedback"):
        said = text(build(name, known, reader(name, known, cast)))
        assert "39" in said
        assert not [word for word in ("%", "％", "满意率", "百分之") if word in said]


def test_a_void_evaluation_says_why_and_gives_no_number(cast: Cast) -> None:
    known = bare(cast, "district_town")
    m.Meeting.objects.filter(pk=known.meeting.pk).update(state="counted")
    count = a_count(known.meeting, "void", spread=(7391, 11, 4, 2))
    m.Count.objects.filter(pk=count.pk).update(void_because="收回的比发出的多一张。")
    for name in ("result_table", "feedback", "minutes"):
        said = text(build(name, known, known.by))
        assert "收回的比发出的多一张。" in said
        assert "满意" not in said
        assert "7391" not in said


HOSTILE = (
    '=cmd|"/c calc"!A1 {{ 7*7 }} {% x %} <w:t>&amp;</w:t> #set page() \U0001f600 ' + "长" * 10_000 + "\n第二段\t尾"
)


def test_hostile_words_are_words(cast: Cast) -> None:
    known = complete(cast, "district_town", said=HOSTILE)
    m.Question.objects.update(text=HOSTILE, answer=HOSTILE)
    m.Opinion.objects.update(text=HOSTILE)
    m.Goal.objects.update(text=HOSTILE, outcome=HOSTILE)
    m.Person.objects.filter(pk=known.reporter.mandate.person_id).update(name="<b>{{名}}</b>", post="=1+1")
    m.Invitee.objects.filter(kind="party_head").update(name='"><script>', workplace="+cmd")
    for name in ("appraisal_table", "minutes", "feedback"):
        assert HOSTILE in text(build(name, known, known.by))
    assert HOSTILE.splitlines()[0] in text(build("rectification_report", known, known.by))
    assert '"><script>' in text(build("sign_in", known, known.by))
    assert "<b>{{名}}</b>" in text(build("host_script", known, known.by))
