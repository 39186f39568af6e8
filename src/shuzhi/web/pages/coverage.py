"""The term's coverage: a public page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shuzhi.reads import coverage as coverage_reads
from shuzhi.reads.coverage import LEVELS, ORDERS, STATES, Wanted
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page


@page("coverage", "coverage", seen_by="public")
def coverage(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who has reported this term, when, with what result; who not yet (2.1)."""
    asked = request.GET
    wanted = Wanted(
        level=asked.get("level", "")[:10],
        body=asked.get("body", "")[:10],
        group=asked.get("group", "")[:10],
        state=asked.get("state", "")[:10],
        order=asked.get("order", "pinyin")[:10],
        name=asked.get("name", "").strip()[:20],
    )
    found = coverage_reads.coverage(actor, wanted)
    return render(
        request,
        "coverage/coverage.html",
        {
            "page": found,
            "wanted": wanted,
            "levels": LEVELS,
            "states": STATES,
            "orders": ORDERS,
            "bodies": [(str(pk), name) for pk, name in found.body_choices],
        },
    )
