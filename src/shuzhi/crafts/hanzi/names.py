"""Readings of a name. A surname is read as a surname (单 is shàn, 仇 is qiú), a given name in every
reading its characters have: whoever stands at the door may type any of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from itertools import product

from pypinyin import Style, pinyin

# Surnames whose reading is not the character's usual one. Where two families read one character in
# two ways, both stand here, the commoner first.
_SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "覃": "qin tan", "解": "xie", "区": "ou", "查": "zha",
    "朴": "piao", "盖": "ge gai", "乐": "yue le", "缪": "miao", "翟": "zhai di", "种": "chong",
    "员": "yun", "秘": "bi", "折": "she", "召": "shao", "黑": "he", "谌": "chen shen",
    "郇": "xun huan", "祭": "zhai", "粘": "nian", "繁": "po", "牟": "mou mu", "隗": "wei kui",
    "郗": "xi chi", "薄": "bo", "都": "du", "能": "nai", "乜": "nie", "阚": "kan", "洗": "xian",
    "过": "guo", "尉": "wei", "柏": "bai bo", "宓": "mi fu", "晟": "cheng",
}  # fmt: skip
_DOUBLE = {
    "欧阳": "ou yang", "上官": "shang guan", "司马": "si ma", "司徒": "si tu", "诸葛": "zhu ge",
    "皇甫": "huang fu", "尉迟": "yu chi", "单于": "chan yu", "长孙": "zhang sun", "万俟": "mo qi",
    "澹台": "tan tai", "令狐": "ling hu", "鲜于": "xian yu", "夏侯": "xia hou", "慕容": "mu rong",
    "宇文": "yu wen", "东方": "dong fang", "公孙": "gong sun", "端木": "duan mu", "呼延": "hu yan",
}  # fmt: skip

_MOST_VARIED = 6  # characters of a given name read in every way; of longer names the rest reads one way


def tidy(name: str) -> str:
    """The name without the spaces that rosters put between its characters, in ordinary letters."""
    text = unicodedata.normalize("NFKC", name)
    if any(_is_han(character) for character in text):
        return "".join(text.split())
    return " ".join(text.split())


def initials(name: str) -> frozenset[str]:
    """Every row of first letters that the name may be typed as: ``{"zjg"}`` for 张建国."""
    return frozenset("".join(letters) for letters in product(*_letters(_readings(tidy(name)))))


def spellings(name: str) -> frozenset[str]:
    """Every full spelling without tones: ``{"zhangjianguo"}`` for 张建国; ü is v."""
    return frozenset("".join(row) for row in product(*_readings(tidy(name))))


def matches(name: str, typed: str) -> bool:
    """True when what was typed begins the name, its initials or its spelling."""
    wanted = tidy(typed).lower().replace(" ", "").replace("ü", "v")
    if not wanted:
        return False
    plain = tidy(name).lower()
    return any(text.startswith(wanted) for text in (plain, *initials(name), *spellings(name)))


def sort_key(name: str, by: str = "pinyin") -> tuple[tuple[object, ...], ...]:
    """A key that puts names in order of ``pinyin`` (sound, tone, character) or of ``strokes``.

    Strokes follow Unicode CLDR: fewer strokes first, then the radical, character by character.
    """
    text = tidy(name)
    if by == "strokes":
        rank = _stroke_rank()
        return tuple((rank.get(c, len(rank) + ord(c)),) if _is_han(c) else (-1, c) for c in text)
    if by != "pinyin":
        raise ValueError(f"{by!r} is neither 'pinyin' nor 'strokes'")
    sounds = _readings(text)
    return tuple((sound[0], _tone(c), c) for sound, c in zip(sounds, text, strict=True))


def _is_han(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK UNIFIED IDEOGRAPH")


def _letters(readings: Sequence[Sequence[str]]) -> list[list[str]]:
    return [sorted({sound[:1] for sound in sounds}) for sounds in readings]


@lru_cache(maxsize=8192)
def _readings(text: str) -> tuple[tuple[str, ...], ...]:
    """One row of sounds for each character, the likeliest first."""
    surname = _surname(text)
    rest = [_sounds(c) if n < _MOST_VARIED else _sounds(c)[:1] for n, c in enumerate(text[len(surname) :])]
    return (*surname, *rest)


def _surname(text: str) -> list[tuple[str, ...]]:
    if len(text) > 2 and text[:2] in _DOUBLE:
        return [(sound,) for sound in _DOUBLE[text[:2]].split()]
    if not text:
        return []
    first = text[0]
    return [tuple(_SURNAMES[first].split()) if first in _SURNAMES else _sounds(first)[:1]]


@lru_cache(maxsize=8192)
def _sounds(character: str) -> tuple[str, ...]:
    if not _is_han(character):
        return (character.lower() if character.isalnum() else "",)
    usual = pinyin(character, style=Style.NORMAL)[0][0]
    every = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
    return tuple(dict.fromkeys([usual, *every]))


@lru_cache(maxsize=8192)
def _tone(character: str) -> str:
    if not _is_han(character):
        return ""
    return pinyin(character, style=Style.TONE3, neutral_tone_with_five=True)[0][0][-1:]


@lru_cache(maxsize=1)
def _stroke_rank() -> dict[str, int]:
    text = (resources.files(__package__) / "strokes.txt").read_text(encoding="utf-8")
    return {character: n for n, character in enumerate(text.replace("\n", ""))}
