"""The summaries of a round, and the exchange (4.4c, 4.4d)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from shuzhi.reads import summary_page
from shuzhi.rules.roles import Actor
from shuzhi.web.crumbs import in_round
from shuzhi.web.page import page


@page("rounds/<int:pk>/summary", "summary", seen_by="signed_in")
def summary(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One summary a group and town, with the figures it was written from."""
    found = summary_page.page(actor, pk)
    shared = [x for x in summary_page.exchanged(actor) if x.round_id != pk]
    return render(
        request,
        "summary/summary.html",
        {"page": found, "exchanged": shared, **in_round(found.held.standing, _("工作总结"))},
    )
