"""Where a rehearsal of the count is begun, and what is said when it is over."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shuzhi.reads.rehearsal import may_rehearse
from shuzhi.reads.sight import NotVisible
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page


@page("rehearsal", "rehearsal", seen_by="signed_in")
def rehearsal(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What a rehearsal is, and the button that begins one (4.3b(iii))."""
    if not may_rehearse(actor):
        raise NotVisible("rehearsal")
    crumbs = [(_("我的待办"), reverse("desk")), (_("演练"), "")]
    return render(request, "rehearsal/rehearsal.html", {"crumbs": crumbs})


@page("rehearsal/over", "rehearsal_over", seen_by="public")
def over(request: HttpRequest, actor: Actor) -> HttpResponse:
    """It is wiped, and nothing stays of it."""
    return render(request, "rehearsal/over.html", {"again": may_rehearse(actor)})
