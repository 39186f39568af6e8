"""What attendees wrote on the sheets comes out, or is withheld, after the result (4.3b(iii), D0002)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db import transaction

from shuzhi.acts._perform import move
from shuzhi.reads.result import edition_of
from shuzhi.records import models as m
from shuzhi.records.sweep import sweep
from shuzhi.rules.comment import SHOWN, WITHHELD, CommentFacts, may_release
from shuzhi.rules.roles import Actor


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
        given = [(c.text, decisions.get(bytes(c.key).hex(), "")) for c in every]
        facts = CommentFacts(
            received=len(every),
            shown=sum(word == SHOWN for _, word in given),
            unread=sum(word not in known for _, word in given),
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
