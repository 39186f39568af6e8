"""Programmes: the list, and one with its basis, dates and rounds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shuzhi.reads import programme as programmes_
from shuzhi.reads import round_home
from shuzhi.reads.honour import OFFICES
from shuzhi.reads.house import district
from shuzhi.reads.journal import of_record
from shuzhi.reads.open_acts import open_acts
from shuzhi.reads.sight import DISTRICT_OFFICES
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page


@page("programmes", "programmes", seen_by="signed_in")
def programmes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every programme, newest first."""
    home = district()
    acts = open_acts(actor, home, "programme.draft") if home else []
    return render(
        request,
        "programme/programmes.html",
        {"lines": programmes_.lines(actor), "open_acts": acts, "crumbs": [(_("述职工作"), "")]},
    )


@page("programmes/<int:pk>", "programme", seen_by="signed_in")
def programme(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One programme: basis, dates, what stands against them, its rounds, and its journal of reasons."""
    found = programmes_.page(actor, pk)
    rounds = [x for x in round_home.lines(actor) if x.standing.programme == pk]
    acts = open_acts(actor, found.programme, "programme.revise", "programme.open", "round.open", "programme.close")
    # While rounds run, closing the programme is nobody's next step.
    acts = [a for a in acts if a.allowed or a.row.name != "programme.close"]
    return render(
        request,
        "programme/programme.html",
        {
            "page": found,
            "programme": found.programme,
            "rounds": rounds,
            "open_acts": acts,
            "keeps": actor.holds(*DISTRICT_OFFICES),
            "honours": actor.holds(*OFFICES),
            "journal": of_record("programme", pk),
            "crumbs": [(_("述职工作"), reverse("programmes")), (found.programme.title, "")],
        },
    )
