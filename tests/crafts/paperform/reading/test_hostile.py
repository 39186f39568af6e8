"""Sheets as a hall brings them: each mishap is said, and none of them turns into an answer."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from tests.crafts.paperform.generator import blank_page
from tests.crafts.paperform.generator.scanners import copied
from tests.crafts.paperform.generator.sheets import DOTS, FORMS
from tests.crafts.paperform.reading.hands import (
    FORM,
    LAYOUT,
    LAYOUTS,
    PAGE,
    accepted,
    code,
    one,
    page,
    piece,
    row,
    scan,
    scrawl,
    seen,
    suggestions,
    values,
    wrong,
)

from shuzhi.crafts.paperform import layout
from shuzhi.crafts.paperform.reading import Picture, pages, read, reconcile

TRUTH = page().truth
LAST = (1, "q5")


def test_a_clean_sheet_is_read_whole() -> None:
    reading = one(scan(page().paper))
    assert (reading.status, reading.code, reading.page, reading.form) == ("read", code(), 1, 0)
    assert values(reading) == TRUTH
    assert reading.reasons == ()


def test_another_meetings_sheet_is_foreign() -> None:
    picture = Picture(1, "ok", scan(page().paper))
    elsewhere = layout(replace(FORMS[FORM], url="http://192.168.1.99:8000/s"))
    [reading] = read(picture, [elsewhere])
    assert (reading.status, reading.verdicts) == ("foreign", ())
    # On the same server only the codes tell: a code not printed for this meeting is nobody's.
    [reading] = read(picture, LAYOUTS, forms={code(1): 0})
    assert (reading.status, reading.code, reading.verdicts) == ("foreign", code(), ())
    [reading] = read(picture, LAYOUTS, forms={code(): 0})
    assert reading.status == "read"


def test_piles_with_the_same_boxes_are_told_apart_by_their_codes_alone() -> None:
    picture = Picture(1, "ok", scan(page().paper))
    [reading] = read(picture, [LAYOUT, LAYOUT])
    assert (reading.status, reading.reasons, reading.verdicts) == ("no_code", ("form",), ())
    [reading] = read(picture, [LAYOUT, LAYOUT], forms={code(): 1})
    assert (reading.status, reading.form) == ("read", 1)


def test_an_altered_code_is_not_believed() -> None:
    altered = page().paper.copy()
    where = piece(altered, PAGE.qrs[0])
    altered[where] = blank_page(FORM, 1)[where]
    reading = one(scan(altered))
    assert (reading.status, reading.code, reading.verdicts) == ("codes_differ", None, ())
    # Both exchanged: it is another sheet, and counts only where that one was printed, and once.
    where = piece(altered, PAGE.qrs[1])
    altered[where] = blank_page(FORM, 1)[where]
    reading = one(scan(altered))
    _, conflicts = reconcile([reading], issued=[code()])
    assert [c.kind for c in conflicts] == ["unknown_code"]


@pytest.mark.parametrize("corner", range(4))
def test_a_torn_corner_leaves_the_rest_readable(corner: int) -> None:
    torn = page().paper.copy()
    h, w = torn.shape
    x, y = [(0, 0), (w, 0), (w, h), (0, h)][corner]
    reach = round(34 * DOTS)
    triangle = np.array([(x, y), (x + (reach if x == 0 else -reach), y), (x, y + (reach if y == 0 else -reach))])
    cv2.fillPoly(torn, [triangle.astype(np.int32)], 70)
    reading = one(scan(torn))
    assert (reading.status, reading.code) == ("read", code())
    assert wrong(reading, TRUTH) == []
    assert accepted(reading) >= 10


def test_one_covered_qr_is_made_up_for_by_the_other_and_two_are_said() -> None:
    covered = page().paper.copy()
    covered[piece(covered, PAGE.qrs[0], 1)] = 200
    reading = one(scan(covered))
    assert (reading.status, values(reading)) == ("read", TRUTH)
    covered[piece(covered, PAGE.qrs[1], 1)] = 200
    reading = one(scan(covered))
    assert (reading.status, reading.code, reading.verdicts) == ("no_code", None, ())


@pytest.mark.parametrize("gone", [(0, 1), (0, 3), (1, 3), (0, 2)])
def test_two_markers_and_a_qr_place_the_boxes(gone: tuple[int, int]) -> None:
    covered = page().paper.copy()
    for n in gone:
        covered[piece(covered, PAGE.markers[n].rect, 1)] = 255
    reading = one(scan(covered))
    assert (reading.status, values(reading)) == ("read", TRUTH)
    covered[piece(covered, PAGE.markers[next(n for n in range(4) if n not in gone)].rect, 1)] = 255
    reading = one(scan(covered))
    assert (reading.status, reading.code, reading.lost) == ("no_sheet", code(), True)


def test_where_boxes_are_hidden_too_two_markers_swear_to_nothing() -> None:
    covered = page().paper.copy()
    for marker in PAGE.markers[:2]:
        covered[piece(covered, marker.rect, 1)] = 255
    h = covered.shape[0]
    covered[int(h * 0.55) : int(h * 0.85)] = 235
    reading = one(scan(covered))
    assert (reading.status, accepted(reading)) == ("doubtful", 0)
    assert "few_markers" in reading.reasons


def test_a_blank_page_is_no_sheet() -> None:
    for empty in (np.full((2000, 1400), 255, np.uint8), np.zeros((2000, 1400), np.uint8)):
        reading = one(empty)
        assert (reading.status, reading.code, reading.lost) == ("no_sheet", None, True)


def test_an_all_blank_sheet_goes_to_a_person_question_by_question() -> None:
    reading = one(scan(blank_page(FORM, 0)))
    assert (reading.status, len(reading.verdicts)) == ("read", 12)
    assert all(v.review and v.suggestion == () and v.reasons == ("blank",) for v in reading.verdicts)


def test_two_sheets_on_one_photo_are_two_sheets() -> None:
    other = page(3, seed=5)
    table = np.full((3700, 5300), 90, np.uint8)
    table[80:3588, 60:2541] = page().paper
    table[100:3608, 2700:5181] = other.paper
    readings = {r.code: r for r in seen(scan(table, 150))}
    assert set(readings) == {code(0), code(3)}
    for number, made in ((0, page()), (3, other)):
        assert readings[code(number)].status == "read"
        assert wrong(readings[code(number)], made.truth) == []
        assert accepted(readings[code(number)]) >= 10


def test_a_mirrored_sheet_is_said_to_be_mirrored() -> None:
    reading = one(scan(page().paper)[:, ::-1])
    assert (reading.status, reading.verdicts) == ("mirrored", ())


def test_a_sheet_upside_down_is_the_same_sheet() -> None:
    assert values(one(scan(page().paper)[::-1, ::-1])) == TRUTH


def test_a_sheet_printed_at_94_per_cent_is_read_as_it_is() -> None:
    paper = page().paper
    small = cv2.resize(paper, None, fx=0.94, fy=0.94, interpolation=cv2.INTER_AREA)
    shrunk = np.full_like(paper, 255)
    shrunk[90 : 90 + small.shape[0], 60 : 60 + small.shape[1]] = small
    assert values(one(scan(shrunk))) == TRUTH


@pytest.mark.parametrize("grey", [40, 190])
@pytest.mark.parametrize("part", [0.3, 0.5, 0.8])
def test_a_scanner_streak_through_a_column_is_no_answer(grey: int, part: float) -> None:
    blank = scan(blank_page(FORM, 0)).copy()
    r = row(0, "q0")[1]
    x = round((r.x + r.w * part) * 200 / 25.4)
    blank[:, x : x + 2] = np.minimum(blank[:, x : x + 2], grey)
    reading = one(blank)
    assert accepted(reading) == 0
    # And where people did answer, no column of answers comes or goes with it.
    streaked = scan(page().paper).copy()
    streaked[:, x : x + 2] = np.minimum(streaked[:, x : x + 2], grey)
    reading = one(streaked)
    assert wrong(reading, TRUTH) == []
    hit = [v for v in reading.verdicts if v.reporter == 0]
    assert all(v.review and "streak" in v.reasons for v in hit)
    assert all(not v.review for v in reading.verdicts if v.reporter == 1)


def test_a_light_streak_that_wipes_marks_out_is_seen() -> None:
    streaked = scan(page().paper).copy()
    r = row(0, "q0")[0]
    x = round((r.x + r.w * 0.5) * 200 / 25.4)
    streaked = np.minimum(streaked, 235)
    streaked[:, x - 1 : x + 2] = 255
    reading = one(streaked)
    assert wrong(reading, TRUTH) == []
    assert all(v.review for v in reading.verdicts if v.reporter == 0)


def test_a_one_bit_scan_is_shown_to_a_person_and_never_counted() -> None:
    bits = np.where(scan(page().paper) > 150, 255, 0).astype(np.uint8)
    for params in ([cv2.IMWRITE_PNG_BILEVEL, 1], []):
        [picture] = pages(cv2.imencode(".png", bits, params)[1].tobytes())
        assert picture.one_bit
        [reading] = read(picture, LAYOUTS)
        assert (reading.status, reading.code, accepted(reading)) == ("one_bit", code(), 0)
        assert all("one_bit" in v.reasons for v in reading.verdicts)
        assert suggestions(reading) == {key: (value,) for key, value in TRUTH.items()}


def test_a_scrawl_crossing_the_last_row_spoils_that_row_alone() -> None:
    boxes = row(*LAST)
    y = boxes[0].y + 3
    wave = [(boxes[0].x - 6 + n * 3, y + (2.2 if n % 2 else -1.5)) for n in range(28)]
    for drawn in (wave, [(boxes[0].x - 5, y), (boxes[-1].right + 5, y + 1)]):
        reading = one(scan(scrawl(page().paper, drawn)))
        assert values(reading)[LAST] is None
        assert wrong(reading, TRUTH) == []
        assert accepted(reading) >= 10


def test_the_same_sheet_scanned_twice_is_counted_when_a_person_says_so() -> None:
    reading = one(scan(page().paper))
    turned = one(scan(page().paper)[::-1, ::-1])
    other = one(scan(page(1, seed=2).paper))
    counts, conflicts = reconcile([reading, other, turned])
    assert [(c.kind, c.code, c.readings) for c in conflicts] == [("twice", code(), (0, 2))]
    assert (counts.sheets, sum(counts.accepted.values())) == (1, 12)


def test_a_photocopy_filled_in_again_is_listed_with_its_original() -> None:
    copy = copied(blank_page(FORM, 0), np.random.default_rng(3)).copy()
    for r in PAGE.boxes:
        if r.grade == "unknown":
            x, y, s = r.rect.x * DOTS, r.rect.y * DOTS, r.rect.w * DOTS
            tick = np.array([(x + 0.2 * s, y + 0.5 * s), (x + 0.4 * s, y + 0.8 * s), (x + 0.9 * s, y + 0.1 * s)])
            cv2.polylines(copy, [tick.astype(np.int32)], False, 20, 7, cv2.LINE_AA)
    again, original = one(scan(copy)), one(scan(page().paper))
    assert (again.code, accepted(again) > 6) == (code(), True)
    counts, conflicts = reconcile([again, original])
    assert [(c.kind, c.code) for c in conflicts] == [("differs", code())]
    assert (counts.sheets, counts.accepted) == (0, {})


def test_a_lone_scribble_among_ticks_and_a_mark_taken_back_go_to_a_person() -> None:
    paper = page().paper
    r = next(b.rect for b in PAGE.boxes if (b.reporter, b.question, b.grade) == (0, "q0", TRUTH[0, "q0"]))
    strokes = {
        "scribbled over": [(r.x + (5.8 if n % 2 else 1.2), r.y + 0.8 + n * 0.55) for n in range(11)],
        "blackened": [(r.x + (6.4 if n % 2 else 0.6), r.y + 0.4 + n * 0.3) for n in range(22)],
        "struck through": [(r.x - 2, r.y + 3.4), (r.right + 2, r.y + 3.6)],
    }
    for name, points in strokes.items():
        reading = one(scan(scrawl(paper, points)))
        assert values(reading)[0, "q0"] is None, name
        assert accepted(reading) == 11, name


def test_where_one_stroke_is_nearly_gone_the_whole_page_goes_to_a_person() -> None:
    faded = page().paper.copy()
    r = next(b.rect for b in PAGE.boxes if (b.reporter, b.question, b.grade) == (0, "q0", TRUTH[0, "q0"]))
    inside = piece(faded, r, -0.6)
    faded[inside] = (255 - (255 - faded[inside].astype(np.float32)) * 0.16).astype(np.uint8)
    reading = one(scan(faded))
    assert (reading.status, accepted(reading)) == ("doubtful", 0)
    assert reading.reasons == ("weak_ink",)


@pytest.mark.parametrize("left", [0.5, 0.3, 0.2, 0.15])
def test_a_second_mark_that_fades_is_not_overlooked(left: float) -> None:
    paper = page().paper
    other = next(b.rect for b in PAGE.boxes if (b.reporter, b.question) == (0, "q0") and b.grade != TRUTH[0, "q0"])
    x, y, s = other.x, other.y, other.w
    marked = scrawl(paper, [(x + 0.2 * s, y + 0.5 * s), (x + 0.45 * s, y + 0.8 * s), (x + 0.85 * s, y + 0.2 * s)])
    pale = (paper - left * (paper.astype(np.float32) - marked)).astype(np.uint8)
    reading = one(scan(pale))
    assert values(reading)[0, "q0"] is None
    assert wrong(reading, TRUTH) == []
