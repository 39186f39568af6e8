"""Rectification: the closed loop of a reporter, and its evidence (4.4a, 4.4b)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from shuzhi.forms.rectification import ProposeForm
from shuzhi.reads import rectification as rectifications
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page
from shuzhi.web.pages.opinion import number


@page("reporters/<int:pk>/rectification", "rectification", seen_by="signed_in")
def rectification(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What was said ▸ what is promised ▸ measures ▸ progress with evidence ▸ what those who attended say."""
    found = rectifications.rectification_page(actor, pk)
    chosen = number(request.GET.get("opinion"))
    form = None
    if found.may_propose and found.may_propose.allowed:
        form = ProposeForm(actor=actor, subject=found.reporter, initial={"opinions": [chosen] if chosen else []})
    round_ = found.reporter.round
    return render(
        request,
        "rectification/rectification.html",
        {
            "page": found,
            "form": form,
            "row": REGISTER["rectification.propose"],
            "chosen": chosen,
            "crumbs": [
                (_("各轮述职"), reverse("rounds")),
                (round_.organiser.name, reverse("round", args=[round_.pk])),
                (_("整改"), ""),
            ],
        },
    )


@page("evidence/<int:pk>", "evidence", seen_by="signed_in")
def evidence(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """A file of evidence, never shown inside a page: only as a download, and kept by no cache on the way."""
    found = rectifications.evidence(actor, pk)
    answer = HttpResponse(found.data, content_type=found.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer
