"""The same people everywhere: one district, one town, the organs group, and who holds which office.

Names are taken from the demonstration district's rosters.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuzhi.reads.actors import actor_for_person
from shuzhi.records import models as m
from shuzhi.rules.roles import PUBLIC, Actor, Office

SINCE = date(2004, 1, 1)


@dataclass(frozen=True)
class Cast:
    """The district's bodies and an actor for every office; ``deputy`` may report, ``stranger`` is of another town."""

    district: m.Body
    town: m.Body
    other_town: m.Body
    organs: m.Body
    district_group: m.Body
    town_group: m.Body
    constituency: m.Constituency
    office: Actor
    chairpersons: Actor
    town_office: Actor
    presidium: Actor
    leader: Actor
    town_leader: Actor
    organs_leader: Actor
    deputy: Actor
    second_deputy: Actor
    town_deputy: Actor
    organs_deputy: Actor
    teller: Actor
    second_teller: Actor
    scrutineer: Actor
    steward: Actor
    stranger: Actor
    public: Actor = PUBLIC

    def mandate(self, actor: Actor) -> m.Mandate:
        return m.Mandate.objects.get(person=actor.person)

    @property
    def everybody(self) -> dict[str, Actor]:
        """Every actor of the cast by name, the public included."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Actor)}


def person(name: str, **fields: object) -> m.Person:
    return m.Person.objects.create(name=name, sort_key=name, **fields)


def _holder(name: str, office: Office, body: m.Body) -> Actor:
    someone = person(name)
    m.Tenure.objects.create(person=someone, office=office, body=body, since=SINCE)
    return actor_for_person(someone)


def _deputy(name: str, group: m.Body, constituency: m.Constituency, **fields: object) -> Actor:
    someone = person(name, **fields)
    m.Mandate.objects.create(person=someone, level=group.level, group=group, constituency=constituency, since=SINCE)
    return actor_for_person(someone)


def make_cast() -> Cast:
    """Writes the bodies and people to the test database."""
    district = m.Body.objects.create(name="锡山区", kind="district")
    town = m.Body.objects.create(name="东港镇", kind="town", parent=district, number=1)
    other = m.Body.objects.create(name="羊尖镇", kind="town", parent=district, number=2)
    organs = m.Body.objects.create(
        name="区机关代表小组", kind="group", level="district", parent=district, is_organs=True, number=9
    )
    group = m.Body.objects.create(name="东港镇第一代表小组", kind="group", level="district", parent=town, number=1)
    town_group = m.Body.objects.create(name="东港镇第一代表小组", kind="group", level="town", parent=town, number=1)
    seat = m.Constituency.objects.create(number=1, name="港下", town=town)
    return Cast(
        district=district,
        town=town,
        other_town=other,
        organs=organs,
        district_group=group,
        town_group=town_group,
        constituency=seat,
        office=_holder("钱嘉明", Office.DISTRICT_OFFICE, district),
        chairpersons=_holder("杨玉东", Office.CHAIRPERSONS_MEETING, district),
        town_office=_holder("孔丽华", Office.TOWN_CONGRESS_OFFICE, town),
        presidium=_holder("吴子怡", Office.PRESIDIUM, town),
        leader=_holder("马芬华", Office.GROUP_LEADER, group),
        town_leader=_holder("顾永伟", Office.GROUP_LEADER, town_group),
        organs_leader=_holder("尹丽锡", Office.GROUP_LEADER, organs),
        deputy=_deputy("覃子涵", group, seat, leading_cadre=True, post="镇长"),
        second_deputy=_deputy("曾平梅", group, seat, post="新巷个体工商户"),
        town_deputy=_deputy("丁峰良", town_group, seat, post="港下村委会主任"),
        organs_deputy=_deputy("史思英", organs, seat, leading_cadre=True),
        teller=actor_for_person(person("余飞子")),
        second_teller=actor_for_person(person("白云伟")),
        scrutineer=actor_for_person(person("黎阿根")),
        steward=_holder("魏浩锡", Office.STEWARD, district),
        stranger=_holder("任永仙", Office.TOWN_CONGRESS_OFFICE, other),
    )
