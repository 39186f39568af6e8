"""At the tellers' table: sheets under a phone's camera, and what the machine would not swear to (4.3b(iii), D0012)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shuzhi.reads.camera import camera_page
from shuzhi.reads.handwriting import handwriting, handwriting_page
from shuzhi.reads.pictures import crop_of
from shuzhi.reads.review import review_page
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page


def picture(data: bytes, kind: str = "image/png") -> HttpResponse:
    """A piece of a sheet: no cache keeps it, not the browser's either."""
    answer = HttpResponse(data, content_type=kind)
    answer["Cache-Control"] = "no-store"
    return answer


@page("meetings/<int:pk>/scans/camera", "scan_camera", seen_by="signed_in")
def camera(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Sheets under a phone's camera, one after the other; told at once whether each was caught (D0012)."""
    return render(request, "evaluation/camera.html", {"page": camera_page(actor, pk)})


@page("meetings/<int:pk>/scans/review", "scan_review", seen_by="signed_in")
def review(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One piece of a picture at a time, for two people who know nothing of each other; a third settles (D0012)."""
    helping = request.GET.get("help") == "1"
    asked = {"wanted": request.GET.get("at", ""), "skipped": request.GET.get("not", "")}
    shown = review_page(actor, pk, helping=helping, **asked)
    context = {"page": shown, "last": request.GET.get("last", ""), "helping": helping}
    return render(request, "evaluation/review.html", context)


@page("meetings/<int:pk>/scans/<str:key>/place/<str:place>", "scan_crop", seen_by="signed_in")
def crop(request: HttpRequest, actor: Actor, pk: int, key: str, place: str) -> HttpResponse:
    """One question of one sheet, cut out of its picture, upright."""
    return picture(crop_of(actor, pk, key, place))


@page("meetings/<int:pk>/comments", "comments", seen_by="signed_in")
def comments(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Comments written with a pen, typed in one by one, after the result and away from every answer (D0012)."""
    shown = handwriting_page(actor, pk, skipped=request.GET.get("not", ""))
    return render(request, "evaluation/comments.html", {"page": shown})


@page("meetings/<int:pk>/comments/<str:key>", "comment_picture", seen_by="signed_in")
def written(request: HttpRequest, actor: Actor, pk: int, key: str) -> HttpResponse:
    """One comment as it was written."""
    return picture(handwriting(actor, pk, key), "image/jpeg")
