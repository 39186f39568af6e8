"""Whatever happens in the hall, the tally is the multiset of the forms that were given a receipt.

Forms arrive, are retried, come twice, come under another nonce; sheets are set aside and come in on paper; the program
loses its power before or after any write. In the end everybody retries, the meeting is closed, and it is checked.
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from tests.crafts.seal.hall import CHOICES, Crash, FaultyStore, Hall, chance

from shuzhi.crafts import seal
from shuzhi.crafts.seal import Phase, Reason, Refused, Use, codes, verify

SHEETS, BEFORE = 15, 10  # five sheets for all that happens, so that it happens to the same ones
_slow_tag = codes.tag
_tag = lru_cache(maxsize=None)(_slow_tag)


@lru_cache(maxsize=1)
def started() -> Hall:
    """A hall in which ten have cast already, so that counts will be published."""
    hall = Hall(SHEETS)
    hall.cast([(code, [i % 3]) for i, code in enumerate(hall.codes[0][:BEFORE])])
    return hall


def copied(store: FaultyStore) -> FaultyStore:
    return replace(
        store,
        _sheets=dict(store._sheets),
        _rows=list(store._rows),
        _checkpoints=list(store._checkpoints),
        _comments=list(store._comments),
        _lock=threading.RLock(),
    )


class Record(RuleBasedStateMachine):
    sheets = st.integers(BEFORE, SHEETS - 1)
    crashes = st.sampled_from(["", "", "before", "after"])

    @initialize(seed=st.integers(0, 2**32))
    def open(self, seed: int) -> None:
        self.hall = replace_hall(started(), seed)
        self.sent: dict[tuple[int, int], tuple[bytes, int]] = {}  # (sheet, nonce) → (sealed form, its answer)
        self.papers: list[int] = []
        self.entered = 0

    def restart(self) -> None:
        """A new program over the same store: whoever waited is forgotten."""
        self.hall.meeting = seal.Meeting(self.hall.store, self.hall.random)

    def guarded(self, crash: str, deed: object) -> bool:
        """Does it, the power failing where told; False when it failed."""
        self.hall.store.crash = crash
        try:
            deed()  # type: ignore[operator]
        except Crash:
            self.restart()
            return False
        finally:
            self.hall.store.crash = ""
        return True

    @rule(sheet=sheets, nonce=st.integers(0, 1), answer=st.integers(0, 2), copies=st.integers(1, 3))
    def send(self, sheet: int, nonce: int, answer: int, copies: int) -> None:
        """A phone sends its form, perhaps several times; once sealed it never changes."""
        if (sheet, nonce) not in self.sent:
            sealed = self.hall.sealed(self.hall.codes[0][sheet], [answer], bytes([sheet, nonce] * 8))
            self.sent[(sheet, nonce)] = (sealed, answer)
        for _ in range(copies):
            told = self.hall.meeting.submit(self.sent[(sheet, nonce)][0])
            assert not isinstance(told, Refused) or told.reason in (
                Reason.USED, Reason.ON_PAPER, Reason.SPARE, Reason.CLOSED,
            )  # fmt: skip

    @rule(order=st.randoms(use_true_random=False))
    def everybody_again(self, order: object) -> None:
        """The network comes back, and all phones retry in any order."""
        waiting = list(self.sent.values())
        order.shuffle(waiting)  # type: ignore[attr-defined]
        for sealed, _ in waiting:
            self.hall.meeting.submit(sealed)

    @rule(sheet=sheets, answer=st.integers(0, 2), crash=crashes)
    def send_and_flush(self, sheet: int, answer: int, crash: str) -> None:
        """Both phones that hold this code send, with a batch between them."""
        for nonce in (0, 1):
            self.send(sheet, nonce, (answer + nonce) % 3, 1)
            self.guarded(crash, self.hall.meeting.flush)

    @rule(crash=crashes)
    def flush(self, crash: str) -> None:
        self.guarded(crash, self.hall.meeting.flush)

    @rule(sheet=sheets, crash=crashes)
    def void(self, sheet: int, crash: str) -> None:
        self.guarded(crash, lambda: self.hall.meeting.void(self.hall.codes[0][sheet]))

    @precondition(lambda self: len(getattr(self, "sent", ())) > 4)
    @rule(crash=crashes)
    def stop(self, crash: str) -> None:
        self.guarded(crash, self.hall.meeting.stop)

    def stopped(self) -> bool:
        return hasattr(self, "hall") and self.hall.store.head().phase is Phase.STOPPED

    @precondition(stopped)
    @rule(sheet=sheets, crash=crashes)
    def admit(self, sheet: int, crash: str) -> None:
        self.guarded(crash, lambda: self.hall.meeting.admit(self.hall.codes[0][sheet]))

    @precondition(stopped)
    @rule(answer=st.integers(0, 3), crash=crashes)
    def enter_paper(self, answer: int, crash: str) -> None:
        """The paper sheets admitted so far and not entered yet go in; after a crash the same once more."""
        admitted = sum(sheet.use is Use.PAPER for sheet in self.hall.store.all_sheets())
        fresh = [answer] * (admitted - len(self.papers))
        if not fresh:
            return
        self.entered += 1
        once = f"papers {self.entered}"
        if not self.guarded(crash, lambda: self.hall.meeting.add_paper([(0, [a]) for a in fresh], once)):
            assert self.hall.meeting.add_paper([(0, [a]) for a in fresh], once) is None
        self.papers += fresh

    def teardown(self) -> None:
        if not hasattr(self, "hall"):
            return
        hall = self.hall
        hall.meeting.stop()
        self.enter_paper(0, "")
        told = {key: hall.meeting.submit(sealed) for key, (sealed, _) in self.sent.items()}
        receipts = {key: answer for key, answer in told.items() if isinstance(answer, seal.Receipt)}
        assert all(isinstance(answer, seal.Receipt | Refused) for answer in told.values())
        assert len({sheet for sheet, _ in receipts}) == len(receipts), "one code, one form"
        leaves = [seal.Receipt.of(seal.tree.leaf_hash(row.leaf)) for row in hall.store.rows()]
        assert len(leaves) == BEFORE + len(receipts) + len(self.papers)
        assert set(receipts.values()) <= set(leaves)

        spare = sum(sheet.use is Use.SPARE for sheet in hall.store.all_sheets())
        closed = hall.close(spare, explanation="其余未交回")
        cast = [self.sent[key][1] for key in receipts]
        expected = Counter([i % 3 for i in range(BEFORE)] + cast + self.papers)
        assert closed.content["results"][0]["questions"][0]["counts"] == [expected[i] for i in range(len(CHOICES))]
        with TemporaryDirectory() as folder:
            file = Path(folder) / "bundle.json"
            file.write_bytes(seal.bundle(hall.store))
            missing = closed.content["piles"][0]["missing"]
            assert verify.main([str(file)]) == (3 if missing else 0)


def replace_hall(hall: Hall, seed: int) -> Hall:
    """The hall of ``started`` over a store of its own."""
    mine = object.__new__(Hall)
    for name in Hall.__dataclass_fields__:
        setattr(mine, name, getattr(hall, name))
    mine.store, mine.random = copied(hall.store), chance(f"hall {seed}")
    mine.meeting = seal.Meeting(mine.store, mine.random)
    return mine


@pytest.fixture(autouse=True)
def quick_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tag is slow on purpose; the same code has the same one."""
    monkeypatch.setattr(codes, "tag", _tag)


TestRecord = pytest.mark.usefixtures("quick_tags")(Record.TestCase)
TestRecord.settings = settings(
    max_examples=20, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
