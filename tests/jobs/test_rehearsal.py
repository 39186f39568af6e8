"""The rehearsal's files and hands: begun whole, apart from the archive and from each other, wiped without a rest."""

from __future__ import annotations

import os
import threading
import time

import pytest
from tests.cast import make_cast
from tests.rehearsing import ADDRESS, left_in, prepared, rows, squares, var
from tests.sheets import CARDS, a_meeting_to_evaluate, open_phones, print_sheets

from shuzhi.acts import casting, count, sheet
from shuzhi.crafts.office.cards import Card, cards_pdf
from shuzhi.jobs.rehearsal import files, hall, hands, samples
from shuzhi.jobs.rehearsal.steps import Step, standing
from shuzhi.papers.sheets import fonts
from shuzhi.reads import by_name, memo
from shuzhi.reads.journal import verify_chain
from shuzhi.records import models as m
from shuzhi.records.where import database, rehearsing

__all__ = ["prepared", "var"]
pytestmark = pytest.mark.django_db


def opened(one):
    """Inside: opens the evaluation; the cards stay with the test."""
    held, kept = files.meeting(), []

    def press(_meeting, texts):
        kept.extend(texts)
        return b"%PDF-"

    sheet.open_(by_name.actor(hall.SCRUTINEER), held, cards=press)
    return held, kept


def test_a_rehearsal_begins_with_sixty_people_who_have_heard_the_reports(var):
    one = files.begin(ADDRESS)
    with one.entered():
        assert rehearsing()
        held = files.meeting()
        assert (held.state, held.evaluation.phones) == ("appraising", "closed")
        assert held.invitees.filter(present=True).count() == hall.PRESENT
        assert m.Tag.objects.count() == len(set(one.codes)) == hall.SHEETS
        assert held.sheet_address == f"http://testserver/rehearsal/{one.token}/s"
        assert all("演练" in p.name for p in m.Person.objects.all())
        assert all("演练" in i.name for i in held.invitees.all())
        assert verify_chain().broken_at is None
    assert not rehearsing()


def test_nothing_of_a_rehearsal_reaches_the_archive_and_nothing_stays_of_it(var):
    cast = make_cast()
    a_meeting_to_evaluate(cast)
    before = rows()
    one = files.begin(ADDRESS)
    with one.entered():
        held, cards = opened(one)
        assert hands.cast(one) == hall.PHONES
        scrutineer = by_name.actor(hall.SCRUTINEER)
        sheet.close_phones(scrutineer, held)
        hands.type_in(one)
        drawn = count.draw_up(scrutineer, held, unused=hall.SPARE + hall.SAMPLES)
        sealed = count.seal(scrutineer, count.confirm(scrutineer, drawn), cards=cards[:2])
        assert (sealed.state, sealed.cast, sealed.paper, sealed.missing) == ("sealed", hall.PHONES, hall.PENS, 0)
        assert count.recount(sealed), "the record proves it"
        assert m.Comment.objects.count() == hands.COMMENTS
    assert rows() == before
    files.wipe(one)
    assert left_in(var) == set()
    assert files.find(one.token) is None


def test_what_the_trainees_began_is_finished_and_never_changed(var):
    one = files.begin(ADDRESS)
    with one.entered():
        held, _ = opened(one)
        scrutineer, first = by_name.actor(hall.SCRUTINEER), by_name.actor(hall.TELLERS[0])
        sheet.close_phones(scrutineer, held)
        sample = one.codes[hall.PHONES + hall.PENS]
        sheet.admit_paper(scrutineer, held, code=sample)
        kind = held.sheet_kinds.get()
        mine = {str(r.pk): {"overall": "dissatisfied"} for r in held.reporters.all()}
        sheet.enter(first, held, kind=kind.pk, slip=7, answers=mine)
        assert hands.type_in(one) == hall.PENS + 1
        typed = list(m.PaperEntry.objects.filter(slip=7).order_by("turn"))
        assert typed[0].teller_id == first.person
        assert typed[0].answers == typed[1].answers
        assert {a["overall"] for a in typed[0].answers.values()} == {"dissatisfied"}
        assert standing(one).step is Step.SEAL
        assert hands.type_in(one) == 0, "nothing is left, and nothing is done twice"


def test_the_step_that_is_now_follows_the_record(var):
    one = files.begin(ADDRESS)
    with one.entered():
        assert standing(one).step is Step.PRINT
        one.print()
        assert standing(one).step is Step.OPEN
        held, _ = opened(one)
        assert (standing(one).step, standing(one).phones) == (Step.CAST, hall.PHONES)
        assert hands.cast(one) == hall.PHONES
        assert standing(one).step is Step.STOP
        sheet.close_phones(by_name.actor(hall.SCRUTINEER), held)
        assert (standing(one).step, standing(one).papers) == (Step.TYPE_IN, True)
        assert hands.cast(one) == 0, "phones are closed"


