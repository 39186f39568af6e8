"""Numbers and hours as they are read aloud."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localtime

_DIGITS = "零一二三四五六七八九"


def numeral(n: int) -> str:
    """0–99 as it is said.

    >>> [numeral(n) for n in (0, 1, 10, 12, 30, 45)]
    ['零', '一', '十', '十二', '三十', '四十五']
    """
    tens, ones = divmod(n, 10)
    lead = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return lead + (_DIGITS[ones] if ones or not tens else "")


def some(n: int) -> str:
    """How many, before a measure word: 两名, 三位, 十二名; in figures above ninety-nine."""
    return "两" if n == 2 else numeral(n) if n < 100 else str(n)


def aloud(at: datetime) -> str:
    """下午3点, 上午9点30分."""
    here = localtime(at)
    part = "上午" if here.hour < 12 else "下午" if here.hour < 18 else "晚上"
    return f"{part}{here.hour if here.hour <= 12 else here.hour - 12}点" + (f"{here.minute}分" if here.minute else "")
