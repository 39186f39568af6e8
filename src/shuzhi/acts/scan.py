"""Sheets read by machine: files handed in, pages taken in, doubts and conflicts decided (4.3b(iii), D0012)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction
from django.dispatch import Signal

from shuzhi.acts._perform import Move, move
from shuzhi.acts.answers import Told
from shuzhi.acts.record import record_of
from shuzhi.crafts.seal import Reason, codes
from shuzhi.reads.result import edition_of
from shuzhi.reads.scans import Place, places_of
from shuzhi.reads.sheet import facts, form_of
from shuzhi.records import models as m
from shuzhi.records.scan import random_key
from shuzhi.records.where import rehearsing
from shuzhi.rules import evaluation
from shuzhi.rules import scan as rules
from shuzhi.rules.roles import Actor
from shuzhi.rules.scan import Choice, Why
from shuzhi.rules.sheet import Answer, SheetError, fill
from shuzhi.rules.verdict import Lack, Text, verdict

MOST_FILES = 300  # at once
MOST_TRIES = 3
MOST_BYTES = 80_000_000  # a file, as the craft takes it in

handed_in = Signal()
"""Sent after the commit, with ``meeting``: there is something to be read."""


class Upload(Protocol):
    """A file as a door hands it over."""

    name: str | None
    size: int | None

    def chunks(self) -> Iterable[bytes]: ...


def folder() -> Path:
    """Where the bytes of files lie until they are read."""
    return Path(settings.VAR) / "scans"


def kept_at(key: bytes) -> Path:
    return folder() / bytes(key).hex()


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
            this.add(evaluation.paper_may_go_in(facts(this.subject)))
            this.add(_may_hand_in(this.subject, files))
            if not this.more.refused:
                for file in files:
                    known += not _keep(this.subject, file, kept)
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
    if rehearsing():
        text = Text(
            "演练里没有机器读表：演练有自己的数据库，后台够不着。请在演练里练习录入。",
            "No sheets are read by machine in a rehearsal: it has a database of its own, which background work does not "
            "reach. Practise typing in.",
        )
        return verdict(Lack(rules.READING, text))
    if not m.Printing.objects.filter(kind__meeting=meeting).exists():
        text = Text(
            "这次会议的表印得早，机器不知道它的样子，请由人录入。",
            "This meeting’s sheets were printed before machines were told what they look like: type them in.",
        )
        return verdict(Lack(rules.READING, text))
    if not files:
        return verdict(Lack(rules.READING, Text("没有选文件。", "No file was chosen.")))
    if len(files) > MOST_FILES:
        text = Text("一次最多 {n} 个文件，请分几次上传。", "At most {n} files at once: send them in several goes.")
        return verdict(Lack(rules.READING, text.format(n=MOST_FILES)))
    return verdict()


def _keep(meeting: m.Meeting, file: Upload, kept: list[Path]) -> bool:
    """Writes the bytes away, then the row; False when these bytes were handed in before."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    key, digest, size = random_key(), hashlib.sha256(), 0
    path = kept_at(key)
    kept.append(path)
    with path.open("xb") as stream:
        for piece in file.chunks():
            digest.update(piece)
            size += len(piece)
            if size <= MOST_BYTES:
                stream.write(piece)
    row = m.ScanFile(key=key, meeting=meeting, name=Path(file.name or "").name[-80:], digest=digest.digest())
    if m.ScanFile.objects.filter(meeting=meeting, digest=row.digest).exists():
        kept.remove(path)
        path.unlink()
        return False
    if size > MOST_BYTES:
        row.state, row.troubles = "bad", [[0, "too_large"]]
        path.unlink()
    row.save(force_insert=True)
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One page as the machine saw it. ``status`` and ``code`` are the craft's; ``printing`` is what it was printed on.

    ``picture`` shows no code of a sheet that could be placed; ``places`` as ``records.scan`` has them.
    """

    digest: bytes
    picture: bytes
    status: str
    code: str | None = None
    printing: int | None = None
    page: int = 1
    pages: int = 1
    places: dict[str, Any] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heap:
    """What reading a stretch of a file came to: from ``done`` pages up to ``upto``, of ``pages``."""

    done: int
    upto: int
    pages: int
    seen: Sequence[Seen] = ()
    empty: int = 0
    troubles: Sequence[tuple[int, str]] = ()
    finished: bool = False


def begin(key: bytes) -> int | None:
    """How many pages of a file are in, before more of it is read; None when there is nothing to read.

    A file over which the program died three times in the same place is read no further: it is bad, and listed.
    """
    with transaction.atomic():
        file = m.ScanFile.objects.select_for_update().filter(pk=key, state="waiting").first()
        if file is None:
            return None
        file.tries += 1
        if file.tries > MOST_TRIES or not kept_at(key).is_file():
            file.state, file.troubles = "bad", [*file.troubles, [file.done + 1, "gone_wrong"]]
            transaction.on_commit(lambda: _unlink([key]))
        file.save()
    return file.done if file.state == "waiting" else None


def take_in(key: bytes, heap: Heap) -> bool:
    """Takes in what was read of a file, whole or not at all; False when another hand took it in, or it is gone.

    Nobody is asked and nothing journaled: each code is checked in as at the table, exactly once, in the same
    transaction. The pages of a heap go in by their random keys, which are no order of scanning.
    """
    with transaction.atomic():
        file = m.ScanFile.objects.select_for_update().filter(pk=key, state="waiting", done=heap.done).first()
        if file is None:
            return False
        meeting = m.Meeting.objects.select_for_update().get(pk=file.meeting_id)
        if evaluation.paper_may_go_in(facts(meeting)).refused:
            return False
        by_key = sorted(((random_key(), seen) for seen in heap.seen), key=lambda pair: pair[0])
        known = {
            bytes(digest)
            for digest in m.ScanPage.objects.filter(
                meeting=meeting, digest__in=[seen.digest for seen in heap.seen]
            ).values_list("digest", flat=True)
        }
        for new, seen in by_key:
            if seen.digest in known:
                file.again += 1
                continue
            known.add(seen.digest)
            page_of(meeting, new, seen).save(force_insert=True)
        file.done, file.pages, file.tries = heap.upto, heap.pages, 0
        file.empty += heap.empty
        file.troubles += [list(trouble) for trouble in heap.troubles]
        if heap.finished:
            file.state = "bad" if heap.troubles and not heap.seen and not heap.done else "read"
            transaction.on_commit(lambda: _unlink([key]))
            if not file.troubles:
                file.name = ""
        file.save()
    return True


LOST = {"no_code": Why.NO_CODE, "codes_differ": Why.ALTERED, "no_sheet": Why.NO_SHEET, "mirrored": Why.NO_SHEET}
TAKEN = {Reason.USED: Why.ON_PHONE, Reason.SPARE: Why.SPARE}


def page_of(meeting: m.Meeting, key: bytes, seen: Seen) -> m.ScanPage:
    """The page under its code; the code's sheet is checked in if it was not."""
    page = m.ScanPage(
        key=key,
        meeting=meeting,
        state="conflict",
        picture=seen.picture,
        digest=seen.digest,
        page=seen.page,
        pages=seen.pages,
        reading={"places": seen.places, "reasons": list(seen.reasons)},
    )
    if seen.printing is None or seen.code is None or not seen.places:
        page.why = LOST[seen.status] if seen.status in LOST else _stranger(seen)
        return page
    salt = bytes(m.Evaluation.objects.get(meeting=meeting).salt)
    page.sheet = codes.tag(seen.code, salt)
    page.kind_id = m.Printing.objects.get(pk=seen.printing).kind_id
    refused = record_of(meeting.pk).admit(seen.code)
    why = "" if refused is None else _taken(page, refused.reason)
    page.state, page.why = ("conflict", why) if why else ("read", "")
    return page


