"""What anybody may see of a sealed record, once its count is out: the page, the bundle, a receipt looked up (D0007)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from shuzhi.crafts import seal
from shuzhi.crafts.seal.canon import ALPHABET, bare, crockford
from shuzhi.reads.public import meetings_seen
from shuzhi.reads.record import KeptRecord
from shuzhi.reads.result import Result, results_of_meeting
from shuzhi.reads.sight import NotVisible
from shuzhi.records import models as m
from shuzhi.rules.roles import PUBLIC, Actor

OUT = ("announced", "void")
RECEIPT, FINGERPRINT = 12, 20
NUMBER = 4  # bytes of a leaf's key that say its batch


@dataclass(frozen=True, slots=True)
class PileLine:
    """Where the sheets of one pile went; phone and paper together."""

    label: str
    issued: int
    returned: int
    unused: int
    missing: int
    void: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Forms that went in together: the fingerprint signed after them, and their receipts in the record's order."""

    number: int
    fingerprint: str
    receipts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The sealed record of one meeting. ``void`` is why the evaluation does not count, or nothing."""

    meeting: m.Meeting
    count: m.Count
    void: str
    fingerprint: str
    opening: str
    piles: tuple[PileLine, ...]
    explanation: str
    batches: tuple[Batch, ...]
    results: tuple[tuple[m.Reporter, Result], ...]

    @property
    def forms(self) -> int:
        return sum(len(batch.receipts) for batch in self.batches)

    @property
    def total(self) -> PileLine:
        """All piles as one."""
        added = [sum(column) for column in zip(*map(_figures, self.piles), strict=True)]
        return PileLine("", *added)

    @property
    def sealed_on(self) -> date | None:
        return self.count.sealed_on


class Kind(StrEnum):
    """What a visitor typed turned out to be."""

    RECEIPT = "receipt"
    FINGERPRINT = "fingerprint"
    ABSENT = "absent"
    OTHER_FINGERPRINT = "other_fingerprint"
    NONSENSE = "nonsense"


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a receipt; ``batch`` is where it lies (0: none), ``text`` how it is written."""

    kind: Kind
    text: str
    batch: int = 0


def record_page(actor: Actor, pk: int) -> RecordPage:
    """The record of a meeting whose count was announced or declared void; NotVisible before, and where there is none."""
    meeting = _meeting(pk)
    kept = KeptRecord(pk)
    opening, closing = kept.opening(), kept.closing()
    if closing is None:
        raise NotVisible(f"record of meeting {pk}")
    said = closing.content
    return RecordPage(
        meeting,
        meeting.count,
        said["void"],
        seal.fingerprint(closing),
        seal.fingerprint(opening),
        tuple(_pile(pile["label"], n) for pile, n in zip(opening.content["piles"], said["piles"], strict=True)),
        said["explanation"],
        _batches(pk, kept.checkpoints()),
        tuple(results_of_meeting(PUBLIC, meeting)),
    )


def _meeting(pk: int) -> m.Meeting:
    wanted = meetings_seen().filter(count__state__in=OUT, evaluation__closing__isnull=False)
    meeting = wanted.select_related("count__meeting__round__programme").filter(pk=pk).first()
    if meeting is None:
        raise NotVisible(f"record of meeting {pk}")
    return meeting


def _figures(line: PileLine) -> tuple[int, ...]:
    return line.issued, line.returned, line.unused, line.missing, line.void


def _pile(label: str, n: dict[str, Any]) -> PileLine:
    return PileLine(label, n["issued"], n["cast"] + n["paper"], n["unused"], n["missing"], n["void"])


def _batches(pk: int, checkpoints: Sequence[seal.Signed]) -> tuple[Batch, ...]:
    """The receipts batch by batch. A leaf's key is its batch and its hash, so the leaves stay where they are."""
    receipts: dict[int, list[str]] = {n: [] for n in range(len(checkpoints))}
    for key in m.Leaf.objects.filter(meeting=pk).order_by("key").values_list("key", flat=True):
        receipts[int.from_bytes(bytes(key[:NUMBER]), "big")].append(crockford(bytes(key[NUMBER:]), RECEIPT))
    return tuple(Batch(n + 1, seal.fingerprint(one), tuple(receipts[n])) for n, one in enumerate(checkpoints))


def find(record: RecordPage, typed: str) -> Found:
    """Looks a receipt up, or a fingerprint somebody holds; case, spaces, dashes, full-width signs, O for 0 do not matter."""
    kept = bare("".join(sign for sign in unicodedata.normalize("NFKC", typed) if sign.isalnum()))
    text = "-".join(kept[start : start + 4] for start in range(0, len(kept), 4))
    if len(kept) not in (RECEIPT, FINGERPRINT) or not set(kept) <= set(ALPHABET):
        return Found(Kind.NONSENSE, typed)
    if len(kept) == FINGERPRINT:
        for batch in record.batches:
            if batch.fingerprint == text:
                return Found(Kind.FINGERPRINT, text, batch.number)
        known = text in (record.fingerprint, record.opening)
        return Found(Kind.FINGERPRINT if known else Kind.OTHER_FINGERPRINT, text)
    for batch in record.batches:
        if text in batch.receipts:
            return Found(Kind.RECEIPT, text, batch.number)
    return Found(Kind.ABSENT, text)


def bundle(actor: Actor, pk: int) -> bytes:
    """The record as one file for anybody to check; NotVisible until the count is out."""
    _meeting(pk)
    return seal.bundle(KeptRecord(pk))


def bundle_kept(pk: int) -> bytes:
    """The same for whoever runs the program, from the seal on. Errors: ``LookupError`` says in a line why there is none."""
    evaluation = m.Evaluation.objects.filter(meeting=pk).first()
    if evaluation is None:
        known = m.Meeting.objects.filter(pk=pk).exists()
        raise LookupError(
            f"会议 {pk} 还没有测评 · meeting {pk} has no evaluation" if known else f"没有会议 {pk} · no meeting {pk}"
        )
    if evaluation.closing is None:
        raise LookupError(f"会议 {pk} 的结果还没有封存 · the result of meeting {pk} is not sealed yet")
    return seal.bundle(KeptRecord(pk))
