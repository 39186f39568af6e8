from __future__ import annotations

from datetime import date

import pytest

from shuzhi.crafts.office.words import clean, counted, paragraphs, spread, width, written


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")]
)
def test_headings_count_in_chinese(number: int, said: str) -> None:
    assert counted(number) == said


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张堃", "张\u3000堃"),
        ("张 堃", "张\u3000堃"),
        ("李喆昇", "李喆昇"),
        ("欧阳春燊", "欧阳春燊"),
        ("Li", "Li"),
        ("", ""),
    ],
)
def test_a_name_of_two_characters_takes_the_width_of_three(name: str, shown: str) -> None:
    assert spread(name) == shown


def test_days_have_no_leading_zeros() -> None:
    assert written(date(2026, 3, 5)) == "2026年3月5日"


def test_lines_become_paragraphs_and_turning_marks_go() -> None:
    assert paragraphs("甲\r\n\n 乙\u2029丙\t丁") == ["甲", "乙", "丙 丁"]
    assert clean("\u202e甲\u2066") == "甲"
    assert width("甲A1") == 2.0
