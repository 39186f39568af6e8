"""A meeting while its record is open: forms come in, wait for company, and are committed together.

Nothing is kept here but who is waiting: after a crash a new ``Meeting`` over the same store goes on, and whoever got
no answer sends the same form again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from . import box, codes, form, tree
from .box import Signed
from .canon import Malformed, pack
from .form import Receipt
from .group import Random
from .opening import Asked, asked
from .store import Change, Head, Phase, Raced, Row, Secrets, Sheet, Store, Use

_PATIENCE = 1000


class Reason(StrEnum):
    """Why a form or a code was refused."""

    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"
    USED = "used"
    ON_PAPER = "on_paper"
    SPARE = "spare"
    INCOMPLETE = "incomplete"
    CLOSED = "closed"
    NOT_STOPPED = "not_stopped"
    CARDS = "cards"


@dataclass(frozen=True, slots=True)
class Refused:
    reason: Reason


Answer = Receipt | Refused
_TAKEN = {Use.PHONE: Reason.USED, Use.PAPER: Reason.ON_PAPER, Use.SPARE: Reason.SPARE}


@dataclass(frozen=True, slots=True, repr=False)
class Arrival:
    """A form that was found good, with its leaf made and its opening sealed; in memory only.

    ``under``: the opening statement it was made for, by its hash.
    """

    under: bytes
    tag: bytes
    code: str
    nonce: bytes
    row: Row
    comment: str

    @property
    def order(self) -> bytes:
        """The hash by which a batch is sorted: it says nothing of who came first."""
        return tree.leaf_hash(self.row.leaf)


@dataclass(eq=False, slots=True, repr=False)
class Pending:
    """A form that waits for its batch; ``answer`` is there once the batch is committed."""

    arrival: Arrival
    answer: Answer | None = None


@dataclass(slots=True)
class Meeting:
    """The record of one meeting over its store.

    ``slow(function, *args)``: where the slow arithmetic of a cast is done, if not here. ``known(code)``: its tag, where it
    was worked out before.
    """

    store: Store
    random: Random
    slow: Callable[..., Any] = lambda function, *args: function(*args)
    known: Callable[[str], bytes | None] = lambda code: None
    waiting: list[Pending] = field(default_factory=list)
    _asked: Asked | None = None

    @property
    def opening(self) -> Asked:
        if self._asked is None:
            self._asked = asked(self.store.opening())
        return self._asked

    def submit(self, sealed: bytes) -> Pending | Answer:
        """Takes a sealed form. ``Pending`` until the next ``flush``; a form that is in already gets its receipt."""
        arrived = self.arrive(sealed)
        if not isinstance(arrived, Arrival):
            return arrived
        self.waiting.append(Pending(arrived))
        return self.waiting[-1]

    def flush(self) -> Signed | None:
        """Commits whoever waits, in one change, and returns the checkpoint; None when nothing new went in."""
        waiting, self.waiting = self.waiting, []
        answers, checkpoint = self._commit([p.arrival for p in waiting])
        for pending, told in zip(waiting, answers, strict=True):
            pending.answer = told
        return checkpoint

    def arrive(self, sealed: bytes) -> Arrival | Answer:
        """Opens a form, judges its code, makes the leaf with its proofs: all the slow work, outside any lock."""
        now = self.store.now()
        self._asked = asked(now.opening)
        if now.secrets is None:
            return Refused(Reason.CLOSED)
        under = self.opening.signed.digest
        try:
            filled = form.unseal(self.opening, sealed, now.secrets.box)
        except Malformed:
            return Refused(Reason.UNREADABLE)
        tag = self.known(filled.code) or self.slow(codes.tag, filled.code, self.opening.salt)
        sheet = self.store.sheets([tag]).get(tag)
        if sheet is None:
            return Refused(Reason.UNKNOWN)
        if told := standing(sheet, filled.nonce, now.head.phase):
            return told
        if not form.fits(self.opening, sheet.pile, filled.answers, self.opening.phone):
            return Refused(Reason.INCOMPLETE)
        row = self.slow(form.commit, self.opening, sheet.pile, filled.answers, self.random)
        return Arrival(under, tag, filled.code, filled.nonce, row, form.legible(filled.comment))

    def commit(self, arrivals: Sequence[Arrival]) -> list[Answer]:
        """One batch in one change, sorted by hash; answers in the order asked. Who lost a race stores nothing."""
        return self._commit(arrivals)[0]

    def _commit(self, arrivals: Sequence[Arrival]) -> tuple[list[Answer], Signed | None]:
        answers: dict[int, Answer] = {}
        signed: list[Signed | None] = [None]
        order = sorted(range(len(arrivals)), key=lambda i: arrivals[i].order)

        def change(head: Head, secrets: Secrets) -> Change | None:
            answers.clear()
            signed[0] = None
            under = self.opening.signed.digest
            sheets = dict(self.store.sheets({a.tag for a in arrivals}))
            used, rows, comments = [], [], []
            for i in order:
                arrival = arrivals[i]
                if arrival.under != under:
                    answers[i] = Refused(Reason.UNREADABLE)
                    continue
                sheet = sheets[arrival.tag]
                if told := standing(sheet, arrival.nonce, head.phase):
                    answers[i] = told
                    continue
                kept = form.answer(arrival.tag, arrival.nonce, arrival.row.leaf)
                sheets[arrival.tag] = replace(sheet, use=Use.PHONE, code=arrival.code, answer=kept)
                used.append(sheets[arrival.tag])
                rows.append(arrival.row)
                comments += [arrival.comment] if arrival.comment else []
                answers[i] = Receipt.of(arrival.order)
            if not rows:
                return None
            grown = self._grown(head, secrets, rows, used, comments)
            signed[0] = grown.checkpoint
            return grown

        if not self._write(change):
            return [Refused(Reason.CLOSED) for _ in arrivals], None
        return [answers[i] for i in range(len(arrivals))], signed[0]

    def stop(self) -> None:
        """Closes the phones for good, after writing whoever waits."""
        self.flush()
        self._write(lambda head, _: self._phase(head, Phase.STOPPED) if head.phase is Phase.OPEN else None)

    def void(self, code: str) -> Refused | None:
        """Sets an undrawn sheet aside by its code: it can never be cast."""
        return self._mark(code, Use.SPARE)

    def admit(self, code: str, tag: bytes | None = None) -> Refused | None:
        """Checks a paper sheet in by its code, once the phones are stopped; None: it counts.

        ``tag``: of this code, where it is at hand; it is slow to compute.
        """
        if self.store.head().phase is Phase.OPEN:
            return Refused(Reason.NOT_STOPPED)
        return self._mark(code, Use.PAPER, tag)

    def add_paper(self, sheets: Sequence[tuple[int, Sequence[int]]], once: str) -> Refused | None:
        """Puts paper sheets in, (pile, answers) each, all in one batch; the same ``once`` again changes nothing."""
        if self.store.head().phase is Phase.OPEN:
            return Refused(Reason.NOT_STOPPED)
        if not all(
            0 <= pile < len(self.opening.piles) and form.fits(self.opening, pile, answers, self.opening.choices)
            for pile, answers in sheets
        ):
            return Refused(Reason.INCOMPLETE)
        rows = [form.commit(self.opening, pile, answers, self.random) for pile, answers in sheets]
        rows.sort(key=lambda row: tree.leaf_hash(row.leaf))

        def change(head: Head, secrets: Secrets) -> Change | None:
            if once in head.papers or not rows:
                return None
            return self._grown(replace(head, papers=(*head.papers, once)), secrets, rows)

        return None if self._write(change) else Refused(Reason.CLOSED)

    def _mark(self, text: str, use: Use, tag: bytes | None = None) -> Refused | None:
        code = codes.parse(text)
        if code is None:
            return Refused(Reason.UNREADABLE)
        tag = tag or codes.tag(code, self.opening.salt)
        told: list[Refused] = []

        def change(head: Head, _: Secrets) -> Change | None:
            told.clear()
            sheet = self.store.sheets([tag]).get(tag)
            if sheet is None or sheet.use is not Use.GIVEN:
                told.append(Refused(_TAKEN[sheet.use] if sheet else Reason.UNKNOWN))
                return None
            return Change(replace(head, version=head.version + 1), [replace(sheet, use=use, code=code)])

        return (told[0] if told else None) if self._write(change) else Refused(Reason.CLOSED)

    def _phase(self, head: Head, phase: Phase) -> Change:
        return Change(replace(head, version=head.version + 1, phase=phase))

    def _grown(
        self,
        head: Head,
        secrets: Secrets,
        rows: Sequence[Row],
        used: Sequence[Sheet] = (),
        comments: Sequence[str] = (),
    ) -> Change:
        """The change that adds these leaves, with its signed checkpoint chained to the one before."""
        peaks = tree.grow(head.peaks, (tree.leaf_hash(row.leaf) for row in rows))
        content: dict[str, Any] = {
            "v": 1,
            "opening": pack(self.opening.signed.digest),
            "n": head.checkpoints,
            "before": pack(head.last),
            "leaves": head.leaves + len(rows),
            "root": pack(tree.root(peaks)),
        }
        checkpoint = box.sign("checkpoint", content, secrets.sign)
        grown = Head(
            head.version + 1,
            head.phase,
            peaks,
            head.leaves + len(rows),
            head.checkpoints + 1,
            checkpoint.digest,
            head.papers,
        )
        return Change(grown, sorted(used, key=lambda s: s.tag), rows, checkpoint, sorted(comments))

    def _write(self, make: Callable[[Head, Secrets], Change | None]) -> bool:
        """Writes what ``make`` finds to change, anew whenever another hand was faster. False: the meeting is closed."""
        for _ in range(_PATIENCE):
            now = self.store.now()
            if now.secrets is None or now.head.phase is Phase.CLOSED:
                return False
            # Read anew: where a meeting was opened again meanwhile, a leaf made before could never be opened.
            self._asked = asked(now.opening)
            change = make(now.head, now.secrets)
            if change is None:
                return True
            try:
                self.store.write(change)
            except Raced:
                continue
            return True
        raise Raced


def standing(sheet: Sheet, nonce: bytes, phase: Phase) -> Answer | None:
    """What a form for this sheet is told before anything is written; None: it may go in."""
    if sheet.use is Use.PHONE and (receipt := form.answered(sheet.tag, nonce, sheet.answer)):
        return receipt
    if sheet.use is not Use.GIVEN:
        return Refused(_TAKEN[sheet.use])
    return None if phase is Phase.OPEN else Refused(Reason.CLOSED)
