"""The count, step by step for people who never did one; typing paper sheets in; the statement to be signed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shuzhi.forms.count import DrawUpForm, ExplainForm, SealForm
from shuzhi.forms.sheet import AdmitForm, EntryForm
from shuzhi.reads.count import CountPage, count_page, entry_page, statement
from shuzhi.reads.open_acts import open_acts
from shuzhi.reads.rehearsal import may_rehearse
from shuzhi.reads.result import results_of_meeting
from shuzhi.rules.roles import Actor
from shuzhi.web.look.qr import qr
from shuzhi.web.page import page
from shuzhi.web.places import place_of


def _void(shown: CountPage) -> bool:
    return shown.count is not None and shown.count.state == "void"


@page("meetings/<int:pk>/count", "count", seen_by="signed_in")
def count(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Where the count stands, what to do now, and the one button for it (4.3b(iii))."""
    shown = count_page(actor, pk)
    meeting = shown.meeting
    acts = shown.acts
    context = {
        "page": shown,
        "meeting_url": place_of(meeting),
        "close": acts.get("sheet.close_phones") if shown.phones == "open" else None,
        "admit": acts.get("sheet.admit_paper"),
        "admit_form": AdmitForm(actor=actor, subject=meeting),
        "enter": acts.get("sheet.enter"),
        "scans": acts.get("scan.upload"),
        "settle": acts.get("sheet.settle"),
        "draw_up": acts.get("count.draw_up") if shown.count is None else None,
        "draw_up_form": DrawUpForm(actor=actor, subject=meeting),
        "explain": acts.get("count.explain"),
        "explain_form": ExplainForm(actor=actor, subject=shown.count) if shown.count else None,
        "confirm": acts.get("count.confirm"),
        "seal": acts.get("count.seal"),
        "seal_form": SealForm(actor=actor, subject=shown.count) if "count.seal" in acts else None,
        "announce": acts.get("count.announce"),
        "void": acts.get("count.declare_void"),
        "may_repeat": open_acts(actor, meeting.round, "meeting.plan") if _void(shown) and not shown.again else [],
        "write_down": acts.get("sheet.write_down"),
        "type_in": acts.get("count.type_in"),
        "release": acts.get("count.release_comments"),
        "may_rehearse": shown.phones in (None, "closed") and may_rehearse(actor),
        "results": results_of_meeting(actor, meeting) if shown.step >= 7 else [],
    }
    return render(request, "evaluation/count.html", context)


def _typing(request: HttpRequest, actor: Actor, pk: int, kind: int, slip: int | None) -> HttpResponse:
    shown = entry_page(actor, pk, kind, slip)
    name = "sheet.settle" if slip is not None else "sheet.enter"
    if name not in shown.acts:
        raise Http404
    form = EntryForm(data=None, actor=actor, subject=shown.meeting)
    return render(request, "evaluation/enter.html", {"page": shown, "act": name, "once": form["once"].value()})


@page("meetings/<int:pk>/count/<int:kind>", "count_enter", seen_by="signed_in")
def enter(request: HttpRequest, actor: Actor, pk: int, kind: int) -> HttpResponse:
    """Typing in one paper sheet after another, by the keyboard alone (D0005)."""
    return _typing(request, actor, pk, kind, None)


@page("meetings/<int:pk>/count/<int:kind>/<int:slip>", "count_settle", seen_by="signed_in")
def settle(request: HttpRequest, actor: Actor, pk: int, kind: int, slip: int) -> HttpResponse:
    """One paper sheet that two tellers typed in differently (D0005)."""
    return _typing(request, actor, pk, kind, slip)


@page("meetings/<int:pk>/statement", "statement", seen_by="signed_in")
def signed(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The statement of the sealed count, printed and signed in ink (4.3b(iii))."""
    shown = statement(actor, pk)
    if shown is None:
        raise Http404
    address = request.build_absolute_uri(reverse("record", args=[pk]))
    context = {"page": shown, "record_url": address, "record_qr": qr(address)}
    return render(request, "evaluation/statement.html", context)
