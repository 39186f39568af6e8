"""A name as it is kept: without the spaces of rosters, with its initials and its place in a list."""

from __future__ import annotations

from shuzhi.crafts.hanzi import initials, sort_key, tidy


def named(name: str) -> dict[str, str]:
    """``name``, ``initials`` (every reading, spaces between) and ``sort_key`` (by pinyin), cut to their columns."""
    plain = tidy(name)
    key = " ".join("".join(map(str, sound)) for sound in sort_key(plain))
    return {"name": plain, "initials": " ".join(sorted(initials(plain)))[:60], "sort_key": key[:120]}
