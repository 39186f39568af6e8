"""Papers of the preparation (准备工作, 4.2), a row each."""

from __future__ import annotations

from shuzhi.papers import call, report, visits
from shuzhi.papers.paper import Paper
from shuzhi.rules.verdict import Text

WITH_LIST = ("docx", "pdf", "xlsx")

ROWS: tuple[Paper, ...] = (
    Paper(
        "visits",
        Text("走访记录", "Record of visits"),
        "reporter",
        "4.2a",
        visits.record,
        formats=WITH_LIST,
    ),
    Paper("report", Text("述职报告", "Report"), "reporter", "3", report.report, kept=True),
    Paper(
        "call",
        Text("会议通知", "Call to the meeting"),
        "meeting",
        "4.3a",
        call.call_to_meeting,
        kept=True,
        formats=WITH_LIST,
    ),
)
