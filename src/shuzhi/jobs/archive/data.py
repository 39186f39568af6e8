"""The data of a round as tables, for csv and json: what those who run it may see, and nothing of who said or evaluated what.

Left out on purpose: telephones, the names of voters who raised something, who confirmed a goal, order and time at the door, and
of the evaluation everything but the counts that were announced (D0002).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from shuzhi.reads.paper import number_of
from shuzhi.reads.result import results_of_meeting
from shuzhi.records import models as m
from shuzhi.rules.roles import PUBLIC
from shuzhi.rules.verdict import Text

Row = Iterable[Any]
# What a spreadsheet would take for a formula is told from one by a sign it does not show.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
REPORTER = "mandate__person__name"


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table: its file's name, its columns as key and Chinese heading, its rows."""

    name: str
    label: Text
    columns: tuple[tuple[str, str], ...]
    rows: Callable[[], Iterable[Row]]

    def csv(self) -> Iterator[bytes]:
        """With a mark at its head by which spreadsheets know UTF-8; a cell is text, never a formula."""
        yield "\ufeff".encode()
        yield _line([zh for _, zh in self.columns])
        for row in self.rows():
            yield _line([_cell(value) for value in row])

    def json(self) -> Iterator[bytes]:
        """A list of objects, values exactly as they are on record."""
        keys = [key for key, _ in self.columns]
        before = "[\n"
        for row in self.rows():
            told = dict(zip(keys, map(_plain, row), strict=True))
            yield (before + json.dumps(told, ensure_ascii=False)).encode()
            before = ",\n"
        yield b"\n]\n" if before != "[\n" else b"[]\n"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case str() if value.startswith(FORMULA):
            return f"'{value}"
        case _:
            return str(_plain(value))


def _line(cells: list[str]) -> bytes:
    kept = io.StringIO()
    csv.writer(kept).writerow(cells)
    return kept.getvalue().encode()


def _of(records: QuerySet[Any], *columns: tuple[str, str, str]) -> dict[str, Any]:
    """Columns as (key, heading, field) and the rows that fill them, one after the other from the database."""
    fields = [field for _, _, field in columns]
    return {
        "columns": tuple((key, zh) for key, zh, _ in columns),
        "rows": lambda: records.values_list(*fields).iterator(chunk_size=500),
    }


def _results(round_: m.Round) -> Iterator[Row]:
    for meeting in round_.meetings.select_related("count__meeting__round__programme").order_by("pk"):
        for reporter, result in results_of_meeting(PUBLIC, meeting):
            for question in result.questions:
                for share in question.shares:
                    yield meeting.title, reporter.mandate.person.name, question.text.zh, share.label.zh, share.n


def _sent(round_: m.Round) -> Iterator[Row]:
    for version in m.SentVersion.objects.filter(paper__round=round_).select_related("paper").order_by("pk"):
        paper, v = version.paper, version
        yield (
            number_of(paper),
            paper.title,
            v.version,
            v.sent_on,
            v.sent_by,
            paper.state,
            paper.withdrawn_because,
            v.docx,
            v.pdf,
        )


