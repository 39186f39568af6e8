"""Sheets: printed and forgotten, opened, closed, paper checked in and typed in twice (4.3b(iii))."""

import threading
import time

import pytest
from django.db import connection
from django.test import override_settings
from tests.cast import make_cast
from tests.sheets import (
    ADDRESS,
    CARDS,
    NONCE,
    QUESTIONS,
    a_meeting_to_evaluate,
    all_of,
    open_phones,
    opened,
    print_sheets,
    put,
    reopen_phones,
    seal,
)

from shuzhi.acts import casting, count, sheet
from shuzhi.acts._perform import AlreadyDone, Refused
from shuzhi.acts.casting import Outcome
from shuzhi.crafts.seal import Arrival
from shuzhi.crafts.seal import codes as seal_codes
from shuzhi.papers.sheets import press
from shuzhi.reads.entries import papers_of
from shuzhi.reads.record import KeptRecord
from shuzhi.reads.sheet import phones_of, sheets_in
from shuzhi.records import driver
from shuzhi.records import models as m
from shuzhi.records.journal import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_waits")]


def no_cards(meeting, texts):
    return b"%PDF-"


def refused(call, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value


def test_printing_answers_with_a_pdf_once_and_stores_only_tags_in_their_own_order(cast):
    meeting = a_meeting_to_evaluate(cast)
    printed = sheet.issue(
        cast.town_office, meeting, numbers={cast.constituency.pk: 3}, address=ADDRESS, press=press, once="t1"
    )
    assert printed.data.startswith(b"%PDF-")
    assert printed.content_type == "application/pdf"
    kind = m.SheetKind.objects.get(meeting=meeting)
    assert (kind.issued, [r.mandate.person.name for r in kind.reporters.all()]) == (3, ["覃子涵"])
    with pytest.raises(AlreadyDone):
        sheet.issue(
            cast.town_office, meeting, numbers={cast.constituency.pk: 3}, address=ADDRESS, press=press, once="t1"
        )
    line = Entry.objects.get(act="sheet.issue")
    assert line.detail == {"numbers": {str(cast.constituency.pk): 3}, "paper": "A4"}


def test_stored_tags_are_those_of_the_printed_codes_and_more_can_be_added(cast):
    meeting = a_meeting_to_evaluate(cast)
    codes = print_sheets(cast, meeting, 5) + print_sheets(cast, meeting, 4)
    salt = bytes(m.Evaluation.objects.get(meeting=meeting).salt)
    assert {bytes(t) for t in m.Tag.objects.values_list("tag", flat=True)} == {seal_codes.tag(c, salt) for c in codes}
    assert len(set(codes)) == 9
    assert m.SheetKind.objects.get().issued == 9


def test_a_sheet_with_other_reporters_is_not_mixed_in(cast):
    meeting = a_meeting_to_evaluate(cast, reporters=2)
    print_sheets(cast, meeting, 3)
    meeting.reporters.remove(meeting.reporters.last())
    error = refused(
        sheet.issue, cast.town_office, meeting, numbers={cast.constituency.pk: 1}, address=ADDRESS, press=press
    )
    assert [lack.clause for lack in error.verdict.lacks] == ["D0005"]
    assert m.SheetKind.objects.get().issued == 3


def test_only_the_organiser_prints_and_only_the_scrutineer_opens(cast):
    meeting = a_meeting_to_evaluate(cast)
    refused(sheet.issue, cast.scrutineer, meeting, numbers={cast.constituency.pk: 1}, address=ADDRESS, press=press)
    print_sheets(cast, meeting, 2)
    for actor in (cast.town_office, cast.teller, cast.deputy, cast.steward, cast.public):
        refused(sheet.open_, actor, meeting, cards=no_cards)
    open_phones(cast, meeting)
    assert phones_of(meeting) == "open"


def test_opening_without_sheets_is_refused_and_with_too_few_asks_for_a_reason(cast):
    meeting = a_meeting_to_evaluate(cast)
    assert "还没有印制" in str(refused(sheet.open_, cast.scrutineer, meeting, cards=no_cards))
    print_sheets(cast, meeting, 1)
    for name in ("甲", "乙"):
        m.Invitee.objects.create(
            meeting=meeting, name=name, kind="voter_representative", constituency=cast.constituency, present=True
        )
    error = refused(sheet.open_, cast.scrutineer, meeting, cards=no_cards)
    assert error.wants_reason
    open_phones(cast, meeting, reason="两人放弃")
    assert phones_of(meeting) == "open"


def test_no_more_sheets_once_it_started_and_it_starts_once(cast):
    meeting, _ = opened(cast, 3)
    m.Meeting.objects.filter(pk=meeting.pk).update(state="open")
    assert "不能再增印" in str(
        refused(sheet.issue, cast.town_office, meeting, numbers={cast.constituency.pk: 1}, address=ADDRESS, press=press)
    )
    refused(sheet.open_, cast.scrutineer, meeting, cards=no_cards)


def test_one_code_counts_once_and_the_same_nonce_gets_the_same_answer(cast):
    meeting, codes = opened(cast, 3)
    answers = all_of(meeting, "satisfied")
    assert put(codes[0], NONCE, answers) is Outcome.STORED
    assert put(codes[0].lower(), NONCE, all_of(meeting, "dissatisfied")) is Outcome.STORED
    assert put(codes[0], "m" * 24, answers) is Outcome.USED
    assert m.Leaf.objects.count() == 1
    assert sheets_in(meeting).cast == 1


def test_a_cast_asks_the_database_no_more_with_many_sheets_in(cast, django_assert_num_queries, monkeypatch):
    meeting, codes = opened(cast, 12)
    forms = [casting.sealed_for(code, NONCE, all_of(meeting, "satisfied")) for code in codes]
    asked, here = [], driver._here
    monkeypatch.setattr(driver, "_here", lambda: asked.append(1) or here())
    for n in (0, 11):
        asked.clear()
        with django_assert_num_queries(0):  # all of it goes to the driver itself
            arrived = casting.arrive(*forms[n])
        assert len(asked) == 2, "the meeting, the sheet"
        assert isinstance(arrived, Arrival)
        for form in forms[:11]:
            casting.cast_sealed(*form)
    assert sheets_in(meeting).cast == 11


def test_each_thing_that_can_be_wrong_has_its_own_answer(cast):
    meeting, codes = opened(cast, 3)
    answers = all_of(meeting, "satisfied")
    assert put("XXXX", NONCE, answers) is Outcome.UNREADABLE
    assert put("0" * 12, NONCE, answers) is Outcome.UNKNOWN
    assert put(codes[0], "short", answers) is Outcome.INCOMPLETE
    assert put(codes[0], NONCE, {"999": {"overall": "satisfied"}}) is Outcome.INCOMPLETE
    assert put(codes[0], NONCE, all_of(meeting, "splendid")) is Outcome.INCOMPLETE
    assert put(codes[0], NONCE, all_of(meeting, "two_marks")) is Outcome.INCOMPLETE
    assert m.Leaf.objects.count() == 0
    m.Evaluation.objects.update(phones="closed")
    assert put(codes[0], NONCE, answers) is Outcome.NOT_OPEN
    m.Evaluation.objects.update(phones="open")
    assert put(codes[1], NONCE, answers) is Outcome.STORED
    sheet.close_phones(cast.scrutineer, meeting)
    assert put(codes[0], NONCE, answers) is Outcome.CLOSED
    assert put(codes[1], NONCE, answers) is Outcome.STORED, "a retry after the closing learns the truth"
    sheet.admit_paper(cast.teller, meeting, code=codes[0])
    assert put(codes[0], NONCE, answers) is Outcome.ON_PAPER


def test_blanks_are_allowed_and_left_out(cast):
    meeting, codes = opened(cast, 3)
    reporter = str(meeting.reporters.get().pk)
    assert put(codes[0], NONCE, {reporter: {"overall": "satisfied", "law": None}}) is Outcome.STORED
    assert m.Leaf.objects.count() == 1
    assert put(codes[1], NONCE, {}) is Outcome.STORED


def test_a_comment_goes_into_a_table_of_its_own(cast):
    meeting, codes = opened(cast, 3)
    put(codes[0], NONCE, all_of(meeting, "satisfied"), "　路灯坏了。 ")
    assert m.Comment.objects.get().text == "路灯坏了。"
    assert "路灯" not in str([bytes(leaf) for (leaf,) in m.Leaf.objects.values_list("leaf")])


def test_paper_goes_in_after_the_phones_and_each_sheet_is_told_apart(cast):
    meeting, codes = opened(cast, 3)
    put(codes[0], NONCE, all_of(meeting, "satisfied"))
    assert "先停止手机" in str(refused(sheet.admit_paper, cast.teller, meeting, code=codes[1]))
    sheet.close_phones(cast.scrutineer, meeting)
    assert sheet.admit_paper(cast.teller, meeting, code=f"{ADDRESS}#{codes[1]}.2") == sheet.Told(sheet.ADMITTED)
    assert sheet.admit_paper(cast.scrutineer, meeting, code=codes[1]).text == sheet.TWICE
    assert sheet.admit_paper(cast.teller, meeting, code=codes[0]).text == sheet.ON_PHONE
    assert sheet.admit_paper(cast.teller, meeting, code="0" * 12).text == sheet.UNKNOWN
    assert (sheets_in(meeting).cast, sheets_in(meeting).paper) == (1, 1)
    refused(sheet.admit_paper, cast.town_office, meeting, code=codes[2])


def entry(cast, actor, meeting, slip, grade):
    kind = meeting.sheet_kinds.get()
    answers = None if grade == "void" else all_of(meeting, grade)
    return sheet.enter(actor, meeting, kind=kind.pk, slip=slip, answers=answers)


def test_two_different_tellers_type_each_sheet_and_a_third_settles(cast):
    meeting, _ = opened(cast, 3)
    sheet.close_phones(cast.scrutineer, meeting)
    entry(cast, cast.teller, meeting, 1, "satisfied")
    entry(cast, cast.teller, meeting, 1, "dissatisfied")  # mends his own typing
    paper = papers_of(meeting)[0]
    assert (paper.once, paper.differing) == ([1], [])
    entry(cast, cast.second_teller, meeting, 1, "satisfied")
    assert papers_of(meeting)[0].differing == [1]
    kind = meeting.sheet_kinds.get().pk
    refused(sheet.settle, cast.teller, meeting, kind=kind, slip=1, answers=all_of(meeting, "satisfied"))
    sheet.settle(cast.scrutineer, meeting, kind=kind, slip=1, answers=all_of(meeting, "not_known"))
    assert next(papers_of(meeting)[0].sheets())[str(meeting.reporters.get().pk)]["overall"] == "not_known"
    refused(entry, cast, cast.teller, meeting, 1, "satisfied")
    refused(sheet.settle, cast.scrutineer, meeting, kind=kind, slip=1, answers=all_of(meeting, "satisfied"))


def test_where_both_tellers_agree_nobody_overrules_them(cast):
    meeting, _ = opened(cast, 3)
    sheet.close_phones(cast.scrutineer, meeting)
    reporter, kind = str(meeting.reporters.get().pk), meeting.sheet_kinds.get().pk
    both = dict.fromkeys(QUESTIONS, "satisfied")
    sheet.enter(cast.teller, meeting, kind=kind, slip=4, answers={reporter: both})
    sheet.enter(cast.second_teller, meeting, kind=kind, slip=4, answers={reporter: both | {"law": None}})
    sheet.settle(cast.scrutineer, meeting, kind=kind, slip=4, answers=all_of(meeting, "dissatisfied"))
    settled = next(papers_of(meeting)[0].sheets())[reporter]
    assert settled == both | {"law": "dissatisfied"}


def test_void_or_not_is_a_difference_too(cast):
    meeting, _ = opened(cast, 3)
    sheet.close_phones(cast.scrutineer, meeting)
    entry(cast, cast.teller, meeting, 1, "void")
    entry(cast, cast.second_teller, meeting, 1, "satisfied")
    assert papers_of(meeting)[0].differing == [1]
    sheet.settle(cast.scrutineer, meeting, kind=meeting.sheet_kinds.get().pk, slip=1, answers=None)
    assert list(papers_of(meeting)[0].sheets()) == [None]


def test_a_third_typing_and_an_unknown_grade_are_refused(cast):
    meeting, _ = opened(cast, 3)
    sheet.close_phones(cast.scrutineer, meeting)
    refused(entry, cast, cast.teller, meeting, 1, "splendid")
    refused(sheet.enter, cast.teller, meeting, kind=999, slip=1, answers={})
    entry(cast, cast.teller, meeting, 1, "satisfied")
    entry(cast, cast.second_teller, meeting, 1, "satisfied")
    m.Post.objects.create(meeting=meeting, person_id=cast.scrutineer.person, office="teller")
    assert "两名计票人" in str(refused(entry, cast, cast.scrutineer, meeting, 1, "satisfied"))
    assert m.PaperEntry.objects.count() == 2


def seals_for(meeting, code):
    """A form as a phone seals it under the opening that stands now."""
    found = casting.sealed_for(code, NONCE, all_of(meeting, "satisfied"))
    assert isinstance(found, tuple)
    return found[1]


def test_cards_that_were_not_saved_are_drawn_anew_while_nothing_is_in(cast):
    meeting, codes = opened(cast, 12)
    before, old = KeptRecord(meeting.pk).opening(), CARDS[meeting.pk]
    sealed_before = seals_for(meeting, codes[0])
    arrived_before = casting.arrive(meeting.pk, sealed_before)
    for actor in (cast.town_office, cast.teller, cast.public):
        refused(sheet.reopen, actor, meeting, cards=no_cards, reason="卡没有存下来")
    assert refused(sheet.reopen, cast.scrutineer, meeting, cards=no_cards).wants_reason
    assert KeptRecord(meeting.pk).opening() == before, "a refusal changes nothing"
    reopen_phones(cast, meeting)
    record = KeptRecord(meeting.pk)
    assert record.opening().digest != before.digest
    assert record.opening().content["piles"] == before.content["piles"], "the sheets stay good"
    line = Entry.objects.get(act="sheet.reopen")
    assert (line.reason, [c["clause"] for c in line.cautions]) == ("卡没有存下来", ["D0007"])
    # What was made for the opening before is never written: no card could open it.
    assert casting.cast_sealed(meeting.pk, sealed_before).outcome is Outcome.UNREADABLE
    assert [a.outcome for a in casting.commit(meeting.pk, [arrived_before])] == [Outcome.UNREADABLE]
    assert m.Leaf.objects.count() == sheets_in(meeting).cast == 0
    for n, code in enumerate(codes):
        assert put(code, f"{n:024}", all_of(meeting, "satisfied" if n else "dissatisfied")) is Outcome.STORED
    assert "已经有 12 张入箱" in str(refused(sheet.reopen, cast.scrutineer, meeting, cards=no_cards, reason="再来"))
    sheet.close_phones(cast.scrutineer, meeting)
    counted = count.confirm(cast.scrutineer, count.draw_up(cast.scrutineer, meeting, unused=0))
    assert "监票卡" in str(refused(count.seal, cast.scrutineer, counted, cards=old[:2]))
    assert count.recount(seal(cast, counted))


@pytest.mark.django_db(transaction=True)
def test_a_press_that_is_refused_breaks_up_nobodys_company():
    """Whoever may see the meeting could else have each form written by itself, and a copied file would link them all."""
    cast = make_cast()
    meeting, codes = opened(cast, 12)
    got = []

    def phone(n):
        try:
            got.append(put(codes[n], f"{n:024}", all_of(meeting, "satisfied")))
        finally:
            connection.close()

    phones = [threading.Thread(target=phone, args=(n,)) for n in range(2)]
    with override_settings(CAST_WAIT=60.0, CAST_BATCH=8):
        casting.forget_box(meeting.pk)
        for one in phones:
            one.start()
        until = time.monotonic() + 30
        while casting.waiting(meeting.pk) < 2 and time.monotonic() < until:
            time.sleep(0.02)
        for actor in (cast.town_office, cast.teller, cast.deputy, cast.public):
            refused(sheet.close_phones, actor, meeting)
            refused(sheet.reopen, actor, meeting, cards=no_cards, reason="再来")
        again = refused(sheet.reopen, cast.scrutineer, meeting, cards=no_cards, reason="再来")
        assert "已经有 2 张入箱" in str(again), "who waits is as good as in"
        assert (casting.waiting(meeting.pk), m.Leaf.objects.count(), got) == (2, 0, [])
        sheet.close_phones(cast.scrutineer, meeting)
        for one in phones:
            one.join(30)
    assert got == [Outcome.STORED] * 2
    assert [one.content["leaves"] for one in KeptRecord(meeting.pk).checkpoints()] == [2]


def test_a_meeting_not_yet_opened_or_closed_already_is_not_opened_anew(cast):
    meeting = a_meeting_to_evaluate(cast)
    print_sheets(cast, meeting, 2)
    assert "没有在测评" in str(refused(sheet.reopen, cast.scrutineer, meeting, cards=no_cards, reason="x"))
    open_phones(cast, meeting)
    sheet.close_phones(cast.scrutineer, meeting)
    assert "没有在测评" in str(refused(sheet.reopen, cast.scrutineer, meeting, cards=no_cards, reason="x"))
