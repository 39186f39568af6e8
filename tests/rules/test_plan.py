"""Plan, programme and stage rules with literals (4.0a–4.0c, 4.1a, 0.1, 4.1–4.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from shuzhi.rules.edition import Quota, Window
from shuzhi.rules.plan import PlanFacts, complete, in_window, nothing_left_blank, schedule, two_to_three_months
from shuzhi.rules.programme import moved_window, same_months
from shuzhi.rules.regulation import load_edition
from shuzhi.rules.roles import RoundKind
from shuzhi.rules.round import StageFacts, may_close, stage_done
from shuzhi.rules.stages import RoundFacts
from shuzhi.rules.standing import MeetingStanding, ReporterStanding, Standing

TODAY = date(2006, 6, 1)


def round_facts(kind: RoundKind = RoundKind.DISTRICT_TOWN) -> RoundFacts:
    return RoundFacts(kind=kind, state="launch", today=TODAY, programme_open=True, plan_adopted=False)


def plan_facts(start: date, end: date) -> PlanFacts:
    return PlanFacts(
        round=round_facts(),
        text="方案",
        starts_on=start,
        ends_on=end,
        meeting_on=start,
        dues=(start,),
        window=Window("4.0a", date(2006, 5, 1), date(2006, 7, 31)),
        months=Quota(2, "months", "4.0c", 3, True),
    )


@pytest.mark.parametrize(
    ("start", "end", "cited"),
    [
        (date(2006, 5, 1), date(2006, 7, 31), []),
        (date(2006, 6, 1), date(2006, 7, 31), []),
        (date(2006, 6, 1), date(2006, 7, 30), ["4.0c"]),
        (date(2006, 4, 30), date(2006, 7, 15), ["4.0a"]),
        (date(2006, 5, 31), date(2006, 9, 1), ["4.0a", "4.0c"]),
    ],
)
def test_window_and_months(start: date, end: date, cited: list[str]) -> None:
    facts = plan_facts(start, end)
    verdict = in_window(facts) + two_to_three_months(facts)
    assert ([c.clause for c in verdict.cautions], verdict.lacks) == (cited, ())


def test_a_plan_without_text_schedule_or_with_its_meeting_elsewhere_is_not_complete() -> None:
    good = plan_facts(date(2006, 5, 1), date(2006, 7, 31))
    assert complete(good).clear
    assert len(complete(replace(good, text=" ", dues=(), meeting_on=date(2006, 8, 1))).lacks) == 3


UNFINISHED = """为接受监督，制定本方案。
二、组织领导
组长〔待填：领导小组组长〕，成员〔待填：领导小组成员〕。
五、时间安排
（一）从〔待填〕开始。"""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("一、指导思想\n待填的表另发。", None),
        (UNFINISHED, "方案正文还有3处“〔待填〕”没有填：二、组织领导（领导小组组长、领导小组成员）；五、时间安排。填好以后再提交。"),
        ("请〔待填:联系人〕负责。", "方案正文还有1处“〔待填〕”没有填：联系人。填好以后再提交。"),
        ("〔待填〕", "方案正文还有1处“〔待填〕”没有填。填好以后再提交。"),
        (
            "二、人员" + "".join(f"\n〔待填：第{n}人〕" for n in range(1, 8)),
            "方案正文还有7处“〔待填〕”没有填：二、人员（第1人、第2人、第3人、第4人、第5人等）。填好以后再提交。",
        ),
    ],
)  # fmt: skip
def test_a_plan_with_a_place_still_to_be_filled_in_is_not_put_before_the_sitting(text: str, says: str | None) -> None:
    found = nothing_left_blank(replace(plan_facts(date(2006, 5, 1), date(2006, 7, 31)), text=text))
    assert [(lack.clause, lack.text.zh) for lack in found.lacks] == ([("4.1a", says)] if says else [])


def test_it_says_so_in_english_too() -> None:
    facts = replace(plan_facts(date(2006, 5, 1), date(2006, 7, 31)), text="〔待填〕")
    said = "The plan still has one place marked 〔待填〕 to be filled in. Fill in what is missing, then submit it."
    assert nothing_left_blank(facts).lacks[0].text.en == said


def test_a_towns_schedule_files_no_list() -> None:
    edition = load_edition("xishan_2006")
    keys = {k: [t["key"] for t in schedule(edition.tasks(k), k, date(2006, 6, 30))] for k in RoundKind}
    assert "roster_file" in keys[RoundKind.DISTRICT_TOWN]
    assert "roster_file" in keys[RoundKind.DISTRICT_ORGANS]
    assert "roster_file" not in keys[RoundKind.TOWN]
    owners = {t["key"]: t["owner"] for t in schedule(edition.tasks("town"), RoundKind.TOWN, date(2006, 6, 30))}
    assert (owners["plan_adopt"], owners["plan_draft"]) == ("镇人大主席团", "镇人大")


def test_windows_move_with_the_year_and_no_further() -> None:
    window = Window("4.0a", date(2006, 5, 1), date(2006, 7, 31))
    assert moved_window(window, 20) == Window("4.0a", date(2026, 5, 1), date(2026, 7, 31))
    assert same_months(window, 2026, (date(2026, 5, 1), date(2026, 7, 31)), 2006)
    assert not same_months(window, 2026, (date(2026, 5, 1), date(2026, 8, 1)), 2006)
    assert not same_months(window, 2027, (date(2026, 5, 1), date(2027, 7, 31)), 2006)
    assert same_months(Window("4.0b", None, date(2006, 10, 31)), 2026, (date(2026, 1, 1), date(2026, 10, 31)), 2006)


def standing(**given: object) -> Standing:
    base = {"pk": 1, "kind": RoundKind.TOWN, "state": "launch", "today": TODAY, "organiser": "东港镇"}
    return Standing(**(base | given))  # type: ignore[arg-type]


def asked(s: Standing, leaving: str) -> StageFacts:
    return StageFacts(round=round_facts(s.kind), standing=s, leaving=leaving)


DONE = ReporterStanding(
    pk=1, name="丁峰良", studied=True, visits=2, report="published", meeting=7, goals=1, goals_done=1
)
MEETING = MeetingStanding(
    pk=7, title="会议", state="closed", starts_at=datetime(2006, 6, 30, tzinfo=UTC), count="announced"
)
WHOLE = standing(
    plan="adopted",
    roster="decided",
    names=(DONE,),
    meetings=(MEETING,),
    notices_published=1,
    summaries=1,
    summaries_submitted=1,
)


@pytest.mark.parametrize("stage", ["launch", "preparation", "meeting"])
def test_a_round_with_everything_done_goes_through_every_gate(stage: str) -> None:
    assert stage_done(asked(WHOLE, stage)).clear
    assert may_close(asked(WHOLE, "conclusion")).clear


@pytest.mark.parametrize(
    ("stage", "changed", "clause"),
    [
        ("launch", {"plan": "submitted"}, "4.1a"),
        ("launch", {"roster": "drafted"}, "4.1b"),
        ("launch", {"names": ()}, "4.1b"),
        ("launch", {"kind": RoundKind.DISTRICT_ORGANS}, "2.4"),
        ("preparation", {"names": (replace(DONE, visits=0),)}, "4.2a"),
        ("preparation", {"names": (replace(DONE, report="returned"),)}, "4.2a"),
        ("preparation", {"meetings": ()}, "4.2b"),
        ("meeting", {"names": (replace(DONE, meeting=None),)}, "4.3b"),
        ("meeting", {"meetings": (replace(MEETING, count="sealed"),)}, "4.3b"),
        ("meeting", {"meetings": (replace(MEETING, state="counted"),)}, "4.3b"),
    ],
)
def test_each_gate_names_its_clause_and_who_can_help(stage: str, changed: dict[str, object], clause: str) -> None:
    (lack,) = stage_done(asked(replace(WHOLE, **changed), stage)).lacks
    assert lack.clause == clause
    assert lack.who is not None
    assert lack.text.zh != lack.text.en


def test_a_name_only_proposed_is_asked_for_nothing() -> None:
    proposed = ReporterStanding(pk=2, name="甲", state="proposed")
    assert stage_done(asked(replace(WHOLE, names=(DONE, proposed)), "preparation")).clear
