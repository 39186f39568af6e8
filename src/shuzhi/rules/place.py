"""Where a roster's row belongs: congress and term in a title, constituency, deputy group."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal, NamedTuple

from shuzhi.rules.field import Field, Raw, blank, chinese, doubtful, empty, number, ok, tight

Level = Literal["district", "town"]

ORGANS = "区机关"
ORGANS_GROUP = "区机关代表小组"
FIGURES = r"[0-9一二三四五六七八九十]{1,3}"

CONGRESS = re.compile(
    r"([\u4e00-\u9fff]{1,12}?[区县市旗镇乡]|[\u4e00-\u9fff]{1,10}街道)第(" + FIGURES + r")届(?:人民代表大会|人大)"
)
NAMED = re.compile(
    r"([\u4e00-\u9fff]{1,12}?[区县市旗镇乡]|[\u4e00-\u9fff]{1,10}街道)(?:人民代表大会|人大)(?:代表|名册)?"
)
TOWN = re.compile(r"(?:[\u4e00-\u9fff]{1,6}?[区县市])?([\u4e00-\u9fff]{1,8}?(?:镇|乡|街道))")


class Congress(NamedTuple):
    """A people's congress, as a title names it."""

    place: str
    level: Level
    term: int | None


def read_congress(*titles: str) -> Congress | None:
    """The congress that the titles (or the file's name) speak of; the one with a term goes first."""
    for pattern in (CONGRESS, NAMED):
        for title in titles:
            if found := pattern.search(re.sub(r"\s", "", title)):
                term = number(found[2]) if pattern is CONGRESS else None
                place = found[1]
                # 锡山区东港镇第一届…: the smaller place is the congress's own.
                if inner := re.search(r"[区县市]([\u4e00-\u9fff]{1,8}(?:镇|乡|街道))", title):
                    place = inner[1]
                return Congress(place, "town" if place.endswith(("镇", "乡", "街道")) else "district", term)
    return None


def read_block(text: str) -> str | None:
    """The town, or ``ORGANS``, that a block heading such as ``东港镇（20名）`` opens."""
    word = re.sub(r"[(（].*", "", tight(text)).rstrip("：:")
    word = re.sub(r"^(?:" + FIGURES + r"[、.]|[(（]" + FIGURES + r"[)）])", "", word)
    if re.fullmatch(r"(?:区(?:级|直)?|县|市)?机关(?:代表(?:小)?组|代表团)?|区直(?:属)?(?:机关|单位)", word):
        return ORGANS
    found = TOWN.match(word)
    if found and re.fullmatch(r"(?:选举单位|代表团|代表组|代表)?", word[found.end() :]):
        return found[1]
    return None


class Constituency(NamedTuple):
    """A constituency goes by its number; the name may be missing on some rows."""

    number: int
    name: str | None = None

    def __str__(self) -> str:
        return f"第{self.number}选区" + (f"（{self.name}）" if self.name else "")


def read_constituency(raw: Raw, known: Collection[Constituency] = ()) -> Field:
    """``第1选区（港下）``, ``第1选区``, ``1``; a bare name only when it is one of the known ones.

    A name that contradicts the known name of the number is a question.
    """
    if blank(raw):
        return empty(raw)
    text = tight(raw)
    names = {c.number: c.name for c in known if c.name}
    if found := re.fullmatch(
        r"第?(" + FIGURES + r")号?(?:选区)?(?:[(\[](.{1,20})[)\]]|[:-]?([\u4e00-\u9fff]{1,20}))?", text
    ):
        place, name = number(found[1]), found[2] or found[3]
        if place:
            told = names.get(place)
            if name and told and name != told:
                each = (Constituency(place, told), *(Constituency(n, v) for n, v in names.items() if v == name))
                return doubtful(
                    None,
                    raw,
                    f"第{place}选区别处写作“{told}”",
                    f"constituency {place} is called {told} elsewhere",
                    each,
                )
            return ok(Constituency(place, name or told), raw)
    bare = text.removesuffix("选区")
    fitting = tuple(c for c in known if c.name == bare)
    if len(fitting) == 1:
        return ok(fitting[0], raw)
    return doubtful(None, raw, "看不懂的选区", "constituency not understood", fitting)


GROUP = re.compile(r"(?:(.*?(?:镇|乡|街道)))?第?(" + FIGURES + r")(?:代表)?(?:小)?组")
ORGANS_WORDS = re.compile(r"(?:区(?:级|直)?)?机关(?:人大)?(?:代表)?(?:小)?组?")


def group_name(town: str, place: int) -> str:
    return f"{town}第{chinese(place)}代表小组"


def read_group(raw: Raw, town: str | None, known: Collection[str] = ()) -> Field:
    """A deputy group under its one name, ``东港镇第一代表小组``.

    ``第一组`` means the first group of ``town`` (of the block or the title). Without a town, or when the
    name is close to several of the ``known`` groups, it is a question with those groups as options.
    """
    if blank(raw):
        return ok(ORGANS_GROUP, raw) if town == ORGANS else empty(raw)
    text = tight(raw)
    if ORGANS_WORDS.fullmatch(text):
        return ok(ORGANS_GROUP, raw)
    found = GROUP.fullmatch(text)
    if found is None:
        return _close(raw, text, town, known)
    place = number(found[2])
    if not place:
        return _close(raw, text, town, known)
    named = TOWN.fullmatch(found[1]) if found[1] else None
    own = named[1] if named else found[1] or (town if town != ORGANS else None)
    if not own:
        each = tuple(g for g in known if g.endswith(f"第{chinese(place)}代表小组"))
        zh = f"“{text}”没写是哪个镇的"
        return doubtful(None, raw, zh, f"{text} does not say of which town", each)
    name = group_name(own, place)
    if known and name not in known:
        return _close(raw, name, town, known)
    return ok(name, raw)


def _close(raw: Raw, text: str, town: str | None, known: Collection[str]) -> Field:
    """A name that is no known group: the groups it may mean, never one picked from them."""
    scored = sorted((_distance(text, g), g) for g in known)
    each = tuple(g for far, g in scored if far <= 2) or tuple(g for g in known if town and g.startswith(town))
    if not each:
        return doubtful(None, raw, "看不懂的代表小组", "deputy group not understood")
    said = "、".join(each)
    return doubtful(None, raw, f"没有这个代表小组，是不是：{said}", f"no such deputy group; is it one of: {said}", each)


def _distance(one: str, other: str) -> int:
    """Levenshtein's distance; names are short."""
    one, other = one[:40], other[:40]
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]
