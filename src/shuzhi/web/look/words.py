"""Dates, numbers and names as people write them, in the active language."""

from __future__ import annotations

import datetime as dt
import re

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext

MONTHS = [
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
]
DAYS_ZH = "一二三四五六日"
DAYS_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DIGITS = "零一二三四五六七八九"
IDEOGRAPHIC_SPACE = "\u3000"
HAN_NAME = re.compile(r"[\u3400-\u9fff]{2}")

Moment = dt.date | dt.datetime


def english() -> bool:
    return (get_language() or "").startswith("en")


def say(text: object) -> str:
    """A ``Text`` in the active language; strings and lazy strings as they are, nothing for None."""
    if text is None:
        return ""
    if isinstance(text, str | Promise):
        return str(text)
    if hasattr(text, "zh") and hasattr(text, "en"):
        return str(text.en if english() else text.zh)
    return str(text)


def local(moment: Moment) -> Moment:
    """An aware moment in the district's time zone; anything else unchanged."""
    if isinstance(moment, dt.datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def as_date(moment: Moment) -> dt.date:
    moment = local(moment)
    return moment.date() if isinstance(moment, dt.datetime) else moment


def day(moment: Moment | None, year: bool = True) -> str:
    """2026年5月31日, 31 May 2026; without the year 5月31日, 31 May."""
    if not moment:
        return ""
    d = as_date(moment)
    if english():
        return f"{d.day} {MONTHS[d.month - 1]}" + (f" {d.year}" if year else "")
    return (f"{d.year}年" if year else "") + f"{d.month}月{d.day}日"


def until(start: Moment | None, end: Moment | None) -> str:
    """2026年8月11日至12月31日, 11 August – 31 December 2026: the year once, unless there are two of them."""
    if not start or not end:
        return day(start or end)
    same = as_date(start).year == as_date(end).year
    if english():
        return f"{day(start, year=not same)} – {day(end)}"
    return f"{day(start)}至{day(end, year=not same)}"


def day_time(moment: Moment | None) -> str:
    """5月31日 14:00, 31 May, 14:00; with the year when it is not the present one."""
    if not moment:
        return ""
    when = local(moment)
    words = day(when, year=when.year != timezone.localdate().year)
    if not isinstance(when, dt.datetime):
        return words
    return f"{words}{',' if english() else ''} {when:%H:%M}"


def weekday(moment: Moment | None) -> str:
    """星期三, Wednesday."""
    if not moment:
        return ""
    n = as_date(moment).weekday()
    return DAYS_EN[n] if english() else f"星期{DAYS_ZH[n]}"


def days_from(moment: Moment | None, today: Moment | None = None) -> str:
    """还有 4 天, 今天, 逾期 2 天: how far a date is from today."""
    if not moment:
        return ""
    n = (as_date(moment) - (as_date(today) if today else timezone.localdate())).days
    if n == 0:
        return gettext("今天")
    if n > 0:
        return ngettext("还有 %(n)d 天", "还有 %(n)d 天", n) % {"n": n}
    return ngettext("逾期 %(n)d 天", "逾期 %(n)d 天", -n) % {"n": -n}


def zh_number(value: object) -> str:
    """一, 十二, 二十 for 1 to 99 in Chinese; the figure itself in English and beyond."""
    try:
        n = int(str(value))
    except ValueError:
        return str(value)
    if english() or not 0 <= n < 100:
        return str(n)
    if n < 10:
        return DIGITS[n]
    tens, ones = divmod(n, 10)
    return (DIGITS[tens] if tens > 1 else "") + "十" + (DIGITS[ones] if ones else "")


def padded_name(name: object) -> str:
    """张　燕: a name of two characters set to the width of three, as lists in Chinese do; in English as it is."""
    text = say(name).strip()
    return IDEOGRAPHIC_SPACE.join(text) if HAN_NAME.fullmatch(text) and not english() else text
