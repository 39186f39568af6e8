"""The count (计票): drawn up, explained, confirmed, sealed, announced (4.3b(iii), D0001, D0005)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from shuzhi.acts import comment, scan_intake
from shuzhi.acts._perform import Move, move
from shuzhi.acts.casting import forget_box
from shuzhi.acts.record import RecordKeeper, record_of
from shuzhi.crafts import seal as record
from shuzhi.crafts.seal import verify
from shuzhi.reads.entries import Paper, papers_of
from shuzhi.reads.record import KeptRecord, kinds, places_of, reporters_in_order
from shuzhi.reads.result import edition_of
from shuzhi.reads.sheet import facts, sheets_in
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.records.sweep import sweep
from shuzhi.rules import evaluation as rules
from shuzhi.rules.regulation import Edition
from shuzhi.rules.roles import Actor
from shuzhi.rules.verdict import Lack, Text, Verdict, verdict

Unused = int | Mapping[int, int]


def draw_up(
    actor: Actor,
    meeting: m.Meeting,
    *,
    unused: Unused,
    explanation: str = "",
    reason: str = "",
    once: str | None = None,
) -> m.Count:
    """Draws up the count: issued = cast + paper + unused + missing (D0001).

    ``unused`` is counted by hand, pile by pile ({kind: sheets}, or one number where there is one pile); the rest
    the records know, and ``missing`` is what remains.
    """
    heaps = _by_pile(meeting, unused)
    with move(actor, "count.draw_up", meeting, reason=reason, once=once, unused=sum(heaps.values())) as this:
        found = facts(this.subject)
        this.add(rules.may_draw_up(found))
        count = m.Count(meeting=this.subject, unused_by_pile=heaps, explanation=explanation)
        if found.count is None:
            _reckon(count)
            this.made(count)
            this.detail |= {"issued": count.issued, "missing": count.missing}
    return count


def _by_pile(meeting: m.Meeting, unused: Unused) -> dict[str, int]:
    """The unused sheets by the pile's id in words, as they are stored."""
    heaps = kinds(meeting.pk)
    given = dict(unused) if isinstance(unused, Mapping) else dict.fromkeys(heaps[:1], unused)
    return {str(heap): int(given.get(heap, 0)) for heap in heaps}


def _reckon(count: m.Count) -> None:
    """The numbers as the records have them now."""
    sheets = sheets_in(count.meeting)
    count.issued, count.cast, count.paper = sheets.issued, sheets.cast, sheets.paper
    count.unused = sum(count.unused_by_pile.values())
    count.missing = count.issued - count.cast - count.paper - count.unused
    count.void = sum(_void(paper) for paper in papers_of(count.meeting))
    count.present = facts(count.meeting).present or None


def _void(paper: Paper) -> int:
    """Paper sheets of one pile that are void as a whole; told once all of it is decided."""
    return sum(sheet is None for sheet in paper.sheets()) if paper.complete else 0


def explain(
    actor: Actor, count: m.Count, *, unused: Unused, explanation: str, reason: str = "", once: str | None = None
) -> m.Count:
    """Counts the unused sheets anew and explains, in the statement's words, where the missing ones went (D0001)."""
    heaps = _by_pile(count.meeting, unused)
    detail = {"unused": sum(heaps.values()), "explanation": explanation}
    with move(actor, "count.explain", count, reason=reason, once=once, **detail) as this:
        this.subject.unused_by_pile, this.subject.explanation = heaps, explanation
        _reckon(this.subject)
    return this.subject


def confirm(actor: Actor, count: m.Count, *, reason: str = "", once: str | None = None) -> m.Count:
    """A scrutineer confirms the count: every paper sheet typed in twice or read, all settled, and the sum balances (D0001).

    From here on no sheet can be added or changed.
    """
    with move(actor, "count.confirm", count, reason=reason, once=once) as this:
        _reckon(this.subject)
        this.detail |= _numbers(this.subject)
    return this.subject


def _numbers(count: m.Count) -> dict[str, int | None]:
    return {name: getattr(count, name) for name in ("issued", "cast", "paper", "unused", "missing", "void", "present")}


