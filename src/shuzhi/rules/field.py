"""One field read off a roster: what it means, how sure that is, and why not.

``doubtful`` is a question to the person, never a guess: ``value`` is then at most the likelier
reading, and ``options`` the readings to choose from where they can be counted. ``wrong`` cannot be
taken over at all (an impossible date). An ``ok`` field may carry a remark, such as "not filled in".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from shuzhi.rules.verdict import Text

Status = Literal["ok", "doubtful", "wrong"]
Raw = str | int | float | bool | date | datetime | None

BLANK_MARKS = frozenset({"", "-", "—", "——", "/", "\\", "无", "空", "暂无", "N/A", "n/a", "…"})


@dataclass(frozen=True, slots=True)
class Field:
    """A value with its standing; ``raw`` is what the office wrote, as text."""

    value: Any
    status: Status = "ok"
    reason: Text | None = None
    options: tuple[Any, ...] = ()
    raw: str = ""


NOT_FILLED = Text("未填", "not filled in")


def plain(raw: Raw) -> str:
    """Text in ordinary width, outer and doubled spaces gone; whole numbers without their ``.0``."""
    if raw is None or isinstance(raw, bool):
        return "" if raw is None else ("是" if raw else "否")
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, int) and abs(raw) >= 10**40:
        return "…"  # Python refuses to print the longest of these
    text = unicodedata.normalize("NFKC", str(raw))
    # Excel's leading apostrophe and ="…" are ways to force text, not part of it.
    text = re.sub(r'^="(.*)"$', r"\1", text).lstrip("'‘’")
    return re.sub(r"\s+", " ", text).strip()


def tight(raw: Raw) -> str:
    """Text in ordinary width without any space."""
    return plain(raw).replace(" ", "")


def blank(raw: Raw) -> bool:
    return tight(raw) in BLANK_MARKS


def ok(value: Any, raw: Raw = None) -> Field:
    return Field(value, "ok", None, (), _shown(raw))


def empty(raw: Raw = None) -> Field:
    return Field(None, "ok", NOT_FILLED, (), _shown(raw))


def doubtful(value: Any, raw: Raw, zh: str, en: str, options: tuple[Any, ...] = ()) -> Field:
    return Field(value, "doubtful", Text(zh, en), options, _shown(raw))


def wrong(raw: Raw, zh: str, en: str) -> Field:
    return Field(None, "wrong", Text(zh, en), (), _shown(raw))


def _shown(raw: Raw) -> str:
    return plain(raw)[:200] if not isinstance(raw, str) else raw[:200]


DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "O": 0, "o": 0, "两": 2, "元": 1}


def number(text: str) -> int | None:
    """A small number in Arabic or Chinese figures (``12``, ``十二``, ``二十``), or ``None``."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 6 else None
    if found := re.fullmatch(r"([一二三四五六七八九])?十([一二三四五六七八九])?", text):
        return DIGITS.get(found[1], 1) * 10 + DIGITS.get(found[2], 0)
    return DIGITS.get(text)


NUMERALS = "零一二三四五六七八九"


def chinese(value: int) -> str:
    """A number up to 99 as a group's name writes it: 第\\ ``十二``\\ 代表小组."""
    tens, ones = divmod(value, 10)
    if value >= 100 or value < 0:
        return str(value)
    if not tens:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")
