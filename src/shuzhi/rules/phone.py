"""Telephone numbers: typed with spaces, hyphens or in full width, or turned into numbers by a spreadsheet."""

from __future__ import annotations

import re
from datetime import date, datetime

from shuzhi.rules.field import Field, Raw, blank, doubtful, empty, ok, plain


def read_phone(raw: Raw) -> Field:
    """A mobile number as 11 digits, a fixed line as ``0510-88701234``."""
    if blank(raw):
        return empty(raw)
    if isinstance(raw, bool | date | datetime):
        return doubtful(None, raw, "电话号码成了别的内容", "not a telephone number")
    text = plain(raw)
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+?\d+", text.replace(" ", "")):
        return doubtful(
            None,
            raw,
            "号码变成了科学计数，尾数已丢失",
            "the number was turned into scientific notation and lost digits",
        )
    several = [p for p in re.split(r"[、,;/，；]|或", text) if re.search(r"\d{5}", re.sub(r"\D", "", p))]
    if len(several) > 1:
        each = tuple(f.value for f in map(read_phone, several) if f.value)
        return doubtful(each[0] if each else None, raw, "一格里有几个号码", "several numbers in one cell", each)
    text = re.sub(r"[\s\-‐-―()_.·]", "", text)
    digits = re.sub(r"^(?:\+|00)?86(?=1\d{10}$)", "", text)
    if re.fullmatch(r"1[3-9]\d{9}", digits, re.ASCII):
        return ok(digits, raw)
    if found := re.fullmatch(r"(0(?:10|2\d|[3-9]\d\d))(\d{7,8})", digits, re.ASCII):
        return ok(f"{found[1]}-{found[2]}", raw)
    if isinstance(raw, int | float) and (found := re.fullmatch(r"(10|2\d|[3-9]\d\d)(\d{7,8})", digits)):
        likely = f"0{found[1]}-{found[2]}"
        return doubtful(
            likely,
            raw,
            f"像是丢了开头0的固定电话{likely}",
            f"looks like the fixed line {likely} without its first 0",
            (likely,),
        )
    if re.fullmatch(r"[2-8]\d{6,7}", digits, re.ASCII):
        return doubtful(digits, raw, "固定电话缺区号", "a fixed line without its area code")
    figures = sum(c.isdigit() for c in digits)
    if re.fullmatch(r"\d+", digits, re.ASCII):
        return doubtful(
            None,
            raw,
            f"号码有{figures}位，不是手机也不是固定电话",
            f"{figures} digits: neither a mobile number nor a fixed line",
        )
    return doubtful(None, raw, "看不懂的电话号码", "telephone number not understood")
