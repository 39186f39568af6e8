"""The journal as people read it: the same thing many times on one day is one line, a reason is never folded away."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from shuzhi.reads.journal import Line, together
from shuzhi.rules.verdict import Text

HERE = ZoneInfo("Asia/Shanghai")
SAID = Line(
    at=datetime(2026, 11, 9, 20, 0, tzinfo=HERE),
    who="",
    office=Text("到会人员", "attendee"),
    label=Text("到会人员确认", "Say done or not yet"),
    detail=Text("", ""),
    reason="",
    clauses=(),
    cautions=(),
    noun="goal",
    subject="6",
)


def test_neighbours_that_say_the_same_of_one_day_are_one_line() -> None:
    other = replace(SAID, subject="7", at=datetime(2026, 11, 9, 20, 5, tzinfo=HERE))
    before = replace(SAID, at=datetime(2026, 11, 8, 20, 0, tzinfo=HERE))
    assert [x.times for x in together([SAID, other, before])] == [2, 1]


def test_a_line_with_a_reason_stands_alone() -> None:
    why = replace(SAID, reason="公告原件存镇人大档案。")
    assert [(x.times, x.reason) for x in together([SAID, why, SAID])] == [(1, ""), (1, why.reason), (1, "")]
