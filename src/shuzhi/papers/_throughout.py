"""Papers that belong to no one stage (5.4, 5.5), a row each."""

from __future__ import annotations

from shuzhi.papers import honour_form, special_report
from shuzhi.papers.paper import Paper
from shuzhi.rules.verdict import Text

ROWS: tuple[Paper, ...] = (
    Paper(
        "special_report",
        Text("情况联络专报", "Special report to the district"),
        "round",
        "5.5",
        special_report.special_report,
        kept=True,
    ),
    Paper(
        "honour_form",
        Text("代表活动积极分子推荐表", "Recommendation of an active deputy"),
        "honour",
        "5.4",
        honour_form.form,
    ),
)
