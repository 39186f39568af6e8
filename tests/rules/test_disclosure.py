"""What may be shown of an evaluation, to whom, and when (D0002)."""

import pytest

from shuzhi.rules.disclosure import (
    Level,
    disclose,
    disclose_comments,
    may_divide,
    may_read_out,
    spread,
    unanimity,
)
from shuzhi.rules.regulation import load_edition
from shuzhi.rules.tally import Count

EDITION = load_edition("xishan_2006")
RULES = EDITION.disclosure
VIEWERS = ["organiser", "teller", "scrutineer", "reporter", "attendee", "office", "public"]
FIFTY = {"overall": Count((40, 8, 1, 1)), "voters": Count((30, 10, 5, 3), blank=2)}
NINE = {"overall": Count((5, 2, 1, 1))}
TEN = {"overall": Count((5, 2, 1, 1), blank=1)}


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("state", ["drawn_up", "confirmed", "anything else"])
def test_before_the_seal_nobody_sees_more_than_how_many_are_in(state, viewer):
    assert disclose(FIFTY, state=state, viewer=viewer, rules=RULES).level is Level.SHEETS_IN


@pytest.mark.parametrize("viewer", VIEWERS)
def test_between_seal_and_announcement_only_those_who_sign_see_counts(viewer):
    seen = disclose(FIFTY, state="sealed", viewer=viewer, rules=RULES)
    assert seen.counts is (viewer in {"organiser", "teller", "scrutineer"})


@pytest.mark.parametrize("viewer", VIEWERS)
def test_once_announced_everybody_sees_the_same_counts(viewer):
    seen = disclose(FIFTY, state="announced", viewer=viewer, rules=RULES)
    assert seen.counts
    assert seen.why is None
    assert seen.warnings == ()


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("state", ["sealed", "announced"])
def test_under_ten_sheets_participation_only_for_everybody(state, viewer):
    seen = disclose(NINE, state=state, viewer=viewer, rules=RULES)
    assert seen.level is Level.PARTICIPATION
    assert "10" in seen.why.zh
    assert disclose(TEN, state="announced", viewer=viewer, rules=RULES).counts


@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_void_evaluation_shows_no_result(viewer):
    assert disclose(FIFTY, state="void", viewer=viewer, rules=RULES).level is Level.PARTICIPATION


def test_unanimity_is_warned_of_and_shown():
    seen = disclose({"overall": Count((50, 0, 0, 0))}, state="announced", viewer="public", rules=RULES)
    assert seen.counts
    assert len(seen.warnings) == 1
    assert unanimity({"overall": Count((49, 0, 0, 0), blank=1)}) is None
    assert unanimity({"overall": Count((0, 0, 0, 0))}) is None


@pytest.mark.parametrize("by", ["channel", "group", "kind", "village", "time", "constituency"])
def test_counts_are_divided_by_reporter_and_question_only(by):
    assert may_divide("reporter", "question")
    assert not may_divide("reporter", by)


def test_a_handful_of_paper_sheets_is_not_read_out():
    assert not may_read_out(9, RULES)
    assert may_read_out(10, RULES)


@pytest.mark.parametrize(
    ("received", "released", "state", "level"),
    [
        (30, 30, "sealed", Level.SHEETS_IN),
        (9, 9, "announced", Level.PARTICIPATION),
        (30, 9, "announced", Level.PARTICIPATION),
        (10, 10, "announced", Level.COUNTS),
    ],
)
def test_comments_come_out_together_after_the_announcement(received, released, state, level):
    seen = disclose_comments(received, released, state=state, rules=RULES)
    assert seen.level is level
    assert bool(seen.warnings) is (level is Level.COUNTS)


def test_a_result_is_its_spread():
    labels = [g.label for g in EDITION.grades]
    assert [(label.zh, n) for label, n in spread(FIFTY["overall"], labels)] == [
        ("满意", 40), ("基本满意", 8), ("不满意", 1), ("不了解", 1),
    ]  # fmt: skip
