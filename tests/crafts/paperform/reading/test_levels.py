"""Every level of the generator: nothing lost that must not be, nothing accepted that nobody wrote, most read."""

from __future__ import annotations

import pytest
from tests.crafts.paperform.generator import LEVELS, sample
from tests.crafts.paperform.reading.hands import LAYOUTS

from shuzhi.crafts.paperform.reading import pages, read

EACH = 5
FIRST_SEED = 100  # under 1,000: the bench and the training have others
# Of the answers, at most to a person: twice the goals of the bench, for so few pictures.
MOST = {"S1": 0.2, "S2": 0.2, "P1": 0.2, "P2": 0.3, "S3": 0.7, "S4": 0.5, "P3": 0.5, "P4": 0.7}


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_is_misread_in_silence_and_few_are_asked_about(level: str) -> None:
    answers = review = lost = 0
    silent = []
    for seed in range(FIRST_SEED, FIRST_SEED + EACH):
        picture = sample(level, seed)
        readings = [one for shown in pages(picture.data) for one in read(shown, LAYOUTS)]
        mine = [r for r in readings if r.code == picture.code and r.page == picture.page and r.verdicts]
        if len(mine) != 1:
            lost += 1
            assert all(r.status != "read" for r in readings), "a page that is lost says so"
            continue
        for v in mine[0].verdicts:
            answers += 1
            truth = picture.truth[v.reporter, v.question]
            review += v.review
            if not v.review and v.value != truth:
                silent.append((seed, v.reporter, v.question, v.value, truth))
            assert v.review == bool(v.reasons), "what goes to a person says why"
    assert silent == []
    assert lost <= (1 if level in ("P3", "P4") else 0)
    assert answers > 20
    assert review / answers <= MOST[level]


def test_a_seed_makes_the_same_picture_and_a_picture_the_same_answer() -> None:
    one, again = sample("P2", 7), sample("P2", 7)
    assert one.data == again.data
    assert one.data != sample("P2", 8).data
    first, second = ([read(p, LAYOUTS) for p in pages(s.data)] for s in (one, again))
    assert first == second


def test_truth_knows_the_odd_ones() -> None:
    pages_ = [sample("S2", seed, "a4", odd=0.9) for seed in range(3)]
    kinds = {kind for s in pages_ for kind in s.kinds.values()}
    assert len(kinds) > 6
    for s in pages_:
        for key, kind in s.kinds.items():
            if kind == "blank":
                assert s.truth[key] == "blank"
            if kind in ("two", "scribble", "cancelled", "beside", "stray"):
                assert s.truth[key] == "review"
