"""The roster of a round: every shortfall and excess explained, live."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shuzhi.reads import roster as rosters
from shuzhi.reads.roster import Check, RosterPage
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page

# Which act meets what is asked, where the actor may do it.
REMEDY = {"quota": "roster.propose", "leading": "roster.propose", "meet": "roster.meet"}


def _line(check: Check, found: RosterPage, here: str) -> dict[str, Any]:
    """A check as the task list draws it, with the next step for whoever may take it."""
    offered = {a.row.name: a for a in (*found.acts, *((found.propose,) if found.propose else ()))}
    act = offered.get(REMEDY.get(check.key, ""))
    return {
        "title": check.title,
        "state": "done" if check.holds else "caution" if check.cautioned else "todo",
        "word": _("符合") if check.holds else _("已说明理由") if check.reason else "" if check.cautioned else _("还缺"),
        "detail": check.met if check.holds else _("理由：%s") % check.reason if check.reason else "",
        # A finding below the line names its clause itself.
        "clause": check.clause if check.holds or check.reason else "",
        "lacks": check.verdict.lacks,
        "cautions": check.verdict.cautions,
        "next_url": f"{reverse('act', args=[act.row.name, act.pk])}?next={here}" if act else "",
        "next_label": act.row.label if act else "",
    }


@page("rounds/<int:pk>/roster", "roster", seen_by="signed_in")
def roster(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Who is on the list, on what record, and what the list still wants (2.2–2.4, 4.1b, 5.2)."""
    found = rosters.page(actor, pk)
    checks = [_line(c, found, request.path) for c in found.checks]
    return render(
        request,
        "roster/roster.html",
        {
            "page": found,
            "checks": checks,
            "crumbs": [
                (_("各轮述职"), reverse("rounds")),
                (found.round.organiser.name, reverse("round", args=[pk])),
                (_("述职对象名单"), ""),
            ],
        },
    )
