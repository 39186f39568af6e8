"""What organisers might try with the key, the program and the paper in their hands; each is refused or found out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.crafts.seal.hall import Hall, chance, ten

from shuzhi.crafts import seal
from shuzhi.crafts.seal import Lack, Reason, Refused, box, verify
from shuzhi.crafts.seal.canon import digest, encode, pack, unpack

Verdict = Callable[..., int]
GOOD, WRONG, MALFORMED, GAPS, ABSENT = range(5)


@pytest.fixture
def told(tmp_path: Path) -> Verdict:
    """What the verifier ends with, for a bundle in bytes or in pieces."""

    def judge(bundle: bytes | dict[str, Any], *words: str) -> int:
        file = tmp_path / "bundle.json"
        file.write_bytes(bundle if isinstance(bundle, bytes) else encode(bundle))
        return verify.main([str(file), *words])

    return judge


def pieces(hall: Hall) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(seal.bundle(hall.store))
    return found


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> list[seal.Secrets]:
    """The organiser kept the server's keys: all of them, of every meeting opened."""
    kept: list[seal.Secrets] = []
    begin = seal.MemoryStore.begin

    def spy(self: Any, opening: Any, secrets: Any, sheets: Any) -> None:
        kept.append(secrets)
        begin(self, opening, secrets, sheets)

    monkeypatch.setattr(seal.MemoryStore, "begin", spy)
    return kept


def signed_anew(bundle: dict[str, Any], kind: str, secrets: seal.Secrets) -> dict[str, Any]:
    return box.sign(kind, bundle[kind]["content"], secrets.sign).public


def test_an_honest_record_is_good_and_finds_its_receipts(told: Verdict) -> None:
    hall = Hall(12)
    receipts = hall.cast([(code, [0]) for code in hall.codes[0][:11]])
    hall.meeting.stop()
    hall.meeting.void(hall.codes[0][11])
    closed = hall.close(1)
    bundle = seal.bundle(hall.store)
    assert told(bundle) == GOOD
    assert told(bundle, "--receipt", receipts[3].text.lower()) == GOOD
    assert told(bundle, "--receipt", "0000-0000-0000") == ABSENT
    for statement in (closed, hall.store.opening(), *hall.store.checkpoints()):
        assert told(bundle, "--root", seal.fingerprint(statement)) == GOOD
    assert told(bundle, "--root", seal.fingerprint(ten(random=chance("other")).store.opening())) == WRONG


def test_a_dropped_form_breaks_the_chain_and_its_receipt_is_absent(told: Verdict) -> None:
    bundle = pieces(ten())
    del bundle["leaves"][4]
    assert told(bundle) == WRONG

    with_it, without = Hall(12), Hall(12)
    forms = [(code, [0]) for code in with_it.codes[0]]
    receipts = with_it.cast(forms)
    photographed = seal.fingerprint(with_it.store.checkpoints()[0])
    without.cast(forms[:11])
    for hall in (with_it, without):
        hall.meeting.stop()
        hall.close(explanation="一张没有交回")
    assert told(seal.bundle(with_it.store)) == GOOD
    cleaned = seal.bundle(without.store)
    assert told(cleaned) == GAPS, "the sheet is missing, and the statement has to say so"
    assert told(cleaned, "--receipt", receipts[11].text) == ABSENT
    assert told(cleaned, "--root", photographed) == WRONG


def test_altered_counts_do_not_open_the_sum_even_when_signed_anew(told: Verdict, keys: list[seal.Secrets]) -> None:
    bundle = pieces(ten())
    counts = bundle["closing"]["content"]["results"][0]["questions"][0]["counts"]
    counts[0], counts[1] = counts[0] + 1, counts[1] - 1
    assert told(bundle) == WRONG
    bundle["closing"] = signed_anew(bundle, "closing", keys[0])
    assert told(bundle) == WRONG


