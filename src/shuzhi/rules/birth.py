"""Birth dates, in the ways offices write them: ``1980.12``, ``1958年10月``, ``一九五四年八月``, ``196205``."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import NamedTuple

from shuzhi.rules.field import DIGITS, Field, Raw, blank, doubtful, number, ok, tight, wrong

ADULT = 18  # nobody younger votes or is elected
OLDEST = 100
EXCEL_ZERO = date(1899, 12, 30)

YEAR_MONTH_DAY = re.compile(r"(\d{4}|\d{2})[年./\-、,](\d{1,2})(?:[月./\-、,](\d{1,2})[日号]?|月(?:份)?)?(?:生|出生)?")
RUN = re.compile(r"(\d{4})(\d{2})(\d{2})?")
CHINESE = re.compile(
    r"([一二三四五六七八九零〇○Oo]{4}|[一二三四五六七八九零〇○Oo]{2})年([一二三四五六七八九十元]{1,2})月(?:份|([一二三四五六七八九十]{1,3})[日号])?(?:生|出生)?"
)


class Birth(NamedTuple):
    """A month of birth, with the day where it is known."""

    year: int
    month: int
    day: int | None = None

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, self.day or monthrange(self.year, self.month)[1])


def read_birth(raw: Raw, today: date, *, zeros_kept: bool = True) -> Field:
    """The birth date in a cell, as ``Birth``.

    ``zeros_kept`` says that text cells of this list keep a closing zero. In a number cell, and in
    separated text saved from one, ``1980.10`` has become ``1980.1``: that is a question.
    """
    if blank(raw):
        return doubtful(None, raw, "未填出生年月", "date of birth not filled in")
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        # A spreadsheet turns "1980-12" into the first of the month.
        return _judge(Birth(raw.year, raw.month, raw.day if raw.day > 1 else None), raw, today)
    if isinstance(raw, bool):
        return _unreadable(raw)
    text = tight(raw)
    if "农历" in text or "阴历" in text:
        return doubtful(None, raw, "农历日期，请填公历", "a date of the lunar calendar; give the solar one")
    if isinstance(raw, float) and not raw.is_integer():
        return _from_decimal(text, raw, today)
    if found := RUN.fullmatch(text):
        return _judge_parts(int(found[1]), int(found[2]), int(found[3]) if found[3] else None, raw, today)
    if text.isascii() and text.isdigit() and len(text) < 9:
        return _from_digits(int(text), raw, today)
    if not zeros_kept and re.fullmatch(r"\d{4}\.1", text):
        return _january_or_october(int(text[:4]), raw)
    if found := YEAR_MONTH_DAY.fullmatch(text):
        return _judge_parts(int(found[1]), int(found[2]), int(found[3]) if found[3] else None, raw, today)
    if found := CHINESE.fullmatch(text):
        year = int("".join(str(DIGITS[c]) for c in found[1]))
        day = _chinese_day(found[3]) if found[3] else None
        return _judge_parts(year, number(found[2]) or 0, day, raw, today)
    if found := re.fullmatch(r"(\d{4})年?(?:生|出生)?", text):
        return doubtful(None, raw, f"只有年份{found[1]}，缺月份", f"only the year {found[1]}; the month is missing")
    return _unreadable(raw)


def _unreadable(raw: Raw) -> Field:
    return wrong(raw, "看不懂的出生年月", "not a date of birth")


def _chinese_day(text: str) -> int:
    if found := re.fullmatch(
        r"([二三])十([一二三四五六七八九])?|十([一二三四五六七八九])?|([一二三四五六七八九])", text
    ):
        return number(found[0]) or 0
    return 0


def _from_decimal(text: str, raw: float, today: date) -> Field:
    found = re.fullmatch(r"(\d{4})\.(\d{1,2})", text)
    if not found:
        return _unreadable(raw)
    if found[2] == "1":
        return _january_or_october(int(found[1]), raw)
    return _judge_parts(int(found[1]), int(found[2]), None, raw, today)


def _january_or_october(year: int, raw: Raw) -> Field:
    if not 1900 <= year <= 9999:
        return _unreadable(raw)
    return doubtful(
        None,
        raw,
        f"数字格里的{year}.1，可能是{year}年1月，也可能是10月丢了末尾的0",
        f"{year}.1 in a number cell: January {year}, or October with its closing zero lost",
        (Birth(year, 1), Birth(year, 10)),
    )


def _from_digits(value: int, raw: Raw, today: date) -> Field:
    if 1900 <= value <= today.year:
        return doubtful(None, raw, f"只有年份{value}，缺月份", f"only the year {value}; the month is missing")
    if 5_000 <= value < 60_000:
        day = EXCEL_ZERO + timedelta(days=value)
        birth = Birth(day.year, day.month, day.day)
        return doubtful(
            birth,
            raw,
            f"像是日期变成的数字，可能是{birth}",
            f"looks like a date turned into a number, perhaps {birth}",
            (birth,),
        )
    return _unreadable(raw)


def _judge_parts(year: int, month: int, day: int | None, raw: Raw, today: date) -> Field:
    short = year < 100
    if short:
        year += 1900
    if not 1 <= month <= 12:
        return wrong(raw, f"没有{month}月", f"there is no month {month}")
    if year < 1 or (day is not None and not 1 <= day <= monthrange(year, month)[1]):
        return wrong(raw, "没有这一天", "there is no such day")
    birth = Birth(year, month, day)
    if short:
        return doubtful(
            birth, raw, f"年份只有两位，是否{birth}", f"only two figures for the year; is it {birth}?", (birth,)
        )
    return _judge(birth, raw, today)


def _judge(birth: Birth, raw: Raw, today: date) -> Field:
    """The date against the calendar of today."""
    if date(birth.year, birth.month, birth.day or 1) > today:
        return wrong(raw, "出生日期在今天以后", "the date of birth lies in the future")
    if birth.year < 1900:
        return wrong(raw, "出生年份不可能", "an impossible year of birth")
    birthday = birth.last_day
    age = today.year - birth.year - ((today.month, today.day) < (birthday.month, birthday.day))
    if age < ADULT:
        return doubtful(birth, raw, "未满18周岁，请核对", "under 18; please check")
    if age > OLDEST:
        return doubtful(birth, raw, f"已{age}岁，请核对", f"{age} years old; please check")
    return ok(birth, raw)