def _stranger(seen: Seen) -> Why:
    """A code that was not printed here: altered, another meeting's, or nobody's."""
    if seen.code is None:
        return Why.FOREIGN
    code = codes.parse(seen.code)
    if code is None:
        return Why.ALTERED
    for one in m.Evaluation.objects.filter(opening__isnull=False).only("salt"):
        if m.Tag.objects.filter(tag=codes.tag(code, bytes(one.salt))).exists():
            return Why.FOREIGN
    return Why.UNKNOWN


def _taken(page: m.ScanPage, reason: Reason) -> str:
    """What a used code means: cast on a phone, scanned before, or checked in at the table."""
    if reason is not Reason.ON_PAPER:
        return TAKEN.get(reason, Why.UNKNOWN)
    same = m.ScanPage.objects.filter(meeting=page.meeting, sheet=page.sheet)
    if same.filter(page=page.page, state__in=("read", "conflict")).exists():
        return Why.TWICE
    if same.filter(state="read").exists():
        return ""  # another page of a sheet that is in
    if same.exists() or m.PaperEntry.objects.filter(kind=page.kind_id).exists():
        return Why.TYPED
    return ""  # checked in by its code, and nothing of its pile was typed in: the picture is its filling in


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
        this.add(evaluation.paper_may_go_in(facts(this.subject)))
        at = _place(this, page, place)
        if at is not None:
            this.add(rules.may_answer(at.standing, looked=at.looked(actor.person) is not None))
            if not this.more.refused:
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
        this.add(evaluation.paper_may_go_in(facts(this.subject)))
        at = _place(this, page, place)
        if at is not None:
            this.add(rules.may_settle(at.standing, looked=at.looked(actor.person) is not None))
            if not this.more.refused:
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
        this.add(evaluation.paper_may_go_in(facts(this.subject)))
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
        this.add(evaluation.paper_may_go_in(facts(this.subject)))
        found = _by_key(m.ScanFile.objects.filter(meeting=this.subject), file)
        if found is None or not found.troubles:
            this.add(verdict(Lack(rules.READING, Text("没有要处理的文件。", "There is no file to see to."))))
        else:
            this.detail["troubles"] = len(found.troubles)
            found.troubles, found.name = [], ""
            found.save()
    return Told(Text("已处理。", "Seen to."))


def erase(meeting: m.Meeting) -> None:
    """Pictures, readings and what people said of them, gone with the slips (D0005, D0012)."""
    keys = [bytes(key) for key in m.ScanFile.objects.filter(meeting=meeting).values_list("key", flat=True)]
    m.ScanAnswer.objects.filter(page__meeting=meeting).delete()
    m.ScanPage.objects.filter(meeting=meeting).delete()
    m.ScanFile.objects.filter(meeting=meeting).delete()
    transaction.on_commit(lambda: _unlink(keys))


def _unlink(keys: Iterable[bytes]) -> None:
    for key in keys:
        kept_at(key).unlink(missing_ok=True)
