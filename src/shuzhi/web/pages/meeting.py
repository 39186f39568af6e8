"""The meeting (4.3): its home, the chair's page, the wall, the minutes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from shuzhi.forms.meeting import AskForm
from shuzhi.reads.appraisal import collation
from shuzhi.reads.meeting import MeetingPage, meeting_page
from shuzhi.reads.meeting_checks import checks
from shuzhi.reads.result import results_in
from shuzhi.reads.sheet import sheets_in
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page
from shuzhi.web.pages.attendance import crumbs


def _tasks(found: MeetingPage) -> list[dict[str, Any]]:
    """The preparation list as the task list draws it; a check whose act is not open has no link."""
    pk = found.meeting.pk
    drawn: list[dict[str, Any]] = []
    if found.meeting.state not in ("planned", "called", "open"):
        return drawn
    for check in checks(found):
        # Once the meeting is open its preparation is over: what stands is only what still stands against it.
        if found.meeting.state == "open" and not (check.page == "sheets" and (check.lacks or check.cautions)):
            continue
        url = ""
        if check.page and found.works and (check.page != "invitees" or found.invites):
            url = reverse(check.page, args=[pk])
        elif check.act in found.acts:
            url = reverse("act", args=[check.act, pk])
        drawn.append(
            {
                "title": check.title,
                "url": url,
                "state": check.state,
                "word": check.word,
                "detail": check.detail,
                "clauses": check.clauses,
                "lacks": check.lacks,
                "cautions": check.cautions,
            }
        )
    return drawn


# What leads the meeting on, in its order; the rest stand beside the lists they belong to.
LEADING = ("meeting.call", "meeting.open", "appraisal.start", "meeting.close")


@page("meetings/<int:pk>", "meeting", seen_by="signed_in")
def meeting(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The meeting's home."""
    found = meeting_page(actor, pk)
    # Opening leads on the day itself; until then the chair's page has it, and the preparations stand first here.
    early = localdate(found.meeting.starts_at) > localdate()
    context = {
        "page": found,
        "crumbs": crumbs(found.meeting),
        "tasks": _tasks(found),
        # For those who place them in a group (4.3b(iii)).
        "alone": found.alone if found.meeting.state != "closed" and "appraisal.place" in found.acts else 0,
        "leading": [
            found.acts[name] for name in LEADING if name in found.acts and not (early and name == "meeting.open")
        ],
        "seats": any(line.seat for line in found.reporters),
    }
    return render(request, "meeting/meeting.html", context)


@page("meetings/<int:pk>/chair", "chair", seen_by="signed_in")
def chair(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The chair's page: what is on, what to say next, and one big button."""
    found = meeting_page(actor, pk, "meeting.start_item", "meeting.ask")
    form = AskForm(actor=actor, subject=found.meeting)
    return render(
        request, "meeting/chair.html", {"page": found, "form": form, "crumbs": crumbs(found.meeting, _("主持"))}
    )


def _results(found: MeetingPage) -> list[tuple[Any, Any]]:
    """What the public may see of the results, once they are announced."""
    if found.count != "announced":
        return []
    shown = results_in(found.meeting.count, [line.reporter for line in found.reporters])
    return [(line.reporter, shown[line.reporter.pk]) for line in found.reporters]


@page("meetings/<int:pk>/hall", "hall", seen_by="signed_in")
def hall(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The wall of the hall."""
    found = meeting_page(actor, pk)
    appraising = found.meeting.state in ("appraising", "counted")
    context = {
        "page": found,
        "sheets": sheets_in(found.meeting) if appraising else None,
        "results": _results(found),
    }
    return render(request, "meeting/hall.html", context)


@page("meetings/<int:pk>/minutes", "minutes", seen_by="signed_in")
def minutes(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The minutes, compiled from all that was recorded."""
    found = meeting_page(actor, pk, "meeting.start_item", "meeting.ask", people=True)
    context = {
        "page": found,
        "crumbs": crumbs(found.meeting, _("会议记录")),
        "collation": collation(found.groups, [line.reporter for line in found.reporters]),
        "results": _results(found),
    }
    return render(request, "meeting/minutes.html", context)
