"""The count (计票): drawn up, explained, confirmed, sealed, announced (4.3b(iii), D0001, D0005)."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

from django.db import transaction

from shuzhi.acts._perform import Move, move
from shuzhi.acts.casting import forget_writer
from shuzhi.reads.entries import papers_of
from shuzhi.reads.result import edition_of
from shuzhi.reads.sheet import facts, form_of, sheets_in
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.records.sweep import sweep
from shuzhi.rules import evaluation as rules
from shuzhi.rules.regulation import Edition
from shuzhi.rules.roles import Actor
from shuzhi.rules.sheet import Filled, fill
from shuzhi.rules.tally import Tally, merge, sheets_about, tally


def draw_up(
    actor: Actor,
    meeting: m.Meeting,
    *,
    unused: int,
    explanation: str = "",
    reason: str = "",
    once: str | None = None,
) -> m.Count:
    """Draws up the count: issued = cast + paper + unused + missing (D0001).

    ``unused`` is counted by hand; the rest the records know, and ``missing`` is what remains.
    """
    with move(actor, "count.draw_up", meeting, reason=reason, once=once, unused=unused) as this:
        found = facts(this.subject)
        this.add(rules.may_draw_up(found))
        count = m.Count(meeting=this.subject, unused=unused, explanation=explanation)
        if found.count is None:
            _reckon(count)
            this.made(count)
            this.detail |= {"issued": count.issued, "missing": count.missing}
    return count


def _reckon(count: m.Count) -> None:
    """The numbers as the records have them now."""
    sheets = sheets_in(count.meeting)
    count.issued, count.cast, count.paper = sheets.issued, sheets.cast, sheets.paper
    count.missing = count.issued - count.cast - count.paper - count.unused
    count.void = sum(
        sheet is None
        for paper in papers_of(count.meeting)
        if not (paper.once or paper.differing)
        for sheet in paper.sheets()
    )


def explain(
    actor: Actor, count: m.Count, *, unused: int, explanation: str, reason: str = "", once: str | None = None
) -> m.Count:
    """Counts the unused sheets anew and explains, in the statement's words, where the missing ones went (D0001)."""
    with move(actor, "count.explain", count, reason=reason, once=once, unused=unused, explanation=explanation) as this:
        this.subject.unused, this.subject.explanation = unused, explanation
        _reckon(this.subject)
    return this.subject


def confirm(actor: Actor, count: m.Count, *, reason: str = "", once: str | None = None) -> m.Count:
    """A scrutineer confirms the count: every paper sheet typed in twice and settled, and the sum balances (D0001).

    From here on no sheet can be added or changed.
    """
    with move(actor, "count.confirm", count, reason=reason, once=once) as this:
        _reckon(this.subject)
        this.detail |= _numbers(this.subject)
    return this.subject


def _numbers(count: m.Count) -> dict[str, int]:
    return {name: getattr(count, name) for name in ("issued", "cast", "paper", "unused", "missing", "void")}


def _sheets(meeting: m.Meeting, edition: Edition) -> list[tuple[m.SheetKind, list[Filled]]]:
    """Every valid sheet, pile by pile, phone and paper alike."""
    papers = {paper.kind.pk: paper for paper in papers_of(meeting)}
    found = []
    for kind in meeting.sheet_kinds.order_by("pk"):
        form = form_of(kind, edition)
        sheets = [fill(form, answers) for answers in kind.forms.values_list("answers", flat=True)]
        sheets += [sheet for sheet in papers[kind.pk].sheets() if sheet is not None]
        found.append((kind, sheets))
    return found


def _sums(piles: list[tuple[m.SheetKind, list[Filled]]], edition: Edition) -> tuple[dict[str, Any], dict[str, int]]:
    total: Tally = {}
    for kind, sheets in piles:
        total = merge(total, tally(form_of(kind, edition), sheets))
    sums = {
        str(who): {
            question: {grade.key: n for grade, n in zip(edition.grades, count.by_grade, strict=True)}
            | {"blank": count.blank, "void": count.void}
            for question, count in given.items()
        }
        for who, given in total.items()
    }
    return sums, {str(who): sheets_about(given) for who, given in total.items()}


