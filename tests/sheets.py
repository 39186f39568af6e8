"""An evaluation under way, for tests: sheets printed through the act, their codes caught before they are forgotten."""

from __future__ import annotations

from tests.builders import a_meeting, a_reporter, a_round
from tests.cast import Cast

from shuzhi.acts import casting, count, sheet
from shuzhi.reads.sheet import piles
from shuzhi.records import models as m

ADDRESS = "http://127.0.0.1:8000/s"
QUESTIONS = ("overall", "law", "sessions", "voters", "activities", "example")
NONCE = "n" * 24
# The cards of the meetings opened here, as their scrutineers hold them.
CARDS: dict[int, list[str]] = {}


def a_meeting_to_evaluate(cast: Cast, *, state: str = "open", reporters: int = 1) -> m.Meeting:
    """A meeting of the town's district deputies with one or two reporters of one constituency."""
    round_ = a_round(cast, state="meeting")
    for order, actor in enumerate((cast.deputy, cast.second_deputy)[:reporters], 1):
        a_reporter(cast, round_, actor=actor, order=order)
    return a_meeting(cast, round_, state=state)


def print_sheets(cast: Cast, meeting: m.Meeting, number: int) -> list[str]:
    """Prints so many of every pile and returns the codes that went to the press."""
    caught: list[str] = []

    def press(meeting, edition, heaps, **how):
        caught.extend(code for _, codes in heaps for code in codes)
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
    open_phones(cast, meeting)
    return meeting, codes


def open_phones(cast: Cast, meeting: m.Meeting, **how: object) -> None:
    """Opens the evaluation; the cards stay with the test."""

    def press(meeting: m.Meeting, texts: list[str]) -> bytes:
        CARDS[meeting.pk] = texts
        return b"%PDF-"

    sheet.open_(cast.scrutineer, meeting, cards=press, **how)  # type: ignore[arg-type]


def reopen_phones(cast: Cast, meeting: m.Meeting, reason: str = "卡没有存下来") -> None:
    """Opens it anew; the new cards take the place of the old."""

    def press(meeting: m.Meeting, texts: list[str]) -> bytes:
        CARDS[meeting.pk] = texts
        return b"%PDF-"

    sheet.reopen(cast.scrutineer, meeting, cards=press, reason=reason)  # type: ignore[arg-type]


def seal(cast: Cast, counted: m.Count, **how: object) -> m.Count:
    """Seals the result with the first and the third card."""
    first, _, third = CARDS[counted.meeting_id]
    return count.seal(cast.scrutineer, counted, cards=[first, third], **how)  # type: ignore[arg-type]


def put(code: str, nonce: str, answers: dict[str, dict[str, str | None]], comment: str = "") -> casting.Outcome:
    """Casts one sheet and says what became of it."""
    return casting.cast(code, nonce, answers, comment).outcome


def all_of(meeting: m.Meeting, grade: str | None) -> dict[str, dict[str, str | None]]:
    """The same answer everywhere."""
    return {str(r.pk): dict.fromkeys(QUESTIONS, grade) for r in meeting.reporters.all()}
