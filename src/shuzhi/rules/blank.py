"""Places an office's own text still marks to be filled in: 〔待填〕, 〔待填：组长〕 (D0009)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

MARKED = re.compile(r"〔待填(?:[：:]([^〕]*))?〕")
HEADING = re.compile(r"[一二三四五六七八九十]+、")
LONGEST_HEADING = 30
SHOWN = 5


def count(text: str) -> int:
    """How many places are still to be filled in."""
    return sum(1 for _ in MARKED.finditer(text))


def where(text: str) -> str:
    """The marked places by heading and by what they ask for: 二、组织领导（组长、联系电话）；五、时间安排."""
    named = []
    for under, marked in groupby(_places(text), key=lambda place: place[0]):
        asked = [what for _, what in marked if what]
        listed = "、".join(asked[:SHOWN]) + "等" * (len(asked) > SHOWN)
        named.append(f"{under}（{listed}）" if under and listed else under or listed)
    known = [one for one in named if one]
    return "；".join(known[:SHOWN]) + "等" * (len(known) > SHOWN)


def _places(text: str) -> Iterator[tuple[str, str]]:
    """Every marked place: the first-level heading it stands under, and what it asks for; either may be nothing."""
    under = ""
    for line in map(str.strip, text.splitlines()):
        if HEADING.match(line) and len(line) <= LONGEST_HEADING:
            under = MARKED.sub("", line).rstrip("。：:")
        for found in MARKED.finditer(line):
            yield under, (found[1] or "").strip()
