"""The sealed record of one meeting, as the database keeps it (decision 0007): what anybody may check."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from shuzhi.crafts.seal import Asked, Head, Now, Phase, Plan, Row, Secrets, Sheet, Signed, Use, asked
from shuzhi.crafts.seal import Pile as SealedPile
from shuzhi.crafts.seal.canon import pack, unpack
from shuzhi.reads.result import edition_of
from shuzhi.records import models as m
from shuzhi.records.driver import found
from shuzhi.rules.regulation import Edition
from shuzhi.rules.sheet import TWO_MARKS, Filled

BLANK = "blank"
# Every cast asks these two questions, the code's slow tag and the proofs between them being all the other work: in the
# database's own words, for the ORM would take longer to put them than the database to answer.
NOW = """
    SELECT CAST(opening AS text), box, seed, phones, closing IS NOT NULL, version, CAST(peaks AS text), leaves, checkpoints, last,
        CAST(papers AS text)
    FROM records_evaluation WHERE meeting_id = %s"""
# A sheet with the place of its pile among the meeting's, as ``kinds`` has them.
SHEETS = """
    SELECT tag, (SELECT COUNT(*) FROM records_sheetkind AS one WHERE one.meeting_id = kind.meeting_id AND one.id < kind.id),
        "use", code, answer
    FROM records_tag JOIN records_sheetkind AS kind ON kind.id = kind_id WHERE kind.meeting_id = %s"""


def statement(kind: str, kept: Any) -> Signed:
    """A signed statement as it was stored."""
    return Signed(kind, kept["content"], unpack(kept["signature"], 64))


@lru_cache(maxsize=16)
def _opened(text: str) -> Signed:
    """The opening statement that stands in these words; each is read once, for it never changes."""
    return statement("opening", json.loads(text))


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """The reading side of ``crafts.seal.Store`` over one meeting."""

    meeting: int

    def now(self) -> Now:
        """Opening, secrets and head by one question to the database. Raises ``LookupError`` before the opening."""
        rows = found(NOW, [self.meeting])
        if not rows or rows[0][0] is None:
            raise LookupError("no meeting has been opened")
        opening, key, seed, phones, closed, version, peaks, leaves, checkpoints, last, papers = rows[0]
        heights = tuple((size, unpack(hashed)) for size, hashed in json.loads(peaks))
        phase = Phase.CLOSED if closed else Phase(phones)
        head = Head(version, phase, heights, leaves, checkpoints, bytes(last), tuple(json.loads(papers)))
        return Now(_opened(opening), Secrets(bytes(key), bytes(seed)) if key else None, head)

    def opening(self) -> Signed:
        return self.now().opening

    def closing(self) -> Signed | None:
        kept = m.Evaluation.objects.get(meeting=self.meeting).closing
        return None if kept is None else statement("closing", kept)

    def secrets(self) -> Secrets | None:
        return self.now().secrets

    def head(self) -> Head:
        return self.now().head

    def sheets(self, tags: Iterable[bytes]) -> Mapping[bytes, Sheet]:
        wanted = list(tags)
        places = ", ".join(["%s"] * len(wanted))
        return {sheet.tag: sheet for sheet in self._sheets(f"{SHEETS} AND tag IN ({places})", wanted)} if wanted else {}

    def all_sheets(self) -> Sequence[Sheet]:
        return self._sheets(SHEETS)

    def _sheets(self, question: str, tags: Sequence[bytes] = ()) -> list[Sheet]:
        rows = found(f"{question} ORDER BY tag", [self.meeting, *tags])
        return [Sheet(bytes(t), pile, Use(use), code, bytes(kept)) for t, pile, use, code, kept in rows]

    def rows(self) -> Sequence[Row]:
        kept = m.Leaf.objects.filter(meeting=self.meeting).order_by("key")
        return [Row(bytes(leaf.leaf), bytes(leaf.opening)) for leaf in kept]

    def checkpoints(self) -> Sequence[Signed]:
        kept = m.Checkpoint.objects.filter(meeting=self.meeting).order_by("number")
        return [statement("checkpoint", one) for one in kept.values_list("statement", flat=True)]

    def comments(self) -> Sequence[str]:
        return sorted(m.Comment.objects.filter(meeting=self.meeting).values_list("text", flat=True))


def kinds(meeting: int) -> list[int]:
    """The piles in the order in which the record numbers them."""
    return list(m.SheetKind.objects.filter(meeting=meeting).order_by("pk").values_list("pk", flat=True))


def reporters_in_order(meeting: m.Meeting) -> list[m.Reporter]:
    """The reporters in the order in which the record numbers them: the sheet's."""
    return list(meeting.reporters.select_related("mandate__person").order_by("order", "pk"))


def plan_of(meeting: m.Meeting) -> Plan:
    """What the sheets of this meeting ask, in the record's words (4.3b(iii)): grades first, then blank and two marks."""
    edition, reporters = edition_of(meeting), reporters_in_order(meeting)
    place = {reporter.pk: n for n, reporter in enumerate(reporters)}
    heaps = meeting.sheet_kinds.prefetch_related("reporters").order_by("pk")
    grades = tuple(grade.label.zh for grade in edition.grades)
    return Plan(
        meeting.title,
        tuple(r.mandate.person.name for r in reporters),
        tuple(question.text.zh for question in edition.questions),
        (*grades, "未填", "填了两个"),
        tuple(SealedPile(h.label, tuple(sorted(place[r.pk] for r in h.reporters.all()))) for h in heaps),
        phone=len(grades) + 1,
        least=edition.disclosure.least_sheets.value,
        comment=edition.sheet.comment_characters.value,
    )


def places_of(edition: Edition, filled: Filled) -> tuple[int, ...]:
    """A filled sheet as the record has it: the place of each choice, reporter by reporter, question by question."""
    keys: list[str | None] = [*(grade.key for grade in edition.grades), None, TWO_MARKS]
    return tuple(keys.index(answer) for given in filled.values() for answer in given.values())


def opening_of(meeting: m.Meeting) -> Asked:
    """What the opening statement fixed."""
    return asked(KeptRecord(meeting.pk).opening())


def statement_kept(signed: Signed) -> dict[str, object]:
    """As it is stored."""
    return {"content": signed.content, "signature": pack(signed.signature)}
