"""The closing: sheets reconciled, two cards joined, sums opened, one statement signed; then the keys are gone.

``issued = cast + paper + unused + missing``, pile by pile. More than issued voids the evaluation; any other gap
is explained in the statement. It is all one change: a crash before it leaves everything to be done again, a
crash after it leaves nothing to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from . import box, cards, form, group, tree
from .box import Signed
from .bundle import codes_hash
from .canon import Malformed, pack, unpack
from .group import SCALAR
from .meeting import Meeting, Reason, Refused
from .opening import Asked
from .store import Change, Head, Phase, Raced, Row, Store, Use


@dataclass(frozen=True, slots=True)
class Hand:
    """What hands counted of one pile: sheets nobody drew, and paper sheets that are void as a whole."""

    unused: int
    void: int = 0


class Lack(StrEnum):
    """What does not fit. The first three must be mended or end the evaluation; the others must be explained."""

    MORE_THAN_ISSUED = "more_than_issued"
    PAPER_NOT_IN = "paper_not_in"
    SPARE_NOT_UNUSED = "spare_not_unused"
    MISSING = "missing"
    MORE_THAN_PRESENT = "more_than_present"


EXPLAINABLE = frozenset({Lack.MISSING, Lack.MORE_THAN_PRESENT})


@dataclass(frozen=True, slots=True)
class Gap:
    """What does not fit, in which pile (None: in all), and by how many."""

    lack: Lack
    pile: int | None
    by: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where the sheets of one pile went; ``spare`` of the unused were set aside by their code. Paper whose code was cast on a phone is in ``cast`` only."""

    issued: int
    cast: int
    paper: int
    spare: int
    void: int
    unused: int
    missing: int


@dataclass(frozen=True, slots=True)
class Comments:
    """How many wrote, how many were let through by a reader, how many not."""

    received: int = 0
    released: int = 0
    withheld: int = 0


def numbers(store: Store, opening: Asked, hands: Sequence[Hand]) -> list[Numbers]:
    """The reckoning pile by pile; ``missing`` is what remains, below zero when there is too much."""
    if len(hands) != len(opening.piles) or any(h.unused < 0 or h.void < 0 for h in hands):
        raise ValueError("every pile is counted by hand")
    sheets = store.all_sheets()
    found = []
    for pile, hand in enumerate(hands):
        uses = [sheet.use for sheet in sheets if sheet.pile == pile]
        cast, paper, spare = (uses.count(use) for use in (Use.PHONE, Use.PAPER, Use.SPARE))
        missing = len(uses) - cast - paper - hand.unused
        found.append(Numbers(len(uses), cast, paper, spare, hand.void, hand.unused, missing))
    return found


def reconcile(store: Store, opening: Asked, hands: Sequence[Hand], present: int | None) -> list[Gap]:
    """Everything that does not fit. ``present``: how many sheets those who were there may fill in."""
    gaps = []
    rows = [_pile(opening, row) for row in store.rows()]
    reckoned = numbers(store, opening, hands)
    for pile, n in enumerate(reckoned):
        if n.missing:
            gaps.append(Gap(Lack.MISSING if n.missing > 0 else Lack.MORE_THAN_ISSUED, pile, abs(n.missing)))
        if rows.count(pile) != n.cast + n.paper - n.void:
            gaps.append(Gap(Lack.PAPER_NOT_IN, pile, n.cast + n.paper - n.void - rows.count(pile)))
        if n.spare > n.unused:
            gaps.append(Gap(Lack.SPARE_NOT_UNUSED, pile, n.spare - n.unused))
    back = sum(n.cast + n.paper for n in reckoned)
    if present is not None and back > present:
        gaps.append(Gap(Lack.MORE_THAN_PRESENT, None, back - present))
    return gaps


def _pile(opening: Asked, row: Row) -> int:
    """Which pile a leaf is of. Errors: ``Malformed`` when it is of none, or of another size than its sheets."""
    pile, commitments = form.commitments_of(row.leaf)
    if not 0 <= pile < len(opening.piles) or len(commitments) != opening.places(pile):
        raise Malformed("a leaf of no pile")
    return pile


def _legible(opening: Asked, rows: Sequence[Row]) -> list[Row]:
    """Those that are leaves of this record; somebody may have spoilt the others."""
    kept = []
    for row in rows:
        with suppress(Malformed):
            _pile(opening, row)
            kept.append(row)
    return kept


def close(
    meeting: Meeting,
    held: Sequence[cards.Card],
    hands: Sequence[Hand],
    *,
    present: int | None = None,
    explanation: str = "",
    comments: Comments | None = None,
) -> Signed | tuple[Gap, ...] | Refused:
    """Closes the record with two cards and the counts by hand, and returns the closing statement.

    Refused while phones are open, or with fewer than two cards of this meeting. What does not fit is returned
    and nothing is changed, until it is mended or, where it may be, explained. Again after the closing: the
    same statement. Errors: ``Malformed`` when somebody changed what is stored, or took the keys away.
    """
    store, opening = meeting.store, meeting.opening
    while True:
        head = store.head()
        if (done := store.closing()) is not None:
            return done
        if head.phase is Phase.OPEN:
            return Refused(Reason.NOT_STOPPED)
        try:
            secret = cards.join(held, opening.closing)
        except Malformed:
            return Refused(Reason.CARDS)
        gaps = reconcile(store, opening, hands, present)
        if any(gap.lack not in EXPLAINABLE for gap in gaps) or (gaps and not explanation.strip()):
            return tuple(gaps)
        results = _results(opening, _signed_rows(store, head), secret)
        try:
            return _write(meeting, head, hands, results, present, explanation, comments)
        except Raced:
            continue