CARDS = Text(
    "这两张监票卡打不开这次的密封记录：请监票人再扫一遍，或者换另外一张。",
    "These two cards do not open this meeting’s record: scan them again, or take the third card.",
)
DAMAGED = Text(
    "密封记录被人动过：有的表打不开。封存不了，请宣布测评无效，另开一次会。",
    "The sealed record has been tampered with: some sheets do not open. It cannot be sealed; declare the evaluation void "
    "and hold another meeting.",
)
NO_RECORD = Text(
    "这次测评没有密封记录，封存不了：请宣布测评无效，另开一次会。",
    "This evaluation has no sealed record and cannot be sealed: declare it void and hold another meeting.",
)
SCRUTINEERS = Text("监票人", "the scrutineers")
GAPS = {
    record.Lack.MORE_THAN_ISSUED: Text("收回的比发出的多 {n} 张", "{n} more sheets came back than were issued"),
    record.Lack.PAPER_NOT_IN: Text(
        "纸质表录入数和核验数差 {n} 张", "{n} paper sheets differ between typed in and checked in"
    ),
    record.Lack.SPARE_NOT_UNUSED: Text("注销的比没有用的多 {n} 张", "{n} more sheets were set aside than are unused"),
    record.Lack.MISSING: Text("有 {n} 张没有着落，还没有说明", "{n} sheets are missing and not explained"),
    record.Lack.MORE_THAN_PRESENT: Text(
        "收回的比到会的人能填的多 {n} 张", "{n} more sheets came back than those present could fill in"
    ),
}


def seal(actor: Actor, count: m.Count, *, cards: Sequence[str], reason: str = "", once: str | None = None) -> m.Count:
    """Seals the result with two of the scrutineers' cards: the sums are opened now and never before (4.3b(iii), D0007).

    The paper sheets go into the record as leaves like the phones'; the record is closed, its statement signed, and
    what could open a single sheet is erased with the slip numbers; then the file is swept.
    """
    with move(actor, "count.seal", count, reason=reason, once=once) as this:
        sealed = this.subject
        meeting, edition = sealed.meeting, edition_of(sealed.meeting)
        if not _has_record(meeting):
            this.add(verdict(Lack(rules.EVALUATION, NO_RECORD, SCRUTINEERS)))
            return sealed  # the mover refuses on leaving
        papers = {paper.kind.pk: paper for paper in papers_of(meeting)}
        heaps = [papers[kind] for kind in kinds(meeting.pk)]
        kept = record_of(meeting.pk)
        filled = [(n, sheet) for n, paper in enumerate(heaps) for sheet in paper.sheets() if sheet is not None]
        hands = _hands(sealed, heaps)
        comment.bring_out(meeting)  # before the statement says how many comments there are
        try:
            kept.add_paper([(n, places_of(edition, sheet)) for n, sheet in filled], once="paper")
            closed = record.close(kept, _read(cards), hands, present=sealed.present, explanation=sealed.explanation)
        except record.Malformed:
            this.add(verdict(Lack(rules.EVALUATION, DAMAGED, SCRUTINEERS)))
            return sealed  # the mover refuses on leaving
        if isinstance(closed, record.Signed):
            sealed.sums, sealed.sheets = _sums(meeting, edition, closed)
            sealed.by_reporter = _by_reporter(meeting, closed)
            sealed.sealed_on = clock.today()
            sealed.digest = record.fingerprint(closed)
            this.detail |= {"digest": sealed.digest} | _numbers(sealed)
            _erase(meeting)
            _close(this, meeting)
        else:
            this.add(_open_still(closed))
    return this.subject


def _has_record(meeting: m.Meeting) -> bool:
    return m.Evaluation.objects.filter(meeting=meeting, opening__isnull=False).exists()


def _read(cards: Sequence[str]) -> list[record.Card]:
    """The cards that can be read; a slip of the pen is no card."""
    found = []
    for text in cards:
        try:
            found.append(record.read_card(text))
        except record.Malformed:
            continue
    return found


def _hands(count: m.Count, heaps: Sequence[Paper]) -> list[record.Hand]:
    return [record.Hand(count.unused_by_pile.get(str(heap.kind.pk), 0), _void(heap)) for heap in heaps]


def _open_still(closed: record.Refused | tuple[record.Gap, ...]) -> Verdict:
    """Why the record did not close, as the rules say it."""
    if isinstance(closed, record.Refused):
        return verdict(Lack(rules.EVALUATION, CARDS, SCRUTINEERS))
    return verdict(*(Lack(rules.EVALUATION, GAPS[gap.lack].format(n=gap.by), SCRUTINEERS) for gap in closed))


