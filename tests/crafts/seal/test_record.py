"""The record from opening to bundle: what each step answers, and what it refuses."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.crafts.seal.hall import CHOICES, Crash, Hall, chance, ten

from shuzhi.crafts import seal
from shuzhi.crafts.seal import Reason, Refused, box, cards, form, group, proof
from shuzhi.crafts.seal.canon import Malformed, decode, encode, unpack


def refused(answer: object, reason: Reason) -> bool:
    return answer == Refused(reason)


def test_a_form_waits_for_its_batch_and_is_answered_after_the_commit() -> None:
    hall = Hall()
    pending = hall.meeting.submit(hall.sealed(hall.codes[0][0], [1]))
    assert isinstance(pending, seal.Pending)
    assert pending.answer is None
    assert hall.store.rows() == []
    checkpoint = hall.meeting.flush()
    assert checkpoint is not None
    assert checkpoint.content["leaves"] == 1
    assert isinstance(pending.answer, seal.Receipt)
    assert hall.meeting.flush() is None


def test_the_same_nonce_gets_the_same_receipt_whatever_the_answers() -> None:
    hall, nonce = Hall(), b"n" * 16
    first = hall.meeting.submit(hall.sealed(hall.codes[0][0], [0], nonce))
    twin = hall.meeting.submit(hall.sealed(hall.codes[0][0], [1], nonce))
    hall.meeting.flush()
    assert isinstance(first, seal.Pending)
    assert isinstance(twin, seal.Pending)
    assert first.answer == twin.answer == hall.meeting.submit(hall.sealed(hall.codes[0][0], [2], nonce))
    assert refused(hall.meeting.submit(hall.sealed(hall.codes[0][0], [0])), Reason.USED)
    assert len(hall.store.rows()) == 1


def test_of_two_forms_for_one_code_one_goes_in() -> None:
    hall = Hall()
    waiting = [hall.meeting.submit(hall.sealed(hall.codes[0][0], [i])) for i in range(3)]
    hall.meeting.flush()
    answers = [one.answer for one in waiting if isinstance(one, seal.Pending)]
    assert sum(isinstance(answer, seal.Receipt) for answer in answers) == 1
    assert answers.count(Refused(Reason.USED)) == 2
    assert len(hall.store.rows()) == 1


def test_two_programs_racing_for_one_code_store_one_form() -> None:
    hall = Hall()
    other = seal.Meeting(hall.store, chance("other"))
    mine = hall.meeting.arrive(hall.sealed(hall.codes[0][0], [0]))
    theirs = other.arrive(hall.sealed(hall.codes[0][0], [1]))
    assert isinstance(mine, seal.Arrival)
    assert isinstance(theirs, seal.Arrival)
    hall.store.after_a_look = lambda: other.commit([theirs])
    assert hall.meeting.commit([mine]) == [Refused(Reason.USED)]
    assert len(hall.store.rows()) == 1


@pytest.mark.parametrize(
    ("answers", "reason"), [([0, 0], Reason.INCOMPLETE), ([], Reason.INCOMPLETE), ([3], Reason.INCOMPLETE)]
)
def test_a_form_that_is_not_of_this_pile_is_refused(answers: list[int], reason: Reason) -> None:
    hall = Hall()
    assert refused(hall.meeting.submit(hall.sealed(hall.codes[0][0], answers)), reason)


def test_forms_and_codes_of_elsewhere_are_refused() -> None:
    hall, other = Hall(), Hall(random=chance("other"), name="另一个会")
    assert refused(hall.meeting.submit(other.sealed(other.codes[0][0], [0])), Reason.UNREADABLE)
    assert refused(hall.meeting.submit(hall.sealed(other.codes[0][0], [0])), Reason.UNKNOWN)
    assert refused(hall.meeting.submit(b""), Reason.UNREADABLE)
    whole = hall.sealed(hall.codes[0][0], [0])
    for at in range(0, len(whole), 37):
        torn = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        assert refused(hall.meeting.submit(torn), Reason.UNREADABLE)


def test_every_form_has_one_size_on_its_way() -> None:
    hall = Hall()
    short, long = hall.sealed(hall.codes[0][0], [0]), hall.sealed(hall.codes[0][1], [2], comment="意" * 20)
    assert len(short) == len(long)
    with pytest.raises(Malformed):
        hall.sealed(hall.codes[0][0], [0], comment="意" * 2000)


def test_paper_goes_in_after_the_phones_are_stopped_and_only_once() -> None:
    hall = Hall()
    hall.cast([(hall.codes[0][0], [0])])
    assert refused(hall.meeting.admit(hall.codes[0][1]), Reason.NOT_STOPPED)
    assert refused(hall.meeting.add_paper([(0, [0])], "a"), Reason.NOT_STOPPED)
    hall.meeting.stop()
    assert refused(hall.meeting.admit(hall.codes[0][0]), Reason.USED)
    assert hall.meeting.admit(hall.codes[0][1]) is None
    assert refused(hall.meeting.admit(hall.codes[0][1]), Reason.ON_PAPER)
    assert refused(hall.meeting.admit("not a code"), Reason.UNREADABLE)
    assert refused(hall.meeting.add_paper([(0, [4])], "a"), Reason.INCOMPLETE)
    for _ in range(2):
        assert hall.meeting.add_paper([(0, [3])], "a") is None
    assert len(hall.store.rows()) == 2
    assert refused(hall.meeting.submit(hall.sealed(hall.codes[0][2], [0])), Reason.CLOSED)


def test_two_cards_close_and_one_does_not() -> None:
    hall = Hall(1)
    hall.meeting.stop()
    assert refused(seal.close(hall.meeting, hall.cards[:1], [seal.Hand(1)]), Reason.CARDS)
    assert refused(seal.close(hall.meeting, [hall.cards[0]] * 2, [seal.Hand(1)]), Reason.CARDS)
    strange = Hall(1, random=chance("other")).cards
    assert refused(seal.close(hall.meeting, [hall.cards[0], strange[1]], [seal.Hand(1)]), Reason.CARDS)
    first = seal.close(hall.meeting, [hall.cards[2], hall.cards[0]], [seal.Hand(1)])
    assert isinstance(first, seal.Signed)
    assert seal.close(hall.meeting, [], [seal.Hand(1)]) == first, "again after the closing: the same statement"


def test_any_two_cards_give_the_key_and_survive_the_printer() -> None:
    public, dealt = cards.deal(chance())
    for left in range(3):
        held = [cards.read(card.text.lower().replace("-", " ")) for i, card in enumerate(dealt) if i != left]
        assert box.public(cards.join(held, public)) == public
    slip = dealt[0].text[:-1] + ("0" if dealt[0].text[-1] != "0" else "1")
    with pytest.raises(Malformed):
        cards.read(slip)


def test_gaps_hold_the_closing_up_until_they_are_explained() -> None:
    hall = Hall(3)
    hall.meeting.stop()
    assert hall.meeting.admit(hall.codes[0][0]) is None
    gaps = seal.close(hall.meeting, hall.cards, [seal.Hand(1)])
    assert gaps == (seal.Gap(seal.Lack.MISSING, 0, 1), seal.Gap(seal.Lack.PAPER_NOT_IN, 0, 1))
    assert seal.close(hall.meeting, hall.cards, [seal.Hand(1)], explanation="一张被带走") == gaps
    hall.meeting.add_paper([(0, [1])], "paper")
    too_many = seal.close(hall.meeting, hall.cards, [seal.Hand(3)], explanation="数了两遍")
    assert too_many == (seal.Gap(seal.Lack.MORE_THAN_ISSUED, 0, 1),)
    closed = seal.close(hall.meeting, hall.cards, [seal.Hand(1)], explanation="一张被带走")
    assert isinstance(closed, seal.Signed)
    assert closed.content["piles"][0]["missing"] == 1


def test_fewer_than_ten_sheets_are_never_told_apart() -> None:
    hall = Hall(9)
    hall.cast([(code, [0]) for code in hall.codes[0]])
    hall.meeting.stop()
    assert hall.close().content["results"] == [{"sheets": 9, "questions": None}]
    with pytest.raises(ValueError, match="ten"):
        replace(seal.Plan("x", ("a",), ("q",), ("1", "2"), (seal.Pile("p", (0,)),)), least=3)


def test_closing_erases_all_by_which_a_form_could_be_opened_or_linked() -> None:
    hall = ten()
    assert hall.store.secrets() is None
    assert all(row.opening == b"" for row in hall.store.rows())
    assert all(sheet.answer == b"" for sheet in hall.store.all_sheets())
    assert refused(hall.meeting.submit(b"x"), Reason.CLOSED)
    assert refused(hall.meeting.void(hall.codes[0][0]), Reason.CLOSED)


def test_cards_lost_void_the_evaluation_and_open_nothing() -> None:
    hall = Hall(12)
    hall.cast([(code, [0]) for code in hall.codes[0]])
    hall.meeting.stop()
    closed = seal.declare_void(hall.meeting, [seal.Hand(0)], "两张卡遗失")
    assert isinstance(closed, seal.Signed)
    assert closed.content["results"] == [{"sheets": 12, "questions": None}]
    assert hall.store.secrets() is None


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_crash_while_closing_leaves_all_or_nothing(when: str) -> None:
    hall = Hall(10)
    hall.cast([(code, [0]) for code in hall.codes[0]])
    hall.meeting.stop()
    hall.store.crash = when
    with pytest.raises(Crash):
        seal.close(hall.meeting, hall.cards, [seal.Hand(0)])
    assert (hall.store.closing() is None) == (when == "before")
    again = seal.Meeting(hall.store, chance("again"))
    closed = seal.close(again, hall.cards, [seal.Hand(0)])
    assert isinstance(closed, seal.Signed)
    assert closed.content["results"][0]["questions"][0]["counts"] == [10, 0, 0, 0]


def test_a_damaged_opening_is_not_published() -> None:
    hall = Hall(10)
    hall.cast([(code, [0]) for code in hall.codes[0]])
    hall.meeting.stop()
    rows = hall.store._rows
    swapped = form.commit(hall.meeting.opening, 0, [1], hall.random)
    hall.store._rows = [replace(rows[0], opening=swapped.opening), *rows[1:]]
    with pytest.raises(Malformed):
        seal.close(hall.meeting, hall.cards, [seal.Hand(0)])
    assert hall.store.closing() is None


def test_a_proof_holds_for_its_form_alone() -> None:
    hall = Hall()
    opening = hall.meeting.opening
    leaf = form.commit(opening, 0, [2], hall.random).leaf
    pile, commitments = form.commitments_of(leaf)
    shown = unpack(decode(leaf)["proof"])
    about = proof.message(opening.signed.digest, pile, commitments)
    assert proof.holds(about, commitments, 4, shown)
    assert not proof.holds(proof.message(b"x" * 32, pile, commitments), commitments, 4, shown)
    assert not proof.holds(about, commitments, 3, shown)
    for at in range(0, len(shown), 7):
        assert not proof.holds(about, commitments, 4, shown[:at] + bytes([shown[at] ^ 4]) + shown[at + 1 :])


def test_nobody_proves_a_place_that_is_not_on_the_sheet() -> None:
    """Two grades at once, a grade twice, none, a stranger's thousand votes: the ring does not close."""
    random = chance()
    for value in (0, 2, 1 + (1 << 16), 1000, 1 << 64):
        hidden = group.scalar(random(64))
        odd = group.blind(hidden)
        if value:
            odd = group.add(group.multiple(group.small(value), group.grades()), odd)
        about = proof.message(b"o" * 32, 0, [odd])
        for claimed in range(3):
            assert not proof.holds(about, [odd], 3, proof.prove(about, [odd], [claimed], [hidden], 3, random))


