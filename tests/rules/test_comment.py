"""What attendees wrote is decided on in one go, and a few are never shown (D0002)."""

from dataclasses import replace

import pytest

from shuzhi.rules.comment import CommentFacts, may_release

READ = CommentFacts(received=14, shown=11, unread=0, least=10)


@pytest.mark.parametrize(
    ("change", "zh"),
    [
        ({"received": 0, "shown": 0}, "没有人在测评表上写话。"),
        ({"unread": 2}, "还有 2 条没有决定。"),
        ({"shown": 9}, "只放行 9 条，不足 10 条：少了容易认出是谁写的，只能一条也不放行。"),
        ({"received": 1, "shown": 1}, "只放行 1 条，不足 10 条：少了容易认出是谁写的，只能一条也不放行。"),
    ],
)
def test_each_condition_is_met_or_refuses(change, zh):
    assert may_release(READ).clear
    found = may_release(replace(READ, **change))
    assert [(f.clause, f.text.zh) for f in found.lacks] == [("D0002", zh)]
    assert not found.cautions


def test_ten_together_or_none_at_all():
    assert may_release(replace(READ, shown=10)).clear
    assert may_release(replace(READ, shown=0)).clear
    assert may_release(CommentFacts(received=3, shown=0, unread=0, least=10)).clear
    assert READ.withheld == 3
