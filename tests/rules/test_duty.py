"""2.3, 3: entries of the ledger are of the time in office, of known kinds, checked by another."""

from dataclasses import replace
from datetime import date

import pytest

from shuzhi.rules.duty import KINDS, EntryFacts, checked_by_another, kind_text, kinds_of, may_stand, may_withdraw
from shuzhi.rules.regulation import load_edition

ENTRY = EntryFacts(on=date(2006, 5, 20), today=date(2006, 6, 1), kind="suggestion", since=date(2003, 1, 10), until=None)


@pytest.mark.parametrize(
    ("change", "clauses"),
    [
        ({}, []),
        ({"on": date(2006, 6, 1)}, []),
        ({"on": date(2003, 1, 10)}, []),
        ({"since": None}, []),
        ({"on": date(2006, 6, 2)}, ["2.3"]),
        ({"on": date(2003, 1, 9)}, ["3"]),
        ({"until": date(2006, 5, 19)}, ["3"]),
        ({"kind": "petition"}, ["3"]),
    ],
)
def test_an_entry_is_of_the_time_in_office(change, clauses):
    assert [f.clause for f in may_stand(replace(ENTRY, **change)).lacks] == clauses


def test_nobody_checks_their_own_without_a_reason():
    assert checked_by_another(ENTRY).clear
    found = checked_by_another(replace(ENTRY, own=True))
    assert not found.refused
    assert [f.clause for f in found.cautions] == ["2.3"]


def test_every_required_aspect_has_kinds_and_every_kind_an_aspect():
    aspects = [a.key for a in load_edition("xishan_2006").aspects if a.required]
    assert {k.aspect for k in KINDS} == set(aspects)
    assert len({k.key for k in KINDS}) == len(KINDS)
    assert [k.key for kinds in kinds_of(aspects).values() for k in kinds] == [k.key for k in KINDS]


def test_a_kind_no_longer_known_is_still_told():
    assert kind_text("suggestion").en == "Submitted a suggestion, criticism or opinion"
    assert kind_text("gone").zh == "其他"


@pytest.mark.parametrize(
    ("because", "checked", "desk", "lacks"),
    [
        ("记重了", False, False, 0),
        ("记重了", True, True, 0),
        ("记重了", True, False, 1),
        (" ", False, True, 1),
        ("", True, False, 2),
    ],
)
def test_an_entry_is_withdrawn_with_a_reason_and_a_checked_one_by_the_desk(because, checked, desk, lacks):
    found = may_withdraw(because, checked=checked, desk=desk)
    assert [f.clause for f in found.lacks] == ["2.3"] * lacks
    assert not found.cautions
