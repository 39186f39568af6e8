"""Sheets under a phone's camera: for whom, whether it can begin, and how many are in (4.3b(iii), D0012)."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.crafts.paperform.extra import missing
from shuzhi.reads.open_act import OpenAct
from shuzhi.reads.scan_pages import at_the_table
from shuzhi.records import models as m
from shuzhi.records.where import rehearsing
from shuzhi.rules.roles import Actor


@dataclass(frozen=True, slots=True)
class CameraPage:
    """``lacking``: packages without which nothing can be read here."""

    meeting: m.Meeting
    caught: int
    act: OpenAct | None
    lacking: tuple[str, ...]
    rehearsal: bool


def caught(meeting: int) -> int:
    """How many sheets are in by their pictures."""
    return m.ScanPage.objects.filter(meeting=meeting, state="read").values("sheet").distinct().count()


def camera_page(actor: Actor, pk: int) -> CameraPage:
    """For the tellers and scrutineers of this meeting."""
    table = at_the_table(actor, pk)
    return CameraPage(table.meeting, caught(pk), table.acts(actor).get("scan.catch"), missing(), rehearsing())
