"""Who may begin a rehearsal of the count: those who work at one."""

from __future__ import annotations

from shuzhi.reads.sight import DISTRICT_OFFICES, TOWN_OFFICES
from shuzhi.records import models as m
from shuzhi.records.where import rehearsing
from shuzhi.rules.roles import Actor, Office


def may_rehearse(actor: Actor) -> bool:
    """The district's and the towns' offices, group leaders, and whoever has a post at a meeting (4.3b(iii)); not inside another."""
    if rehearsing() or not actor.signed_in:
        return False
    if actor.holds(*DISTRICT_OFFICES, *TOWN_OFFICES, Office.GROUP_LEADER):
        return True
    return m.Post.objects.filter(person=actor.person, office__in=(Office.SCRUTINEER, Office.TELLER)).exists()
