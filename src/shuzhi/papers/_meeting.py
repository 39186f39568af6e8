"""Papers of the meeting (组织实施, 4.3), a row each."""

from __future__ import annotations

from shuzhi.papers import (
    agenda,
    appraisal_table,
    host_script,
    minutes,
    result_table,
    sign_in,
    speech_outline,
    voting_papers,
)
from shuzhi.papers.paper import Paper
from shuzhi.rules.verdict import Text

SHEETS = ("docx", "pdf", "xlsx")

ROWS: tuple[Paper, ...] = (
    Paper("agenda", Text("会议议程", "Agenda"), "meeting", "4.3b", agenda.agenda),
    Paper("host_script", Text("主持词", "Host’s script"), "meeting", "4.3b", host_script.host_script),
    Paper(
        "speech_outline",
        Text("领导讲话参考提纲", "Outline for the leader’s speech"),
        "meeting",
        "4.3b(i)",
        speech_outline.speech_outline,
    ),
    Paper("sign_in", Text("签到册", "Sign-in book"), "meeting", "4.3a", sign_in.sign_in, formats=SHEETS),
    Paper(
        "specimen_sheet",
        Text("测评表（样表）", "Specimen evaluation sheet"),
        "meeting",
        "4.3b(iii)",
        voting_papers.specimen_sheet,
    ),
    Paper("tally_sheet", Text("计票单", "Tellers’ tally sheet"), "meeting", "4.3b(iii)", voting_papers.tally_sheet),
    Paper(
        "result_table",
        Text("测评结果汇总表", "Table of results"),
        "meeting",
        "4.3b(iii)",
        result_table.result_table,
        formats=SHEETS,
    ),
    Paper(
        "appraisal_table",
        Text("分组评议意见汇总", "What the groups said"),
        "meeting",
        "4.3b(iv)",
        appraisal_table.appraisal_table,
        formats=SHEETS,
    ),
    Paper("minutes", Text("会议纪要", "Minutes"), "meeting", "4.3", minutes.minutes, kept=True),
)
