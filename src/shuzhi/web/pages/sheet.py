"""The sheets of a meeting, and the page that explains the secrecy in plain words."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shuzhi.reads.rehearsal import may_rehearse
from shuzhi.reads.sheet import sheets_page
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page
from shuzhi.web.places import place_of


@page("meetings/<int:pk>/sheets", "sheets", seen_by="signed_in")
def sheets(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Print the sheets, open the evaluation, see how many are in, close the phones (4.3b(iii))."""
    shown = sheets_page(actor, pk)
    fitting = {None: "sheet.issue", "closed": "sheet.open sheet.issue", "open": "sheet.close_phones sheet.reopen"}.get(
        shown.phones, ""
    )
    acts = {name: act for name, act in shown.acts.items() if name in fitting}
    context = {
        "page": shown,
        "issue": acts.get("sheet.issue"),
        "open": acts.get("sheet.open"),
        "reopen": acts.get("sheet.reopen"),
        "close": acts.get("sheet.close_phones"),
        "meeting_url": place_of(shown.meeting),
        "refresh": shown.phones == "open",
        "may_rehearse": shown.phones in (None, "closed") and may_rehearse(actor),
    }
    return render(request, "evaluation/sheets.html", context)


@page("meetings/<int:pk>/sheets/reopen", "sheets_reopen", seen_by="signed_in")
def reopen(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The cards were not saved, or are lost: what to do (D0007)."""
    shown = sheets_page(actor, pk)
    act = shown.acts.get("sheet.reopen")
    if act is None:
        raise Http404
    return render(request, "evaluation/reopen.html", {"act": act, "back": reverse("sheets", args=[pk])})


@page("secrecy", "secrecy", seen_by="public")
def secrecy(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How the evaluation is kept secret and how it can be checked, for everybody (D0002)."""
    return render(
        request, "evaluation/secrecy.html", {"crumbs": [(_("首页"), reverse("home")), (_("测评怎样保密"), "")]}
    )
