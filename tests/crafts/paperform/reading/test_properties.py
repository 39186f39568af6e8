"""What holds for every picture: turning, scaling, lightening and packing make no answer into another."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest
from tests.crafts.paperform.reading.hands import (
    PAGE,
    Grey,
    accepted,
    one,
    page,
    row,
    scan,
    scrawl,
    suggestions,
    values,
)

from shuzhi.crafts.paperform.reading import PageReading, reconcile

ODD = page(2, seed=9, odd=0.5)
BASE = one(scan(ODD.paper))


def changed(before: PageReading, after: PageReading) -> list[tuple[int, str]]:
    """Questions accepted both times, differently."""
    new = values(after)
    return [k for k, v in values(before).items() if v is not None and new.get(k) is not None and new[k] != v]


def noisy(grey: Grey) -> Grey:
    dice = np.random.default_rng(5)
    return np.clip(grey + dice.normal(0, 6, grey.shape), 0, 255).astype(np.uint8)


def packed(grey: Grey, quality: int) -> Grey:
    data = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_quarter_turns_change_no_answer(turns: int) -> None:
    after = one(np.rot90(scan(ODD.paper), turns))
    assert changed(BASE, after) == []
    assert abs(accepted(after) - accepted(BASE)) <= 1


@pytest.mark.parametrize("dpi", [110, 130, 170, 240, 300])
def test_scale_changes_no_answer(dpi: int) -> None:
    after = one(scan(ODD.paper, dpi))
    assert changed(BASE, after) == []
    if dpi >= 130:
        assert accepted(after) >= accepted(BASE) - 2


@pytest.mark.parametrize(("gain", "lift"), [(0.4, 0), (0.7, 20), (1.0, 30), (1.15, 0), (0.5, 110), (0.25, 20)])
def test_light_changes_no_answer(gain: float, lift: float) -> None:
    lit = np.clip(scan(ODD.paper) * gain + lift, 0, 255).astype(np.uint8)
    assert changed(BASE, one(lit)) == []


@pytest.mark.parametrize("quality", [15, 30, 50, 80])
def test_packing_and_grain_change_no_answer(quality: int) -> None:
    after = one(packed(noisy(scan(ODD.paper)), quality))
    assert changed(BASE, after) == []
    assert not [k for k, v in values(after).items() if v is not None and v != ODD.truth[k]]


def test_any_order_of_pages_gives_the_same_counts_and_conflicts() -> None:
    readings = [one(scan(page(n % 4, seed=n).paper, 150)) for n in range(6)]
    readings.append(one(np.full((900, 700), 255, np.uint8)))
    counts, conflicts = reconcile(readings)
    told = sorted((c.kind, c.code or "", len(c.readings)) for c in conflicts)
    assert counts.sheets == 2
    assert len(conflicts) == 3
    dice = random.Random(2)
    for _ in range(5):
        dice.shuffle(readings)
        again, others = reconcile(readings)
        assert again == counts
        assert sorted((c.kind, c.code or "", len(c.readings)) for c in others) == told


def test_counts_add_up_to_the_questions_of_the_sheets() -> None:
    readings = [one(scan(page(n, seed=n + 20, odd=0.3).paper, 150)) for n in range(4)]
    counts, conflicts = reconcile(readings)
    assert conflicts == []
    assert sum(counts.accepted.values()) + sum(counts.review.values()) == 4 * 12
    assert sum(counts.review.values()) > 0


def test_adding_ink_never_makes_a_blank_and_never_another_answer() -> None:
    dice = np.random.default_rng(4)
    before, given = suggestions(BASE), values(BASE)
    for _ in range(6):
        inked = ODD.paper
        for key in before:
            r = row(*key)[int(dice.integers(4))]
            points = [(r.x + float(dice.uniform(-2, 9)), r.y + float(dice.uniform(-2, 9))) for _ in range(3)]
            inked = scrawl(inked, points, 0.5)
        after = one(scan(inked))
        for key, said in suggestions(after).items():
            if before[key] != ():
                assert said != (), "ink turned an answer into a blank"
            if given[key] is not None:
                assert values(after)[key] in (None, given[key])


def test_a_second_mark_takes_the_answer_back_to_a_person() -> None:
    made = page()
    inked = made.paper
    for key, grade in made.truth.items():
        other = next(b.rect for b in PAGE.boxes if (b.reporter, b.question) == key and b.grade != grade)
        x, y, s = other.x, other.y, other.w
        tick = [(x + 0.2 * s, y + 0.5 * s), (x + 0.45 * s, y + 0.8 * s), (x + 0.9 * s, y + 0.15 * s)]
        inked = scrawl(inked, tick)
    reading = one(scan(inked))
    assert accepted(reading) == 0
    assert all(v.suggestion is not None and len(v.suggestion) == 2 for v in reading.verdicts)
