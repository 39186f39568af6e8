"""Study and publicity of a round, doubts and answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shuzhi.reads import study as studies
from shuzhi.reads.round_home import round_acts
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page


@page("rounds/<int:pk>/study", "study", seen_by="signed_in")
def study(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What was studied, by whom, and the doubts that were answered (4.1c, 5.1)."""
    found = studies.page(actor, pk)
    return render(
        request,
        "study/study.html",
        {
            "page": found,
            "open_acts": round_acts(actor, pk, "study.record", "study.answer_doubt"),
            "crumbs": [
                (_("各轮述职"), reverse("rounds")),
                (found.round.organiser.name, reverse("round", args=[pk])),
                (_("学习宣传"), ""),
            ],
        },
    )
