"""A small hall for the tests of the record: chance that repeats itself, sheets drawn, forms sealed, cards dealt."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from shuzhi.crafts import seal
from shuzhi.crafts.seal import store as keeping

CHOICES = ("满意", "不满意", "未填", "作废")


def chance(name: str = "hall") -> Callable[[int], bytes]:
    """Bytes from a name: the same ones every time."""
    drawn = iter(range(2**60))

    def random(n: int) -> bytes:
        return hashlib.shake_256(f"{name}/{next(drawn)}".encode()).digest(n)

    return random


class Crash(Exception):
    """The power went out."""


@dataclass(slots=True)
class FaultyStore(keeping.MemoryStore):
    """Crashes where told: ``before`` a write nothing is stored, ``after`` it everything, and nobody is answered."""

    crash: str = ""
    after_a_look: Callable[[], object] | None = None

    def head(self) -> keeping.Head:
        """Where the record stands; then, once, another program does something that nobody here has seen."""
        seen, meanwhile, self.after_a_look = keeping.MemoryStore.head(self), self.after_a_look, None
        if meanwhile:
            meanwhile()
        return seen

    def write(self, change: keeping.Change) -> None:
        crash, self.crash = self.crash, ""
        if crash == "before":
            raise Crash
        keeping.MemoryStore.write(self, change)
        if crash == "after":
            raise Crash


@dataclass(slots=True)
class Hall:
    """One meeting with ``n`` sheets for each pile."""

    n: int = 16
    piles: Sequence[tuple[int, ...]] = ((0,),)
    questions: tuple[str, ...] = ("总体",)
    reporters: tuple[str, ...] = ("张三",)
    name: str = "选区述职会"
    random: Callable[[int], bytes] = field(default_factory=chance)
    store: FaultyStore = field(default_factory=FaultyStore)
    codes: list[list[str]] = field(default_factory=list)
    meeting: seal.Meeting = field(init=False)
    cards: tuple[seal.Card, ...] = ()

    def __post_init__(self) -> None:
        salt = self.random(16)
        plan = seal.Plan(
            self.name,
            self.reporters,
            self.questions,
            CHOICES,
            tuple(seal.Pile(f"第{i + 1}种", who) for i, who in enumerate(self.piles)),
            phone=3,
            comment=20,
        )
        minted = [seal.mint(self.n, salt, self.random) for _ in self.piles]
        self.codes = [codes for codes, _ in minted]
        self.cards = seal.open_meeting(plan, [tags for _, tags in minted], salt, self.store, self.random).cards
        self.meeting = seal.Meeting(self.store, self.random)

    def sealed(self, code: str, answers: Sequence[int], nonce: bytes | None = None, comment: str = "") -> bytes:
        filled = seal.Filled(code, nonce or self.random(16), tuple(answers), comment)
        return seal.seal(self.meeting.opening, filled, self.random)

    def cast(self, forms: Sequence[tuple[str, Sequence[int]]]) -> list[seal.Receipt]:
        """Casts these forms in one batch; all of them must go in."""
        waiting = [self.meeting.submit(self.sealed(code, answers)) for code, answers in forms]
        self.meeting.flush()
        receipts = [one.answer for one in waiting if isinstance(one, seal.Pending)]
        assert all(isinstance(receipt, seal.Receipt) for receipt in receipts)
        assert len(receipts) == len(forms)
        return receipts  # type: ignore[return-value]

    def close(self, unused: int = 0, **more: object) -> seal.Signed:
        closed = seal.close(self.meeting, self.cards[:2], [seal.Hand(unused)] * len(self.piles), **more)  # type: ignore[arg-type]
        assert isinstance(closed, seal.Signed), closed
        return closed


def ten(**more: object) -> Hall:
    """A closed meeting of twelve sheets: ten cast, one on paper, one unused."""
    hall = Hall(12, **more)  # type: ignore[arg-type]
    answers = [[i % 3] * hall.meeting.opening.places(0) for i in range(10)]
    hall.cast(list(zip(hall.codes[0][:10], answers, strict=True)))
    hall.meeting.stop()
    assert hall.meeting.admit(hall.codes[0][10]) is None
    assert hall.meeting.add_paper([(0, [3] * hall.meeting.opening.places(0))], "paper") is None
    assert hall.meeting.void(hall.codes[0][11]) is None
    hall.close(1)
    return hall
