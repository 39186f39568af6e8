"""When something goes wrong at the opening or at the closing: each has an outcome that the guide states (D0007).

The rows of the scrutineer's guide and these tests are the same list; the last test holds them together. Wrong cards:
``test_scrutineers``; a server killed in the middle: ``tests/acts/test_killed.py``.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from tests.sheets import CARDS, a_meeting_to_evaluate, all_of, open_phones, opened, print_sheets, put, seal
from tests.web.test_count import signed_in, words
from tests.web.voices import at_once

from shuzhi.acts import count as counts
from shuzhi.acts import sheet
from shuzhi.acts._perform import Refused
from shuzhi.acts.casting import Outcome
from shuzhi.reads.journal import verify_chain
from shuzhi.reads.sheet import phones_of
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.records.journal import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_waits")]
GUIDE = Path(__file__).resolve().parents[2] / "docs/guide/scrutineer.md"


def to_be_sealed(cast):
    meeting, codes = opened(cast, 12)
    for n, code in enumerate(codes):
        put(code, f"{n:024}", all_of(meeting, "satisfied" if n else "dissatisfied"))
    sheet.close_phones(cast.scrutineer, meeting)
    counted = counts.confirm(cast.scrutineer, counts.draw_up(cast.scrutineer, meeting, unused=0))
    return meeting, counted


def once_of(page):
    """The token of the seal's own form."""
    return re.search(r'action="/act/count\.seal/.*?name="once" value="(\w+)"', page.content.decode(), re.S)[1]


# Cards lost


def test_one_card_lost_any_two_of_the_others_close(cast):
    for left_out in range(3):
        meeting, counted = to_be_sealed(cast)
        held = [card for n, card in enumerate(CARDS[meeting.pk]) if n != left_out]
        sealed = counts.seal(cast.scrutineer, counted, cards=held)
        assert (sealed.state, counts.recount(sealed)) == ("sealed", True)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_two_cards_lost_the_page_says_how_it_goes_on_and_it_goes_on(cast, language):
    meeting, counted = to_be_sealed(cast)
    watcher, home = signed_in(cast.scrutineer, language), f"/meetings/{meeting.pk}/count"
    said = words(watcher.get(home))
    assert (
        "宣布测评无效，由承办单位另开一次会" if language == "zh-hans" else "declare the evaluation void below"
    ) in said
    one = {"card_1": CARDS[meeting.pk][0], "card_2": CARDS[meeting.pk][0]}
    assert watcher.post(f"/act/count.seal/{counted.pk}", one).status_code == 422
    assert watcher.post(f"/act/sheet.reopen/{meeting.pk}", {"reason": "丢了两张"}).status_code == 409
    assert watcher.post(f"/act/count.declare_void/{counted.pk}", {"void_because": "监票卡丢了两张"}).status_code == 303
    counted.refresh_from_db()
    assert (counted.state, counted.sums) == ("void", None)
    evaluation = m.Evaluation.objects.get(meeting=meeting)
    assert (bytes(evaluation.box), set(m.Leaf.objects.values_list("opening", flat=True))) == (b"", {b""})
    assert ("再开一次会" if language == "zh-hans" else "hold another meeting") in words(watcher.get(home))
    # A meeting called for the same evening may use paper alone: its phones are opened and closed, nobody casts.
    again, codes = opened(cast, 12)
    sheet.close_phones(cast.scrutineer, again)
    kind = again.sheet_kinds.get().pk
    for n, code in enumerate(codes, 1):
        sheet.admit_paper(cast.teller, again, code=code)
        for teller in (cast.teller, cast.second_teller):
            sheet.enter(teller, again, kind=kind, slip=n, answers=all_of(again, "satisfied" if n > 1 else None))
    on_paper = seal(cast, counts.confirm(cast.scrutineer, counts.draw_up(cast.scrutineer, again, unused=0)))
    assert (on_paper.paper, on_paper.state, counts.recount(on_paper)) == (12, "sealed", True)


# The opening


def test_a_printing_room_that_breaks_down_opens_nothing_and_it_is_opened_again(cast):
    meeting = a_meeting_to_evaluate(cast)
    codes = print_sheets(cast, meeting, 3)
    spoilt: list[str] = []

    def breaks_down(meeting, texts):
        spoilt.extend(texts)
        raise OSError("no fonts")

    with pytest.raises(OSError, match="no fonts"):
        sheet.open_(cast.scrutineer, meeting, cards=breaks_down)
    evaluation = m.Evaluation.objects.get(meeting=meeting)
    assert (phones_of(meeting), evaluation.opening, bytes(evaluation.box), evaluation.cards) == (
        "closed",
        None,
        b"",
        [],
    )
    assert not Entry.objects.filter(act="sheet.open").exists()
    m.Meeting.objects.filter(pk=meeting.pk).update(state="appraising")
    meeting.refresh_from_db()
    open_phones(cast, meeting)
    assert put(codes[0], "n" * 24, all_of(meeting, "satisfied")) is Outcome.STORED
    assert not set(spoilt) & set(CARDS[meeting.pk])


def test_a_reload_brings_no_second_set_of_cards_and_the_page_says_what_to_do(cast):
    meeting = a_meeting_to_evaluate(cast)
    print_sheets(cast, meeting, 3)
    watcher, home = signed_in(cast.scrutineer), f"/meetings/{meeting.pk}/sheets"
    assert watcher.post(f"/act/sheet.open/{meeting.pk}")["Content-Type"] == "application/pdf"
    marks = m.Evaluation.objects.get(meeting=meeting).cards
    again = watcher.post(f"/act/sheet.open/{meeting.pk}")
    assert (again.status_code, "测评已经开始过了" in again.content.decode()) == (409, True)
    page = watcher.get(home).content.decode()
    assert "SZK" not in page + again.content.decode()
    assert f"{home}/reopen" in page, "the cards were not saved: here"
    assert m.Evaluation.objects.get(meeting=meeting).cards == marks


