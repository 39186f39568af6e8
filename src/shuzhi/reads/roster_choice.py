"""Who chooses, and among whom: the deputies one could propose, with the record on which one would (2.3, 4.1b)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from shuzhi.reads.duty_facts import checked_n
from shuzhi.reads.roster_facts import ON_LIST, earlier_n, groups_of
from shuzhi.reads.study import deputies
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor, Office, RoundKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A deputy who could be proposed, with the record on which one would choose (2.3)."""

    pk: int
    name: str
    group: str
    constituency: str
    post: str
    leading_cadre: bool
    checked: int
    own: int
    earlier: int


def candidates(round_: m.Round) -> list[Candidate]:
    """The deputies of the round's groups who are not on its list, by group and name; one query."""
    on_list = m.Reporter.objects.filter(round=round_, state__in=ON_LIST, mandate=OuterRef("pk"))
    rows = (
        deputies(round_)
        .filter(~Exists(on_list))
        .select_related("person", "group", "constituency")
        .annotate(checked=checked_n(), own=checked_n(collective=False), earlier=earlier_n(round_.pk))
        .order_by("group__number", "group", "person__sort_key", "pk")
    )
    return [
        Candidate(
            pk=x.pk,
            name=x.person.name,
            group=x.group.name,
            constituency=str(x.constituency or ""),
            post=x.person.post,
            leading_cadre=x.person.leading_cadre,
            checked=x.checked,
            own=x.own,
            earlier=x.earlier,
        )
        for x in rows
    ]


def bodies_deciding(actor: Actor, roster: m.Roster) -> list[m.Body]:
    """The bodies that may have met about the list: the town for its presidium, else the group or groups (4.1b)."""
    round_ = roster.round
    if round_.kind == RoundKind.TOWN:
        return [round_.organiser]
    groups = groups_of(round_)
    led = actor.bodies(Office.GROUP_LEADER)
    return sorted(groups, key=lambda g: (g.pk not in led, g.number))
