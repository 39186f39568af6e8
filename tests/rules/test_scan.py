"""What a machine and people say of one place, and what may be decided of a picture in conflict."""

import pytest

from shuzhi.rules.scan import CHOICE, WHY, Choice, Standing, Why, all_read, choices, may_answer, may_resolve, may_settle
from shuzhi.rules.scan import stands as at
from shuzhi.rules.sheet import TWO_MARKS


@pytest.mark.parametrize(
    ("machine", "said", "standing", "answer"),
    [
        ("good", {}, Standing.MACHINE, "good"),
        ("good", {1: "poor", 2: "poor", 3: "poor"}, Standing.MACHINE, "good"),
        (None, {}, Standing.OPEN, None),
        (None, {1: "good"}, Standing.OPEN, None),
        (None, {2: "good"}, Standing.OPEN, None),
        (None, {1: "good", 2: "good"}, Standing.AGREED, "good"),
        (None, {1: None, 2: None}, Standing.AGREED, None),
        (None, {1: TWO_MARKS, 2: TWO_MARKS}, Standing.AGREED, TWO_MARKS),
        (None, {1: "good", 2: None}, Standing.DIFFERS, None),
        (None, {1: "good", 2: "poor", 3: None}, Standing.SETTLED, None),
        (None, {1: "good", 2: "poor", 3: "fair"}, Standing.SETTLED, "fair"),
        (None, {1: "good", 2: "good", 3: "poor"}, Standing.AGREED, "good"),
    ],
)
def test_one_place_is_decided_by_the_machine_or_by_two_or_by_the_third(machine, said, standing, answer):
    assert at(machine, said) == (standing, answer)


def test_what_is_decided():
    assert {s for s in Standing if s.decided} == {Standing.MACHINE, Standing.AGREED, Standing.SETTLED}


@pytest.mark.parametrize(
    ("standing", "looked", "goes"),
    [
        (Standing.OPEN, False, True),
        (Standing.OPEN, True, True),
        (Standing.AGREED, True, True),
        (Standing.AGREED, False, False),
        (Standing.DIFFERS, True, True),
        (Standing.DIFFERS, False, False),
        (Standing.SETTLED, True, False),
        (Standing.MACHINE, False, False),
    ],
)
def test_two_people_look_and_may_mend_their_own_word(standing, looked, goes):
    assert may_answer(standing, looked=looked).refused is not goes


@pytest.mark.parametrize("standing", list(Standing))
@pytest.mark.parametrize("looked", [True, False])
def test_only_a_difference_is_settled_and_by_a_third(standing, looked):
    assert may_settle(standing, looked=looked).refused is not (standing is Standing.DIFFERS and not looked)


def test_one_code_counts_once_so_most_pictures_can_only_be_set_aside():
    assert {why: choices(why) for why in WHY if choices(why) != (Choice.ASIDE,)} == {
        Why.TWICE: (Choice.KEEP, Choice.ASIDE, Choice.BY_HAND),
        Why.TYPED: (Choice.KEEP, Choice.ASIDE),
        Why.MISSING: (Choice.BY_HAND,),
    }
    assert set(WHY) == set(Why) - {Why.CHOSEN}
    assert set(CHOICE) == set(Choice)


@pytest.mark.parametrize(
    ("state", "why", "choice", "goes"),
    [
        ("conflict", "twice", "keep", True),
        ("conflict", "twice", "by_hand", True),
        ("conflict", "on_phone", "keep", False),
        ("conflict", "unknown", "keep", False),
        ("conflict", "unknown", "by_hand", False),
        ("conflict", "on_phone", "aside", True),
        ("read", "", "by_hand", True),
        ("read", "", "aside", False),
        ("read", "", "keep", False),
        ("aside", "chosen", "keep", False),
    ],
)
def test_a_picture_is_decided_once_and_only_as_the_rules_leave_open(state, why, choice, goes):
    assert may_resolve(state, why, choice).refused is not goes


def test_the_count_waits_for_each_and_says_who_can_help():
    found = all_read(unread=1, troubles=2, reviews=3, differing=4, conflicts=5)
    assert [(lack.text.zh[:5], lack.clause) for lack in found.lacks] == [
        ("有 1 个", "D0012"),
        ("有 2 个", "D0012"),
        ("有 5 幅", "D0012"),
        ("有 3 处", "D0012"),
        ("有 4 处", "D0012"),
    ]
    assert all(lack.who for lack in found.lacks)
    assert not all_read().refused
