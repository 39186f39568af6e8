"""The duty ledger of a deputy."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shuzhi.forms.duty import Record
from shuzhi.reads import duty as duties
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page


@page("mandates/<int:pk>/ledger", "ledger", seen_by="signed_in")
def ledger(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What a deputy did as a deputy, aspect by aspect, with a short form for the next entry (2.3, 3)."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None
    found = duties.ledger(actor, pk, year)
    tabs = [{"label": _("全部"), "url": request.path, "current": year is None, "count": None}] + [
        {"label": str(y), "url": f"?year={y}", "current": y == year, "count": None} for y in found.years
    ]
    return render(
        request,
        "duty/ledger.html",
        {
            "page": found,
            "form": Record(actor=actor, subject=found.mandate) if found.may_record else None,
            "row": REGISTER["duty.record"],
            "crumbs": [
                (_("代表与选民"), reverse("people")),
                (found.mandate.person.name, reverse("person", args=[found.mandate.person_id])),
                (_("履职档案"), ""),
            ],
            "tabs": tabs if len(found.years) > 1 else [],
        },
    )
