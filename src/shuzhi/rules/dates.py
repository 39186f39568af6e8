"""Dates as people write them, for the sentences of the rules."""

from __future__ import annotations

from datetime import date

from shuzhi.rules.verdict import Text

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def short_day(day: date) -> Text:
    """5月31日, 31 May."""
    return Text(f"{day.month}月{day.day}日", f"{day.day} {MONTHS[day.month - 1]}")


def long_day(day: date) -> Text:
    """2026年5月31日, 31 May 2026."""
    short = short_day(day)
    return Text(f"{day.year}年{short.zh}", f"{short.en} {day.year}")
