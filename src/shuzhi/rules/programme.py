"""The programme: its basis, and the windows it runs in (0.1, 4.0a, 4.0b)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuzhi.rules.dates import short_day
from shuzhi.rules.edition import Window
from shuzhi.rules.verdict import Caution, Lack, Text, Verdict, verdict

_OFFICE = Text("区人大代表工委", "the district office")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFacts:
    """A programme as it is stated, with the windows of its edition."""

    basis: str
    adopting_body: str
    adopted_at_meeting: str
    adopted_on: date
    today: date
    district: tuple[date, date]
    town: tuple[date, date]
    district_window: Window
    town_window: Window
    edition_year: int
    open_rounds: int = 0


def moved_window(window: Window, years: int) -> Window:
    """The same days and months, so many years later."""
    return Window(window.source, _moved(window.start, years), _moved(window.end, years))


def same_months(window: Window, year: int, dates: tuple[date, date], edition_year: int) -> bool:
    """True when the dates lie in the window moved to ``year``."""
    moved = moved_window(window, year - edition_year)
    start, end = dates
    return (moved.start is None or moved.start <= start) and (moved.end is None or end <= moved.end)


def _moved(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    # 29 February has no counterpart in most years.
    return date(day.year + years, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def basis_stated(facts: ProgrammeFacts) -> Verdict:
    """Every programme states its basis: the law, the adopting body, its meeting, the date (0.1)."""
    blank = [
        label
        for value, label in (
            (facts.basis, Text("依据", "basis")),
            (facts.adopting_body, Text("通过机关", "adopting body")),
            (facts.adopted_at_meeting, Text("会议", "meeting")),
        )
        if not value.strip()
    ]
    return verdict(
        *(Lack("0.1", Text("没有写明{what}。", "The {what} is not stated.").format(what=b), _OFFICE) for b in blank),
        Lack("0.1", Text("通过日期在今天之后。", "The date of adoption lies ahead of today."), _OFFICE)
        if facts.adopted_on > facts.today
        else None,
    )


def windows_hold(facts: ProgrammeFacts) -> Verdict:
    """The pilot's own months; other dates than the edition's need a reason (4.0a, 4.0b, 0001)."""
    return verdict(
        *(
            Caution(
                window.source,
                Text(
                    "{level}述职的起止日期不在办法规定的月份内（{window}）。",
                    "The dates for {level} deputies are not in the regulation’s months ({window}).",
                ).format(level=level, window=_said(window)),
                _OFFICE,
            )
            for level, dates, window in (
                (Text("区人大代表", "district"), facts.district, facts.district_window),
                (Text("镇人大代表", "town"), facts.town, facts.town_window),
            )
            if not same_months(window, dates[1].year, dates, facts.edition_year)
        ),
    )


def _said(window: Window) -> Text:
    start = short_day(window.start) if window.start else None
    end = short_day(window.end) if window.end else None
    if start is None:
        return Text("{end}前结束", "finished by {end}").format(end=end)
    if end is None:
        return Text("{start}起", "from {start}").format(start=start)
    return Text("{start}至{end}", "{start} to {end}").format(start=start, end=end)


def rounds_closed(facts: ProgrammeFacts) -> Verdict:
    """The overall summary comes when every round is closed (4.4d)."""
    if not facts.open_rounds:
        return verdict()
    return verdict(
        Lack(
            "4.4d",
            Text("还有 {n} 轮述职没有结束。", "Rounds not closed yet: {n}.").format(n=facts.open_rounds),
            Text("各承办单位", "the organisers"),
        )
    )
