"""Whoever casts a sheet comes without a face: nothing behind this door knows an address, a browser or a cookie.

Stands before every other middleware. On the casting addresses it takes from the request what could
identify, answers errors itself (without the body, without values in the log), and lets no cookie out.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from shuzhi.jobs.rehearsal import files

log = logging.getLogger(__name__)
# The casting page, of the archive and of a rehearsal (``web/rehearsal.py``).
CASTING = re.compile(rf"((?:/rehearsal/{files.TOKEN.pattern})?/s)(?:/.*)?", re.DOTALL)
KEPT = frozenset(
    [
        "REQUEST_METHOD",
        "PATH_INFO",
        "SCRIPT_NAME",
        "QUERY_STRING",
        "CONTENT_TYPE",
        "CONTENT_LENGTH",
        "SERVER_NAME",
        "SERVER_PORT",
        "SERVER_PROTOCOL",
        "HTTP_HOST",
        "HTTP_ACCEPT",
        "HTTP_ACCEPT_LANGUAGE",
        "HTTP_X_FORWARDED_PROTO",
        "HTTP_X_FORWARDED_HOST",
    ]
)


def is_casting(path: str) -> bool:
    """Whether this is the address at which sheets are cast."""
    return CASTING.fullmatch(path) is not None


class Faceless:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = CASTING.fullmatch(request.path_info)
        if found is None:
            return self.get_response(request)
        # Who wrote the code behind the address is shown where to type it; here the address is forgotten.
        request.path_info = request.META["PATH_INFO"] = found[1]
        request.path = request.META.get("SCRIPT_NAME", "").rstrip("/") + found[1]
        for name in list(request.META):
            if name not in KEPT and not name.startswith("wsgi."):
                del request.META[name]
        request.META["REMOTE_ADDR"] = ""
        request.__dict__.pop("headers", None)
        request.COOKIES = {}
        answer = self.get_response(request)
        answer.cookies.clear()
        answer["Cache-Control"] = "no-store"
        answer["Referrer-Policy"] = "no-referrer"
        return answer


def not_stored(request: HttpRequest, error: Exception) -> HttpResponse:
    """Something broke while casting: said plainly, logged by its kind and place alone."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_name}:{place.tb_lineno}" if place else "?"
    log.error("casting failed: %s at %s", type(error).__name__, where)
    if "application/json" in request.META.get("HTTP_ACCEPT", ""):
        return JsonResponse({"outcome": "failed"}, status=503)
    return render(request, "cast/told.html", {"outcome": "failed"}, status=503)
