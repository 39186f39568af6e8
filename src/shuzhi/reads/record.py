"""The sealed record of one meeting, as the database keeps it (decision 0007): what anybody may check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.expressions import RawSQL

from shuzhi.crafts.seal import Asked, Head, Now, Phase, Plan, Row, Secrets, Sheet, Signed, Use, asked
from shuzhi.crafts.seal import Pile as SealedPile
from shuzhi.crafts.seal.canon import pack, unpack
from shuzhi.reads.result import edition_of
from shuzhi.records import models as m
from shuzhi.rules.regulation import Edition
from shuzhi.rules.sheet import TWO_MARKS, Filled

BLANK = "blank"
# The place of a sheet's pile among the meeting's, as ``kinds`` has them: asked with the sheet, for every cast asks it.
PILE = "SELECT COUNT(*) FROM records_sheetkind AS one WHERE one.meeting_id = %s AND one.id < records_tag.kind_id"


def statement(kind: str, kept: Any) -> Signed:
    """A signed statement as it was stored."""
    return Signed(kind, kept["content"], unpack(kept["signature"], 64))


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """The reading side of ``crafts.seal.Store`` over one meeting."""

    meeting: int

    def evaluation(self) -> m.Evaluation:
        return m.Evaluation.objects.get(meeting=self.meeting)

    def now(self) -> Now:
        """Opening, secrets and head by one question to the database: every cast asks it."""
        kept = self.evaluation()
        return Now(_opening(kept), _secrets(kept), _head(kept))

    def opening(self) -> Signed:
        return _opening(self.evaluation())

    def closing(self) -> Signed | None:
        kept = self.evaluation().closing
        return None if kept is None else statement("closing", kept)

    def secrets(self) -> Secrets | None:
        return _secrets(self.evaluation())

    def head(self) -> Head:
        return _head(self.evaluation())

    def sheets(self, tags: Iterable[bytes]) -> Mapping[bytes, Sheet]:
        return {sheet.tag: sheet for sheet in self._sheets(tag__in=list(tags))}

    def all_sheets(self) -> Sequence[Sheet]:
        return self._sheets()

    def _sheets(self, **wanted: object) -> list[Sheet]:
        rows = m.Tag.objects.filter(kind__meeting=self.meeting, **wanted).order_by("tag")
        rows = rows.annotate(pile=RawSQL(PILE, [self.meeting]))  # noqa: S611 (no word of it comes from outside)
        kept = rows.values_list("tag", "pile", "use", "code", "answer")
        return [Sheet(bytes(tag), pile, Use(use), code, bytes(answer)) for tag, pile, use, code, answer in kept]

    def rows(self) -> Sequence[Row]:
        kept = m.Leaf.objects.filter(meeting=self.meeting).order_by("key")
        return [Row(bytes(leaf.leaf), bytes(leaf.opening)) for leaf in kept]

    def checkpoints(self) -> Sequence[Signed]:
        kept = m.Checkpoint.objects.filter(meeting=self.meeting).order_by("number")
        return [statement("checkpoint", one) for one in kept.values_list("statement", flat=True)]

    def comments(self) -> Sequence[str]:
        return sorted(m.Comment.objects.filter(meeting=self.meeting).values_list("text", flat=True))


def _opening(kept: m.Evaluation) -> Signed:
    if kept.opening is None:
        raise LookupError("no meeting has been opened")
    return statement("opening", kept.opening)


def _secrets(kept: m.Evaluation) -> Secrets | None:
    return Secrets(bytes(kept.box), bytes(kept.seed)) if kept.box else None


def _head(kept: m.Evaluation) -> Head:
    if kept.opening is None:
        raise LookupError("no meeting has been opened")
    phase = Phase.CLOSED if kept.closing else Phase(kept.phones)
    peaks = tuple((size, unpack(hashed)) for size, hashed in kept.peaks)
    return Head(kept.version, phase, peaks, kept.leaves, kept.checkpoints, bytes(kept.last), tuple(kept.papers))


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
