"""The desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shuzhi.reads import desk as desks
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page
from shuzhi.web.tasks import all_shown

BLOCKED = 24  # the district office may have a hundred that cannot start yet: the number says so, the list need not


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
            "empty": desks.empty_words(found),
        },
    )