def test_an_altered_form_is_found(told: Verdict) -> None:
    bundle = pieces(ten())
    swapped = bundle["leaves"][0]["commitments"], bundle["leaves"][1]["commitments"]
    bundle["leaves"][1]["commitments"], bundle["leaves"][0]["commitments"] = swapped
    assert told(bundle) == WRONG


def test_a_duplicated_form_is_found(told: Verdict, keys: list[seal.Secrets]) -> None:
    bundle = pieces(ten())
    bundle["leaves"].append(bundle["leaves"][0])
    assert told(bundle) == WRONG


def test_an_invented_code_is_under_no_tag(told: Verdict, keys: list[seal.Secrets]) -> None:
    bundle = pieces(ten())
    strange = Hall(1, random=chance("printed in secret")).codes[0][0]
    bundle["codes"]["cast"] = sorted([*bundle["codes"]["cast"][1:], strange])
    bundle["closing"]["content"]["codes"] = pack(digest("codes", encode(bundle["codes"])))
    bundle["closing"] = signed_anew(bundle, "closing", keys[0])
    assert told(bundle) == WRONG


def test_a_code_used_twice_and_forms_without_a_code_are_found(told: Verdict, keys: list[seal.Secrets]) -> None:
    for change in (lambda codes: codes + codes[:1], lambda codes: codes[1:]):
        bundle = pieces(ten())
        bundle["codes"]["cast"] = sorted(change(bundle["codes"]["cast"]))
        bundle["closing"]["content"]["codes"] = pack(digest("codes", encode(bundle["codes"])))
        bundle["closing"] = signed_anew(bundle, "closing", keys[-1])
        assert told(bundle) == WRONG


def test_stuffing_with_undrawn_sheets_shows_when_they_are_counted(told: Verdict) -> None:
    hall = Hall(20)
    hall.cast([(code, [0]) for code in hall.codes[0][:12]])  # twelve people
    hall.cast([(code, [0]) for code in hall.codes[0][12:15]])  # three sheets of the eight nobody drew
    hall.meeting.stop()
    assert hall.meeting.void(hall.codes[0][12]) == Refused(Reason.USED), "the scrutineer scans it and is told"
    gaps = seal.close(hall.meeting, hall.cards, [seal.Hand(8)], explanation="没有问题")
    assert gaps == (seal.Gap(Lack.MORE_THAN_ISSUED, 0, 3),), "no word explains that away"
    void = seal.declare_void(hall.meeting, [seal.Hand(8)], "多于发出数")
    assert isinstance(void, seal.Signed)
    assert told(seal.bundle(hall.store)) == GAPS


def test_more_sheets_than_people_is_declared_for_ever(told: Verdict) -> None:
    hall = Hall(12)
    hall.cast([(code, [0]) for code in hall.codes[0]])
    hall.meeting.stop()
    gap = (seal.Gap(Lack.MORE_THAN_PRESENT, None, 2),)
    assert seal.close(hall.meeting, hall.cards, [seal.Hand(0)], present=10) == gap
    hall.close(present=10, explanation="两人签到遗漏")
    assert told(seal.bundle(hall.store)) == GAPS


def test_closing_early_needs_the_cards_and_leaves_sheets_missing(told: Verdict) -> None:
    hall = Hall(14)
    hall.cast([(code, [0]) for code in hall.codes[0][:10]])
    assert seal.close(hall.meeting, hall.cards, [seal.Hand(0)]) == Refused(Reason.NOT_STOPPED)
    hall.meeting.stop()
    assert hall.meeting.submit(hall.sealed(hall.codes[0][10], [1])) == Refused(Reason.CLOSED)
    assert seal.close(hall.meeting, [], [seal.Hand(0)]) == Refused(Reason.CARDS)
    assert seal.close(hall.meeting, hall.cards, [seal.Hand(0)]) == (seal.Gap(Lack.MISSING, 0, 4),)
    hall.close(explanation="散会")
    assert told(seal.bundle(hall.store)) == GAPS


