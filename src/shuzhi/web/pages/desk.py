"""The desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shuzhi.reads import desk as desks
from shuzhi.reads.rehearsal import may_rehearse
from shuzhi.rules.roles import Actor, Office
from shuzhi.web.page import page
from shuzhi.web.tasks import all_shown

BLOCKED = 24  # the district office may have a hundred that cannot start yet: the number says so, the list need not


RUNNING = (Office.DISTRICT_OFFICE, Office.CHAIRPERSONS_MEETING, Office.TOWN_CONGRESS_OFFICE, Office.GROUP_LEADER)


def _doors(actor: Actor) -> list[tuple[str, str, str]]:
    """The ways to what is one's own and to what one's office looks up often: label, address, a word beside it."""
    doors = []
    mine = desks.own(actor)
    for pk, organiser in mine.reports:
        doors += [
            (_("我的述职报告"), reverse("report", args=[pk]), organiser),
            (_("我的整改"), reverse("rectification", args=[pk]), organiser),
        ]
    english = (get_language() or "").startswith("en")
    for pk, level in mine.ledgers:
        doors.append((_("我的履职档案"), reverse("ledger", args=[pk]), level.en if english else level.zh))
    if actor.holds(*RUNNING):
        doors += [(_("情况联络"), reverse("liaison"), ""), (_("述职工作"), reverse("programmes"), "")]
    if actor.holds(*RUNNING, Office.STEWARD):
        doors.append((_("机构和职务"), reverse("bodies"), ""))
    if may_rehearse(actor):
        doors.append((_("演练计票"), reverse("rehearsal"), ""))
    doors.append((_("本届述职情况"), reverse("coverage"), ""))
    return doors


@page("desk", "desk", seen_by="signed_in")
def desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What I must do now, under which clause, by when, and what blocks it; late first."""
    found = desks.look(actor)
    return render(
        request,
        "home/desk.html",
        {
            "desk": found,
            "today": found.today,
            "late": all_shown(found.late, with_round=True),
            "now": all_shown(found.now, with_round=True),
            "coming": all_shown(found.coming, with_round=True),
            "blocked": all_shown(found.blocked[:BLOCKED], with_round=True),
            "others": all_shown(desks.others(actor)),
            "doors": _doors(actor),
            "empty": desks.empty_words(found),
        },
    )
