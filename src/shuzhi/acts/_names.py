"""What is kept beside a name so that it is found and sorted as people expect."""

from __future__ import annotations

from shuzhi.crafts import hanzi


def name_keys(name: str) -> dict[str, str]:
    """``initials`` to type at a door, ``sort_key`` in pinyin order: sound, tone, then the character."""
    key = " ".join("".join(str(part) for part in sound) for sound in hanzi.sort_key(name))
    return {"initials": " ".join(sorted(hanzi.initials(name)))[:60], "sort_key": key[:120]}
