"""Titles broken by hand, as a secretary would, and what the program makes of them."""

from __future__ import annotations

import pytest

from shuzhi.crafts.office.blocks import Blank, Span
from shuzhi.crafts.office.title import broken

ROOM = 20.1


def shown(*words: Span) -> list[str]:
    return "".join(map(str, broken(words, ROOM))).split("\n")


@pytest.mark.parametrize(
    "lines",
    [
        ["述职对象名单"],
        ["关于在全镇开展人大代表向选民", "述职评议活动的实施方案"],
        ["蛟塘镇第二届人民代表大会主席团", "关于2026年人大代表述职评议工作情况的报告"],
        ["西山区人民代表大会常务委员会关于印发", "《人大代表向选民述职实施办法》的通知"],
        ["蛟塘镇2026年区人大代表向选民", "述职会议主持词"],
    ],
)
def test_words_stay_whole_and_lines_make_a_trapezoid(lines: list[str]) -> None:
    assert shown("".join(lines)) == lines


def test_a_row_of_names_stays_together_where_a_word_ends_nearby() -> None:
    lines = broken(("关于丁峰良、陆永大代表整改情况的通报",), 16.8)
    assert lines == ("关于丁峰良、陆永大代表\n整改情况的通报",)


def test_a_name_given_as_a_span_of_its_own_is_never_broken() -> None:
    for name in ("张堃", "欧阳喆昇", "阿卜杜拉买买"):
        for before in range(10, 24):
            lines = shown("蛟" * before, name, "同志述职评议测评结果汇总表")
            assert any(name in line for line in lines)


def test_a_blank_stays_whole() -> None:
    lines = shown("关于召开", Blank("某年"), "区人大代表向选民述职会议的通知")
    assert any("〔待填：某年〕" in line for line in lines)


@pytest.mark.parametrize("title", ["山水火" * 20, "述职" * 39, "a" * 300, "啊" * 10_000, ""])
def test_nothing_is_lost_from_any_title(title: str) -> None:
    assert "".join(shown(title)) == title
