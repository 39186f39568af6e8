"""The honours sheet of a programme."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from shuzhi.reads import honour as honour_reads
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page


@page("programmes/<int:pk>/honours", "honours", seen_by="signed_in")
def honours(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Reported or not, how voters rated it, rectification kept: by name, nobody ranked by a number (5.4)."""
    number = request.GET.get("page", "1")
    found = honour_reads.page(
        actor, pk, request.GET.get("show", ""), int(number) if number.isascii() and number.isdigit() else 1
    )
    tabs = [
        {"label": words, "url": f"?show={key}", "current": key == found.shown, "count": found.counts[key]}
        for key, words in honour_reads.SHOWN.items()
    ]
    return render(
        request,
        "honour/honours.html",
        {
            "page": found,
            "tabs": tabs,
            "crumbs": [(found.programme.title, ""), (_("代表活动积极分子"), "")],
        },
    )
