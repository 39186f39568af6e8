"""The meeting's papers, each against what is on record (4.3)."""

from __future__ import annotations

import pytest
from tests.builders import a_reporter
from tests.cast import Cast
from tests.papers.rounds import KINDS, LEADERS, agenda, bare, complete, people, text

from shuzhi.crafts.office.blocks import Cue, Document, Said, Table, plain
from shuzhi.papers._spoken import aloud, numeral, some
from shuzhi.papers.agenda import agenda as agenda_paper
from shuzhi.papers.appraisal_table import appraisal_table
from shuzhi.papers.host_script import host_script
from shuzhi.papers.minutes import minutes
from shuzhi.papers.result_table import result_table
from shuzhi.papers.sign_in import sign_in
from shuzhi.papers.speech_outline import speech_outline
from shuzhi.papers.voting_papers import specimen_sheet, tally_sheet
from shuzhi.records import models as m


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def said(document: Document) -> list[str]:
    """What is read aloud, in order."""
    return [plain(block.words) for block in document.blocks if isinstance(block, Said)]


def cases(document: Document) -> list[str]:
    return [block.when for block in document.blocks if isinstance(block, Cue) and block.when]


@pytest.mark.parametrize("kind", KINDS)
def test_the_agenda_stands_in_the_clauses_order_with_hours_and_names(cast: Cast, kind: str) -> None:
    known = complete(cast, kind)
    rows = tables(agenda_paper(known.by, known.meeting.pk))[0].rows
    name = known.reporter.mandate.person.name
    assert [tuple(map(str, row)) for row in rows] == [
        ("一", "下午2:30—2:40", "领导讲话", LEADERS[kind]),
        ("二", "下午2:40—2:50", f"{name}代表述职", f"{name}代表"),
        ("三", "下午2:50—3:20", "分组评议，填写测评表", "全体到会人员"),
        ("四", "下午3:20—3:40", "听取各组评议情况汇报", "各评议组"),
        ("五", "下午3:40—3:50", "主持人作会议小结", "吴子怡"),
    ]


def test_a_leader_known_only_by_office_is_a_place_to_fill_in(cast: Cast) -> None:
    known = complete(cast, "district_town")
    m.AgendaItem.objects.filter(key="leader_speech").update(speaker="镇人大负责人（受区人大常委会委托）")
    assert "〔待填：讲话人姓名、职务：镇人大负责人〕" in text(agenda_paper(known.by, known.meeting.pk))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("district_town", "受区人大常委会委托，请镇人大主席吴子怡讲话。大家欢迎。"),
        ("district_organs", "请区人大常委会副主任杨玉东讲话。大家欢迎。"),
        ("town", "请镇党委书记何为讲话。大家欢迎。"),
    ],
)
def test_the_host_calls_the_leader_the_clause_names(cast: Cast, kind: str, words: str) -> None:
    known = complete(cast, kind)
    assert words in said(host_script(known.by, known.meeting.pk))


def test_the_host_goes_through_the_agenda_item_by_item_and_calls_everybody_by_name(cast: Cast) -> None:
    known = complete(cast, "district_town")
    words = said(host_script(known.by, known.meeting.pk))
    items = [w for w in words if w.startswith("会议进行第")]
    assert items == [
        "会议进行第一项：领导讲话。",
        "会议进行第二项：人大代表述职。",
        "会议进行第三项：分组评议，填写测评表。",
        "会议进行第四项：听取各组评议情况汇报。",
        "会议进行第五项：主持人作会议小结。",
    ]
    whole = "\n".join(words)
    for called in ("覃子涵代表", "黎阿根同志为监票人", "余飞子、白云伟同志为计票人", "第一组", "大家评得实在。"):
        assert called in whole
    assert words[-1].startswith("计票需要时间")
    assert "散会。" in words


def test_before_the_meeting_both_cases_are_printed_and_afterwards_the_one_that_held(cast: Cast) -> None:
    known = bare(cast, "district_town")
    agenda(known.meeting)
    people(known.meeting, 55, present=False)
    here = host_script(known.by, known.meeting.pk)
    assert cases(here)[:2] == ["到会50人以上时", "到会不足50人时"]
    assert "应到56人，实到〔待填：实到人数（开会前清点）〕人，达到原则上不少于50人的要求" in text(here)
    m.Meeting.objects.filter(pk=known.meeting.pk).update(state="open")
    m.Invitee.objects.filter(kind="villagers_group_head").update(present=True)
    here = host_script(known.by, known.meeting.pk)
    assert "到会50人以上时" not in cases(here)
    assert "应到56人，实到18人。按照规定" in text(here)