def _signed_rows(store: Store, head: Head) -> Sequence[Row]:
    """The leaves, once they are those that the chain was signed over: after the closing nobody could mend it."""
    rows = store.rows()
    if tree.root_of([tree.leaf_hash(row.leaf) for row in rows]) != tree.root(head.peaks):
        raise Malformed("not the leaves that were signed")
    return rows


def declare_void(meeting: Meeting, hands: Sequence[Hand], why: str, *, present: int | None = None) -> Signed | Refused:
    """Ends an evaluation that cannot count: more than issued, or the cards are lost. No grade is ever opened.

    A leaf that somebody spoilt is in nobody's number. Errors: ``Malformed`` when nothing can be signed any more.
    """
    store, opening = meeting.store, meeting.opening
    while True:
        head = store.head()
        if (done := store.closing()) is not None:
            return done
        if head.phase is Phase.OPEN:
            return Refused(Reason.NOT_STOPPED)
        if not why.strip():
            raise ValueError("a void evaluation says why")
        try:
            rows = _legible(opening, store.rows())
            none = [_result(opening, r, rows, None) for r in range(opening.reporters)]
            return _write(meeting, head, hands, none, present, "", None, why)
        except Raced:
            continue


def _write(
    meeting: Meeting,
    head: Head,
    hands: Sequence[Hand],
    results: list[dict[str, Any]],
    present: int | None,
    explanation: str,
    comments: Comments | None,
    void: str = "",
) -> Signed:
    store, opening = meeting.store, meeting.opening
    secrets = store.secrets()
    if secrets is None:
        if store.closing() is None:  # or it would be tried again for ever
            raise Malformed("the keys are gone, and nobody closed")
        raise Raced
    content: dict[str, Any] = {
        "v": 1,
        "opening": pack(opening.signed.digest),
        "checkpoint": pack(head.last),
        "leaves": head.leaves,
        "root": pack(tree.root(head.peaks)),
        "codes": pack(codes_hash(store)),
        "piles": [asdict(n) for n in numbers(store, opening, hands)],
        "present": present,
        "explanation": explanation.strip(),
        "void": void.strip(),
        "comments": asdict(comments or Comments(n := len(store.comments()), 0, n)),
        "results": results,
    }
    closing = box.sign("closing", content, secrets.sign)
    # A key put in its place signs nothing.
    box.signed("closing", closing.public, unpack(opening.signed.content["sign"]))
    store.write(Change(replace(head, version=head.version + 1, phase=Phase.CLOSED), closing=closing))
    return closing


def _results(opening: Asked, rows: Sequence[Row], secret: bytes) -> list[dict[str, Any]]:
    """The sums, reporter by reporter. Errors: ``Malformed`` when an opening does not open its leaf."""
    opened = []
    for row in rows:
        pile, _ = form.commitments_of(row.leaf)
        said = box.open_box(row.opening, secret)
        chosen = said[SCALAR:]
        if len(chosen) != opening.places(pile) or max(chosen) >= opening.choices:
            raise Malformed("an opening of another sheet")
        opened.append((chosen, form.blinds(said[:SCALAR], len(chosen))))
    return [_result(opening, reporter, rows, opened) for reporter in range(opening.reporters)]


def _result(
    opening: Asked, reporter: int, rows: Sequence[Row], opened: Sequence[tuple[bytes, list[bytes]]] | None
) -> dict[str, Any]:
    """Counts and blinding sums of one reporter; under ``least`` sheets nothing but how many they were."""
    about = []  # (row, where this reporter's answers begin on that sheet)
    for i, row in enumerate(rows):
        its = opening.piles[form.commitments_of(row.leaf)[0]]
        if reporter in its:
            about.append((i, its.index(reporter) * opening.questions))
    if opened is None or len(about) < opening.least:
        return {"sheets": len(about), "questions": None}
    questions = []
    for q in range(opening.questions):
        counts = [0] * opening.choices
        for i, start in about:
            counts[opened[i][0][start + q]] += 1
        hidden = group.total(opened[i][1][start + q] for i, start in about)
        _agrees(counts, hidden, [form.commitments_of(rows[i].leaf)[1][start + q] for i, start in about])
        questions.append({"counts": counts, "blind": pack(hidden)})
    return {"sheets": len(about), "questions": questions}


def _agrees(counts: Sequence[int], hidden: bytes, commitments: Sequence[bytes]) -> None:
    """The published sum opens the sum of the commitments, or nothing is published."""
    added = group.point(commitments[0])
    for one in commitments[1:]:
        added = group.add(added, group.point(one))
    value = group.multiple(group.small(group.packed(counts)), group.grades())
    if group.add(value, group.blind(hidden)) != added:
        raise Malformed("an opening does not open its leaf")
