"""The demonstration district: whether this archive is one, and who signs in to it under which name.

An account of the demonstration was invited with ``MARK`` as the journaled reason; the journal is the
marker, so nothing else can claim to be one, and a real district never shows a password.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.records.journal import Entry
from shuzhi.rules.roles import OFFICE_NAMES, Office
from shuzhi.rules.verdict import Text

MARK = "演示区账号"
PASSWORD = "shuzhi-xishan"  # noqa: S105 (told to everybody: it opens nothing but the demonstration)


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody of the demonstration district: who, in which offices, under which name."""

    username: str
    name: str
    parts: tuple[Text, ...]

    @property
    def part(self) -> Text:
        return Text("；".join(p.zh for p in self.parts), "; ".join(p.en for p in self.parts))


def in_use() -> bool:
    """True in an archive that was built as the demonstration district."""
    return Entry.objects.filter(act="person.invite", reason=MARK).exists()


def players() -> tuple[Player, ...]:
    """Everybody with an account of the demonstration, in the order they were invited; six queries."""
    entries = Entry.objects.filter(act="person.invite", reason=MARK).order_by("pk").values_list("subject", flat=True)
    whose = dict(m.Invitation.objects.filter(pk__in=list(entries)).values_list("pk", "person_id"))
    order = {whose[int(pk)]: n for n, pk in enumerate(entries) if int(pk) in whose}
    people = m.Person.objects.filter(pk__in=order).exclude(account=None).select_related("account")
    parts = _parts(list(order))
    return tuple(
        Player(p.account.get_username(), p.name, tuple(parts[p.pk]))
        for p in sorted(people, key=lambda p: order[p.pk])
        if p.account
    )


def _parts(people: list[int]) -> dict[int, list[Text]]:
    """What each of them is: offices held today, posts at a meeting that is to come, and reporting."""
    today, found = clock.today(), defaultdict(list)
    tenures = m.Tenure.objects.filter(Q(until=None) | Q(until__gte=today), person__in=people)
    for tenure in tenures.select_related("body__parent"):
        where = tenure.body if tenure.body.kind != m.Body.Kind.GROUP or tenure.body.is_organs else tenure.body.parent
        office = OFFICE_NAMES[Office(tenure.office)]
        place = "" if where is None or tenure.body.kind == m.Body.Kind.DISTRICT else where.name
        text = Text("{place}{office}", "{office}, {place}") if place else Text("{office}", "{office}")
        found[tenure.person_id].append(text.format(place=_short(place, office), office=office))
    posts = (
        m.Post.objects.filter(person__in=people)
        .exclude(meeting__state="closed")
        .select_related("meeting__round__organiser")
    )
    for post in posts:
        text = Text("{where}述职会议{office}", "{office} at the meeting of {where}")
        found[post.person_id].append(
            text.format(where=post.meeting.round.organiser.name, office=OFFICE_NAMES[Office(post.office)])
        )
    reporters = m.Reporter.objects.filter(mandate__person__in=people, state="chosen")
    for reporter in reporters.select_related("mandate", "round__organiser"):
        text = Text("{where}述职代表", "Reporting deputy, {where}")
        found[reporter.mandate.person_id].append(text.format(where=reporter.round.organiser.name))
    return found


def _short(place: str, office: Text) -> str:
    """东港镇 + 镇人大 is 东港镇人大; 区机关代表小组 + 代表小组组长 is 区机关代表小组组长."""
    for tail in ("代表小组", "镇"):
        if place.endswith(tail) and office.zh.startswith(tail):
            return place.removesuffix(tail)
    return place
