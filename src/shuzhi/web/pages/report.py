"""The report of a reporter: the editor, the versions, guidance, what stands against handing it in (3, 5.3)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shuzhi.forms.report import PREFIX, WriteForm
from shuzhi.reads import report as reports
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page
from shuzhi.web.pages.opinion import number


@page("reporters/<int:pk>/report", "report", seen_by="signed_in")
def report(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Five aspects and 不足与打算, each with the deputy's own ledger beside it; every saved draft stays."""
    found = reports.report_page(
        actor, pk, version=number(request.GET.get("version")), against=number(request.GET.get("against"))
    )
    writing = found.write is not None and found.write.allowed and found.latest and not found.against
    text = {PREFIX + s.aspect.key: s.text for s in found.sections}
    form = WriteForm(actor=actor, subject=found.reporter, initial=text) if writing else None
    round_ = found.reporter.round
    return render(
        request,
        "report/report.html",
        {
            "page": found,
            "form": form,
            "sections": [(s, form[PREFIX + s.aspect.key] if form else None) for s in found.sections],
            "crumbs": [
                (_("各轮述职"), reverse("rounds")),
                (round_.organiser.name, reverse("round", args=[round_.pk])),
                (_("述职报告"), ""),
            ],
        },
    )
