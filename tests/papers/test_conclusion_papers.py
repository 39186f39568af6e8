"""The papers of summary and rectification, each against what is on record (4.4)."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import a_reporter
from tests.cast import Cast, _deputy
from tests.papers.rounds import a_count, bare, complete, text

from shuzhi.crafts.office.blocks import Heading, Sheet, Table, plain
from shuzhi.papers._words import day, prose
from shuzhi.papers.feedback import feedback
from shuzhi.papers.notice import notice, notice_poster
from shuzhi.papers.rectification import rectification_plan, rectification_report
from shuzhi.papers.summary import district_summary, group_summary, summary, under
from shuzhi.records import clock
from shuzhi.records import models as m


def comments(meeting: m.Meeting, shown: int, withheld: int) -> None:
    m.Comment.objects.bulk_create(
        m.Comment(
            meeting=meeting,
            key=bytes([n]) * 16,
            text=f"意见其{n}",
            released=n < shown,
            withheld_because="" if n < shown else "names",
        )
        for n in range(shown + withheld)
    )


def test_comments_are_handed_over_all_together_and_withheld_ones_only_counted(cast: Cast) -> None:
    known = complete(cast, "district_town")
    comments(known.meeting, 10, 2)
    words = text(feedback(known.by, known.reporter.pk))
    assert "会上共收到写在测评表上的意见12条，转达10条，不转达2条。" in words
    assert "意见其9" in words
    assert "意见其10" not in words


def test_fewer_than_ten_comments_are_never_printed(cast: Cast) -> None:
    known = complete(cast, "district_town")
    comments(known.meeting, 9, 0)
    words = text(feedback(known.by, known.reporter.pk))
    assert "意见其" not in words
    assert "意见不足 10 条，不公开内容。" in words


def test_the_feedback_is_addressed_to_the_deputy_and_dated_when_handed_over(cast: Cast) -> None:
    known = complete(cast, "district_town")
    paper = feedback(known.by, known.reporter.pk)
    assert paper.addressee == "覃子涵代表："
    assert paper.signature is not None
    assert paper.signature.on == known.reporter.feedback_on
    words = text(paper)
    assert "10个工作日内提出整改目标和措施" in words
    assert "张三" not in words


def test_the_plan_says_what_who_and_by_when_for_each_opinion(cast: Cast) -> None:
    known = complete(cast, "district_town")
    paper = rectification_plan(known.by, known.reporter.pk)
    table = next(block for block in paper.blocks if isinstance(block, Table))
    due = clock.today() + timedelta(days=10)
    assert table.rows == ((1, "定灯位、报经费", "镇城管科", due),)
    words = text(paper)
    assert "针对的意见：天黑没有灯。" in words
    assert "张缪根" not in words
    assert paper.signature is not None
    assert plain(paper.signature.office) == "区人大代表　覃子涵"
    assert paper.signature.on == clock.today()


def test_what_is_late_is_called_late(cast: Cast) -> None:
    known = complete(cast, "district_town")
    late = clock.today() - timedelta(days=6)
    m.Goal.objects.create(reporter=known.reporter, text="每月接待选民", due_on=late, state="under_way")
    words = text(rectification_report(known.by, known.reporter.pk))
    assert "共提出整改目标2项，已办结1项，超过期限1项。" in words
    assert f"没有在{day(late)}前办结，已超过期限6天，仍在办理。" in words
    assert "灯已全部装好。" in words


def test_the_last_notice_not_withdrawn_is_printed_and_the_poster_has_the_same_words(cast: Cast) -> None:
    known = complete(cast, "district_town")
    m.Notice.objects.create(
        round=known.round, title="发错的通报", text="错的。", circle="村民", manner="张贴", state="withdrawn"
    )
    paper, poster = notice(known.by, known.round.pk), notice_poster(known.by, known.round.pk)
    assert plain(paper.title) == "关于整改情况的通报"
    assert paper.addressee == "到会的村民组长和选民代表："
    assert paper.masthead is not None
    assert (poster.sheet, poster.masthead, poster.blocks) == (Sheet.A3_POSTER, None, paper.blocks)


def test_without_a_notice_its_paper_is_drawn_from_the_goals(cast: Cast) -> None:
    known = complete(cast, "district_town")
    m.Notice.objects.all().delete()
    assert "整改目标：装灯22盏。" in text(notice(known.by, known.round.pk))


def test_a_groups_summary_counts_only_its_own_reporters(cast: Cast) -> None:
    known = bare(cast, "district_town")
    other = m.Body.objects.create(name="东港镇第二代表小组", kind="group", level="district", parent=cast.town, number=2)
    second = a_reporter(cast, known.round, actor=_deputy("陆永大", other, cast.constituency), order=2)
    known.meeting.reporters.add(second)
    m.Meeting.objects.filter(pk=known.meeting.pk).update(state="counted")
    a_count(known.meeting)
    m.Visit.objects.create(reporter=second, on=clock.today(), place="山联", households=7)
    whole, mine, theirs = (
        text(summary(known.by, known.round.pk)),
        text(group_summary(known.by, known.group.pk)),
        text(group_summary(known.by, other.pk)),
    )
    assert "覃子涵、陆永大等2名代表" in whole
    assert "走访选民1次、7户" in whole
    assert "覃子涵等1名代表" in mine
    assert "走访选民0次、0户" in mine
    assert "陆永大" not in mine
    assert "走访选民1次、7户" in theirs


def test_the_districts_summary_keeps_rounds_and_deputies_apart_and_names_who_owes_one(cast: Cast) -> None:
    known = complete(cast, "district_town")
    m.Round.objects.create(
        programme=known.round.programme, organiser=cast.organs, kind="district_organs", opened_on=clock.today()
    )
    paper = district_summary(cast.office, known.round.programme_id)
    table = next(block for block in paper.blocks if isinstance(block, Table))
    named = {str(row[0]): row for row in table.rows}
    assert named["东港镇（区人大代表）"][1:4] == ("覃子涵", known.meeting.starts_at.date(), 59)
    assert named["区机关代表小组（区人大代表）"][2] == "尚未召开"
    words = text(paper)
    assert "〔待填：区机关代表小组人大代表向选民述职工作总结〕" in words
    assert "覃子涵代表：满意39，基本满意11，不满意4，不了解2。" in words
    assert "讲清为什么。" in words
    assert "合计" not in words


def test_parts_of_a_summary_are_found_by_their_headings() -> None:
    written = "一、基本情况\n开了会。\n二、主要做法\n一是讲清。\n二是评实。\n三、存在的不足\n没有。"
    assert under(written, "主要做法") == "一是讲清。\n二是评实。"
    assert under(written, "下一步打算") == ""


def test_places_marked_in_a_text_stay_places_to_fill_in() -> None:
    blocks = list(prose("一、做法\n会议于〔待填：日期〕召开。\n〔待填〕"))
    assert isinstance(blocks[0], Heading)
    assert plain(blocks[1].words) == "会议于〔待填：日期〕召开。"  # type: ignore[union-attr]
    assert plain(blocks[2].words) == "〔待填：做法〕"  # type: ignore[union-attr]
