"""The plan and schedule of a round."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shuzhi.reads import plan as plans
from shuzhi.reads import round_home
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None


@page("rounds/<int:pk>/plan", "plan", seen_by="signed_in")
def plan(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The plan at its latest or an earlier version, with what changed; and what may be done with it."""
    found = plans.page(actor, pk, _number(request.GET.get("version")), _number(request.GET.get("against")))
    if found.plan and found.asked:
        acts = round_home.acts(round_home.find(actor, pk), "plan", found.plan.pk, found.plan.state, found.asked)
    else:
        acts = round_home.round_acts(actor, pk, "plan.draft")
    # What leads on stands first: a draft is submitted, what was submitted is decided on.
    acts.sort(key=lambda a: a.row.name not in ("plan.submit", "plan.adopt") or not a.allowed)
    latest = found.version is not None and found.version is found.versions[-1]
    return render(
        request,
        "plan/plan.html",
        {
            "page": found,
            "open_acts": acts if latest or not found.plan else [],
            "latest": latest,
            "crumbs": [
                (_("各轮述职"), reverse("rounds")),
                (found.round.organiser.name, reverse("round", args=[pk])),
                (_("实施方案"), ""),
            ],
        },
    )
