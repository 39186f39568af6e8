"""Which deputy groups have something to sum up in a round (4.4c)."""

from __future__ import annotations

from tests.builders import a_reporter, a_round
from tests.cast import Cast

from shuzhi.reads.paper_subjects import subjects


def groups(round_: object) -> list[int]:
    return [pk for pk, _ in subjects(round_)["group"]]  # type: ignore[arg-type]


def test_a_group_without_a_reporter_has_no_summary(cast: Cast) -> None:
    round_ = a_round(cast, kind="district_town", state="conclusion")
    assert groups(round_) == []
    reporter = a_reporter(cast, round_)
    assert groups(round_) == [reporter.mandate.group_id]
    reporter.state = "struck"
    reporter.save()
    assert groups(round_) == []


def test_the_organs_group_writes_one_summary_and_not_two(cast: Cast) -> None:
    round_ = a_round(cast, kind="district_organs", state="conclusion")
    a_reporter(cast, round_)
    assert groups(round_) == []
