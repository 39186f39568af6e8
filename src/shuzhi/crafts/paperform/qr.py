"""The QR of a sheet: what it says, and its black modules as one vector path."""

from __future__ import annotations

import re

import segno

from .form import FormError

CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4,24}")
_PAYLOAD = re.compile(r"(?P<url>[^#]*)#(?P<code>[0-9A-HJKMNP-TV-Z]{4,24})(?:\.(?P<page>[1-9][0-9]?))?")


def payload(url: str, code: str, page: int = 1) -> str:
    """``url#code`` on the first page, ``url#code.2`` on the second: a fragment, so no server log sees it."""
    return f"{url}#{code}" if page == 1 else f"{url}#{code}.{page}"


def split_payload(text: str) -> tuple[str, str, int] | None:
    """(url, code, page) of a scanned QR, or None when it is not one of ours."""
    found = _PAYLOAD.fullmatch(text)
    return (found["url"], found["code"], int(found["page"] or 1)) if found else None


def group_code(code: str) -> str:
    """The code in fours, as a person reads it out and types it."""
    return " ".join(code[n : n + 4] for n in range(0, len(code), 4))


def check_code(code: object) -> str:
    if not isinstance(code, str) or not CODE.fullmatch(code):
        raise FormError("codes: a code has 4 to 24 characters of 0-9 and A-Z without I, L, O, U")
    return code


def modules(text: str, mask: int | None = None) -> tuple[int, str, int]:
    """(modules a side, SVG path of the black ones, one unit a module, the mask used).

    Choosing among the eight masks takes most of the time; a caller who knows a good one passes it.

    The smallest symbol the text allows: big modules survive bad photographs better than error
    correction does, and the sheet bears two copies. Spare room is spent on correction all the same.
    """
    symbol = segno.make(text, error="l", boost_error=True, micro=False, encoding="iso-8859-1", mask=mask)
    side = len(symbol.matrix)
    runs = []
    for y, row in enumerate(symbol.matrix):
        x = 0
        while x < side:
            start = x
            while x < side and row[x]:
                x += 1
            if x > start:
                runs.append(f"M{start} {y}h{x - start}v1h{start - x}z")
            x += 1
    return side, "".join(runs), symbol.mask
