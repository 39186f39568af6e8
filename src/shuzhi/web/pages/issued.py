"""Papers that were sent: the round's register (发文登记), one paper with its versions, the files as they went out (D0010)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from shuzhi.papers.sending import changed, of_programme
from shuzhi.reads import paper as reads
from shuzhi.reads.open_acts import open_acts
from shuzhi.reads.round_home import round_acts
from shuzhi.rules.roles import Actor
from shuzhi.rules.verdict import Text
from shuzhi.web.crumbs import in_round
from shuzhi.web.page import page

TYPES = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf"}


@page("rounds/<int:pk>/issued", "issued", seen_by="signed_in")
def issued(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What was sent in a round: number, paper, version, day, by whom; what was withdrawn stays in its line."""
    held, found = reads.page(actor, pk)
    acts = round_acts(actor, pk, "paper.send")
    context = {"page": found, "acts": acts, **in_round(held.standing, _("发文登记"))}
    return render(request, "issued/issued.html", context)


@page("programmes/<int:pk>/issued", "programme_issued", seen_by="signed_in")
def programme_issued(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What the district sent for a programme as a whole, in the same book-keeping (4.4d)."""
    programme, found = reads.programme_page(actor, pk)
    context = {
        "page": found,
        "acts": open_acts(actor, programme, "paper.issue"),
        "to_send": of_programme(programme),
        **_in_programme(programme, _("发文登记")),
    }
    return render(request, "issued/issued.html", context)


def _in_programme(programme: Any, here: str) -> dict[str, Any]:
    title = programme.title
    crumbs = [(_("述职工作"), reverse("programmes")), (title, reverse("programme", args=[programme.pk])), (here, "")]
    return {"crumbs": crumbs, "round_title": Text(title, title)}


@page("issued/<int:pk>", "issued_paper", seen_by="signed_in")
def issued_paper(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One paper: every version as it was sent, and whether the records have changed since."""
    line = reads.one(actor, pk)
    here = line.number or line.paper.title
    if line.held:
        context, book = in_round(line.held.standing, here), reverse("issued", args=[line.held.standing.pk])
    else:
        context = _in_programme(line.paper.programme, here)
        book = reverse("programme_issued", args=[line.paper.programme_id])
    context["crumbs"].insert(-1, (_("发文登记"), book))
    context |= {"line": line, "changed": changed(actor, line) if line.paper.state == "sent" else None}
    return render(request, "issued/paper.html", context)


def _file(request: HttpRequest, actor: Actor, pk: int, kind: str) -> HttpResponse:
    try:
        name, data = reads.file(actor, pk, kind)
    except reads.Spoilt:
        return render(request, "issued/spoilt.html", status=410)
    answer = HttpResponse(data, content_type=TYPES[kind])
    answer["Content-Disposition"] = content_disposition_header(kind != "pdf", name) or "attachment"
    answer["Cache-Control"] = "private, no-cache"
    return answer


@page("issued/version/<int:pk>.docx", "issued_docx", seen_by="signed_in")
def issued_docx(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """A version's Word file, byte for byte as it was sent."""
    return _file(request, actor, pk, "docx")


@page("issued/version/<int:pk>.pdf", "issued_pdf", seen_by="signed_in")
def issued_pdf(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """A version's PDF, byte for byte as it was sent."""
    return _file(request, actor, pk, "pdf")
