"""Words as the printer may have them: without what can't be printed, names spread, dates as the standard writes them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from .blocks import Blank, Span, Words, spans

# Marks that turn the direction of what follows: invisible, and able to make a line read otherwise than it is stored.
_TURNING = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def clean(text: str) -> str:
    """One line of plain text: breaks and tabs become spaces, control characters go, half a pair becomes �."""
    text = _BREAKS.sub(" ", text).replace("\t", " ").translate(_TURNING)
    return "".join(_shown(c) for c in text if unicodedata.category(c) != "Cc")


def _shown(character: str) -> str:
    code = ord(character)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF else character


def cleaned(words: Words) -> tuple[Span, ...]:
    """The words' spans, each cleaned; empty ones left out."""
    made = (Blank(clean(s.what)) if isinstance(s, Blank) else clean(s) for s in spans(words))
    return tuple(s for s in made if s)


def paragraphs(text: str) -> list[str]:
    """A text of several lines as its paragraphs, each cleaned; empty lines left out."""
    return [line for part in _BREAKS.split(text) if (line := clean(part).strip())]


def width(text: str) -> float:
    """Width in characters: a Chinese character is one, a Latin letter or digit half."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def spread(name: str) -> str:
    """A name of two characters to the width of three, so that names stand aligned below one another."""
    bare = "".join(name.split())
    return f"{bare[0]}\u3000{bare[1]}" if len(bare) == 2 and width(bare) == 2 else name


def written(day: date) -> str:
    """A day as the standard writes it: Arabic numerals, without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


_DIGITS = "零一二三四五六七八九"


def counted(number: int) -> str:
    """A number from 1 to 99 in Chinese, for headings: 十二."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else _DIGITS[tens]) + "十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")
