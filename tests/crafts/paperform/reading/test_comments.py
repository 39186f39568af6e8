"""The room for a comment: what is written in it is noticed on every kind of picture, an empty one is no trouble to anybody."""

from __future__ import annotations

import zlib
from dataclasses import replace

import numpy as np
import pytest
from tests.crafts.paperform.generator import FORMS, LEVELS, sheets
from tests.crafts.paperform.generator.marks import PENS, Hand
from tests.crafts.paperform.generator.samples import MAKERS, filled

from shuzhi.crafts.paperform import layout
from shuzhi.crafts.paperform.reading import PageReading, pages, read

ASKED = "有话对代表说，请写在下面（可以不写）"
FORM = "a4 with room"
PALE = {"S3", "P4"}  # on a pale or covered picture a single word in pencil may be gone


@pytest.fixture(autouse=True)
def with_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMS, FORM, replace(FORMS["a4"], comment=ASKED))


def taken(level: str, seed: int, words: int) -> tuple[PageReading | None, str]:
    dice = np.random.default_rng([zlib.crc32(level.encode()), seed, words])
    pen, plan = PENS[seed % len(PENS)][0], layout(FORMS[FORM])
    made, frame = filled(FORM, 0, dice), plan.pages[0].comment
    assert frame
    Hand(made.paper, dice, pen, "tick").write(frame, words)
    found = read(next(iter(pages(MAKERS[level](made.paper, dice)))), [plan])
    return next((one for one in found if not one.lost), None), pen.name


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_written_is_noticed_and_an_empty_room_is_not(level: str) -> None:
    for seed in (20, 23, 26):
        empty, _ = taken(level, seed, 0)
        assert empty is None or empty.comment is None
        written, pen = taken(level, seed, 1 if level not in PALE else 3)
        assert written is None or written.comment is not None, (seed, pen)


def test_the_comment_is_cut_out_whole_and_of_a_form_without_room_there_is_none() -> None:
    written, _ = taken("S1", 21, 4)
    assert written
    assert written.comment
    plan = layout(FORMS[FORM])
    across = np.hypot(*np.subtract(written.comment[1], written.comment[0]))
    down = np.hypot(*np.subtract(written.comment[3], written.comment[0]))
    frame = plan.pages[0].comment
    assert frame
    assert across / down == pytest.approx(frame.w / frame.h, rel=0.02)
    assert all(page.comment is None for page in sheets.plan("a4").pages)
