"""The rules of the meeting, with plain facts (4.3a, 4.3b)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from shuzhi.rules import agenda, appraisal, attendance, meeting
from shuzhi.rules.agenda import Line
from shuzhi.rules.regulation import load_edition
from shuzhi.rules.roles import RoundKind
from shuzhi.rules.stages import RoundFacts
from shuzhi.rules.verdict import Text

ROUND = RoundFacts(
    kind=RoundKind.DISTRICT_TOWN, state="meeting", today=date(2006, 7, 10), programme_open=True, plan_adopted=True
)
ORDER = ("leader_speech", "reports", "appraisal", "group_reports", "closing")
WELL = meeting.MeetingFacts(
    round=ROUND,
    state="called",
    quorum=50,
    order=ORDER,
    agenda=("leader_speech", "reports", "reports", "appraisal", "group_reports", "closing"),
    held=("leader_speech", "reports", "reports", "appraisal", "group_reports", "closing"),
    reporters=("覃子涵", "曾平梅"),
    invited=60,
    group_heads=15,
    present=50,
    groups=("第一组",),
    count="announced",
)
START = datetime(2006, 7, 10, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rule", "change", "clause", "soft"),
    [
        (meeting.has_agenda, {"agenda": ()}, "4.3b", False),
        (meeting.has_reporters, {"reporters": ()}, "4.3a", False),
        (meeting.has_attendees, {"invited": 0}, "4.3a", False),
        (meeting.group_heads_invited, {"group_heads": 0}, "4.3a", True),
        (meeting.party_heads_invited, {"without_party_head": ("覃子涵",)}, "4.3a", True),
        (meeting.reports_published, {"unpublished": ("曾平梅",)}, "4.2a", True),
        (meeting.enough_present, {"present": 49}, "4.3a", True),
        (meeting.agenda_in_order, {"agenda": ("reports", "leader_speech")}, "4.3b", True),
        (meeting.held_in_order, {"held": ("leader_speech", "reports", "group_reports", "appraisal")}, "4.3b", True),
        (meeting.held_in_order, {"held": ("leader_speech", "reports", "appraisal", "closing")}, "4.3b", True),
        (meeting.every_group_heard, {"unheard": ("第一组",)}, "4.3b(iv)", True),
        (meeting.result_known, {"count": "sealed"}, "4.3b(iii)", False),
        (meeting.posts_apart, {"judging": ("覃子涵",)}, "D0001", False),
        (meeting.posts_apart, {"both": ("黎阿根",)}, "D0001", False),
        (meeting.has_groups, {"groups": ()}, "4.3b(iii)", False),
        (meeting.all_reported, {"not_spoken": ("曾平梅",)}, "4.3b(ii)", True),
        (meeting.groups_free, {"handed_in": 1}, "4.3b(iii)", False),
    ],
)
def test_each_rule_is_met_or_says_its_clause(rule, change, clause, soft) -> None:
    assert rule(WELL).clear
    found = rule(replace(WELL, **change))
    assert [f.clause for f in (found.cautions if soft else found.lacks)] == [clause]
    assert not (found.lacks if soft else found.cautions)


def test_a_void_evaluation_is_known_too() -> None:
    assert meeting.result_known(replace(WELL, count="void")).clear


@pytest.mark.parametrize(
    ("key", "state", "refused"),
    [
        ("leader_speech", "called", True),
        ("reports", "open", False),
        ("appraisal", "open", True),
        ("appraisal", "appraising", False),
        ("group_reports", "open", True),
        ("group_reports", "appraising", False),
        ("closing", "counted", False),
        ("closing", "closed", True),
    ],
)
def test_items_start_in_session_only(key: str, state: str, refused: bool) -> None:
    assert meeting.may_start(meeting.ItemFacts(round=ROUND, key=key, meeting_state=state)).refused is refused


def test_the_agenda_of_each_kind_of_round() -> None:
    edition = load_edition("xishan_2006")
    lines = agenda.agenda_for(edition, "town", {7: "丁峰良", 9: "张燕"}, "吴子怡")
    assert [(line.key, line.reporter, speaker) for line, speaker in lines] == [
        ("leader_speech", None, "镇党组织负责人或镇人大负责人"),
        ("reports", 7, "丁峰良"),
        ("reports", 9, "张燕"),
        ("appraisal", None, ""),
        ("group_reports", None, ""),
        ("closing", None, "吴子怡"),
    ]


def lines(*started: int | None, over: int | None = None) -> list[Line]:
    """Ten-minute items begun so many minutes after the hour; each ends as the next begins."""
    made = []
    for n, at in enumerate(started):
        later = next((x for x in started[n + 1 :] if x is not None), over)
        begun = START + timedelta(minutes=at) if at is not None else None
        ended = START + timedelta(minutes=later) if begun and later is not None else None
        made.append(Line("reports", 10, n, begun, ended))
    return made


@pytest.mark.parametrize(
    ("items", "now", "drift"),
    [
        (lines(None, None), 5, None),
        (lines(0, None), 5, 0),
        (lines(4, None), 5, 4),
        (lines(0, None), 13, 3),
        (lines(0, 12), 13, 2),
        (lines(0, 8), 9, -2),
        (lines(0, 10, over=26), 40, 6),
        (lines(-4 * 24 * 60, None), -4 * 24 * 60 + 5, None),  # held on another day: no minutes early or late
    ],
)
def test_drift_is_that_of_the_start_until_an_item_runs_over(items, now, drift) -> None:
    assert agenda.drift(START, items, START + timedelta(minutes=now)) == drift


def test_current_and_next() -> None:
    assert agenda.current(lines(0, None)) == 0
    assert agenda.following(lines(0, None)) == 1
    assert agenda.following(lines(None, 0, None)) == 2
    assert agenda.current(lines(0, 5, over=9)) is None
    assert agenda.following(lines(0, 5, over=9)) is None


def test_the_host_s_sentence_names_who_and_how_many() -> None:
    scene = agenda.Scene("会", "leader_speech", Text("镇人大负责人", "the head"), present=58, quorum=50)
    assert (
        agenda.script(scene).zh
        == "各位选民代表：现在开会。本次会议应不少于 50 人，实到 58 人。首先，请镇人大负责人讲话。"
    )
    assert "不少于" not in agenda.script(replace(scene, present=40)).zh
    report = replace(scene, key="reports", speaker=Text("张燕", "张燕"), first_report=True)
    assert "首先请张燕代表述职" in agenda.script(report).zh
    head = replace(scene, speaker=Text("镇人大负责人", "The head of the town congress"))
    assert "First we hear the head of the town congress." in agenda.script(head).en
    assert "记名" in agenda.script(replace(scene, key="appraisal", secret=False, groups=3)).zh


@pytest.mark.parametrize(
    ("yes", "no", "silent", "expected", "short"),
    [(41, 4, 15, 54, 0), (30, 5, 10, 38, 12), (3, 0, 57, 3, 47), (50, 0, 0, 50, 0)],
)
def test_the_forecast_counts_the_silent_like_those_who_answered(yes, no, silent, expected, short) -> None:
    found = attendance.forecast(yes, no, silent, 50)
    assert (found.expected, found.short) == (expected, short)


@pytest.mark.parametrize(
    ("state", "refused"), [("planned", True), ("called", False), ("appraising", False), ("closed", True)]
)
def test_the_door(state: str, refused: bool) -> None:
    assert attendance.door_open(attendance.InviteeFacts(round=ROUND, meeting_state=state)).refused is refused


def test_groups_differ_by_one_at_most_and_keep_neighbours_together() -> None:
    assert appraisal.spread("abcdefg", 3) == [["a", "b", "c"], ["d", "e"], ["f", "g"]]
    assert [len(g) for g in appraisal.spread(range(2), 3)] == [1, 1, 0]
    with pytest.raises(ValueError, match="one group"):
        appraisal.spread("ab", 0)


def test_demands_lose_their_numbering_and_nothing_else() -> None:
    text = "1. 多下村\n2、修桥\n（三）路灯\n3号路灯要修\n3.5米的路\n\n- 自来水\n十里河清淤"
    assert appraisal.demands(text) == ["多下村", "修桥", "路灯", "3号路灯要修", "3.5米的路", "自来水", "十里河清淤"]


@pytest.mark.parametrize(
    ("state", "handed_in", "heard", "may_hand_in", "may_hear"),
    [
        ("open", 0, False, False, False),
        ("appraising", 0, False, True, False),
        ("appraising", 2, False, True, True),
        ("appraising", 2, True, False, True),
        ("closed", 2, False, False, False),
    ],
)
def test_handing_in_and_hearing(state, handed_in, heard, may_hand_in, may_hear) -> None:
    facts = appraisal.GroupFacts(round=ROUND, meeting_state=state, handed_in=handed_in, heard=heard)
    assert appraisal.may_hand_in(facts).refused is not may_hand_in
    assert appraisal.may_hear(facts).refused is not may_hear