def test_a_point_has_one_form() -> None:
    good = group.place(1)
    assert group.point(good) == good
    with pytest.raises(Malformed):
        group.point(good[:-1] + bytes([good[-1] | 128]))


def test_canonical_json_refuses_a_second_way_to_write() -> None:
    for odd in (
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b"9007199254740993",
        b'"\\u4e00"',
        b"NaN",
    ):
        with pytest.raises(Malformed):
            decode(odd)
    with pytest.raises(Malformed):
        encode({"键": 1})
    assert json.loads(encode({"a": ["一", None, True, -5]})) == {"a": ["一", None, True, -5]}


def test_two_statements_that_contradict_each_other_are_proof() -> None:
    hall = Hall(2)
    seed = hall.store._secrets
    assert seed is not None
    hall.cast([(hall.codes[0][0], [0])])
    real = hall.store.checkpoints()[0]
    other = box.sign("checkpoint", {**real.content, "leaves": 2}, seed.sign)
    assert seal.two_roots(real, other)
    assert not seal.two_roots(real, real)
    assert not seal.two_roots(real, hall.store.opening())


def test_a_form_without_a_comment_may_come_in_a_small_size_and_counts_once_with_its_twin() -> None:
    """The second size is for a square that one phone shows another; no third size passes."""
    random, store = chance("small"), seal.MemoryStore()
    plan = seal.Plan("会", ("甲",), ("总体",), CHOICES, (seal.Pile("一", (0,)),), phone=3, comment=500)
    codes, tags = seal.mint(3, b"s" * 16, random)
    seal.open_meeting(plan, [tags], b"s" * 16, store, random)
    meeting = seal.Meeting(store, random)
    opening = meeting.opening
    assert (opening.small, opening.size) == (256, 1792)
    filled = seal.Filled(codes[0], b"n" * 16, (1,))
    small = meeting.submit(seal.seal(opening, filled, random, opening.small))
    whole = meeting.submit(seal.seal(opening, filled, random))
    meeting.flush()
    assert isinstance(small, seal.Pending)
    assert isinstance(whole, seal.Pending)
    assert isinstance(small.answer, seal.Receipt)
    assert small.answer == whole.answer
    assert len(store.rows()) == 1
    for size in (255, 512, 1791):
        assert refused(meeting.submit(seal.seal(opening, filled, random, size)), Reason.UNREADABLE)
    with pytest.raises(seal.Malformed):
        seal.seal(opening, seal.Filled(codes[1], b"n" * 16, (1,), "话" * 100), random, opening.small)
