"""What every keeper of a record must do; a keeper in a database is held to the same ``contract``."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.crafts.seal.hall import Hall, chance

from shuzhi.crafts import seal
from shuzhi.crafts.seal import Change, Head, Phase, Raced, Row, Secrets, Sheet, Store, Use, box


def contract(make: Callable[[], Store]) -> None:
    """Begins, writes and closes on a fresh keeper, and looks at all it says in between."""
    store, random = make(), chance("keeper")
    secrets = Secrets(random(32), random(32))
    opening = box.sign("opening", {"v": 1, "name": "会"}, secrets.sign)
    sheets = sorted((Sheet.new(random(32), i % 2, random) for i in range(5)), key=lambda sheet: sheet.tag)
    store.begin(opening, secrets, sheets)
    with pytest.raises(Raced):
        store.begin(opening, secrets, sheets)
    assert store.opening() == opening
    assert store.secrets() == secrets
    assert store.head() == Head(0, Phase.OPEN, (), 0, 0, opening.digest)
    assert list(store.all_sheets()) == sheets
    assert store.closing() is None
    assert list(store.rows()) == list(store.checkpoints()) == list(store.comments()) == []

    used = replace(sheets[2], use=Use.PHONE, code="0123456789AB", answer=random(32))
    rows = [Row(b'{"n":%d}' % n, random(86)) for n in range(5)]
    rows.sort(key=lambda row: seal.tree.leaf_hash(row.leaf))
    checkpoint = box.sign("checkpoint", {"v": 1, "n": 0}, secrets.sign)
    head = Head(1, Phase.OPEN, ((5, random(32)),), 5, 1, checkpoint.digest, ("paper",))
    store.write(Change(head, [used], rows, checkpoint, ["乙", "甲"]))
    assert store.head() == head
    assert dict(store.sheets([used.tag, random(32)])) == {used.tag: used}
    assert list(store.rows()) == rows, "in the order given, which is that of their hashes"
    assert list(store.checkpoints()) == [checkpoint]
    assert sorted(store.comments()) == ["乙", "甲"]

    for version in (0, 1, 3):
        with pytest.raises(Raced):
            store.write(Change(replace(head, version=version), [sheets[0]], rows, checkpoint, ["丙"]))
    assert store.head() == head
    assert len(store.rows()) == 5
    assert len(store.comments()) == 2

    closing = box.sign("closing", {"v": 1}, secrets.sign)
    closed = replace(head, version=2, phase=Phase.CLOSED)
    store.write(Change(closed, closing=closing))
    assert store.closing() == closing
    assert store.head() == closed
    assert store.secrets() is None
    assert [row.leaf for row in store.rows()] == [row.leaf for row in rows]
    assert {row.opening for row in store.rows()} == {b""}
    assert {sheet.answer for sheet in store.all_sheets()} == {b""}
    assert store.sheets([used.tag])[used.tag].code == used.code


def test_the_keeper_in_memory() -> None:
    contract(seal.MemoryStore)


def test_a_head_survives_its_json() -> None:
    head = Head(3, Phase.STOPPED, ((4, b"a" * 32), (1, b"b" * 32)), 5, 2, b"c" * 32, ("x", "y"))
    assert Head.unpacked(json.loads(json.dumps(head.packed()))) == head


def test_forty_phones_at_once_through_the_batching_writer() -> None:
    """As the casting page runs it: arrivals prepared side by side, written together by ``Batch``."""
    hall = Hall(40)
    writer = seal.Batch(hall.meeting.commit, lambda arrival: arrival.order, size=8, wait=0.3)
    told: list[object] = []

    def phone(i: int) -> None:
        code = hall.codes[0][i % 20]  # two phones a code
        arrived = hall.meeting.arrive(hall.sealed(code, [i % 3], bytes([i]) * 16))
        told.append(writer.put(arrived) if isinstance(arrived, seal.Arrival) else arrived)

    phones = [threading.Thread(target=phone, args=(i,)) for i in range(40)]
    for one in phones:
        one.start()
    for one in phones:
        one.join()
    receipts = {one for one in told if isinstance(one, seal.Receipt)}
    assert len(receipts) == 20
    assert told.count(seal.Refused(seal.Reason.USED)) == 20
    assert receipts == {seal.Receipt.of(seal.tree.leaf_hash(row.leaf)) for row in hall.store.rows()}
