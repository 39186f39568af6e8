"""What pages keep between two acts, and that an act ends it."""

from __future__ import annotations

import pytest
from tests.builders_public import a_told_round
from tests.cast import make_cast

from shuzhi.acts import liaison
from shuzhi.reads import desk, memo


@pytest.fixture
def kept(monkeypatch):
    memo.forget()
    monkeypatch.setattr(memo, "LATELY", 60.0)
    yield
    memo.forget()


def looked(times):
    times.append(1)
    return len(times)


def test_what_was_looked_up_while_an_act_was_performed_is_not_kept(kept):
    """It may be what stood before: phones would be given the key of an opening that is no more."""

    def stands_until_the_act_is_through():
        memo.forget()
        return "before"

    with memo.remembering():
        assert memo.lately("key", stands_until_the_act_is_through) == "before"
        assert memo.lately("key", lambda: "after") == "after"
        assert memo.lately("key", lambda: "asked again") == "after"


def test_a_figure_is_kept_from_page_to_page_but_for_nobody_else(kept):
    times = []
    for _ in range(2):
        with memo.remembering():
            assert memo.lately("a", lambda: looked(times)) == 1
    with memo.remembering():
        assert memo.lately("b", lambda: looked(times)) == 2
    assert memo.lately("a", lambda: looked(times)) == 3, "outside a page nothing is kept"


def test_after_a_minute_it_is_looked_up_again(kept, monkeypatch):
    times = []
    with memo.remembering():
        memo.lately("a", lambda: looked(times))
        monkeypatch.setattr(memo, "LATELY", 0.0)
        assert memo.lately("a", lambda: looked(times)) == 2


@pytest.mark.django_db
def test_the_masthead_s_figure_changes_with_the_next_act(kept, django_capture_on_commit_callbacks):
    cast = make_cast()
    told = a_told_round(cast)
    sent = liaison.report(cast.town_office, told.round, kind="return", title="进展", text="开会了。")

    def shown():
        with memo.remembering():
            return desk.waiting(cast.office)

    before = shown()
    with django_capture_on_commit_callbacks(execute=True):
        liaison.acknowledge(cast.office, sent)
    assert shown() == before - 1


@pytest.mark.django_db
def test_all_rounds_are_kept_until_the_newest_line_of_the_journal(kept, django_assert_num_queries):
    cast = make_cast()
    told = a_told_round(cast)

    def shown():
        with memo.remembering():
            return [held.standing for held in desk.rounds_kept(cast.office)]

    before = shown()
    with django_assert_num_queries(1):
        assert shown() == before
    memo_of_another_process = dict(memo._lately)
    liaison.report(cast.town_office, told.round, kind="return", title="进展", text="开会了。")
    memo._lately.update(memo_of_another_process)
    told.round.programme.rounds.filter(pk=told.round.pk).update(state="closed")
    assert [standing.state for standing in shown()] == ["closed"]


def test_while_papers_share_what_one_asked_no_other_asks():
    times = []
    with memo.sharing({}):
        assert [memo.shared("a", lambda: looked(times)) for _ in range(2)] == [1, 1]
    assert [memo.shared("a", lambda: looked(times)) for _ in range(2)] == [2, 3], "and afterwards nothing is kept"


def test_what_is_asked_for_one_is_looked_up_for_all_that_are_expected_and_for_nobody_else():
    asked = []

    def look(pks):
        asked.append(tuple(pks))
        return {pk: f"of {pk}" for pk in pks if pk != 2}

    with memo.sharing({"reporter": [1, 2, 3]}):
        assert [memo.together("reporter", "name", pk, look) for pk in (1, 2, 3, 7)] == ["of 1", None, "of 3", "of 7"]
    assert memo.together("reporter", "name", 3, look) == "of 3"
    assert asked == [(1, 2, 3), (7,), (3,)]


def test_rows_go_to_whom_they_belong():
    rows = [(2, "b"), (1, "a"), (2, "c")]
    with memo.sharing({"reporter": [1, 2, 3]}):
        found = [memo.rows_together("reporter", "r", pk, lambda _: rows, lambda row: row[0]) for pk in (1, 2, 3)]
    assert found == [((1, "a"),), ((2, "b"), (2, "c")), ()]
