"""What organisers might try with the running program, its database and its keys; each ends in a refusal or is found out.

The same attempts on the library alone: ``tests/crafts/seal/test_attacks.py`` (D0007).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from tests import apart
from tests.cast import Cast
from tests.sheets import CARDS, all_of, opened, put, seal

from shuzhi.acts import casting, count, sheet
from shuzhi.acts._perform import Refused
from shuzhi.acts.record import random
from shuzhi.crafts import seal as record
from shuzhi.crafts.seal import box, cards, codes, verify
from shuzhi.crafts.seal.canon import digest, encode
from shuzhi.reads.record import KeptRecord
from shuzhi.reads.record_page import bundle_kept
from shuzhi.records import models as m

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_waits"), apart.NO_MATTER_WHICH]
GOOD, WRONG, MALFORMED, GAPS, ABSENT = range(5)
Judge = Callable[..., int]


@pytest.fixture
def told(tmp_path) -> Judge:
    """What ``verify.py`` ends with."""

    def judge(bundle: bytes | dict[str, Any], *words: str) -> int:
        file = tmp_path / "record.json"
        file.write_bytes(bundle if isinstance(bundle, bytes) else encode(bundle))
        return verify.main([str(file), *words])

    return judge


def voted(cast: Cast, *, phone: int = 11, issued: int = 12) -> tuple[m.Meeting, list[str], list[str]]:
    """Phones have been used and are stopped; the codes, and the receipts that people hold."""
    meeting, drawn = opened(cast, issued)
    receipts = [
        casting.cast(code, f"{n:024}", all_of(meeting, "satisfied" if n else "dissatisfied")).receipt
        for n, code in enumerate(drawn[:phone])
    ]
    sheet.close_phones(cast.scrutineer, meeting)
    return meeting, drawn, receipts


def confirmed(cast: Cast, meeting: m.Meeting, unused: int = 1, explanation: str = "") -> m.Count:
    drawn = count.draw_up(cast.scrutineer, meeting, unused=unused, explanation=explanation)
    return count.confirm(cast.scrutineer, drawn)


def sealed(cast: Cast, **how: int) -> tuple[m.Meeting, m.Count, list[str]]:
    meeting, _, receipts = voted(cast, **how)
    return meeting, seal(cast, confirmed(cast, meeting)), receipts


def refused(call: Callable[..., object], *words: object, **more: object) -> str:
    with pytest.raises(Refused) as caught, transaction.atomic():
        call(*words, **more)
    return str(caught.value)


def one_leaf(meeting: m.Meeting) -> m.Leaf:
    leaf = m.Leaf.objects.filter(meeting=meeting).order_by("key").first()
    assert leaf is not None
    return leaf


# Drop, alter, duplicate


def test_a_form_dropped_from_the_database_holds_the_seal_up(cast):
    meeting, _, _ = voted(cast)
    counted = confirmed(cast, meeting)
    one_leaf(meeting).delete()
    assert "差 1 张" in refused(seal, cast, counted)
    assert KeptRecord(meeting.pk).closing() is None


def test_a_form_dropped_after_the_seal_breaks_the_record_and_its_receipt_is_absent(cast, told):
    meeting, counted, receipts = sealed(cast)
    assert told(bundle_kept(meeting.pk), "--receipt", receipts[0]) == GOOD
    m.Leaf.objects.filter(pk=next(k for k in keys(meeting) if record.Receipt.of(k[4:]).text == receipts[0])).delete()
    assert told(bundle_kept(meeting.pk)) == WRONG
    assert told(bundle_kept(meeting.pk), "--receipt", receipts[0]) in (WRONG, ABSENT)
    assert not count.recount(counted)


def keys(meeting: m.Meeting) -> list[bytes]:
    return [bytes(key) for key in m.Leaf.objects.filter(meeting=meeting).values_list("key", flat=True)]


def test_a_form_altered_before_the_seal_cannot_be_sealed_and_can_be_declared_void(cast):
    """Another form in its place, well made: whoever alters it cannot sign the old chain over it."""
    meeting, _, _ = voted(cast)
    counted = confirmed(cast, meeting)
    other = record.form.commit(record.asked(KeptRecord(meeting.pk).opening()), 0, [0] * 6, random)
    leaf = one_leaf(meeting)
    m.Leaf.objects.filter(pk=leaf.pk).update(opening=other.opening)
    assert "被人动过" in refused(seal, cast, counted)
    counted.refresh_from_db()
    assert (counted.state, counted.sums) == ("confirmed", None)
    assert count.declare_void(cast.scrutineer, counted, void_because="密封记录被人动过").state == "void"


def reads(leaf: m.Leaf, **changed: object) -> bytes:
    return encode(json.loads(bytes(leaf.leaf)) | changed)


SPOILT: dict[str, Callable[[m.Leaf], dict[str, Any]]] = {
    "no text": lambda leaf: {"leaf": b"\0\xff"},
    "no leaf": lambda leaf: {"leaf": b"{}"},
    "a list": lambda leaf: {"leaf": b"[]"},
    "no such pile": lambda leaf: {"leaf": reads(leaf, pile=7)},
    "pile from behind": lambda leaf: {"leaf": reads(leaf, pile=-1)},
    "half a commitment": lambda leaf: {"leaf": reads(leaf, commitments="AAAA")},
    "too few": lambda leaf: {"leaf": reads(leaf, commitments=record.canon.pack(bytes(32)))},
    "no points": lambda leaf: {"leaf": reads(leaf, commitments=record.canon.pack(b"\xff" * 192))},
    "nothing to open": lambda leaf: {"opening": b""},
    "an answer that is none": lambda leaf: {
        "opening": box.close_box(bytes(32) + bytes([200] * 6), asked_at(leaf).closing, random)
    },
}


def asked_at(leaf: m.Leaf) -> record.Asked:
    return record.asked(KeptRecord(leaf.meeting_id).opening())


@pytest.mark.parametrize("how", SPOILT)
def test_a_leaf_spoilt_in_the_database_is_said_to_be_and_the_evaluation_can_be_declared_void(cast, how):
    """Whatever somebody writes there: a sentence, and the way on that the guide names."""
    meeting, _, _ = voted(cast)
    counted, leaf = confirmed(cast, meeting), one_leaf(meeting)
    m.Leaf.objects.filter(pk=leaf.pk).update(**SPOILT[how](leaf))
    assert "被人动过" in refused(seal, cast, counted)
    assert count.declare_void(cast.scrutineer, counted, void_because="密封记录被人动过").state == "void"
    closing = KeptRecord(meeting.pk).closing()
    assert closing is not None
    assert closing.content["void"] == "密封记录被人动过"
    assert set(m.Leaf.objects.values_list("opening", flat=True)) == {b""}


UNABLE: list[dict[str, Any]] = [
    {"box": b"", "seed": b""},
    {"seed": b"\0"},
    {"seed": bytes(32)},
    {"peaks": [[1, "x"]]},
    {"opening": {"content": {}, "signature": "AA"}},
]


@pytest.mark.parametrize("spoilt", UNABLE)
def test_a_record_that_can_sign_nothing_any_more_holds_nobody_up(cast, spoilt):
    """Without its keys the closing was tried again for ever, and held the database."""
    meeting, _, _ = voted(cast)
    counted = confirmed(cast, meeting)
    m.Evaluation.objects.filter(meeting=meeting).update(**spoilt)
    assert "被人动过" in refused(seal, cast, counted)
    assert count.declare_void(cast.scrutineer, counted, void_because="密封记录被人动过").state == "void"
    evaluation = m.Evaluation.objects.get(meeting=meeting)
    assert (bytes(evaluation.box), bytes(evaluation.seed), evaluation.closing) == (b"", b"", None)
    assert set(m.Leaf.objects.values_list("opening", flat=True)) == {b""}


def test_a_form_swapped_whole_before_the_seal_cannot_be_sealed(cast):
    """Its sum would fit. It is not what the chain was signed over, and a seal would erase what shows it."""
    meeting, _, _ = voted(cast)
    counted = confirmed(cast, meeting)
    other = record.form.commit(record.asked(KeptRecord(meeting.pk).opening()), 0, [0] * 6, random)
    m.Leaf.objects.filter(pk=one_leaf(meeting).pk).update(leaf=other.leaf, opening=other.opening)
    assert "被人动过" in refused(seal, cast, counted)
    assert count.declare_void(cast.scrutineer, counted, void_because="密封记录被人动过").state == "void"


def test_a_form_swapped_whole_by_a_program_that_looks_away_is_found_by_anybody(cast, told, monkeypatch):
    monkeypatch.setattr(record.closing, "_signed_rows", lambda store, head: store.rows())
    meeting, _, receipts = voted(cast)
    counted = confirmed(cast, meeting)
    other = record.form.commit(record.asked(KeptRecord(meeting.pk).opening()), 0, [0] * 6, random)
    m.Leaf.objects.filter(pk=one_leaf(meeting).pk).update(leaf=other.leaf, opening=other.opening)
    seal(cast, counted)
    assert told(bundle_kept(meeting.pk)) == WRONG
    found = {told(bundle_kept(meeting.pk), "--receipt", receipt) for receipt in receipts}
    assert GOOD not in found


def test_a_form_put_in_twice_holds_the_seal_up_and_is_found_afterwards(cast, told):
    meeting, _, _ = voted(cast)
    counted, leaf = confirmed(cast, meeting), one_leaf(meeting)
    twin = m.Leaf.objects.create(
        key=b"\0\0\0\x09" + bytes(leaf.key)[4:], meeting=meeting, leaf=leaf.leaf, opening=leaf.opening
    )
    assert "差 -1 张" in refused(seal, cast, counted)
    twin.delete()
    seal(cast, counted)
    assert told(bundle_kept(meeting.pk)) == GOOD
    m.Leaf.objects.create(key=twin.key, meeting=meeting, leaf=leaf.leaf, opening=b"")
    assert told(bundle_kept(meeting.pk)) == WRONG


# Stuffing


def test_stuffing_with_sheets_nobody_drew_comes_to_more_than_issued_and_no_word_mends_it(cast, told):
    meeting, drawn = opened(cast, 20)
    for n, code in enumerate(drawn[:15]):  # twelve people, and three of the eight sheets on the table
        put(code, f"{n:024}", all_of(meeting, "satisfied"))
    sheet.close_phones(cast.scrutineer, meeting)
    assert sheet.admit_paper(cast.teller, meeting, code=drawn[12]).text == sheet.ON_PHONE, "scanned, it is told"
    counted = count.draw_up(cast.scrutineer, meeting, unused=8, explanation="没有问题")
    assert counted.missing == -3
    assert refused(count.confirm, cast.scrutineer, counted)
    assert refused(count.confirm, cast.scrutineer, counted, reason="没有问题")
    count.declare_void(cast.scrutineer, counted, void_because="收回多于印发")
    assert told(bundle_kept(meeting.pk)) == GAPS


def test_a_sheet_printed_in_secret_has_no_place_among_those_fixed_at_the_opening(cast, told):
    meeting, drawn = opened(cast, 12)
    evaluation, kind = m.Evaluation.objects.get(meeting=meeting), meeting.sheet_kinds.get()
    secret = codes.mint(lambda bits: int.from_bytes(random(8), "big") >> (64 - bits))
    m.Tag.objects.create(tag=codes.tag(secret, bytes(evaluation.salt)), kind=kind, answer=random(32))
    for n, code in enumerate([*drawn[:11], secret]):
        put(code, f"{n:024}", all_of(meeting, "satisfied"))
    sheet.close_phones(cast.scrutineer, meeting)
    with transaction.atomic():
        assert "多 1 张" in refused(confirmed, cast, meeting, unused=1, explanation="数过了")
        transaction.set_rollback(True)
    # A printed sheet is burnt, so that the numbers fit.
    seal(cast, confirmed(cast, meeting, unused=0, explanation="数过了"))
    assert told(bundle_kept(meeting.pk)) == WRONG


# Two roots, two versions, two meetings


def test_two_records_of_one_meeting_have_two_fingerprints_and_both_signatures_convict(cast, told):
    """The organiser keeps a copy from before the closing and closes twice, each time with the cards."""
    meeting, _, _ = voted(cast)

    class Undone(Exception):
        pass

    made: list[tuple[bytes, str, record.Signed]] = []

    def close(explanation: str) -> None:
        with transaction.atomic():
            counted = seal(cast, confirmed(cast, meeting, unused=0, explanation=explanation))
            closing = KeptRecord(meeting.pk).closing()
            assert closing is not None
            made.append((bundle_kept(meeting.pk), counted.digest, closing))
            raise Undone

    for words in ("一张被带走", "一张撕坏"):
        with pytest.raises(Undone):
            close(words)
    (one, its, first), (other, others, second) = made
    assert told(one, "--root", its) == told(other, "--root", others) == GAPS, "by itself each holds"
    assert told(one, "--root", others) == told(other, "--root", its) == WRONG
    assert record.two_roots(first, second)


def test_a_second_version_cannot_be_signed_and_is_not_what_was_printed(cast, told):
    meeting, counted, _ = sealed(cast)
    evaluation = m.Evaluation.objects.get(meeting=meeting)
    assert (bytes(evaluation.seed), bytes(evaluation.box)) == (b"", b""), "the signing key is gone"
    thing = json.loads(bundle_kept(meeting.pk))
    thing["closing"]["content"]["explanation"] = "另一种说法"
    assert told(thing) == WRONG
    counts = thing["closing"]["content"]["results"][0]["questions"][0]["counts"]
    counts[0], counts[1] = counts[0] - 1, counts[1] + 1
    assert told(thing) == WRONG
    assert told(bundle_kept(meeting.pk), "--root", counted.digest) == GOOD
    reporter = str(meeting.reporters.get().pk)
    moved = counted.sums[reporter]["overall"] | {"satisfied": 11, "dissatisfied": 0}
    m.Count.objects.update(sums={reporter: counted.sums[reporter] | {"overall": moved}})
    counted.refresh_from_db()
    assert not count.recount(counted), "the page's figures are no longer the record's"
    assert refused(seal, cast, counted), "and nothing is sealed a second time"


@pytest.mark.parametrize("part", ["opening", "tags", "leaves", "checkpoints", "codes", "closing"])
def test_parts_of_two_meetings_do_not_mix(cast, told, part):
    one, other = (json.loads(bundle_kept(sealed(cast)[0].pk)) for _ in range(2))
    assert told(one) == GOOD
    assert told({**one, part: other[part]}) == WRONG


# Early


def test_closing_early_needs_a_scrutineer_and_two_cards_and_says_how_many_sheets_were_out(cast, told):
    meeting, drawn = opened(cast, 14)
    for n, code in enumerate(drawn[:10]):
        put(code, f"{n:024}", all_of(meeting, "satisfied"))
    for actor in (cast.town_office, cast.teller, cast.office, cast.steward):
        refused(sheet.close_phones, actor, meeting)
    refused(count.draw_up, cast.scrutineer, meeting, unused=0)
    sheet.close_phones(cast.scrutineer, meeting)
    assert put(drawn[10], "n" * 24, all_of(meeting, "dissatisfied")) is casting.Outcome.CLOSED
    counted = count.draw_up(cast.scrutineer, meeting, unused=0)
    refused(count.confirm, cast.scrutineer, counted)
    counted = count.confirm(cast.scrutineer, count.explain(cast.scrutineer, counted, unused=0, explanation="提前散会"))
    refused(count.seal, cast.scrutineer, counted, cards=CARDS[meeting.pk][:1])
    seal(cast, counted)
    assert told(bundle_kept(meeting.pk)) == GAPS
    said = json.loads(bundle_kept(meeting.pk))["closing"]["content"]
    assert (said["piles"][0]["missing"], said["explanation"]) == (4, "提前散会")


def test_no_tally_before_the_closing_from_the_program_the_database_or_one_card(cast, tmp_path):
    meeting, _, _ = voted(cast)
    counted = confirmed(cast, meeting)
    with pytest.raises(LookupError):
        bundle_kept(meeting.pk)
    with pytest.raises(CommandError):
        call_command("record_bundle", str(meeting.pk), out=tmp_path / "early.json")
    for held in ([], CARDS[meeting.pk][:1], [CARDS[meeting.pk][1]] * 2):
        assert "打不开" in refused(count.seal, cast.scrutineer, counted, cards=held)
    evaluation = m.Evaluation.objects.get(meeting=meeting)
    held = cards.read(CARDS[meeting.pk][0]).share
    stored = [bytes(evaluation.box), bytes(evaluation.seed), bytes(evaluation.salt), held]
    stored += [bytes(tag.answer) for tag in m.Tag.objects.all()]
    stored += [record.canon.unpack(mark) for mark in evaluation.cards]
    for leaf in m.Leaf.objects.filter(meeting=meeting):
        for key in [*stored, *(digest("closing key", one) for one in stored)]:
            with pytest.raises(record.Malformed):
                box.open_box(bytes(leaf.opening), key)
