"""Names at the door and on lists."""

import pytest

from shuzhi.crafts.hanzi import initials, matches, sort_key, spellings, tidy


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("张建国", {"zjg"}),
        ("单建国", {"sjg"}),
        ("曾建国", {"zjg"}),
        ("仇建国", {"qjg"}),
        ("覃建国", {"qjg", "tjg"}),
        ("缪建国", {"mjg"}),
        ("过建国", {"gjg"}),
        ("欧阳建国", {"oyjg"}),
        ("尉迟建国", {"ycjg"}),
        ("张　建", {"zj"}),
        ("", {""}),
    ],
)
def test_initials_read_a_surname_as_a_surname(name, expected):
    assert initials(name) == expected


def test_a_given_name_may_be_typed_in_any_reading():
    assert {"wyh", "wlh", "wyx", "wlx"} <= initials("王乐行")


def test_rare_characters_in_names_are_read():
    assert initials("王堃") == {"wk"}
    assert "wz" in initials("王喆")


def test_spelling_has_no_tones():
    assert spellings("张建国") == {"zhangjianguo"}
    assert "lvmin" in spellings("吕敏")


@pytest.mark.parametrize("typed", ["张", "张建", "zj", "ZJG", "zhangj", "张　建国"])
def test_what_is_typed_at_the_door_finds_the_name(typed):
    assert matches("张建国", typed)


@pytest.mark.parametrize("typed", ["", " ", "jg", "单", "国"])
def test_what_does_not_begin_the_name_does_not_find_it(typed):
    assert not matches("张建国", typed)


def test_full_width_spaces_and_letters_are_tidied():
    assert tidy("王　　伟") == "王伟"
    assert tidy("Ｌｉ  Ming") == "Li Ming"


def test_names_sort_by_sound():
    names = ["周敏", "单敏", "曾敏", "安敏", "张敏", "章敏"]
    assert sorted(names, key=sort_key) == ["安敏", "单敏", "曾敏", "张敏", "章敏", "周敏"]


def test_names_sort_by_strokes():
    names = ["戴一", "王二", "卜四", "丁三", "王一"]
    assert sorted(names, key=lambda n: sort_key(n, "strokes")) == ["丁三", "卜四", "王一", "王二", "戴一"]


def test_any_text_has_a_key_of_either_kind():
    for text in ("", "A·李", "𠮷田", "3张", "买买提·艾力"):
        for by in ("pinyin", "strokes"):
            sorted([text, "张建国", "Li"], key=lambda n, by=by: sort_key(n, by))
    with pytest.raises(ValueError, match="neither"):
        sort_key("张", "size")
