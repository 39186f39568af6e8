"""Which rows repeat each other, and who holds a mandate at both levels."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from shuzhi.rules.field import tight
from shuzhi.rules.roster_row import Match, MatchKind, RosterRow, RowKind
from shuzhi.rules.verdict import Text

NOT_CONTENT = frozenset({"serial"})  # a pasted row keeps everything but its number


def match_rows(rows: Sequence[RosterRow]) -> list[RosterRow]:
    """The same rows, the later of each pair with its ``Match``.

    Equal in every field but the number: a repeated row, for certain. One person at both levels is
    certain by name, birth and telephone; by less it is a question. A namesake alone is nobody's
    business.
    """
    content: dict[Hashable, RosterRow] = {}
    index: dict[Hashable, RosterRow] = {}
    answer: list[RosterRow] = []
    for row in rows:
        if not row.value("name"):
            answer.append(row)
            continue
        first = content.setdefault(_content(row), row)
        if first is not row:
            reason = Text("与前面一行内容完全相同", "the same content as an earlier row")
            answer.append(replace(row, matches=(Match(first.source, "repeat", True, reason),)))
            continue
        found: dict[Hashable, Match] = {}
        for key in _keys(row):
            for kind in RowKind:
                other = index.get((key, kind))
                if other is not None and other.source not in found and (match := _judge(other, row)):
                    found[other.source] = match
        for key in _keys(row):
            index.setdefault((key, row.kind), row)
        answer.append(replace(row, matches=tuple(found.values())) if found else row)
    return answer


def _content(row: RosterRow) -> Hashable:
    values = tuple(
        (name, f.value if f.value is not None else tight(f.raw))
        for name, f in sorted(row.fields.items())
        if name not in NOT_CONTENT
    )
    return (row.kind, row.term.value, values)


def _keys(row: RosterRow) -> Iterable[Hashable]:
    name = row.value("name")
    if birth := row.value("birth"):
        yield (name, "birth", birth)
    if phone := row.value("phone"):
        yield (name, "phone", phone)
    if row.kind is RowKind.VOTER and row.value("constituency"):
        yield (name, "village", row.value("constituency").number, row.value("village"))


def _judge(first: RosterRow, row: RosterRow) -> Match | None:
    """Two rows with one name and one more thing in common."""
    birth = _same(first, row, "birth")
    phone = _same(first, row, "phone")
    voters = (first.kind is RowKind.VOTER) + (row.kind is RowKind.VOTER)
    if voters == 1:
        return (
            _question(first, "likely_same", "姓名、电话与一位代表相同", "name and telephone as a deputy's")
            if phone
            else None
        )
    if voters == 2:
        if phone:
            return _question(
                first, "likely_same", "姓名、电话与前面一行相同", "name and telephone as in an earlier row"
            )
        if phone is None:
            return _question(
                first, "likely_same", "同村同名，有一行缺电话", "the same name and village, one without a telephone"
            )
        return None
    kind: MatchKind = "both_levels" if first.kind != row.kind else "likely_same"
    if birth and phone:
        if kind == "both_levels":
            reason = Text(
                "姓名、出生年月、电话都相同：同时是区、镇两级代表",
                "name, birth and telephone agree: a deputy at both levels",
            )
            return Match(first.source, kind, True, reason)
        return _question(
            first, kind, "姓名、出生年月、电话与前面一行相同", "name, birth and telephone as in an earlier row"
        )
    if birth and phone is None:
        return _question(
            first,
            kind,
            "姓名、出生年月相同，缺电话，不能确定是同一人",
            "name and birth agree, a telephone is missing: perhaps the same person",
        )
    if birth:
        return _question(
            first,
            kind,
            "姓名、出生年月相同，电话不同，是同一人吗",
            "name and birth agree, the telephones differ: the same person?",
        )
    if phone:
        return _question(
            first,
            kind,
            "姓名、电话相同，出生年月不同，是同一人吗",
            "name and telephone agree, the births differ: the same person?",
        )
    return None


def _same(one: RosterRow, other: RosterRow, name: str) -> bool | None:
    """Equal, different, or not to be told because one is missing."""
    a, b = one.value(name), other.value(name)
    return None if a is None or b is None else a == b


def _question(first: RosterRow, kind: MatchKind, zh: str, en: str) -> Match:
    return Match(first.source, kind, False, Text(zh, en))
