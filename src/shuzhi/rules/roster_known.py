"""Is the person of a roster's row one the archive knows? Certain, a question, or new (2.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from shuzhi.rules.roster_row import RosterRow, RowKind
from shuzhi.rules.verdict import Text

Standing = Literal["certain", "question", "new"]

REASONS = {
    "moved": Text("姓名和出生年月或电话与档案中一人相同，其余不同", "name and birth or telephone agree with a person on file, the rest differs"),
    "namesake": Text("同一选区有同名的人，出生年月、电话都对不上", "a namesake of the same constituency; birth and telephone do not agree"),
    "voter": Text("同村同名，电话不同", "the same name and village, another telephone"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A person (or voter) on file, as far as a row can be held against it.

    ``seats``: the live mandates as (level, constituency number, group name).
    """

    pk: int
    name: str
    born: str = ""
    phone: str = ""
    seats: frozenset[tuple[str, int | None, str]] = frozenset()
    place: tuple[int | None, str, str] = (None, "", "")  # a voter's constituency, village and capacity
    label: Text = field(default=Text("", ""), compare=False)


@dataclass(frozen=True, slots=True)
class Found:
    standing: Standing
    known: Known | None = None
    reason: Text | None = None


NEW = Found("new")


def born_of(row: RosterRow) -> str:
    """Year and month of birth, where they are certain."""
    birth = row.fields.get("birth")
    return str(birth.value)[:7] if birth and birth.value and birth.status == "ok" else ""


def sure(row: RosterRow, name: str) -> str:
    """A field's text where it is certain."""
    found = row.fields.get(name)
    return str(found.value) if found and found.value is not None and found.status == "ok" else ""


def level_of(row: RosterRow) -> str:
    return "town" if row.kind is RowKind.TOWN_MANDATE else "district"


def match_known(rows: Sequence[RosterRow], known: Iterable[Known]) -> list[Found]:
    """For each row the person on file it speaks of. The surest pairs are made first, and no record twice a level."""
    by_name: dict[str, list[Known]] = defaultdict(list)
    for one in known:
        by_name[one.name].append(one)
    answer: list[Found] = [NEW] * len(rows)
    taken: set[tuple[int, RowKind]] = set()
    for wanted in (3, 2, 1):
        for n, row in enumerate(rows):
            if answer[n] is not NEW:
                continue
            for one in by_name.get(sure(row, "name"), ()):
                if (one.pk, row.kind) in taken:
                    continue
                weight, reason = _weight(row, one)
                if weight == wanted:
                    taken.add((one.pk, row.kind))
                    answer[n] = Found("certain" if weight > 1 else "question", one, reason)
                    break
    return answer


def _weight(row: RosterRow, one: Known) -> tuple[int, Text | None]:
    """3 equal in all, 2 certain, 1 a question, 0 somebody else."""
    if row.kind is RowKind.VOTER:
        return _voter_weight(row, one)
    born, phone = born_of(row), sure(row, "phone")
    agree = (bool(born) and born == one.born) + (bool(phone) and phone == one.phone)
    if agree == 2:
        return 3, None
    place = row.fields.get("constituency")
    number = place.value.number if place and place.value and place.status == "ok" else None
    level, group = level_of(row), sure(row, "group")
    here = any(at == level and (seat == number if number and seat else name == group) for at, seat, name in one.seats)
    if here and agree:
        return 2, None
    if agree:
        return 1, REASONS["moved"]
    return (1, REASONS["namesake"]) if here else (0, None)


def _voter_weight(row: RosterRow, one: Known) -> tuple[int, Text | None]:
    place = row.fields.get("constituency")
    number = place.value.number if place and place.value else None
    here = (number, sure(row, "village"))
    if one.place[:2] != here:
        return 0, None
    phone = sure(row, "phone")
    if phone == one.phone:
        return (3 if one.place[2] == sure(row, "voter_kind") else 2), None
    return (1, REASONS["voter"]) if phone and one.phone else (2, None)
