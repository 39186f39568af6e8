"""The text a plan begins with (4.1a): whole, of its own kind of round, its marked places found again in the paper."""

from __future__ import annotations

import pytest
from tests.builders import a_round
from tests.cast import Cast
from tests.papers.rounds import KINDS

from shuzhi.crafts.office.blocks import Blank, Heading, spans, words_in
from shuzhi.papers._words import prose
from shuzhi.papers.plan_draft import draft

PARTS = ["指导思想", "组织领导", "述职对象", "述职内容", "时间安排和方法步骤", "评议和测评", "工作要求"]
OPEN = ["领导小组组长", "领导小组副组长", "领导小组成员", "办公室主任", "联系电话"]
OWN = {
    "district_town": ("各确定2名区人大代表", "委托，由东港镇人大和区代表小组组长负责实施", "主任会议通过", "由东港镇人大和区代表小组组长在一定范围内"),
    "district_organs": ("确定3名区人大代表", "由区机关代表小组组长负责实施", "主任会议通过", "锡山区人大分管领导讲话"),
    "town": ("镇人大代表中确定述职对象", "由东港镇人大主席团领导", "主席团会议通过", "镇党组织负责人或镇人大负责人讲话"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_whole_and_of_its_own_kind(cast: Cast, kind: str) -> None:
    text = draft(a_round(cast, kind=kind))
    blocks = list(prose(text, ("plan", 1)))
    headings = [block for block in blocks if isinstance(block, Heading)]
    assert [str(h.words).split("、")[1] for h in headings if h.level == 1] == PARTS
    found = [
        span.what for block in blocks for words in words_in(block) for span in spans(words) if isinstance(span, Blank)
    ]
    assert found == OPEN
    assert "{" not in text
    assert all(words in text for words in OWN[kind])
    assert "原则上不少于50人" in text
    assert "“搞形式”“找麻烦”“额外负担”" in text
    assert "五是立足本职带头" in text
    assert "不足与打算" not in text, "an extra section of the report is none of the five aspects"


def test_a_round_of_another_edition_has_its_own_numbers(cast: Cast) -> None:
    round_ = a_round(cast)
    programme = round_.programme
    programme.edition = programme.edition | {
        "quorum": programme.edition["quorum"] | {"value": 30},
        "grades": programme.edition["grades"][:3],
    }
    text = draft(round_)
    assert "不少于30人" in text
    assert "满意、基本满意、不满意三个等次" in text
