"""The notices of a round (4.4b)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from shuzhi.reads import notice_page
from shuzhi.rules.roles import Actor
from shuzhi.web.crumbs import in_round
from shuzhi.web.page import page


@page("rounds/<int:pk>/notices", "notices", seen_by="signed_in")
def notices(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What the voters were, or are to be, told of the rectification."""
    found = notice_page.page(actor, pk)
    return render(request, "notice/notices.html", {"page": found, **in_round(found.held.standing, _("整改通报"))})
