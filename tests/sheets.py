"""An evaluation under way, for tests: sheets printed through the act, their codes caught before they are forgotten."""

from __future__ import annotations

from tests.builders import a_meeting, a_reporter, a_round
from tests.cast import Cast

from shuzhi.acts import sheet
from shuzhi.reads.sheet import piles
from shuzhi.records import models as m

ADDRESS = "http://127.0.0.1:8000/s"
QUESTIONS = ("overall", "law", "sessions", "voters", "activities", "example")
NONCE = "n" * 24


def a_meeting_to_evaluate(cast: Cast, *, state: str = "open", reporters: int = 1) -> m.Meeting:
    """A meeting of the town's district deputies with one or two reporters of one constituency."""
    round_ = a_round(cast, state="meeting")
    for order, actor in enumerate((cast.deputy, cast.second_deputy)[:reporters], 1):
        a_reporter(cast, round_, actor=actor, order=order)
    return a_meeting(cast, round_, state=state)


def print_sheets(cast: Cast, meeting: m.Meeting, number: int) -> list[str]:
    """Prints so many of every pile and returns the codes that went to the press."""
    caught: list[str] = []

    def press(meeting, edition, reporters, codes, **how):
        caught.extend(codes)
        return b"%PDF-"

    numbers = {pile.key: number for pile in piles(meeting)}
    sheet.issue(cast.town_office, meeting, numbers=numbers, address=ADDRESS, press=press)
    return caught


def opened(cast: Cast, number: int = 12, *, reporters: int = 1) -> tuple[m.Meeting, list[str]]:
    """A meeting whose phones are open, in the stage in which people fill in sheets."""
    meeting = a_meeting_to_evaluate(cast, state="open", reporters=reporters)
    codes = print_sheets(cast, meeting, number)
    m.Meeting.objects.filter(pk=meeting.pk).update(state="appraising")
    meeting.refresh_from_db()
    sheet.open_(cast.scrutineer, meeting)
    return meeting, codes


def all_of(meeting: m.Meeting, grade: str | None) -> dict[str, dict[str, str | None]]:
    """The same answer everywhere."""
    return {str(r.pk): dict.fromkeys(QUESTIONS, grade) for r in meeting.reporters.all()}
