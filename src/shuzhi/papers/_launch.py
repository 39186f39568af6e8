"""Papers of the launch (宣传发动, 4.1), a row each."""

from __future__ import annotations

from shuzhi.papers import plan, roster, study
from shuzhi.papers.paper import Paper
from shuzhi.rules.verdict import Text

WITH_LIST = ("docx", "pdf", "xlsx")

ROWS: tuple[Paper, ...] = (
    Paper("plan", Text("实施方案", "Plan"), "round", "4.1a", plan.plan, kept=True),
    Paper("schedule", Text("日程安排", "Schedule"), "round", "4.1a", plan.schedule, formats=WITH_LIST),
    Paper(
        "roster_filing",
        Text("述职对象名单及报备函", "List of reporters and the letter filing it"),
        "round",
        "2.4",
        roster.filing_letter,
        kept=True,
        formats=WITH_LIST,
    ),
    Paper(
        "study",
        Text("学习宣传记录", "Record of study and publicity"),
        "round",
        "4.1c",
        study.record,
    ),
)
