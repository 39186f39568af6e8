"""The written feedback to a reporter (4.3b, 4.4a)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shuzhi.forms.feedback import HandOverForm
from shuzhi.reads.feedback import feedback_page
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page


@page("reporters/<int:pk>/feedback", "feedback", seen_by="signed_in")
def feedback(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Result, appraisals and released comments on one sheet, to be read here or printed and handed over."""
    found = feedback_page(actor, pk)
    round_ = found.reporter.round
    may = found.act is not None and found.act.allowed and not found.act.verdict.cautions
    return render(
        request,
        "feedback/feedback.html",
        {
            "page": found,
            "form": HandOverForm(actor=actor, subject=found.reporter) if may else None,
            "crumbs": [
                (_("各轮述职"), reverse("rounds")),
                (round_.organiser.name, reverse("round", args=[round_.pk])),
                (_("书面反馈"), ""),
            ],
        },
    )
