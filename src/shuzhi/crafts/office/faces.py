"""The typefaces of a directory, one for each kind that the standard names; open ones stand in for what is not free."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import typst

SONG = ("Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC")
HEI = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC")
# An office that has these lays them into the directory; the first found is taken, Song stands in for none.
FANG = ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "Zhuque Fangsong (technical preview)", "FandolFang")
KAI = ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "LXGW WenKai", "FandolKai")
TITLE = ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S-GB")

EMOJI = ("Noto Emoji",)


@dataclass(frozen=True, slots=True)
class Faces:
    """Families by kind, and the loaded files. ``title`` (小标宋) and ``emoji`` are empty where there are none."""

    known: typst.Fonts
    song: str
    hei: str
    fang: str
    kai: str
    title: str
    emoji: str


@lru_cache(maxsize=4)
def faces(directory: str) -> Faces:
    """The typefaces of a directory. Raises ``ValueError`` where it lacks Song or Hei."""
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[Path(directory)])
    there = set(known.families())

    def first(names: tuple[str, ...], otherwise: str = "") -> str:
        return next((name for name in names if name in there), otherwise)

    song, hei = first(SONG), first(HEI)
    if not song or not hei:
        raise ValueError(f"fonts: {directory} lacks Noto Serif SC or Noto Sans SC")
    return Faces(known, song, hei, first(FANG, song), first(KAI, song), first(TITLE), first(EMOJI))
