"""Papers of summary and rectification (总结整改, 4.4), a row each."""

from __future__ import annotations

from shuzhi.papers import feedback, notice, rectification, summary
from shuzhi.papers.paper import Paper
from shuzhi.rules.verdict import Text

ROWS: tuple[Paper, ...] = (
    Paper("feedback", Text("书面反馈", "Written feedback"), "reporter", "4.4a", feedback.feedback, kept=True),
    Paper(
        "rectification_plan",
        Text("整改方案", "Rectification plan"),
        "reporter",
        "4.4a",
        rectification.rectification_plan,
    ),
    Paper(
        "rectification_report",
        Text("整改情况报告", "Report on the rectification"),
        "reporter",
        "4.4b",
        rectification.rectification_report,
    ),
    Paper("notice", Text("通报", "Notice to the voters"), "round", "4.4b", notice.notice, kept=True),
    Paper(
        "notice_poster",
        Text("通报（张贴用）", "Notice as a poster"),
        "round",
        "4.4b",
        notice.notice_poster,
        formats=("pdf", "docx"),
    ),
    Paper("summary", Text("工作总结", "Summary"), "round", "4.4c", summary.summary, kept=True),
    Paper(
        "group_summary",
        Text("代表小组工作总结", "A group’s summary"),
        "group",
        "4.4c",
        summary.group_summary,
        kept=True,
    ),
    Paper(
        "district_summary",
        Text("全区工作总结", "The district’s summary"),
        "programme",
        "4.4d",
        summary.district_summary,
        kept=True,
        formats=("docx", "pdf", "xlsx"),
    ),
)
