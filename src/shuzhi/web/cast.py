"""The casting page ``/s``: no session, no cookie, no actor, no log (D0005). The code itself is the proof.

Works step by step without JavaScript: the code, the sheet, the review, the box. With it the same page keeps
the sheet on the phone while the network is down. A code travels in a body or a fragment, never in an address.
"""

from __future__ import annotations

import base64
import binascii
import secrets
import threading
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from shuzhi.acts.casting import Answer, Outcome, Slip, cast, cast_sealed, find
from shuzhi.reads.casting import Face, face, sealing
from shuzhi.web.faceless import not_stored

Answers = dict[str, dict[str, str | None]]
STATUS = {
    Outcome.STORED: 200,
    Outcome.USED: 409,
    Outcome.ON_PAPER: 409,
    Outcome.NOT_OPEN: 409,
    Outcome.CLOSED: 409,
    Outcome.UNKNOWN: 404,
    Outcome.UNREADABLE: 422,
    Outcome.INCOMPLETE: 422,
}
SCRIPTS = {
    "seal": "house/record/seal.js",
    "canon": "house/record/canon.js",
    "qr": "record-libraries/qr/index.js",
}
MOST = 16_384
# Pages drawn at once when a whole hall scans its sheets. One interpreter draws them: more threads than this would only wait
# for each other at it, and wake up a hundred times a second to ask whether it is free.
DRAWING = threading.BoundedSemaphore(2)
LANGUAGES = ("zh-hans", "en")


def _answers(request: HttpRequest) -> Answers:
    found: Answers = {}
    for name, value in request.POST.items():
        prefix, _, rest = name.partition("-")
        who, _, question = rest.partition("-")
        if prefix == "a" and question:
            found.setdefault(who, {})[question] = str(value) or None
    return found


def _sealed(request: HttpRequest) -> Answer:
    """A form that the phone sealed: a meeting's number and what only its record can open, in the letters of addresses."""
    meeting, text = request.POST.get("meeting", ""), request.POST.get("sealed", "")
    if not (meeting.isascii() and meeting.isdigit() and len(meeting) < 19 and len(text) <= MOST):
        return Answer(Outcome.UNREADABLE)
    try:
        return cast_sealed(int(meeting), base64.b64decode(text, altchars=b"-_", validate=True))
    except binascii.Error:
        return Answer(Outcome.UNREADABLE)


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    with DRAWING:
        return render(request, f"cast/{name}.html", context, status=status)


def _told(request: HttpRequest, answer: Answer) -> HttpResponse:
    status, said = STATUS[answer.outcome], {"outcome": answer.outcome, "receipt": answer.receipt}
    if "application/json" in request.META.get("HTTP_ACCEPT", ""):
        return JsonResponse(said, status=status)
    return _page(request, "told", status, **said)


def _sheet(request: HttpRequest, step: str, code: str) -> HttpResponse:
    """The sheet to fill in, or to look through once more."""
    found = find(code)
    outcome = found.outcome if isinstance(found, Slip) else found
    if outcome is Outcome.UNREADABLE:
        return _page(request, "enter", 422, wrong=True, typed=code[:40])
    if not isinstance(found, Slip) or outcome is not Outcome.STORED:
        return _told(request, Answer(outcome))
    given = _answers(request)
    shown: Face = face(found.kind, given)
    context: dict[str, Any] = {
        "face": shown,
        "code": code,
        "nonce": request.POST.get("nonce") or secrets.token_urlsafe(18),
        "comment": request.POST.get("comment", "")[: shown.comment_most],
        "record": sealing(found.kind) | {"code": found.code} | {name: static(path) for name, path in SCRIPTS.items()},
    }
    return _page(request, "review" if step == "review" else "fill", **context)


@csrf_exempt
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """GET: where to type the code. POST ``step``: ``open`` the sheet, ``review`` it, ``cast`` it, or ``sealed``."""
    asked, broken = "", None
    try:
        asked = request.POST.get("lang") or request.GET.get("lang") or ""
    except Exception as error:  # noqa: BLE001 - a form that cannot even be read
        broken = error
    with translation.override(asked if asked in LANGUAGES else translation.get_language() or LANGUAGES[0]):
        try:
            return not_stored(request, broken) if broken else _answered(request)
        except Exception as error:  # noqa: BLE001 - no technical page may show what was filled in
            return not_stored(request, error)


def _answered(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, "enter")
    step, code = request.POST.get("step", ""), request.POST.get("code", "")
    if step == "sealed":
        return _told(request, _sealed(request))
    if step != "cast":
        return _sheet(request, step, code)
    given = _answers(request)
    return _told(request, cast(code, request.POST.get("nonce", ""), given, request.POST.get("comment", "")))


app_name = "cast"
urlpatterns = [path("s", sheet, name="sheet")]
