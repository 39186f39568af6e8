"""At the tellers' table: files of scans handed in and read, and what the scrutineers must decide (4.3b(iii), D0012)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shuzhi.forms.scan import UploadScans
from shuzhi.reads import scan_pages
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page


@page("meetings/<int:pk>/scans", "scans", seen_by="signed_in")
def scans(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Hand files in; how far they are read; what is still to be done (D0012)."""
    shown = scan_pages.scans_page(actor, pk)
    form = UploadScans(actor=actor, subject=shown.meeting)
    context = {"page": shown, "upload": shown.acts.get("scan.upload"), "form": form}
    return render(request, "evaluation/scans.html", context | {"dismiss": shown.acts.get("scan.dismiss")})


@page("meetings/<int:pk>/scans/conflicts", "scan_conflicts", seen_by="signed_in")
def conflicts(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Pictures side by side, and only the choices that the rules leave (D0012)."""
    return render(request, "evaluation/scan_conflicts.html", {"page": scan_pages.conflicts_page(actor, pk)})


@page("meetings/<int:pk>/scans/<str:key>/whole", "scan_picture", seen_by="signed_in")
def whole(request: HttpRequest, actor: Actor, pk: int, key: str) -> HttpResponse:
    """The whole page, its codes painted over; no cache keeps it, not the browser's either."""
    answer = HttpResponse(scan_pages.picture(actor, pk, key), content_type="image/jpeg")
    answer["Cache-Control"] = "no-store"
    return answer