# fmt: off
def tables(round_: m.Round) -> tuple[DataTable, ...]:
    """Every table of the round, in the order of its stages."""
    within = {"meeting__round": round_}
    return (
        DataTable("plan", Text("实施方案各版", "Versions of the plan"), **_of(
            m.PlanVersion.objects.filter(plan__round=round_).order_by("number"),
            ("version", "版次", "number"), ("made_on", "拟定日期", "made_on"), ("starts_on", "开始", "starts_on"),
            ("ends_on", "结束", "ends_on"), ("meeting_on", "会议日期", "meeting_on"), ("text", "正文", "text"),
            ("remarks", "退回意见", "remarks"))),
        DataTable("reporters", Text("述职对象名单", "Reporters"), **_of(
            m.Reporter.objects.filter(round=round_).order_by("order", "pk"),
            ("name", "姓名", REPORTER), ("constituency", "选区号", "mandate__constituency__number"),
            ("post", "单位职务", "mandate__person__post"), ("leading_cadre", "领导干部代表", "mandate__person__leading_cadre"),
            ("state", "状态", "state"), ("grounds", "提名理由", "grounds"), ("duty_entries", "核实的履职", "duty_entries"),
            ("excuse", "免述原因", "excuse"), ("feedback_on", "书面反馈", "feedback_on"))),
        DataTable("studies", Text("学习宣传", "Study and publicity"), **_of(
            m.Study.objects.filter(round=round_).order_by("on", "pk"),
            ("on", "日期", "on"), ("form", "形式", "form"), ("title", "名称", "title"), ("audience", "人数", "audience"),
            ("materials", "材料", "materials"))),
        DataTable("doubts", Text("疑虑与解答", "Doubts and answers"), **_of(
            m.Doubt.objects.filter(round=round_).order_by("on", "pk"),
            ("on", "日期", "on"), ("kind", "类别", "kind"), ("text", "疑虑", "text"), ("answer", "解答", "answer"))),
        DataTable("visits", Text("走访记录", "Visits"), **_of(
            m.Visit.objects.filter(reporter__round=round_).order_by("on", "pk"),
            ("reporter", "代表", f"reporter__{REPORTER}"), ("on", "日期", "on"), ("place", "地点", "place"),
            ("households", "户数", "households"), ("note", "备注", "note"))),
        DataTable("opinions", Text("选民意见", "Opinions"), **_of(
            m.Opinion.objects.filter(round=round_).order_by("on", "pk"),
            ("on", "日期", "on"), ("source", "来源", "source"), ("reporter", "所提代表", f"reporter__{REPORTER}"),
            ("text", "意见", "text"), ("sorted_as", "分类", "sorted_as"), ("handler", "承办", "handler"),
            ("due_on", "期限", "due_on"), ("state", "状态", "state"), ("answer", "答复", "answer"),
            ("answered_on", "答复日期", "answered_on"))),
        DataTable("reports", Text("述职报告各版", "Versions of the reports"), **_of(
            m.ReportVersion.objects.filter(report__reporter__round=round_).order_by("report", "number"),
            ("reporter", "代表", f"report__reporter__{REPORTER}"), ("version", "版次", "number"),
            ("saved_on", "日期", "saved_on"), ("state", "报告状态", "report__state"), ("sections", "正文", "sections"))),
        DataTable("meetings", Text("述职会议", "Meetings"), **_of(
            m.Meeting.objects.filter(round=round_).order_by("starts_at", "pk"),
            ("title", "名称", "title"), ("starts_at", "时间", "starts_at"), ("place", "地点", "place"),
            ("chair", "主持人", "chair"), ("state", "状态", "state"), ("closing_words", "小结", "closing_words"))),
        DataTable("attendees", Text("参加人员", "Attendees"), **_of(
            m.Invitee.objects.filter(**within).order_by("meeting", "kind", "sort_key", "name", "pk"),
            ("meeting", "会议", "meeting__title"), ("name", "姓名", "name"), ("kind", "身份", "kind"),
            ("constituency", "选区号", "constituency__number"), ("workplace", "单位", "workplace"),
            ("present", "到会", "present"))),
        DataTable("questions", Text("现场提问", "Questions from the floor"), **_of(
            m.Question.objects.filter(**within).order_by("pk"),
            ("meeting", "会议", "meeting__title"), ("text", "提问", "text"), ("answer", "答复", "answer"),
            ("taken_away", "带回办理", "taken_away"))),
        DataTable("appraisals", Text("分组评议", "Group appraisals"), **_of(
            m.Appraisal.objects.filter(group__meeting__round=round_).order_by("group", "reporter__order", "pk"),
            ("group", "评议组", "group__name"), ("reporter", "代表", f"reporter__{REPORTER}"), ("text", "评议", "text"),
            ("demands", "希望和要求", "demands"))),
        DataTable(
            "results", Text("测评结果", "Results"),
            (("meeting", "会议"), ("reporter", "代表"), ("question", "项目"), ("grade", "等次"), ("sheets", "票数")),
            lambda: _results(round_)),
        DataTable("goals", Text("整改目标", "Rectification goals"), **_of(
            m.Goal.objects.filter(reporter__round=round_).order_by("reporter__order", "pk"),
            ("reporter", "代表", f"reporter__{REPORTER}"), ("text", "目标", "text"), ("due_on", "期限", "due_on"),
            ("state", "状态", "state"), ("finished_on", "办结", "finished_on"), ("outcome", "结果", "outcome"))),
        DataTable("measures", Text("整改措施", "Measures"), **_of(
            m.Measure.objects.filter(goal__reporter__round=round_).order_by("goal", "pk"),
            ("goal", "目标", "goal__text"), ("text", "措施", "text"), ("owner", "负责", "owner"), ("due_on", "期限", "due_on"),
            ("done_on", "完成", "done_on"))),
        DataTable("progress", Text("整改进展", "Progress"), **_of(
            m.Progress.objects.filter(goal__reporter__round=round_).order_by("on", "pk"),
            ("goal", "目标", "goal__text"), ("on", "日期", "on"), ("text", "进展", "text"))),
        DataTable("notices", Text("整改通报", "Notices"), **_of(
            m.Notice.objects.filter(round=round_).order_by("pk"),
            ("title", "标题", "title"), ("on", "日期", "on"), ("circle", "范围", "circle"), ("manner", "方式", "manner"),
            ("told", "告知人数", "told"), ("state", "状态", "state"), ("text", "内容", "text"),
            ("withdrawn_because", "撤回原因", "withdrawn_because"))),
        DataTable("summaries", Text("工作总结", "Summaries"), **_of(
            m.Summary.objects.filter(round=round_).order_by("pk"),
            ("body", "机关", "body__name"), ("written_on", "日期", "written_on"), ("state", "状态", "state"),
            ("text", "正文", "text"), ("comment", "批注", "comment"))),
        DataTable(
            "sent", Text("发文登记", "Papers sent"),
            (("number", "发文字号"), ("title", "文件"), ("version", "版次"), ("sent_on", "印发日期"), ("sent_by", "办理人"),
             ("state", "状态"), ("withdrawn_because", "撤回原因"), ("docx", "Word 校验码"), ("pdf", "PDF 校验码")),
            lambda: _sent(round_)),
    )
# fmt: on
