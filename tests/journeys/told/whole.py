"""A whole round, in the source document's order."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser
from tests.journeys.hands import Hands
from tests.journeys.people import Side
from tests.journeys.told import conclusion, evaluation, launch, meeting, preparation

# Under D0001 the grades of fewer sheets are not shown.
FEWEST_SHOWN = 10


@dataclass(frozen=True)
class Hall:
    """How many are in the hall, and what they do with their sheets; the rest stays unused, but for one that is missing."""

    present: int
    printed: int
    phones: int
    papers: int

    @property
    def unused(self) -> int:
        return self.printed - self.phones - self.papers


def the_whole_round(
    h: Hands, side: Side, hall: Hall, browser: Browser, monkeypatch: pytest.MonkeyPatch, *, script: bool = True
) -> None:
    """4.1 to 4.4, from the opening of the programme to the exchange of practice."""
    pilot = launch.programme(h, side)
    launch.opening(h, side, pilot)
    launch.plan(h, side)
    launch.roster(h, side)
    launch.study(h, side)
    preparation.opinions_and_report(h, side)
    preparation.arrangements(h, side)
    meeting.door(h, side, hall.present)
    meeting.sheets(h, side, hall.printed, monkeypatch)
    meeting.speeches(h, side)
    meeting.appraisals(h, side)
    evaluation.phones(h, side, browser, hall.phones, monkeypatch, script=script)
    evaluation.papers(h, side, hall.phones, hall.papers)
    evaluation.counted(h, side, hall.unused)
    meeting.summing_up(h, side)
    conclusion.rectification(h, side)
    conclusion.told(h, side)
    conclusion.summary(h, side)
    conclusion.stands(h, side, grades=hall.phones + hall.papers >= FEWEST_SHOWN)
