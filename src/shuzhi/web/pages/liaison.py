"""Liaison between town and district, and the district board (5.2, 5.5)."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from shuzhi.reads import messages as message_reads
from shuzhi.reads.board import board as the_board
from shuzhi.reads.summary_page import exchanged
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page
from shuzhi.web.tasks import all_shown


@page("liaison", "liaison", seen_by="signed_in")
def liaison(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was sent up and down, and who has acknowledged it (5.5)."""
    show = request.GET.get("show", "")[:10]
    found = Paginator(message_reads.wanted(actor, show), 15).get_page(request.GET.get("page"))
    tabs = [
        {"label": label, "url": f"?show={key}" if key else "?", "current": show == key}
        for key, label in (
            ("", _("全部")),
            ("mine", _("等我收悉")),
            ("waiting", _("还没收齐")),
            ("sent", _("我方发出")),
        )
    ]
    return render(
        request,
        "liaison/liaison.html",
        {
            "page_obj": found,
            "lines": message_reads.page_of(actor, found.object_list),
            "tabs": tabs,
            "sendings": message_reads.sendings(actor),
            "exchanged": exchanged(actor),
        },
    )


@page("board", "board", seen_by="signed_in")
def board(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every round × stage, what is late and who holds it, with the clause (5.2, 5.5)."""
    found = the_board(actor)
    holders = [(h, all_shown(h.tasks)) for h in found.holders]
    return render(request, "liaison/board.html", {"board": found, "holders": holders})
