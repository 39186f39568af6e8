"""The report by the letter: aspects, lengths, guidance, and words that give it away (3.1–3.5, 5.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.rules.regulation import load_edition
from shuzhi.rules.report import (
    ReportFacts,
    before_the_call,
    every_aspect_written,
    fitting_length,
    guided,
    length,
    lengths_of,
    may_write,
    tells,
)
from shuzhi.rules.roles import RoundKind
from shuzhi.rules.stages import RoundFacts

EDITION = load_edition("xishan_2006")
LEAST, MOST = lengths_of(EDITION)
FACTS = ReportFacts(
    round=RoundFacts(
        kind=RoundKind.TOWN, state="preparation", today=date(2006, 6, 20), programme_open=True, plan_adopted=True
    ),
    name="丁峰良",
    state="drafted",
    sections={a.key: "述" * 200 for a in EDITION.aspects if a.required},
    aspects=EDITION.aspects,
    least=LEAST,
    most=MOST,
)


def test_five_aspects_are_needed_and_the_sixth_is_not() -> None:
    assert every_aspect_written(FACTS).clear
    found = every_aspect_written(replace(FACTS, sections={"shortcomings": "来村里太少"}))
    assert [x.clause for x in found.lacks] == ["3.1", "3.2", "3.3", "3.4", "3.5"]
    assert "遵守宪法法律" in found.lacks[0].text.zh


@pytest.mark.parametrize(("n", "clear"), [(0, True), (799, False), (800, True), (2500, True), (2501, False)])
def test_eight_hundred_to_two_thousand_five_hundred(n: int, clear: bool) -> None:
    found = fitting_length(replace(FACTS, sections={"law": "述" * n}))
    assert found.clear is clear
    assert not found.refused


def test_length_leaves_out_spaces_and_line_ends() -> None:
    assert length(" 一 二\n\t三　四 ") == 4


@pytest.mark.parametrize(
    ("state", "may"),
    [
        (None, True),
        ("drafted", True),
        ("returned", True),
        ("submitted", False),
        ("accepted", False),
        ("published", False),
    ],
)
def test_what_is_handed_in_is_not_written_over(state: str | None, may: bool) -> None:
    assert may_write(replace(FACTS, state=state)).clear is may


def test_guidance_and_the_call_ask_for_reasons() -> None:
    assert [c.clause for c in guided(FACTS).cautions] == ["5.3"]
    assert guided(replace(FACTS, guidances=1)).clear
    assert before_the_call(FACTS).clear
    assert [c.clause for c in before_the_call(replace(FACTS, called=True)).cautions] == ["4.3a"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "今年我镇完成工业产值二十亿元，招商引资再创新高。",
            [("post", "我镇"), ("post", "产值"), ("post", "招商引资")],
        ),
        ("会后我们班子认真组织学习。", [("collective", "我们班子")]),
        ("gdp 增长一成", [("post", "gdp")]),
        ("我走访了三组十二户，提出装路灯的建议，现在灯亮了。", []),
        ("", []),
    ],
)
def test_words_of_posts_and_collectives_give_it_away(text: str, found: list[tuple[str, str]]) -> None:
    hints = tells(text)
    assert [(t.kind, t.word) for t in hints] == found
    assert all(text[t.offset : t.offset + len(t.word)] == t.word and t.clause == "5.3" for t in hints)


def test_the_words_around_stop_at_the_sentence() -> None:
    (hint,) = tells("灯亮了。去年本单位先进。后来")
    assert (hint.before, hint.word, hint.after) == ("去年", "本单位", "先进")


@given(st.text(max_size=400))
def test_hints_stand_where_they_say(text: str) -> None:
    for hint in tells(text):
        assert text[hint.offset :].startswith(hint.word)