def test_no_tally_from_the_database_and_one_card() -> None:
    hall = Hall(10)
    hall.cast([(code, [0]) for code in hall.codes[0]])
    secrets = hall.store.secrets()
    assert secrets is not None
    found = [secrets.box, secrets.sign, *(card.share for card in hall.cards)]
    found += [digest("closing key", share) for share in found]
    for row in hall.store.rows():
        for key in found:
            with pytest.raises(seal.Malformed):
                box.open_box(row.opening, key)


def test_a_code_leads_to_no_form_without_the_phones_nonce() -> None:
    """What a used sheet keeps tells nothing of any leaf: the receipt in it lies under a pad of the nonce."""
    hall = Hall(10)
    hall.cast([(code, [0]) for code in hall.codes[0]])
    hashes = [seal.tree.leaf_hash(row.leaf) for row in hall.store.rows()]
    assert hashes == sorted(hashes), "a batch keeps no order of arrival"
    kept = [sheet.answer for sheet in hall.store.all_sheets()]
    assert len({len(one) for one in kept}) == 1
    assert not {one[i : i + 8] for one in kept for i in range(25)} & {h[i : i + 8] for h in hashes for i in range(25)}


def test_two_versions_have_two_fingerprints_and_are_proof(told: Verdict, keys: list[seal.Secrets]) -> None:
    hall = ten()
    first, bundle = hall.store.closing(), pieces(hall)
    assert first is not None
    bundle["closing"]["content"]["explanation"] = "另一种说法"
    second = box.sign("closing", bundle["closing"]["content"], keys[0].sign)
    bundle["closing"] = second.public
    assert told(bundle) == GOOD, "by itself each version holds"
    assert told(bundle, "--root", seal.fingerprint(first)) == WRONG
    assert seal.two_roots(first, second)


@pytest.mark.parametrize("part", ["opening", "tags", "leaves", "checkpoints", "codes", "closing"])
def test_parts_of_two_meetings_do_not_mix(told: Verdict, part: str) -> None:
    one, other = pieces(ten()), pieces(ten(random=chance("other"), name="另一个会"))
    one[part] = other[part]
    assert told(one) == WRONG


def test_hiding_a_result_or_showing_a_small_one_is_found(told: Verdict, keys: list[seal.Secrets]) -> None:
    bundle = pieces(ten())
    bundle["closing"]["content"]["results"][0]["questions"] = None
    bundle["closing"] = signed_anew(bundle, "closing", keys[0])
    assert told(bundle) == WRONG
    bundle["closing"]["content"]["results"][0]["questions"] = []
    bundle["closing"] = signed_anew(bundle, "closing", keys[0])
    assert told(bundle) == WRONG


def test_extra_fields_and_second_forms_are_malformed(told: Verdict) -> None:
    bundle = pieces(ten())
    assert told(encode(bundle) + b"\n") == MALFORMED
    assert told(json.dumps(bundle, ensure_ascii=False).encode()) == MALFORMED
    assert told(b"") == MALFORMED
    assert told({**bundle, "note": ""}) == MALFORMED
    leaf = bundle["leaves"][0]
    assert told({**bundle, "leaves": [{**leaf, "who": "x"}, *bundle["leaves"][1:]]}) == MALFORMED
    point = unpack(leaf["commitments"])
    odd = {**leaf, "commitments": pack(point[:-1] + bytes([point[-1] | 128]))}
    assert told({**bundle, "leaves": [odd, *bundle["leaves"][1:]]}) == MALFORMED


def test_a_name_plays_no_tricks_on_the_readers_screen(told: Verdict, capsys: pytest.CaptureFixture[str]) -> None:
    hall = ten(name="会\n✓ 好\x1b[2K\u202e")
    assert told(seal.bundle(hall.store)) == GOOD
    assert capsys.readouterr().out.startswith("会?✓ 好?[2K?\n")