def digest_of(count: m.Count) -> str:
    """SHA-256 over the sealed numbers in canonical JSON; printed on the statement that is signed in ink."""
    content = {
        "meeting": count.meeting_id,
        "numbers": _numbers(count),
        "explanation": count.explanation,
        "sums": count.sums,
        "sheets": count.sheets,
    }
    line = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(line.encode()).hexdigest()


def seal(actor: Actor, count: m.Count, *, reason: str = "", once: str | None = None) -> m.Count:
    """Seals the result: the sums are computed now and never before (4.3b(iii), D0005).

    The sheets are written anew, phone and paper alike, under fresh keys in the keys' order, so that a recount
    stays possible; tags, slip numbers, tellers and nonces are erased; then the file is swept.
    """
    with move(actor, "count.seal", count, reason=reason, once=once) as this:
        sealed = this.subject
        meeting, edition = sealed.meeting, edition_of(sealed.meeting)
        piles = _sheets(meeting, edition)
        sealed.sums, sealed.sheets = _sums(piles, edition)
        sealed.sealed_on = clock.today()
        sealed.digest = digest_of(sealed)
        this.detail |= {"digest": sealed.digest} | _numbers(sealed)
        _erase(meeting)
        anew = [
            m.Form(key=secrets.token_bytes(16), kind=kind, answers=_bare(sheet))
            for kind, sheets in piles
            for sheet in sheets
        ]
        m.Form.objects.bulk_create(sorted(anew, key=lambda form: bytes(form.key)))
        _close(this, meeting)
    return this.subject


def _bare(sheet: Filled) -> dict[str, dict[str, str]]:
    return {str(who): {q: a for q, a in given.items() if a is not None} for who, given in sheet.items()}


def _erase(meeting: m.Meeting) -> None:
    """Everything by which a sheet could be told from another."""
    m.PaperEntry.objects.filter(kind__meeting=meeting).delete()
    m.Tag.objects.filter(kind__meeting=meeting).delete()
    m.Form.objects.filter(kind__meeting=meeting).delete()
    comments = list(m.Comment.objects.filter(meeting=meeting).values_list("text", "released"))
    m.Comment.objects.filter(meeting=meeting).delete()
    anew = [m.Comment(key=secrets.token_bytes(16), meeting=meeting, text=t, released=r) for t, r in comments]
    m.Comment.objects.bulk_create(sorted(anew, key=lambda comment: bytes(comment.key)))


def _close(this: Move, meeting: m.Meeting) -> None:
    """The evaluation is over, sealed or void."""
    m.Evaluation.objects.filter(meeting=meeting).update(phones="stopped")
    m.Meeting.objects.filter(pk=meeting.pk).update(state="counted")
    forget_writer(meeting.pk)
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
    """Declares the evaluation void; no grade is ever computed, and the sheets are erased (D0001)."""
    with move(actor, "count.declare_void", count, reason=reason, once=once, void_because=void_because) as this:
        this.subject.void_because = void_because
        this.detail |= _numbers(this.subject)
        _erase(this.subject.meeting)
        _close(this, this.subject.meeting)
    return this.subject


def recount(count: m.Count) -> bool:
    """Whether the kept sheets still give the sealed sums, and the digest the sealed numbers."""
    edition = edition_of(count.meeting)
    piles = [
        (kind, [fill(form_of(kind, edition), a) for a in kind.forms.values_list("answers", flat=True)])
        for kind in count.meeting.sheet_kinds.order_by("pk")
    ]
    sums, sheets = _sums(piles, edition)
    return sums == count.sums and sheets == count.sheets and digest_of(count) == count.digest
