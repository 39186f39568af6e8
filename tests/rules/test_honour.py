"""5.4: whether a deputy reported and how voters rated it is an important basis; nobody is ranked by a number."""

from dataclasses import fields, replace

import pytest

from shuzhi.rules.honour import HonourFacts, considered, may_be_named
from shuzhi.rules.regulation import load_edition

LEAF = load_edition("xishan_2006").honours.considers
GOOD = HonourFacts(
    considers=frozenset(LEAF.value),
    source=LEAF.source,
    live=True,
    reported=True,
    result_known=True,
    goals=2,
    entries=12,
    grounds="认真述职。",
)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({}, []),
        ({"reported": False, "result_known": False}, ["还没有向选民述职。"]),
        ({"result_known": False}, ["述职的测评结果没有公布，看不到选民的评价。"]),
        ({"goals_late": 2}, ["有 2 项整改逾期没有办结。"]),
        ({"entries": 0}, ["履职档案里没有核实过的记录。"]),
        ({"considers": frozenset({"reported"}), "entries": 0, "goals_late": 9}, []),
    ],
)
def test_what_is_considered_is_on_the_table(change, says):
    found = considered(replace(GOOD, **change))
    assert not found.refused
    assert [f.text.zh for f in found.cautions] == says
    assert {f.clause for f in found.cautions} <= {"5.4"}


def test_only_a_sitting_deputy_on_stated_grounds():
    assert may_be_named(GOOD).clear
    assert may_be_named(replace(GOOD, live=False)).refused
    assert may_be_named(replace(GOOD, grounds="　")).refused


def test_the_rules_know_no_rating():
    """There is nothing to rank by: the facts hold no share, no mean and no points."""
    assert {f.name for f in fields(HonourFacts)} == {
        "considers", "source", "live", "reported", "result_known", "goals", "goals_late", "entries", "grounds",
    }  # fmt: skip
    assert load_edition("xishan_2006").honours.ranked.value is False
