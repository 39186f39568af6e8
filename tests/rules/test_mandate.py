"""2.1: a seat ends once, on a ground the law lists."""

from dataclasses import replace
from datetime import date

import pytest

from shuzhi.rules.mandate import EndFacts, may_end

END = EndFacts(since=date(2003, 1, 10), until=date(2006, 6, 1), ended=False, today=date(2006, 6, 2), grounds="resigned")


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ({}, 0),
        ({"ended": True}, 1),
        ({"grounds": "rated badly"}, 1),
        ({"until": date(2006, 6, 3)}, 1),
        ({"until": date(2003, 1, 9)}, 1),
    ],
)
def test_a_seat_ends_on_listed_grounds_only(change, lacks):
    found = may_end(replace(END, **change))
    assert [f.clause for f in found.lacks] == ["2.1"] * lacks


def test_a_place_on_an_open_list_asks_for_a_reason():
    found = may_end(replace(END, rounds=("东港镇",)))
    assert not found.refused
    assert [f.clause for f in found.cautions] == ["4.1b"]
