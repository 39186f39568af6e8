"""Group appraisal: the groups, the recorder's page, and all that was said side by side (4.3b(iii)–(iv))."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from shuzhi.reads.appraisal import appraisal_page, recorder_page
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page
from shuzhi.web.pages.attendance import crumbs


@page("meetings/<int:pk>/appraisal", "appraisal", seen_by="signed_in")
def appraisal(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The groups of a meeting and what they handed in."""
    found = appraisal_page(actor, pk)
    return render(request, "meeting/appraisal.html", {"page": found, "crumbs": crumbs(found.meeting, _("分组评议"))})


@page("groups/<int:pk>", "group", seen_by="signed_in")
def group(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The recorder's page on a phone: one group, reporter by reporter."""
    found, line = recorder_page(actor, pk)
    return render(request, "meeting/group.html", {"page": found, "line": line})
