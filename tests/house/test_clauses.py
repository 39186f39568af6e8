"""Every clause of the source document is at work in the program, or said not to be and why."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from shuzhi.cli import citations
from shuzhi.rules.clauses import CLAUSES
from shuzhi.rules.not_software import NOT_SOFTWARE

# A clause that is only the heading of others is at work through them.
LEAVES = [clause for clause in CLAUSES if not citations.parts(clause)]


@pytest.mark.parametrize("clause", LEAVES)
def test_clause_is_enforced_somewhere(clause: str) -> None:
    at_work = (
        citations.rules_by_clause().get(clause)
        or citations.acts_by_clause().get(clause)
        or citations.editions_by_clause().get(clause)
    )
    assert bool(at_work) != (clause in NOT_SOFTWARE), clause


@pytest.mark.parametrize("clause", [clause for clause in LEAVES if clause not in NOT_SOFTWARE])
def test_clause_is_proven_by_a_test(clause: str) -> None:
    assert citations.tests_by_clause().get(clause), f"no test names clause {clause}"


def test_every_act_stands_under_a_known_clause() -> None:
    assert citations.acts_by_clause().keys() <= CLAUSES.keys()


def test_printed_pages_are_fresh() -> None:
    call_command("docs", check=True, stdout=io.StringIO())