def test_two_rehearsals_at_once_know_nothing_of_each_other(var):
    one, other = files.begin(ADDRESS), files.begin(ADDRESS)
    assert not set(one.codes) & set(other.codes)
    with one.entered():
        held, _ = opened(one)
        hands.cast(one)
        assert casting.find(other.codes[0]) is casting.Outcome.UNKNOWN
    with other.entered():
        assert files.meeting().pk == held.pk, "the same number, and another meeting"
        assert m.Leaf.objects.count() == 0
        assert files.meeting().evaluation.phones == "closed"
    files.wipe(one)
    assert {name.split(".")[0] for name in left_in(var)} == {other.token}
    with other.entered():
        assert files.meeting().state == "appraising"


def test_a_meeting_in_the_hall_and_one_rehearsed_under_the_same_number_do_not_mix(var, monkeypatch):
    monkeypatch.setattr(memo, "LATELY", 60.0)
    cast = make_cast()
    meeting = a_meeting_to_evaluate(cast)
    codes = print_sheets(cast, meeting, 9)
    open_phones(cast, meeting)
    one = files.begin(ADDRESS)
    with one.entered():
        m.Meeting.objects.filter(pk=files.meeting().pk).update(sheet_address="x")  # the file can be written
        outside = database()
        inside = casting.box(meeting.pk)
        with memo.remembering():
            assert memo.lately("sheets", lambda: "invented") == "invented"
    assert database() != outside
    real = casting.box(meeting.pk)
    assert real is not inside
    with memo.remembering():
        assert memo.lately("sheets", lambda: "real") == "real"
        assert memo.lately("sheets", lambda: "asked anew") == "real"
    with one.entered(), memo.remembering():
        assert memo.lately("sheets", lambda: "asked anew") == "invented"
        casting.drain(meeting.pk)
        casting.forget_box(meeting.pk)
    assert casting.box(meeting.pk) is real, "stopping the phones of a rehearsal forgets no real writer"
    assert casting.find(one.codes[0]) is casting.Outcome.UNKNOWN
    with one.entered():
        assert casting.find(codes[0]) is casting.Outcome.UNKNOWN
    files.wipe(one)
    assert casting.box(meeting.pk) is real
    assert CARDS[meeting.pk]


def test_other_threads_stay_where_they_are(var):
    one, seen = files.begin(ADDRESS), []
    with one.entered():
        here = database()
        other = threading.Thread(target=lambda: seen.append(database()))
        other.start()
        other.join()
        assert database() == here
    assert seen == [database()]


def test_a_day_later_it_wipes_itself_and_what_an_interruption_left(var):
    one, young = files.begin(ADDRESS), files.begin(ADDRESS)
    stray = var / "rehearsal" / ("x" * 22 + ".sqlite3-wal")
    stray.write_bytes(b"left")
    long_ago = time.time() - files.A_DAY - 1
    for file in (one._notes, one.database, stray):
        os.utime(file, (long_ago, long_ago))
    assert files.find(one.token) is None
    assert {name.split(".")[0] for name in left_in(var)} == {young.token}


def test_a_file_that_is_gone_is_not_made_anew(var):
    one = files.begin(ADDRESS)
    files.wipe(one)
    with pytest.raises(Exception, match="unable to open"), one.entered():
        files.meeting()
    assert left_in(var) == set()


def test_no_more_than_twenty_at_once(var, monkeypatch):
    monkeypatch.setattr(files, "MOST", 1)
    one = files.begin(ADDRESS)
    with pytest.raises(files.TooMany):
        files.begin(ADDRESS)
    files.wipe(one)
    assert files.begin(ADDRESS).alive


def test_a_beginning_that_fails_leaves_nothing(var, monkeypatch):
    def broken(*_):
        raise RuntimeError("the power went")

    monkeypatch.setattr(hall, "hands_out", broken)
    with pytest.raises(RuntimeError):
        files.begin(ADDRESS)
    assert left_in(var) == set()


@pytest.mark.parametrize("token", ["", "short", "../../../etc/passwd....", "x" * 22, "é" * 22, "x" * 23])
def test_no_other_word_is_a_token(var, token):
    assert files.find(token) is None


def test_the_samples_lead_into_the_rehearsal_and_can_be_read_through_the_word(var):
    one = files.begin(ADDRESS)
    with one.entered():
        printed = samples.pdf(one)
    own = one.codes[hall.PHONES + hall.PENS : hall.PHONES + hall.PENS + hall.SAMPLES]
    said = squares(printed)
    assert {text.split("#")[0] for text in said} == {f"http://testserver/rehearsal/{one.token}/s"}
    assert {text.split("#")[1][:12] for text in said} == set(own)


def test_cards_are_read_through_the_word():
    texts = [f"SZK{n}" * 12 for n in range(3)]
    made = cards_pdf("监票卡", [Card("一", "二", ("三",), text) for text in texts], fonts(), across="演练")
    assert set(squares(made)) == set(texts)