def test_two_electorates_in_one_hall_are_told_whom_each_of_them_rates(cast: Cast) -> None:
    known = bare(cast, "district_town")
    other = m.Constituency.objects.create(number=2, name="山联", town=cast.town)
    second = a_reporter(cast, known.round, actor=cast.second_deputy, order=2)
    second.mandate.constituency = other
    second.mandate.save()
    known.meeting.reporters.add(second)
    agenda(known.meeting)
    words = text(host_script(known.by, known.meeting.pk))
    assert "港下选区的，在港下一堆里抽，测评覃子涵代表；山联选区的，在山联一堆里抽，测评曾平梅代表。" in words
    assert [table.title for table in tables(specimen_sheet(known.by, known.meeting.pk))] == [
        "覃子涵代表（镇长）",
        "曾平梅代表（新巷个体工商户）",
    ]
    white = [table for table in tables(tally_sheet(known.by, known.meeting.pk)) if table.columns[0].title == "项目"]
    assert len(white) == 2
    assert {cell for table in white for row in table.rows for cell in row[1:]} == {None}


@pytest.mark.parametrize("number", [1, 300])
def test_the_sign_in_book_lists_everybody_by_kind_and_certifies_without_guests(cast: Cast, number: int) -> None:
    known = bare(cast, "district_town")
    people(known.meeting, number)
    lists = {table.key: table for table in tables(sign_in(known.by, known.meeting.pk))}
    heads, others = number // 3, number - number // 3
    assert len(lists["voter_representative"].rows) == others
    assert [row[0] for row in lists["voter_representative"].rows] == list(range(1, others + 1))
    assert all(row[4] is None for table in lists.values() for row in table.rows)
    assert len(lists["guest"].rows) == 2
    m.Meeting.objects.filter(pk=known.meeting.pk).update(state="open")
    words = text(sign_in(known.by, known.meeting.pk))
    met = "达到" if number == 300 else "比规定少48人，没有达到"
    assert f"应到{number + 1}人，实到{number + 1}人，其中村民组长{heads}人、选民代表{others}人" in words
    assert f"{met}“原则上不少于50人”的要求。另有列席人员2人，不计入到会人数。" in words


def test_the_table_of_results_accounts_for_every_sheet(cast: Cast) -> None:
    known = complete(cast, "district_town")
    sheets, result = tables(result_table(known.by, known.meeting.pk))
    assert sheets.rows == ((58, 57, 1, 0, 56, 1),)
    assert result.rows[0] == ("总体评价", 39, 11, 4, 2, 0, 0, 56)
    assert len(result.rows) == 6


def test_what_the_groups_said_is_printed_without_who_asked(cast: Cast) -> None:
    known = complete(cast, "district_town")
    first, questions = tables(appraisal_table(known.by, known.meeting.pk))
    assert first.rows == (("第一组", "走访多，态度诚恳。", "1.多下村；2.建议要有回音。"),)
    assert questions.rows == (("问覃子涵代表：路灯几时装？", "年内装好。"),)
    assert "张三" not in text(appraisal_table(known.by, known.meeting.pk))


def test_the_minutes_tell_hours_presence_and_what_was_said(cast: Cast) -> None:
    known = complete(cast, "district_town")
    words = text(minutes(known.by, known.meeting.pk))
    for told in (
        "2026年6月5日（星期五）下午2:30，",
        "应到59人，实到59人（村民组长19人、选民代表39人、述职代表所在单位党组织负责人1人），列席2人",
        "计票人：余飞子、白云伟；监票人：黎阿根",
        "第一组：走访多，态度诚恳。",
        "希望和要求：多下村；建议要有回音。",
        "列席人员（2人）：",
        "大家评得实在。",
    ):
        assert told in words, told
    assert "张三" not in words


def test_the_outline_says_on_whose_behalf_and_only_what_was_done(cast: Cast) -> None:
    known = complete(cast, "district_town")
    words = text(speech_outline(known.by, known.meeting.pk))
    assert "受区人大常委会委托，我对会议的召开表示祝贺" in words
    assert "覃子涵等领导干部代表带头" in words
    assert "征求意见1条" in words
    assert "走访选民0" not in words


def test_numbers_and_hours_as_they_are_read_aloud(cast: Cast) -> None:
    assert [some(n) for n in (2, 3, 10, 12, 100)] == ["两", "三", "十", "十二", "100"]
    assert [numeral(n) for n in (2, 20, 35)] == ["二", "二十", "三十五"]
    assert aloud(complete(cast, "town").meeting.starts_at) == "下午2点30分"
