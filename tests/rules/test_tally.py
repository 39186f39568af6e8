"""Scale, sheet and count: whole numbers, whatever order the sheets come in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.rules.regulation import load_edition
from shuzhi.rules.scale import Band, band_of, judging, reaches
from shuzhi.rules.sheet import (
    TWO_MARKS,
    Form,
    SheetError,
    differences,
    fill,
    form_for,
    forms,
    is_void,
    rates,
    settle,
)
from shuzhi.rules.tally import Count, Reckoning, merge, reconcile, sheets_about, tally
from shuzhi.rules.verdict import Text

EDITION = load_edition("xishan_2006")
FORM = Form(("甲", "乙"), ("overall", "voters"), ("good", "fair", "poor"))

ANSWER = st.sampled_from([None, TWO_MARKS, *FORM.grades])
GIVEN = st.dictionaries(st.sampled_from(FORM.questions), ANSWER)
SHEETS = st.lists(st.dictionaries(st.sampled_from(FORM.reporters), GIVEN), max_size=30)


@pytest.mark.parametrize(
    ("part", "whole", "percent", "closed", "opened"),
    [
        (40, 50, 80, True, False),
        (39, 50, 80, False, False),
        (2, 3, 66, True, True),
        (2, 3, 67, False, False),
        (799, 1000, 80, False, False),
        (0, 0, 0, False, False),
        (0, 5, 0, True, False),
    ],
)
def test_a_share_is_compared_in_whole_numbers(part, whole, percent, closed, opened):
    assert reaches(part, whole, percent) is closed
    assert reaches(part, whole, percent, open_edge=True) is opened


@pytest.mark.parametrize(("part", "whole"), [(-1, 5), (6, 5), (0, -1)])
def test_no_share_is_more_than_all_or_less_than_nothing(part, whole):
    with pytest.raises(ValueError, match="not a share"):
        reaches(part, whole, 50)


def test_bands_that_meet_at_an_edge_never_overlap():
    good, fair = Band(Text("称职", "Competent"), 80), Band(Text("基本称职", "Basically"), 50, open_edge=True)
    assert band_of(80, 100, [fair, good]) is good
    assert band_of(79, 100, [fair, good]) is fair
    assert band_of(50, 100, [fair, good]) is None


def test_do_not_know_passes_no_judgement():
    assert judging(EDITION.grades) == ("satisfied", "basically_satisfied", "dissatisfied")


def test_the_form_of_the_edition():
    form = form_for(EDITION, [7, 9])
    assert form.reporters == (7, 9)
    assert len(form.questions) == 6
    assert form.grades[-1] == "not_known"


def test_what_is_not_answered_is_blank_in_the_form_s_order():
    filled = fill(FORM, {"乙": {"voters": "fair"}})
    assert filled == {"甲": {"overall": None, "voters": None}, "乙": {"overall": None, "voters": "fair"}}
    assert list(filled) == ["甲", "乙"]


def test_everything_that_is_not_on_the_form_is_named_at_once():
    with pytest.raises(SheetError) as refused:
        fill(FORM, {"丙": {}, "甲": {"overall": "superb", "works": "good"}})
    assert [p.zh for p in refused.value.problems] == [
        "这张表上没有述职代表“丙”",
        "没有“superb”这个等次",
        "这张表上没有项目“works”",
    ]


def test_two_marks_void_the_answer_or_the_sheet_as_the_edition_says():
    sheets = [fill(FORM, {"甲": {"overall": TWO_MARKS, "voters": "good"}})]
    assert not is_void(FORM, sheets[0])
    assert tally(FORM, sheets)["甲"] == {"overall": Count((0, 0, 0), void=1), "voters": Count((1, 0, 0))}
    strict = Form(FORM.reporters, FORM.questions, FORM.grades, two_marks="void_sheet")
    assert is_void(strict, sheets[0])
    assert sheets_about(tally(strict, sheets)["甲"]) == 0


def test_a_blank_is_an_abstention_or_void_as_the_edition_says():
    blank = [fill(FORM, {})]
    assert tally(FORM, blank)["甲"]["overall"] == Count((0, 0, 0), blank=1)
    strict = Form(FORM.reporters, FORM.questions, FORM.grades, blank="void_answer")
    assert tally(strict, blank)["甲"]["overall"] == Count((0, 0, 0), void=1)


def test_of_two_electorates_in_one_hall_each_rates_its_own():
    electorates = {"甲": "north", "乙": "south"}
    assert rates("own", "north", electorates) == ("甲",)
    assert rates("own", None, electorates) == ()
    assert rates("all", None, electorates) == ("甲", "乙")
    with pytest.raises(ValueError, match="neither"):
        rates("some", "north", electorates)
    north = Form(("甲",), FORM.questions, FORM.grades)
    counted = tally(FORM, [fill(north, {"甲": {"overall": "good"}})])
    assert sheets_about(counted["甲"]) == 1
    assert sheets_about(counted["乙"]) == 0


def test_one_sheet_bears_all_one_may_rate_or_each_has_a_form_of_their_own():
    assert forms("all_reporters", ("甲", "乙")) == (("甲", "乙"),)
    assert forms("one_reporter", ("甲", "乙")) == (("甲",), ("乙",))
    with pytest.raises(ValueError, match="some"):
        forms("some", ())


def test_a_third_person_settles_only_what_two_tellers_typed_differently():
    first = fill(FORM, {"甲": {"overall": "good", "voters": "fair"}})
    second = fill(FORM, {"甲": {"overall": "poor", "voters": "fair"}})
    place = ("甲", "overall")
    assert differences(first, second) == (place,)
    settled = settle(FORM, first, second, {place: "poor", ("甲", "voters"): "poor"})
    assert settled["甲"] == {"overall": "poor", "voters": "fair"}
    with pytest.raises(SheetError, match="1 differences"):
        settle(FORM, first, second, {})
    with pytest.raises(SheetError, match="superb"):
        settle(FORM, first, second, {place: "superb"})


@given(SHEETS, st.randoms())
def test_every_sheet_is_in_the_count_once_in_whatever_order(answers, random):
    sheets = [fill(FORM, given) for given in answers]
    counted = tally(FORM, sheets)
    for who in FORM.reporters:
        for question in FORM.questions:
            assert counted[who][question].sheets == len(sheets)
            for n, grade in enumerate(FORM.grades):
                expected = sum(sheet[who][question] == grade for sheet in sheets)
                assert counted[who][question].by_grade[n] == expected
    random.shuffle(sheets)
    assert tally(FORM, sheets) == counted


@given(SHEETS, SHEETS)
def test_two_boxes_make_one_count(first, second):
    one, two = ([fill(FORM, given) for given in box] for box in (first, second))
    assert merge(tally(FORM, one), tally(FORM, two)) == tally(FORM, one + two)


@given(SHEETS)
def test_two_equal_typings_differ_nowhere(answers):
    for given_ in answers:
        filled = fill(FORM, given_)
        assert differences(filled, filled) == ()
        assert settle(FORM, filled, filled, {}) == filled


def _reckoning(**changes):
    numbers = {"issued": 60, "cast": 30, "paper": 22, "unused": 8, "missing": 0, "valid": 51, "void": 1}
    return Reckoning(**(numbers | changes))


def test_a_count_that_meets_the_identity_may_be_confirmed():
    assert _reckoning().balanced
    assert reconcile(_reckoning()).clear


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"cast": 40, "paper": 21, "valid": 60}, "evaluation is void"),
        ({"valid": 61}, "evaluation is void"),
        ({"valid": 50}, "count again"),
        ({"unused": 9}, "1 more than the 60 issued"),
    ],
)
def test_no_explanation_mends_an_addition(changes, says):
    for explanation in ("", "the caretaker counted"):
        found = reconcile(_reckoning(**changes), explanation)
        assert len(found.lacks) == 1
        assert says in found.lacks[0].text.en
        assert found.lacks[0].clause == "D0001"
        assert found.lacks[0].who is not None


@pytest.mark.parametrize("changes", [{"unused": 6}, {"unused": 6, "missing": 2}, {"unused": 7, "missing": 1}])
def test_a_gap_is_explained(changes):
    reckoning = _reckoning(**changes)
    assert "not accounted for" in reconcile(reckoning, "  ").lacks[0].text.en
    assert reconcile(reckoning, "两人中途离会，带走了表。").clear


def test_numbers_of_sheets_are_never_negative():
    with pytest.raises(ValueError, match="unused"):
        _reckoning(unused=-1)


@given(*[st.integers(0, 80)] * 7)
def test_void_means_exactly_more_counted_than_issued(issued, cast, paper, unused, missing, valid, void):
    reckoning = Reckoning(issued, cast, paper, unused, missing, valid, void)
    assert reckoning.is_void is (cast + paper > issued or valid + void > issued)
    verdict = reconcile(reckoning, "说明")
    if verdict.clear:
        assert not reckoning.is_void
        assert reckoning.unaccounted >= 0
        assert reckoning.returned == valid + void
    if reckoning.balanced and not reckoning.is_void:
        assert verdict.clear


def test_reckonings_of_two_electorates_add_up():
    assert (_reckoning() + _reckoning()) == Reckoning(120, 60, 44, 16, 0, 102, 2)
