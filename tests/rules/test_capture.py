"""Whether two pictures under one code are of one sheet, and what whoever holds the phone is told."""

import pytest

from shuzhi.rules.capture import HOW, TOLD, Word, alike, how, worst


def seen(value=None, suggestion=()):
    return {"value": value, "suggestion": suggestion if suggestion is None else list(suggestion)}


GOOD, BLANK, HIDDEN = seen("good", ["good"]), seen(), seen(None, None)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({"1.q": GOOD}, {"1.q": GOOD}, True),
        ({"1.q": GOOD}, {"1.q": seen(None, ["good"])}, True),  # sworn to once, suggested the other time
        ({"1.q": GOOD}, {"1.q": HIDDEN}, True),  # a thumb over it
        ({"1.q": GOOD}, {"1.q": seen("poor", ["poor"])}, False),
        ({"1.q": GOOD}, {"1.q": BLANK}, False),  # a copy with the mark left out
        ({"1.q": BLANK}, {"1.q": seen(None, ["good", "poor"])}, False),
        ({"1.q": GOOD, "2.q": BLANK}, {"1.q": GOOD, "2.q": BLANK}, True),
        ({"1.q": GOOD, "2.q": BLANK}, {"1.q": GOOD, "2.q": GOOD}, False),
    ],
)
def test_one_sheet_read_twice_is_known_and_a_copy_filled_in_again_is_not(first, second, same):
    assert alike(first, second) is same
    assert alike(second, first) is same


def test_of_several_sheets_in_one_picture_the_worst_is_said():
    assert worst([Word.CAUGHT, Word.AGAIN]) is Word.CAUGHT
    assert worst([Word.CAUGHT, Word.CONFLICT, Word.DOUBTFUL]) is Word.CONFLICT
    assert worst([Word.UNSEEN]) is Word.UNSEEN


def test_everything_that_can_be_said_is_said_in_both_languages_and_tells_what_to_do():
    assert set(TOLD) == set(Word)
    assert all(text.zh and text.en for text in (*TOLD.values(), *HOW.values()))
    assert how("something new") is how("no_sheet") is how("doubtful", ["bent", "noisy"])
    assert "亮" in how("doubtful", ["noisy"]).zh
    assert "近" in how("doubtful", ["coarse"]).zh