@pytest.mark.django_db(transaction=True)
def test_two_who_open_at_once_get_one_set_of_cards(cast):
    meeting = a_meeting_to_evaluate(cast)
    codes = print_sheets(cast, meeting, 12)
    handed: list[list[str]] = []

    def press():
        printed: list[str] = []

        def room(meeting, texts):
            printed.extend(texts)
            return b"%PDF-"

        answer = sheet.open_(cast.scrutineer, m.Meeting.objects.get(pk=meeting.pk), cards=room)
        handed.append(printed)
        return answer

    told = at_once(press, press, press)
    assert sorted(isinstance(answer, Refused) for answer in told) == [False, True, True]
    assert len(handed) == Entry.objects.filter(act="sheet.open").count() == 1
    assert signed_in(cast.scrutineer).get(f"/meetings/{meeting.pk}/sheets").status_code == 200
    m.Meeting.objects.filter(pk=meeting.pk).update(state="appraising")
    meeting.refresh_from_db()
    put(codes[0], "n" * 24, all_of(meeting, "satisfied"))
    sheet.close_phones(cast.scrutineer, meeting)
    counted = counts.confirm(cast.scrutineer, counts.draw_up(cast.scrutineer, meeting, unused=11))
    assert counts.seal(cast.scrutineer, counted, cards=handed[0][:2]).state == "sealed"


# The closing


@pytest.mark.django_db(transaction=True)
def test_two_who_seal_at_once_seal_once_and_see_the_same(cast):
    meeting, counted = to_be_sealed(cast)
    cards = CARDS[meeting.pk]

    def press(held):
        return lambda: counts.seal(cast.scrutineer, m.Count.objects.get(pk=counted.pk), cards=held)

    told = at_once(press(cards[:2]), press(cards[1:]))
    assert sorted(isinstance(answer, Refused) for answer in told) == [False, True]
    assert Entry.objects.filter(act="count.seal").count() == 1
    digest = m.Count.objects.get().digest
    for browser in (signed_in(cast.scrutineer), signed_in(cast.scrutineer)):
        assert digest in words(browser.get(f"/meetings/{meeting.pk}/statement"))


def test_the_seal_sent_again_by_a_reload_changes_nothing(cast):
    meeting, counted = to_be_sealed(cast)
    watcher, home = signed_in(cast.scrutineer), f"/meetings/{meeting.pk}/count"
    sent = {"card_1": CARDS[meeting.pk][0], "card_2": CARDS[meeting.pk][2], "next": home}
    sent["once"] = once_of(watcher.get(home))
    assert watcher.post(f"/act/count.seal/{counted.pk}", sent).status_code == 303
    counted.refresh_from_db()
    digest = counted.digest
    reloaded = watcher.post(f"/act/count.seal/{counted.pk}", sent, follow=True)
    assert "这一步已经办过了，没有重复办理。" in words(reloaded)
    assert "打印计票报告单" in words(reloaded)
    old_tab = watcher.post(f"/act/count.seal/{counted.pk}", sent | {"once": "another"})
    assert old_tab.status_code == 409
    counted.refresh_from_db()
    assert (counted.digest, Entry.objects.filter(act="count.seal").count()) == (digest, 1)


def test_a_clock_set_back_between_opening_and_closing_changes_nothing_that_is_checked(cast):
    meeting, codes = opened(cast, 12)
    for n, code in enumerate(codes[:6]):
        put(code, f"{n:024}", all_of(meeting, "satisfied" if n else "dissatisfied"))
    yesterday = clock.now() - timedelta(days=1)
    with clock.at(yesterday):
        for n, code in enumerate(codes[6:], 6):
            assert put(code, f"{n:024}", all_of(meeting, "satisfied")) is Outcome.STORED
        assert put(codes[0], f"{0:024}", all_of(meeting, "not_known")) is Outcome.STORED, "a retry is told the same"
        sheet.close_phones(cast.scrutineer, meeting)
        counted = counts.confirm(cast.scrutineer, counts.draw_up(cast.scrutineer, meeting, unused=0))
        sealed = seal(cast, counted)
        counts.announce(cast.town_office, sealed)
    assert (sealed.cast, counts.recount(sealed)) == (12, True)
    assert verify_chain().whole, "lines are chained by their order, not by their dates"
    at = list(Entry.objects.order_by("pk").values_list("at", flat=True))
    assert at != sorted(at), "the journal says what the clock said"
    assert sealed.sealed_on == yesterday.astimezone().date() or sealed.sealed_on < clock.today()
    bundle = Client().get(f"/record/{meeting.pk}/bundle.json")
    assert bundle.status_code == 200
    assert not re.search(rb"20\d\d-\d\d-\d\d", bundle.content), "no date is in the record"


# The guide


def test_the_guide_states_these_outcomes_in_both_languages():
    text = GUIDE.read_text()
    chinese, english = text.split("## 出了岔子怎么办", 1)[1].split("## In English", 1)
    english = english.split("### When something goes wrong", 1)[1]
    rows = [[line for line in part.splitlines() if line.startswith("| ")][2:] for part in (chinese, english)]
    assert len(rows[0]) == len(rows[1]) == 13
