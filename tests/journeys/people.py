"""Who takes part in a journey: the cast, as many deputies as each list needs, and the voters of the constituency."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tests.builders_meeting import voters
from tests.cast import Cast, make_cast

from shuzhi.reads.actors import actor_for_person
from shuzhi.reads.names import named
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor, RoundKind

SINCE = date(2004, 1, 1)


@dataclass
class Side:
    """One organiser's round: who runs it, who adopts the plan, who decides the list, who reports."""

    cast: Cast
    kind: RoundKind
    organiser: m.Body
    groups: list[m.Body]
    by: Actor
    decider: Actor
    adopter: Actor
    reporters: list[Actor]
    spare: Actor
    shift: int = 0
    round: m.Round = field(default=None)  # type: ignore[assignment]
    plan: m.Plan = field(default=None)  # type: ignore[assignment]
    meeting: m.Meeting = field(default=None)  # type: ignore[assignment]
    codes: list[str] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)

    def mandate(self, deputy: Actor) -> m.Mandate:
        return m.Mandate.objects.get(person=deputy.person, level=self.kind.level)

    def reporter(self, deputy: Actor) -> m.Reporter:
        return m.Reporter.objects.get(round=self.round, mandate__person=deputy.person, state="chosen")

    def report(self, deputy: Actor) -> m.Report:
        return m.Report.objects.get(reporter=self.reporter(deputy))

    @property
    def roster(self) -> m.Roster:
        return m.Roster.objects.get(round=self.round)

    @property
    def quota(self) -> str:
        return {"district_town": "2.2a", "district_organs": "2.2b", "town": "2.2c"}[self.kind]


def deputy(name: str, group: m.Body, seat: m.Constituency, **fields: object) -> Actor:
    """One more deputy of a group."""
    someone = m.Person.objects.create(**named(name), **fields)
    m.Mandate.objects.create(person=someone, level=group.level, group=group, constituency=seat, since=SINCE)
    return actor_for_person(someone)


def sides(number: int = 60) -> tuple[Side, Side, Side]:
    """A town's district deputies, the district-organs group, a town's own deputies; and so many voters."""
    cast = make_cast()
    voters(cast, number)
    seat = cast.constituency
    third = deputy("彭三水", cast.district_group, seat)
    organs = [deputy(name, cast.organs, seat) for name in ("孙燕", "崔月惠", "范飞")]
    town = [
        deputy(name, cast.town_group, seat, **more)
        for name, more in (("陆永大", {"leading_cadre": True}), ("郑根妹", {}))
    ]
    return (
        Side(
            cast,
            RoundKind.DISTRICT_TOWN,
            cast.town,
            [],
            cast.town_office,
            cast.leader,
            cast.chairpersons,
            [cast.deputy, cast.second_deputy],
            third,
        ),
        Side(
            cast,
            RoundKind.DISTRICT_ORGANS,
            cast.organs,
            [],
            cast.organs_leader,
            cast.organs_leader,
            cast.chairpersons,
            [cast.organs_deputy, *organs[:2]],
            organs[2],
        ),
        Side(
            cast,
            RoundKind.TOWN,
            cast.town,
            [cast.town_group],
            cast.town_office,
            cast.presidium,
            cast.presidium,
            [cast.town_deputy, town[0]],
            town[1],
            shift=68,
        ),
    )
