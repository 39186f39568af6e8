"""Sheets read by machine: files handed in, doubts and conflicts decided, each by a person (4.3b(iii), D0012)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.dispatch import Signal

from shuzhi.acts._perform import Move, move
from shuzhi.acts.answers import Told
from shuzhi.acts.scan_intake import Upload, keep
from shuzhi.crafts.paperform.extra import missing
from shuzhi.reads.result import edition_of
from shuzhi.reads.scans import Place, places_of
from shuzhi.reads.sheet import form_of, paper_facts
from shuzhi.records import models as m
from shuzhi.records.where import rehearsing
from shuzhi.rules import evaluation
from shuzhi.rules import scan as rules
from shuzhi.rules.roles import Actor
from shuzhi.rules.scan import Choice, Why
from shuzhi.rules.sheet import Answer, SheetError, fill
from shuzhi.rules.verdict import Lack, Text, Verdict, verdict

MOST_FILES = 300  # at once
MOST_REHEARSED = 20  # where whoever has the address takes part, and a few samples are all there is to scan (D0008)

handed_in = Signal()
"""Sent after the commit, with ``meeting``: there is something to be read."""


def upload(
    actor: Actor, meeting: m.Meeting, *, files: Sequence[Upload], reason: str = "", once: str | None = None
) -> Told:
    """Hands in files of scanned or photographed sheets; reading goes on in the background (4.3b(iii), D0012).

    The same file again is known by its bytes and not read twice.
    """
    kept: list[Path] = []
    known = 0
    try:
        with move(actor, "scan.upload", meeting, reason=reason, once=None) as this:
            this.add(evaluation.paper_may_go_in(paper_facts(this.subject)))
            this.add(_may_hand_in(this.subject, files))
            if not this.more.refused:
                for file in files:
                    known += not keep(this.subject, file, kept)
                transaction.on_commit(lambda: handed_in.send(upload, meeting=meeting.pk))
    except BaseException:
        for path in kept:
            path.unlink(missing_ok=True)
        raise
    if known:
        text = Text(
            "收到 {n} 个文件；另有 {known} 个以前收过，不再读。", "{n} files taken; {known} more were in already."
        )
        return Told(text.format(n=len(kept), known=known), good=bool(kept))
    return Told(Text("收到 {n} 个文件，正在读。", "{n} files taken; they are being read.").format(n=len(kept)))


def _may_hand_in(meeting: m.Meeting, files: Sequence[Upload]) -> Any:
    if missing():
        return verdict(Lack(rules.READING, rules.NOT_HERE))  # a file taken in would wait for ever, and the count for it
    if not m.Printing.objects.filter(kind__meeting=meeting).exists():
        text = Text(
            "这次会议的表印得早，机器不知道它的样子，请由人录入。",
            "This meeting’s sheets were printed before machines were told what they look like: type them in.",
        )
        return verdict(Lack(rules.READING, text))
    if not files:
        return verdict(Lack(rules.READING, Text("没有选文件。", "No file was chosen.")))
    most = MOST_REHEARSED if rehearsing() else MOST_FILES
    if len(files) > most:
        text = Text("一次最多 {n} 个文件，请分几次上传。", "At most {n} files at once: send them in several goes.")
        return verdict(Lack(rules.READING, text.format(n=most)))
    return verdict()


def _found(this: Move, page: str) -> m.ScanPage | None:
    found = _by_key(m.ScanPage.objects.filter(meeting=this.subject).defer("picture"), page)
    if found is None:
        this.add(verdict(Lack(rules.READING, Text("没有这幅图。", "There is no such picture."))))
    return found


def _by_key(rows: Any, key: str) -> Any:
    try:
        return rows.filter(pk=bytes.fromhex(key)).first()
    except ValueError:
        return None


def _place(this: Move, page: str, place: str) -> Place | None:
    found = _found(this, page)
    if found is None:
        return None
    wanted = next((p for p in places_of(found, found.answers.all()) if p.name == place), None)
    if wanted is None or found.state != "read":
        this.add(verdict(Lack(rules.READING, Text("这一处不用看。", "This one need not be looked at."))))
        return None
    return wanted


def _allowed(this: Move, actor: Actor, page: str, place: str, may: Callable[..., Verdict]) -> Place | None:
    """The place, where this person may say something of it now; else why not stands in the move."""
    this.add(evaluation.paper_may_go_in(paper_facts(this.subject)))
    at = _place(this, page, place)
    if at is not None:
        this.add(may(at.standing, looked=at.looked(actor.person) is not None))
    return None if this.more.refused else at


def _say(this: Move, place: Place, person: int, turn: int, answer: Answer) -> None:
    """Keeps what was said; in place of what the same person said before."""
    kind = m.SheetKind.objects.get(pk=place.page.kind_id or 0)
    try:
        fill(form_of(kind, edition_of(this.subject)), {place.reporter: {place.question: answer}})
    except SheetError as error:
        this.add(verdict(*(Lack(rules.READING, problem) for problem in error.problems)))
        return
    own = place.looked(person)
    if own is not None:
        m.ScanAnswer.objects.filter(pk=own.pk).update(answer=answer)
    else:
        m.ScanAnswer.objects.create(page=place.page, place=place.name, turn=turn, person_id=person, answer=answer)


def answer(
    actor: Actor,
    meeting: m.Meeting,
    *,
    page: str,
    place: str,
    answer: Answer,
    reason: str = "",
    once: str | None = None,
) -> Told:
    """One person says what the sheet says where the machine would not swear to it; two different people do (D0012).

    The same person again: the earlier word is replaced, while nobody has settled it.
    """
    with move(actor, "scan.answer", meeting, reason=reason, once=None) as this:
        at = _allowed(this, actor, page, place, rules.may_answer)
        if at is not None:
            _say(this, at, actor.person or 0, 2 if 1 in at.said else 1, answer)
    return Told(Text("已记下。", "Noted."))


def settle(
    actor: Actor,
    meeting: m.Meeting,
    *,
    page: str,
    place: str,
    answer: Answer,
    reason: str = "",
    once: str | None = None,
) -> Told:
    """A scrutineer who was neither of the two settles what they saw differently (D0012)."""
    with move(actor, "scan.settle", meeting, reason=reason, once=None) as this:
        at = _allowed(this, actor, page, place, rules.may_settle)
        if at is not None:
            _say(this, at, actor.person or 0, 3, answer)
    return Told(Text("已核定。", "Settled."))


def resolve(
    actor: Actor, meeting: m.Meeting, *, page: str, choice: str, reason: str = "", once: str | None = None
) -> Told:
    """A scrutineer decides of a picture in conflict; the journal keeps what was the matter and what was chosen (D0012).

    Of one sheet one picture counts at most. ``by_hand`` takes all of a sheet's pictures out; it stays checked in and is
    typed in under a slip number.
    """
    with move(actor, "scan.resolve", meeting, reason=reason, once=once) as this:
        this.add(evaluation.paper_may_go_in(paper_facts(this.subject)))
        found = _found(this, page)
        if found is not None:
            this.detail |= {"why": found.why or Why.MISSING, "choice": choice}
            this.add(rules.may_resolve(found.state, found.why, choice))
            if not this.more.refused:
                _decide(found, Choice(choice))
    return Told(Text("已裁定：{choice}。", "Decided: {choice}.").format(choice=rules.CHOICE[Choice(choice)]))


def _decide(page: m.ScanPage, choice: Choice) -> None:
    one = m.ScanPage.objects.filter(pk=page.pk)
    sheet = m.ScanPage.objects.filter(meeting=page.meeting, sheet=page.sheet) if page.sheet is not None else one
    if choice is Choice.KEEP:
        sheet.filter(page=page.page, state="read").update(state="aside", why=Why.CHOSEN)
        one.update(state="read", why="")
    elif choice is Choice.BY_HAND:
        sheet.update(state="aside", why=Why.CHOSEN)
    else:
        one.update(state="aside")


def dismiss(actor: Actor, meeting: m.Meeting, *, file: str, reason: str = "", once: str | None = None) -> Told:
    """Somebody has seen to what could not be read: scanned it again, or had it typed in (D0012)."""
    with move(actor, "scan.dismiss", meeting, reason=reason, once=once) as this:
        this.add(evaluation.paper_may_go_in(paper_facts(this.subject)))
        found = _by_key(m.ScanFile.objects.filter(meeting=this.subject), file)
        if found is None or not found.troubles:
            this.add(verdict(Lack(rules.READING, Text("没有要处理的文件。", "There is no file to see to."))))
        else:
            this.detail["troubles"] = len(found.troubles)
            found.troubles, found.name = [], ""
            found.save()
    return Told(Text("已处理。", "Seen to."))
