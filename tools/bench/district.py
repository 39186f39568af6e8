"""A district of any size, written straight to a throw-away database: bodies, people, programmes; then its rounds."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from pathlib import Path
from random import Random

import openpyxl
from django.contrib.auth import get_user_model

from shuzhi.reads.names import named
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.duty import KINDS
from shuzhi.rules.regulation import load_edition, to_dict
from shuzhi.rules.roles import Office

ROSTERS = Path(__file__).resolve().parents[2] / "src/shuzhi/cli/demo/xishan"


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each; a page must ask as many questions of the one as of the other."""

    towns: int
    groups: int  # of each level in a town
    constituencies: int  # in a town
    district_deputies: int
    town_deputies: int
    rounds: int
    reporters: int  # in a round
    invitees: int  # at a meeting
    rows: int  # of whatever else stands in lists: opinions, notices, studies, goals, duties


# One round in each of the five stages, those looked at of towns, and one row in each list; against a district's scale.
ONE = Size(3, 1, 1, 6, 6, 5, 1, 2, 1)
SCALE = Size(11, 2, 5, 300, 600, 40, 10, 60, 30)


def _texts() -> Iterator[str]:
    for path in sorted(ROSTERS.iterdir()):
        if path.suffix == ".csv":
            with path.open(encoding="gb18030") as stream:
                rows = [tuple(row) for row in csv.reader(stream)]
        else:
            sheets = openpyxl.load_workbook(path, read_only=True).worksheets
            rows = list(chain.from_iterable(sheet.iter_rows(values_only=True) for sheet in sheets))
        column = None
        for row in rows:
            cells = ["".join(str(c or "").split()) for c in row]
            if "姓名" in cells:
                column = cells.index("姓名")
            elif column is not None and column < len(cells):
                yield cells[column]


def names() -> Iterator[str]:
    """Names without end, put together from the characters of the demonstration rosters; the same at every run."""
    known = sorted({t for t in _texts() if 2 <= len(t) <= 3 and all("一" <= c <= "鿿" for c in t)})
    first, rest = [n[0] for n in known], "".join(n[1:] for n in known)
    dice = Random(2006)  # noqa: S311 - no secret
    while True:
        yield dice.choice(first) + "".join(dice.choices(rest, k=dice.choice((1, 2, 2))))


def _holder(who: Iterator[str], office: Office, body: m.Body, username: str = "") -> None:
    account = get_user_model().objects.create(username=username) if username else None
    person = m.Person.objects.create(**named(next(who)), post=f"{body.name}干部", account=account)
    m.Tenure.objects.create(person=person, office=office, body=body, since=clock.today() - timedelta(days=900))


def _deputies(who: Iterator[str], level: str, number: int, groups: list[m.Body], seats: dict[int, list]) -> None:
    people = m.Person.objects.bulk_create(
        m.Person(
            **named(next(who)),
            post=("村委会主任", "个体工商户", "小学教师", "镇长", "企业职工")[n % 5],
            leading_cadre=n % 5 == 3,
            sex="男女"[n % 2],
            born=f"{1945 + n % 40}-{1 + n % 12:02d}",
            phone=f"139{level == 'town':d}{n:07d}",
        )
        for n in range(number)
    )
    mandates = []
    for n, person in enumerate(people):
        group = groups[n % len(groups)]
        own = seats.get(group.parent_id or 0) or list(chain.from_iterable(seats.values()))
        seat = own[n // len(groups) % len(own)]
        since = clock.today() - timedelta(days=900)
        mandates.append(
            m.Mandate(person=person, level=level, number=str(n), group=group, constituency=seat, since=since)
        )
    m.Mandate.objects.bulk_create(mandates)


def _programmes(district: m.Body, number: int) -> list[m.Programme]:
    edition, today = to_dict(load_edition("xishan_2006")), clock.today()
    return [
        m.Programme.objects.create(
            title=f"{today.year}年第{n + 1}次人大代表向选民述职工作",
            term="第一届",
            edition_name="xishan_2006",
            edition=edition,
            basis="《中华人民共和国全国人民代表大会和地方各级人民代表大会代表法》",
            adopting_body="区人大常委会",
            adopted_at_meeting="第三十六次会议",
            adopted_on=today - timedelta(days=50 + n),
            district_from=today - timedelta(days=40),
            district_until=today + timedelta(days=60),
            town_from=today - timedelta(days=40),
            town_until=today + timedelta(days=120),
            district=district,
            state="open",
        )
        for n in range(number)
    ]


def people(size: Size) -> list[tuple[m.Programme, m.Body, str]]:
    """Bodies, deputies, voters, office-holders, ledgers, programmes; returns whose rounds there may be."""
    who = names()
    district = m.Body.objects.create(name="量尺区", kind="district")
    organs = m.Body.objects.create(
        name="区机关代表小组", kind="group", level="district", parent=district, is_organs=True, number=99
    )
    towns, seats, groups = [], {}, {"district": [organs], "town": []}
    for n in range(size.towns):
        town = m.Body.objects.create(name=f"第{n + 1}镇", kind="town", parent=district, number=n + 1)
        towns.append(town)
        seats[town.pk] = [
            m.Constituency.objects.create(number=n * size.constituencies + k + 1, name=f"村{k}", town=town)
            for k in range(size.constituencies)
        ]
        for level in ("district", "town"):
            groups[level] += [
                m.Body.objects.create(name=f"第{k + 1}代表小组", kind="group", level=level, parent=town, number=k + 1)
                for k in range(size.groups)
            ]
    _holder(who, Office.DISTRICT_OFFICE, district, "district")
    _holder(who, Office.CHAIRPERSONS_MEETING, district)
    _holder(who, Office.STEWARD, district)
    _holder(who, Office.GROUP_LEADER, organs, f"office-{organs.pk}")
    for town in towns:
        _holder(who, Office.TOWN_CONGRESS_OFFICE, town, f"office-{town.pk}")
        _holder(who, Office.PRESIDIUM, town)
    for group in groups["district"][1:] + groups["town"]:
        _holder(who, Office.GROUP_LEADER, group)
    _deputies(who, "district", size.district_deputies, groups["district"], seats)
    _deputies(who, "town", size.town_deputies, groups["town"], seats)
    _voters(who, size, chain.from_iterable(seats.values()))
    _ledgers(size)
    whose = [
        (programme, body, kind)
        for programme in _programmes(district, 2)
        for kind, bodies in (("district_town", towns), ("district_organs", [organs]), ("town", towns))
        for body in bodies
    ]
    return whose[: size.rounds]


def _voters(who: Iterator[str], size: Size, seats: Iterable[m.Constituency]) -> None:
    m.Voter.objects.bulk_create(
        m.Voter(
            kind="villagers_group_head" if n % 4 == 0 else "voter_representative",
            constituency=seat,
            village=f"第{n % 6 + 1}村",
            phone=f"13800{seat.number:03d}{n:03d}",
            **named(next(who)),
        )
        for seat in seats
        for n in range(size.invitees)
    )


def _ledgers(size: Size) -> None:
    m.DutyEntry.objects.bulk_create(
        m.DutyEntry(
            mandate=mandate,
            on=clock.today() - timedelta(days=7 * n + 1),
            aspect=KINDS[n % len(KINDS)].aspect,
            kind=KINDS[n % len(KINDS)].key,
            title="走访选民，听取对道路和路灯的意见",
            state=("checked", "recorded", "disputed")[n % 3],
        )
        for mandate in m.Mandate.objects.all()
        for n in range(min(size.rows, 8))
    )
