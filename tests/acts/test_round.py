"""4.1–4.4: a round goes on only when nothing of its stage is left undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.builders import a_meeting, a_plan, a_reporter, a_round
from tests.cast import Cast

from shuzhi.acts import round as acts
from shuzhi.acts import study
from shuzhi.acts._perform import Refused
from shuzhi.records import clock
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db


def found(refused: pytest.ExceptionInfo[Refused]) -> tuple[list[str], list[str]]:
    verdict = refused.value.verdict
    return [x.clause for x in verdict.lacks], [x.clause for x in verdict.cautions]


def refusal(perform: object, *args: object, **kwargs: object) -> tuple[list[str], list[str]]:
    with pytest.raises(Refused) as refused:
        perform(*args, **kwargs)  # type: ignore[operator]
    return found(refused)


def ready_to_leave_launch(cast: Cast) -> m.Round:
    round_ = a_round(cast)
    a_plan(round_, state="adopted")
    m.Roster.objects.update(state="filed")
    a_reporter(cast, round_)
    study.record(
        cast.town_office,
        round_,
        on=clock.today(),
        form="集中学习",
        title="代表法",
        attended=[cast.mandate(cast.deputy)],
    )
    return round_


def test_leaving_the_launch_with_nothing_done_names_every_clause(cast: Cast) -> None:
    round_ = a_round(cast)
    assert refusal(acts.advance, cast.town_office, round_, reason="快") == (["4.1a", "4.1b"], [])
    round_.refresh_from_db()
    assert round_.state == "launch"


def test_all_done_it_goes_on_and_the_day_is_kept(cast: Cast) -> None:
    round_ = acts.advance(cast.leader, ready_to_leave_launch(cast))
    assert round_.state == "preparation"
    assert round_.stage_changes.get().stage == "preparation"


def test_a_district_list_that_was_not_filed_is_a_lack(cast: Cast) -> None:
    round_ = ready_to_leave_launch(cast)
    m.Roster.objects.update(state="decided")
    assert refusal(acts.advance, cast.town_office, round_) == (["2.4"], [])


def test_a_town_list_need_not_be_filed(cast: Cast) -> None:
    round_ = a_round(cast, kind="town")
    a_plan(round_, state="adopted")
    m.Roster.objects.update(state="decided")
    a_reporter(cast, round_)
    assert refusal(acts.advance, cast.town_office, round_) == ([], ["4.1c"])
    assert acts.advance(cast.town_office, round_, reason="外出，会前补学").state == "preparation"


def test_a_reporter_who_never_studied_is_a_caution_kept_with_its_reason(cast: Cast) -> None:
    round_ = ready_to_leave_launch(cast)
    a_reporter(cast, round_, actor=cast.second_deputy, order=2)
    assert refusal(acts.advance, cast.town_office, round_) == ([], ["4.1c"])
    acts.advance(cast.town_office, round_, reason="住院，出院后补学")
    assert m.Entry.objects.get(act="round.advance").cautions[0]["clause"] == "4.1c"


def test_preparation_ends_with_visits_reports_and_a_meeting(cast: Cast) -> None:
    round_ = a_round(cast, state="preparation")
    reporter = a_reporter(cast, round_)
    assert refusal(acts.advance, cast.town_office, round_) == (["4.2a", "4.2a", "4.2b"], [])
    m.Visit.objects.create(reporter=reporter, on=clock.today(), place="港下村", households=9)
    m.Report.objects.create(reporter=reporter, state="submitted")
    a_meeting(cast, round_)
    assert refusal(acts.advance, cast.town_office, round_) == (["4.2a"], [])
    m.Report.objects.update(state="accepted")
    assert acts.advance(cast.town_office, round_).state == "meeting"


def counted(meeting: m.Meeting, state: str) -> None:
    m.Count.objects.create(meeting=meeting, issued=60, cast=50, paper=0, unused=10, missing=0, state=state)


@pytest.mark.parametrize("state", ["announced", "void"])
def test_the_meeting_stage_ends_announced_or_void_and_closed(cast: Cast, state: str) -> None:
    round_ = a_round(cast, state="meeting")
    a_reporter(cast, round_)
    meeting = a_meeting(cast, round_, state="counted")
    assert refusal(acts.advance, cast.town_office, round_) == (["4.3b"], [])
    counted(meeting, state)
    assert refusal(acts.advance, cast.town_office, round_) == (["4.3b"], [])
    m.Meeting.objects.update(state="closed")
    assert acts.advance(cast.town_office, round_).state == "conclusion"


def test_a_reporter_in_no_meeting_keeps_the_round_back(cast: Cast) -> None:
    round_ = a_round(cast, state="meeting")
    a_reporter(cast, round_)
    meeting = a_meeting(cast, round_, state="closed")
    counted(meeting, "announced")
    a_reporter(cast, round_, actor=cast.second_deputy, order=2)
    assert refusal(acts.advance, cast.town_office, round_) == (["4.3b"], [])


def test_closing_asks_for_notice_summary_and_rectification(cast: Cast) -> None:
    round_ = a_round(cast, state="conclusion")
    reporter = a_reporter(cast, round_)
    assert refusal(acts.close, cast.town_office, round_) == (["4.4b", "4.4c"], ["4.4a"])
    m.Notice.objects.create(round=round_, title="通报", text="…", circle="选民代表", manner="张贴", state="published")
    summary = m.Summary.objects.create(round=round_, body=cast.town, text="…", written_on=clock.today())
    assert refusal(acts.close, cast.town_office, round_) == (["4.4c"], ["4.4a"])
    summary.state = "submitted"
    summary.save()
    goal = m.Goal.objects.create(reporter=reporter, text="修路", due_on=clock.today() - timedelta(days=1))
    assert refusal(acts.close, cast.town_office, round_) == ([], ["4.4a"])
    goal.state = "done"
    goal.save()
    closed = acts.close(cast.town_office, round_)
    assert (closed.state, closed.closed_on) == ("closed", clock.today())


def test_only_the_organiser_leads_a_round_on(cast: Cast) -> None:
    round_ = ready_to_leave_launch(cast)
    for name, actor in cast.everybody.items():
        if name not in ("town_office", "leader"):
            with pytest.raises(Refused):
                acts.advance(actor, round_, reason="理由")
    round_.refresh_from_db()
    assert round_.state == "launch"


def test_study_knows_its_deputies_and_its_calendar(cast: Cast) -> None:
    round_ = a_round(cast)
    tomorrow = clock.today() + timedelta(days=1)
    assert refusal(study.record, cast.town_office, round_, on=tomorrow, form="动员会", title="动员") == (["4.1c"], [])
    stranger = [cast.mandate(cast.organs_deputy)]
    given = {"on": clock.today(), "form": "动员会", "title": "动员"}
    assert refusal(study.record, cast.town_office, round_, attended=stranger, **given) == (["4.1c"], [])
    made = study.record(cast.leader, round_, attended=[cast.mandate(cast.deputy)], **given)
    assert made.audience == 1


def test_doubts_are_kept_with_their_answers(cast: Cast) -> None:
    round_ = a_round(cast)
    given = {"kind": "额外负担", "text": "工作太忙", "answer": "报告从履职记录中来，不另写材料。"}
    doubt = study.answer_doubt(cast.town_office, round_, on=clock.today(), **given)
    assert (doubt.kind, doubt.answer) == ("额外负担", given["answer"])
    with pytest.raises(Refused):
        study.answer_doubt(cast.deputy, round_, on=clock.today(), **given)
