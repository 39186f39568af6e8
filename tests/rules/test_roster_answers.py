"""Questions of a roster and their answers, and whom on file a row speaks of; with literals, no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.rules.birth import Birth
from shuzhi.rules.field import Field, doubtful, ok, wrong
from shuzhi.rules.place import Constituency
from shuzhi.rules.roster_answers import BLANK, KEEP, OTHER, SAME, SKIP, key_of, settle
from shuzhi.rules.roster_known import Known, match_known
from shuzhi.rules.roster_row import Match, RosterRow, RowKind, Source
from shuzhi.rules.tenure import may_end, may_merge, office_fits
from shuzhi.rules.verdict import Text

TODAY = date(2006, 6, 1)
HERE = Source("东港镇.xlsx", "名册", 4)
FIELDS = {
    "name": ok("丁一"),
    "birth": ok(Birth(1970, 3)),
    "phone": ok("13800000001"),
    "constituency": ok(Constituency(1, "港下")),
    "group": ok("东港镇第一代表小组"),
}


def row(**changes):
    return RosterRow(HERE, RowKind.TOWN_MANDATE, FIELDS | changes, ok("东港镇"), Field(1))


@pytest.mark.parametrize(
    ("field", "answer", "value"),
    [
        (doubtful("汉族", "汉", "疑", "?"), KEEP, "汉族"),
        (doubtful("汉族", "汉", "疑", "?"), BLANK, None),
        (doubtful("汉族", "汉", "疑", "?"), "满", "满族"),
    ],
)
def test_an_answer_settles_a_field(field, answer, value):
    done = settle(row(ethnicity=field), {key_of(HERE, "ethnicity"): answer}, TODAY)
    assert (done.open, done.row.value("ethnicity"), done.row.status) == ((), value, "ok")


def test_an_offered_reading_is_taken_as_it_is():
    field = doubtful(None, "1980.1", "疑", "?", (Birth(1980, 1), Birth(1980, 10)))
    done = settle(row(birth=field), {"*|birth": "1980-10"}, TODAY)
    assert done.row.value("birth") == Birth(1980, 10)


@pytest.mark.parametrize(
    ("name", "field", "answer"),
    [
        ("birth", wrong("1970.13", "错", "wrong"), KEEP),
        ("birth", wrong("1970.13", "错", "wrong"), "1970.14"),
        ("name", doubtful("王", "王", "疑", "?"), BLANK),
        ("group", doubtful(None, "七组", "疑", "?"), ""),
        ("sex", doubtful(None, "?", "疑", "?", ("男", "女")), "不知道"),
    ],
)
def test_what_is_no_answer_leaves_the_question_open(name, field, answer):
    done = settle(row(**{name: field}), {key_of(HERE, name): answer}, TODAY)
    assert [q.field for q in done.open] == [name]


def test_a_row_may_be_left_out():
    done = settle(row(sex=doubtful(None, "?", "疑", "?", ("男", "女"))), {"*|sex": SKIP}, TODAY)
    assert done.skipped


def test_the_row_s_own_answer_goes_before_the_common_one():
    asked = row(ethnicity=doubtful("汉族", "汉", "疑", "?"))
    answers = {"*|ethnicity": KEEP, "*|ethnicity|疑": BLANK, key_of(HERE, "ethnicity"): "回"}
    assert settle(asked, answers, TODAY).row.value("ethnicity") == "回族"
    del answers[key_of(HERE, "ethnicity")]
    assert settle(asked, answers, TODAY).row.value("ethnicity") is None


def test_a_likely_repeat_becomes_one_only_by_answer():
    match = Match(replace(HERE, row=3), "likely_same", False, Text("像", "like"))
    asked = replace(row(), matches=(match,))
    assert [q.field for q in settle(asked, {}, TODAY).open] == ["same"]
    assert settle(asked, {"*|same": SAME}, TODAY).row.repeats == match.source
    assert settle(asked, {"*|same": OTHER}, TODAY).row.repeats is None


@given(
    st.dictionaries(
        st.sampled_from(["*|ethnicity", key_of(HERE, "birth"), "*|same", "x|congress"]), st.text(max_size=30)
    )
)
def test_no_answer_raises(answers):
    asked = row(ethnicity=doubtful("汉族", "汉", "疑", "?"), birth=wrong("1970.13", "错", "wrong"))
    settle(asked, answers, TODAY)


SEAT = frozenset({("town", 1, "东港镇第一代表小组")})
ON_FILE = Known(7, "丁一", "1970-03", "13800000001", SEAT)


@pytest.mark.parametrize(
    ("known", "standing"),
    [
        (ON_FILE, "certain"),
        (replace(ON_FILE, seats=frozenset()), "certain"),
        (replace(ON_FILE, phone="13899999999"), "certain"),
        (replace(ON_FILE, born=""), "certain"),
        (replace(ON_FILE, phone="13899999999", seats=frozenset()), "question"),
        (replace(ON_FILE, born="1955-01", phone="13899999999"), "question"),
        (replace(ON_FILE, born="1955-01", phone="13899999999", seats=frozenset()), "new"),
        (replace(ON_FILE, name="丁二"), "new"),
    ],
)
def test_whom_on_file_a_row_speaks_of(known, standing):
    (found,) = match_known([row()], [known])
    assert found.standing == standing


def test_the_surest_pair_is_made_first_and_nobody_is_taken_twice():
    looser = row(phone=ok("13899999999"))
    found = match_known([looser, row()], [ON_FILE])
    assert [f.standing for f in found] == ["new", "certain"]


@pytest.mark.parametrize(
    ("office", "kind", "fits"),
    [
        ("steward", "district", True), ("steward", "town", False), ("presidium", "town", True),
        ("group_leader", "group", True), ("group_leader", "town", False), ("teller", "town", False),
    ],
)  # fmt: skip
def test_offices_and_bodies(office, kind, fits):
    assert office_fits(office, kind).clear is fits


def test_ends_and_merges():
    day = date(2006, 5, 31)
    assert may_end("presidium", day, None, day, another=False).clear
    assert may_end("steward", day, None, day, another=False).refused
    assert may_end("", day, None, date(2006, 5, 30), another=True).refused
    assert may_end("", day, day, day, another=True).refused
    assert may_end("", None, None, day, another=True).clear
    assert may_merge(same=False, merged=False, clash=False, accounts=False).clear
    for name in ("same", "merged", "clash", "accounts", "twice"):
        fine = dict.fromkeys(("same", "merged", "clash", "accounts"), False)
        assert len(may_merge(**fine | {name: True}).lacks) == 1
