"""What attendees wrote on the sheets: with a pen it is typed in first; it comes out, or is withheld, after the result (4.3b(iii), D0002)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db import transaction

from shuzhi.acts._perform import Move, move
from shuzhi.crafts.seal import legible
from shuzhi.reads.result import edition_of
from shuzhi.reads.sheet import paper_facts
from shuzhi.records import models as m
from shuzhi.records.sweep import sweep
from shuzhi.rules import evaluation
from shuzhi.rules.comment import COMMENTS, ILLEGIBLE, SHOWN, WITHHELD, CommentFacts, may_release
from shuzhi.rules.roles import Actor
from shuzhi.rules.verdict import Lack, Text, verdict


def write_down(
    actor: Actor, meeting: m.Meeting, *, comments: str, reason: str = "", once: str | None = None
) -> m.Meeting:
    """Types in what is written on sheets that were not scanned, one comment a line, before the count is confirmed (D0012).

    They lie in one heap with the phones', under keys of their own; the journal keeps how many.
    """
    lines = [line for line in comments.splitlines() if line.strip()]
    with move(actor, "sheet.write_down", meeting, reason=reason, once=once, comments=len(lines)) as this:
        this.add(evaluation.paper_may_go_in(paper_facts(this.subject)))
        _add(this.subject, [(_said(this, this.subject, line), None) for line in lines])
    return this.subject


def _said(this: Move, meeting: m.Meeting, text: str) -> str:
    """What was typed, without what no pen can write; too long, and it stands in the move."""
    said = legible(text)
    most = edition_of(meeting).sheet.comment_characters.value
    if len(said) > most:
        long = Text("一条最多 {n} 字，这一条有 {m} 字。", "A comment has at most {n} characters; this one has {m}.")
        this.add(verdict(Lack(COMMENTS, long.format(n=most, m=len(said)))))
    return said


def bring_out(meeting: m.Meeting) -> None:
    """What is written on the sheets that count by their pictures leaves them, in no order: from here on it is nobody's (D0012)."""
    pages = m.ScanPage.objects.filter(meeting=meeting, state="read").exclude(comment=b"")
    _add(meeting, [("", bytes(picture)) for picture in pages.values_list("comment", flat=True)])


def shuffle(meeting: m.Meeting) -> None:
    """The comments written anew under fresh keys, so that nothing tells when one came (D0002)."""
    kept = list(m.Comment.objects.filter(meeting=meeting).values_list("text", "picture"))
    m.Comment.objects.filter(meeting=meeting).delete()
    _add(meeting, [(text, None if picture is None else bytes(picture)) for text, picture in kept])


def _add(meeting: m.Meeting, written: list[tuple[str, bytes | None]]) -> None:
    anew = [
        m.Comment(key=secrets.token_bytes(16), meeting=meeting, text=text, picture=picture) for text, picture in written
    ]
    m.Comment.objects.bulk_create(sorted(anew, key=lambda comment: bytes(comment.key)))


def type_in(
    actor: Actor, count: m.Count, *, comment: str, text: str = "", reason: str = "", once: str | None = None
) -> m.Count:
    """Types one comment in from its picture, which is erased with it; no text says that nothing legible is there (D0012).

    After the announcement, away from every answer; nothing is journaled.
    """
    with move(actor, "count.type_in", count, reason=reason, once=once) as this:
        pictures = m.Comment.objects.filter(meeting=this.subject.meeting, picture__isnull=False)
        found = pictures.filter(pk=_key(comment)).first()
        if found is None:
            gone = Text("这一条已经录过了。", "This one is typed in already.")
            this.add(verdict(Lack(COMMENTS, gone)))
            return this.subject  # the mover refuses on leaving
        said = _said(this, this.subject.meeting, text)
        found.delete()
        kept = {} if said else {"released": False, "withheld_because": ILLEGIBLE}
        m.Comment.objects.create(key=secrets.token_bytes(16), meeting=this.subject.meeting, text=said, **kept)
    return this.subject


def _key(comment: str) -> bytes:
    try:
        return bytes.fromhex(comment)
    except ValueError:
        return b""


def release(
    actor: Actor, count: m.Count, *, decisions: Mapping[str, str], reason: str = "", once: str | None = None
) -> m.Count:
    """A scrutineer has read every comment, and each is shown or withheld with a reason (D0002).

    ``decisions``: {key in hex: ``shown`` or a reason of ``rules.comment.WITHHELD``}; what is missing, or no
    known word, counts as not decided and refuses the whole. The comments are written anew under fresh keys in
    the keys' order, so that nothing tells in which order they were decided on. Again: a whole new release.
    The journal keeps numbers only.
    """
    with move(actor, "count.release_comments", count, reason=reason, once=once) as this:
        meeting = this.subject.meeting
        every = list(m.Comment.objects.filter(meeting=meeting))
        known = {SHOWN, *WITHHELD}
        given = [(c.text, decisions.get(bytes(c.key).hex(), "") if c.text else ILLEGIBLE) for c in every]
        facts = CommentFacts(
            received=len(every),
            shown=sum(word == SHOWN for _, word in given),
            unread=sum(word not in known for _, word in given),
            handwritten=sum(c.picture is not None for c in every),
            least=edition_of(meeting).disclosure.least_comments.value,
        )
        this.add(may_release(facts))
        this.detail |= {"received": facts.received, "shown": facts.shown, "withheld": facts.withheld}
        m.Comment.objects.filter(meeting=meeting).delete()
        anew = [
            m.Comment(
                key=secrets.token_bytes(16),
                meeting=meeting,
                text=text,
                released=word == SHOWN,
                withheld_because="" if word == SHOWN else word[:10],
            )
            for text, word in given
        ]
        m.Comment.objects.bulk_create(sorted(anew, key=lambda comment: bytes(comment.key)))
        transaction.on_commit(sweep)
    return this.subject