def _sums(meeting: m.Meeting, edition: Edition, closed: record.Signed) -> tuple[dict[str, Any], dict[str, int]]:
    """The opened sums by reporter, question and grade; for fewer than ten sheets there are none."""
    sums: dict[str, Any] = {}
    sheets: dict[str, int] = {}
    for reporter, result in zip(reporters_in_order(meeting), closed.content["results"], strict=True):
        sheets[str(reporter.pk)] = result["sheets"]
        if result["questions"] is None:
            continue
        sums[str(reporter.pk)] = {
            question.key: _counts(edition, given["counts"])
            for question, given in zip(edition.questions, result["questions"], strict=True)
        }
    return sums, sheets


def _by_reporter(meeting: m.Meeting, closed: record.Signed) -> dict[str, dict[str, int]]:
    """What became of each reporter's forms, where every one has a form of their own; else nothing (D0001)."""
    heaps = zip(meeting.sheet_kinds.order_by("pk"), closed.content["piles"], strict=True)
    return {
        str(heap.reporter_id): {"returned": n["cast"] + n["paper"]}
        | {name: n[name] for name in ("issued", "unused", "missing", "void")}
        for heap, n in heaps
        if heap.reporter_id
    }


def _counts(edition: Edition, counts: Sequence[int]) -> dict[str, int]:
    *grades, blank, two_marks = counts
    spoilt = edition.sheet.blank.value == "void_answer"
    said = {grade.key: n for grade, n in zip(edition.grades, grades, strict=True)}
    return said | {"blank": 0 if spoilt else blank, "void": two_marks + (blank if spoilt else 0)}


def _erase(meeting: m.Meeting) -> None:
    """Everything by which a sheet could be told from another."""
    m.PaperEntry.objects.filter(kind__meeting=meeting).delete()
    scan_intake.erase(meeting)
    comment.shuffle(meeting)


def _close(this: Move, meeting: m.Meeting) -> None:
    """The evaluation is over, sealed or void."""
    m.Evaluation.objects.filter(meeting=meeting).update(phones="stopped")
    m.Meeting.objects.filter(pk=meeting.pk).update(state="counted")
    forget_box(meeting.pk)
    transaction.on_commit(sweep)


def sweep_again() -> bool:
    """The sweep of a seal once more, where it was held up; changes nothing that is remembered."""
    return sweep()


def announce(actor: Actor, count: m.Count, *, reason: str = "", once: str | None = None) -> m.Count:
    """Announces the result in the hall and on the public page (4.3b(iii))."""
    with move(actor, "count.announce", count, reason=reason, once=once) as this:
        this.subject.announced_on = clock.today()
    return this.subject


def declare_void(
    actor: Actor, count: m.Count, *, void_because: str, reason: str = "", once: str | None = None
) -> m.Count:
    """Declares the evaluation void; no grade is ever opened, and what the tellers typed is erased (D0001)."""
    with move(actor, "count.declare_void", count, reason=reason, once=once, void_because=void_because) as this:
        this.subject.void_because = void_because
        this.detail |= _numbers(this.subject)
        meeting = this.subject.meeting
        papers = {paper.kind.pk: paper for paper in papers_of(meeting)}
        hands = _hands(this.subject, [papers[kind] for kind in kinds(meeting.pk)])
        if _has_record(meeting):
            closed = _closed_as_void(this.subject, hands)
            if isinstance(closed, record.Signed):
                this.subject.digest = record.fingerprint(closed)
                this.subject.by_reporter = _by_reporter(meeting, closed)
        _erase(meeting)
        _close(this, meeting)
    return this.subject


def _closed_as_void(count: m.Count, hands: Sequence[record.Hand]) -> record.Signed | record.Refused | None:
    """The record closed over a void evaluation; None where it is too damaged to say anything: then it is erased without."""
    try:
        with transaction.atomic():
            return record.declare_void(record_of(count.meeting_id), hands, count.void_because, present=count.present)
    except record.Malformed:
        RecordKeeper(count.meeting_id).forget()
        return None


def recount(count: m.Count) -> bool:
    """Whether the public record proves the sealed sums, as the verifier that anybody may run finds it."""
    kept = KeptRecord(count.meeting_id)
    closing = kept.closing()
    if closing is None:
        return False
    try:
        verify.examine(record.bundle(kept))
    except verify.Found:
        return False
    return _sums(count.meeting, edition_of(count.meeting), closing) == (count.sums, count.sheets)
