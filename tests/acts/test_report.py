"""Acts on the report: versions, handing in, guidance, acceptance, publication (3.1–3.5, 4.2a, 5.3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.builders import a_meeting, a_reporter, a_round
from tests.cast import Cast

from shuzhi.acts import report as acts
from shuzhi.acts._perform import Refused
from shuzhi.records import clock
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db

LONG = "我走访了港下村三组十二户，听到路灯不亮的意见。" * 8
FULL = dict.fromkeys(("law", "sessions", "voters", "activities", "example"), LONG)


@pytest.fixture
def reporter(cast: Cast) -> m.Reporter:
    return a_reporter(cast, a_round(cast, state="preparation"))


def written(cast: Cast, reporter: m.Reporter, sections: dict[str, str] = FULL) -> m.Report:
    made = acts.write(cast.deputy, reporter, sections=sections)
    assert made is not None
    return made


def submitted(cast: Cast, reporter: m.Reporter) -> m.Report:
    return acts.submit(cast.deputy, written(cast, reporter))


def guided(cast: Cast, report: m.Report) -> m.Report:
    acts.guide(
        cast.town_office, report, on=clock.today(), guide="孔丽华", place="镇人大", advice="第五部分写自己做的。"
    )
    return report


def lacks(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [x.clause for x in error.value.verdict.lacks]


def cautions(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [x.clause for x in error.value.verdict.cautions]


def test_every_saved_draft_stays(cast: Cast, reporter: m.Reporter) -> None:
    report = written(cast, reporter, {"law": "学习了代表法。"})
    written(cast, reporter, {"voters": "走访十二户。"})
    written(cast, reporter, {"voters": "走访十二户。"})  # nothing new
    assert [(v.number, v.sections) for v in report.versions.all()] == [
        (1, {"law": "学习了代表法。"}),
        (2, {"law": "学习了代表法。", "voters": "走访十二户。"}),
    ]


def test_only_the_deputy_writes(cast: Cast, reporter: m.Reporter) -> None:
    for other in (cast.town_office, cast.second_deputy, cast.office, cast.public):
        with pytest.raises(Refused) as error:
            acts.write(other, reporter, sections=FULL)
        assert lacks(error) == ["4.2a"]


def test_a_section_the_edition_does_not_know_is_refused(cast: Cast, reporter: m.Reporter) -> None:
    with pytest.raises(Refused) as error:
        acts.write(cast.deputy, reporter, sections={"poetry": "春眠不觉晓"})
    assert lacks(error) == ["3"]
    assert not m.Report.objects.exists()


def test_each_empty_aspect_is_a_lack_of_its_own_clause(cast: Cast, reporter: m.Reporter) -> None:
    report = written(cast, reporter, {"sessions": LONG, "example": "  \n"})
    with pytest.raises(Refused) as error:
        acts.submit(cast.deputy, report)
    assert lacks(error) == ["3.1", "3.3", "3.4", "3.5"]
    report.refresh_from_db()
    assert report.state == "drafted"


def test_a_short_report_wants_a_reason(cast: Cast, reporter: m.Reporter) -> None:
    report = written(cast, reporter, dict.fromkeys(FULL, "参加了。"))
    with pytest.raises(Refused) as error:
        acts.submit(cast.deputy, report)
    assert (lacks(error), cautions(error)) == ([], ["D0001"])
    assert acts.submit(cast.deputy, report, reason="任职才两个月").state == "submitted"


def test_what_is_handed_in_is_not_written_over_until_returned(cast: Cast, reporter: m.Reporter) -> None:
    report = submitted(cast, reporter)
    with pytest.raises(Refused) as error:
        written(cast, reporter, {"law": "改一改"})
    assert lacks(error) == ["5.3"]
    with pytest.raises(Refused) as error:
        acts.return_(cast.town_office, report, remarks=" ")
    assert lacks(error) == ["5.3"]
    acts.return_(cast.town_office, report, remarks="第五部分像职务报告。")
    report.refresh_from_db()
    assert (report.state, report.remarks) == ("returned", "第五部分像职务报告。")
    assert written(cast, reporter, {"law": "改过了。"}).state == "drafted"


def test_accepting_without_guidance_wants_a_reason(cast: Cast, reporter: m.Reporter) -> None:
    report = submitted(cast, reporter)
    with pytest.raises(Refused) as error:
        acts.accept(cast.leader, report)
    assert cautions(error) == ["5.3"]
    assert acts.accept(cast.leader, guided(cast, report)).state == "accepted"


def test_guidance_is_not_ahead_of_today(cast: Cast, reporter: m.Reporter) -> None:
    with pytest.raises(Refused) as error:
        acts.guide(
            cast.office,
            written(cast, reporter),
            on=clock.today() + timedelta(days=1),
            guide="钱嘉明",
            advice="写具体些。",
        )
    assert lacks(error) == ["5.3"]
    assert not m.Guidance.objects.exists()


def test_the_deputy_does_not_accept_the_own_report(cast: Cast, reporter: m.Reporter) -> None:
    report = guided(cast, submitted(cast, reporter))
    with pytest.raises(Refused) as error:
        acts.accept(cast.deputy, report)
    assert lacks(error) == ["5.3"]


def test_publishing_after_the_call_wants_a_reason(cast: Cast, reporter: m.Reporter) -> None:
    report = acts.accept(cast.town_office, guided(cast, submitted(cast, reporter)))
    meeting = a_meeting(cast, reporter.round, reporters=[reporter])
    m.Meeting.objects.filter(pk=meeting.pk).update(state="called")
    with pytest.raises(Refused) as error:
        acts.publish(cast.town_office, report)
    assert cautions(error) == ["4.3a"]
    m.Meeting.objects.filter(pk=meeting.pk).update(state="planned")
    done = acts.publish(cast.town_office, report)
    assert (done.state, done.published_on) == ("published", clock.today())


def test_nothing_is_published_that_was_not_accepted(cast: Cast, reporter: m.Reporter) -> None:
    with pytest.raises(Refused) as error:
        acts.publish(cast.town_office, submitted(cast, reporter))
    assert lacks(error) == ["4.2a"]
