"""The list of those invited, and the door (4.3a)."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shuzhi.forms.attendance import WalkInForm
from shuzhi.reads.attendance import invitees_page
from shuzhi.reads.door import door_page
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page


def crumbs(meeting: Any, label: str = "") -> list[tuple[Any, str]]:
    """The way to a page of one meeting."""
    home = reverse("meeting", args=[meeting.pk])
    return [
        (_("各轮述职"), reverse("rounds")),
        (meeting.round.organiser.name, reverse("round", args=[meeting.round_id])),
        (_("述职会议"), home if label else ""),
        *([(label, "")] if label else []),
    ]


@page("meetings/<int:pk>/invitees", "invitees", seen_by="signed_in")
def invitees(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Who is invited, by kind; replies in one form; whom to ring up."""
    found = invitees_page(actor, pk, request.GET.get("kind", ""), request.GET.get("reply", ""))
    return render(request, "meeting/invitees.html", {"page": found, "crumbs": crumbs(found.meeting, _("参加人员"))})


@page("meetings/<int:pk>/door-list", "door_list", seen_by="signed_in")
def door_list(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The list to be printed and signed at the door: the paper that stands in when the network fails."""
    found = invitees_page(actor, pk)
    by_kind: dict[str, list[Any]] = {}
    for line in found.lines:
        by_kind.setdefault(line.kind, []).append(line)
    sections = [(k, by_kind[k.key]) for k in found.tally.kinds if k.key in by_kind]
    return render(
        request,
        "meeting/door_list.html",
        {"page": found, "sections": sections, "crumbs": crumbs(found.meeting, _("签到册"))},
    )


@page("meetings/<int:pk>/door", "door", seen_by="signed_in")
def door(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The door: one field, who was found, one press; undo in the same place."""
    # The page says itself who was checked in; the door's general remark is taken off the pile unread.
    list(get_messages(request))
    get = request.GET
    found = door_page(actor, pk, get.get("q", ""), get.get("last", ""), get.get("undone") == "1")
    walk_in = WalkInForm(actor=actor, subject=found.meeting, initial={"name": found.asked})
    return render(request, "meeting/door.html", {"page": found, "form": walk_in, "walk_in": get.get("new") == "1"})
