"""The archive box of a round: what is in it, how far it is, the file (4.4c, D0010)."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from shuzhi.reads import archive as reads
from shuzhi.rules.roles import Actor
from shuzhi.web.crumbs import in_round
from shuzhi.web.page import page


@page("rounds/<int:pk>/archive", "archive", seen_by="signed_in")
def archive(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Asks for a box, shows how far it is, hands it over."""
    found = reads.page(actor, pk)
    return render(request, "archive/archive.html", {"page": found, **in_round(found.held.standing, _("档案盒"))})


@page("rounds/<int:pk>/archive.zip", "archive_file", seen_by="signed_in")
def archive_file(request: HttpRequest, actor: Actor, pk: int) -> Any:
    """The newest complete box, from the disk piece by piece."""
    path, name = reads.file(actor, pk)
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer
