"""Papers of the launch (宣传发动, 4.1), a row each."""

from __future__ import annotations

from shuzhi.papers import plan
from shuzhi.papers.paper import Paper
from shuzhi.rules.verdict import Text

ROWS: tuple[Paper, ...] = (
    Paper("plan", Text("实施方案", "Plan"), "round", "4.1a", plan.plan, kept=True),
    Paper("schedule", Text("日程安排", "Schedule"), "round", "4.1a", plan.schedule, formats=("docx", "pdf", "xlsx")),
)
