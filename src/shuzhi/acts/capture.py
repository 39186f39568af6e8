"""A sheet under a phone's camera: seen, told at once, and taken in with the next one already on its way (4.3b(iii), D0012)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from shuzhi.acts import scan_intake
from shuzhi.acts._perform import Refused, move
from shuzhi.acts.answers import Caught
from shuzhi.acts.scan_intake import Seen, Upload
from shuzhi.crafts.seal import codes
from shuzhi.reads.camera import caught
from shuzhi.reads.open_acts import verdict_now
from shuzhi.reads.sheet import paper_facts
from shuzhi.records import models as m
from shuzhi.records.scan import random_key
from shuzhi.rules import capture as rules
from shuzhi.rules import evaluation
from shuzhi.rules.capture import Word
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import Actor
from shuzhi.rules.scan import NOT_HERE, READING, WHY, Why
from shuzhi.rules.verdict import Lack, Text, Verdict, verdict

Look = Callable[[int, bytes], Sequence[Seen]]


class Eye:
    """What reads a picture while its sender waits; background work sets it at the start, if it can read at all."""

    look: Look | None = None


eye = Eye()
# One picture is read at a time, whoever sends it: phones still casting at another meeting keep a core for themselves.
_gate = threading.Lock()
PATIENCE = 4.0  # seconds
CLEAR = "read"
TO_PEOPLE = ("doubtful", "one_bit", "codes_differ")  # kept only when whoever holds the phone says so
SHEETS = (CLEAR, "foreign", *TO_PEOPLE)  # of anything else there is no whole sheet in view


def catch(
    actor: Actor,
    meeting: m.Meeting,
    *,
    picture: Upload,
    keep: bool = False,
    reason: str = "",
    once: str | None = None,
) -> Caught:
    """One photograph of a sheet, read while its holder waits; what is clear is checked in and counts (D0012).

    The same sheet again changes nothing. What is not clear is kept only with ``keep``, and
    then people look at all of it. Nothing is journaled, as at the table: by now the papers come out of a mixed box.
    """
    row, look = REGISTER["scan.catch"], eye.look
    before = verdict_now(actor, row, meeting) + evaluation.paper_may_go_in(paper_facts(meeting)) + _can_read(look)
    if before.refused or look is None:
        raise Refused(row, before)
    if not _gate.acquire(timeout=PATIENCE):
        return _told(meeting, Word.BUSY)
    try:
        seen = look(meeting.pk, b"".join(picture.chunks()))
    finally:
        _gate.release()
    placed = [one for one in seen if one.status in SHEETS]
    if not placed:
        return _told(meeting, Word.UNSEEN, rules.how(seen[0].status if seen else "no_sheet"))
    unclear = [one for one in placed if one.status in TO_PEOPLE]
    if unclear and not keep:
        return _told(meeting, Word.DOUBTFUL, rules.how(unclear[0].status, unclear[0].reasons))
    with move(actor, "scan.catch", meeting, reason=reason, once=None) as this:
        this.add(evaluation.paper_may_go_in(paper_facts(this.subject)))
        became = [] if this.more.refused else [_take(this.subject, one) for one in placed]
    word = rules.worst([one for one, _ in became])
    return _told(meeting, word, next(said for one, said in became if one is word))


def _can_read(look: Look | None) -> Verdict:
    return verdict(Lack(READING, NOT_HERE)) if look is None else verdict()


def _take(meeting: m.Meeting, seen: Seen) -> tuple[Word, Text]:
    """One sheet of the picture, taken in; or known to be in already."""
    page = scan_intake.page_of(meeting, random_key(), seen)
    if page.sheet is None and seen.code is not None and (code := codes.parse(seen.code)):
        # A stranger, too, is listed once, however long it lies there.
        page.sheet = scan_intake.tag_of(meeting, code)
    before = m.ScanPage.objects.filter(meeting=meeting, sheet=page.sheet, page=page.page).defer("picture")
    if page.sheet is not None and any(rules.alike(one.reading.get("places", {}), seen.places) for one in before):
        return Word.AGAIN, rules.NEXT
    if m.ScanPage.objects.filter(meeting=meeting, digest=seen.digest).exists():
        return Word.AGAIN, rules.NEXT
    page.save(force_insert=True)
    if page.state == "conflict":
        return Word.CONFLICT, WHY[Why(page.why)]
    if (
        page.pages > 1
        and m.ScanPage.objects.filter(meeting=meeting, sheet=page.sheet, state="read").count() < page.pages
    ):
        return Word.CAUGHT, rules.MORE_PAGES.format(n=page.pages)
    return Word.CAUGHT, rules.NEXT if seen.status == CLEAR else rules.FOR_PEOPLE


def _told(meeting: m.Meeting, word: Word, how: Text | None = None) -> Caught:
    return Caught(rules.TOLD[word], word in (Word.CAUGHT, Word.AGAIN), str(word), how, caught(meeting.pk))
