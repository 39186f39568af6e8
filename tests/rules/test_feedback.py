"""When opinions and result may be handed to the deputy (4.3b, 4.4a)."""

from dataclasses import replace
from datetime import date

import pytest

from shuzhi.rules.feedback import FeedbackFacts, may_hand_over

WELL = FeedbackFacts(on=date(2006, 7, 12), today=date(2006, 7, 13), met_on=date(2006, 7, 10), known=True)


@pytest.mark.parametrize(
    ("change", "clause", "soft"),
    [
        ({"known": False}, "4.3b(iii)", False),
        ({"met_on": None}, "4.3b(iii)", False),
        ({"on": date(2006, 7, 14)}, "4.4a", False),
        ({"on": date(2006, 7, 9)}, "4.4a", False),
        ({"unheard": 2}, "4.3b(iv)", True),
        ({"before": date(2006, 7, 11)}, "4.4a", True),
    ],
)
def test_each_rule_is_met_or_says_its_clause(change, clause, soft):
    assert may_hand_over(WELL).clear
    found = may_hand_over(replace(WELL, **change))
    assert [f.clause for f in (found.cautions if soft else found.lacks)] == [clause]
    assert not (found.lacks if soft else found.cautions)


@pytest.mark.parametrize("on", [date(2006, 7, 10), date(2006, 7, 13)])
def test_the_meetings_day_and_today_will_do(on):
    assert may_hand_over(replace(WELL, on=on)).clear
