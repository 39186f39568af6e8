"""Comments written with a pen, one picture at a time, for whoever types them in: after the result, away from every answer (D0012)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db.models import QuerySet

from shuzhi.reads.open_act import OpenAct
from shuzhi.reads.open_acts import open_acts
from shuzhi.reads.scan_pages import at_the_table
from shuzhi.reads.sight import NotVisible
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor


@dataclass(frozen=True, slots=True)
class HandwritingPage:
    """``asked``: the picture to be typed in now, drawn by lot; empty when none is ``left``."""

    meeting: m.Meeting
    count: m.Count
    asked: str
    left: int
    act: OpenAct | None


def handwriting_page(actor: Actor, pk: int, *, skipped: str = "") -> HandwritingPage:
    """The next comment to be typed in, for the meeting's tellers and scrutineers, once the result is announced."""
    count = _announced(actor, pk)
    keys = [bytes(key).hex() for key in _pictures(pk).values_list("key", flat=True)]
    lot = [key for key in keys if key != skipped] or keys
    act = next((act for act in open_acts(actor, count, "count.type_in")), None)
    return HandwritingPage(count.meeting, count, secrets.choice(lot) if lot else "", len(keys), act)


def handwriting(actor: Actor, pk: int, key: str) -> bytes:
    """One comment as it was written, a JPEG; for those who type it in."""
    _announced(actor, pk)
    try:
        found = _pictures(pk).filter(pk=bytes.fromhex(key)).first()
    except ValueError:
        found = None
    if found is None or found.picture is None:
        raise NotVisible(f"comment {key}")
    return bytes(found.picture)


def _pictures(pk: int) -> QuerySet[m.Comment]:
    return m.Comment.objects.filter(meeting=pk, picture__isnull=False)


def _announced(actor: Actor, pk: int) -> m.Count:
    meeting = at_the_table(actor, pk).meeting
    count = m.Count.objects.filter(meeting=meeting, state="announced").select_related("meeting").first()
    if count is None:
        raise NotVisible(f"comments of meeting {pk}")
    return count
