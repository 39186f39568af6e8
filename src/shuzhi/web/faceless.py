"""Whoever casts a sheet comes without a face: nothing behind this door knows an address, a browser or a cookie.

Stands before every other middleware. On the casting addresses it takes from the request what could
identify, answers errors itself (without the body, without values in the log), and lets no cookie out. Behind it lies a
way of its own to the sheet: what asks for an account, a session or a message never hears of a cast, nor costs it time.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.core.handlers.base import BaseHandler
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.module_loading import import_string

from shuzhi.jobs.rehearsal import files

log = logging.getLogger(__name__)
# The casting page, of the archive and of a rehearsal (``web/rehearsal.py``).
CASTING = re.compile(rf"((?:/rehearsal/{files.TOKEN.pattern})?/s)(?:/.*)?", re.DOTALL)
# Headers, language, the host's name, rehearsals: all of ``MIDDLEWARE`` that a cast passes, in its order.
ON_THE_WAY = (
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "shuzhi.web.actor.ActorMiddleware",
    "shuzhi.web.rehearsal.RehearsalMiddleware",
)
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
        self.to_the_sheet = _way()

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
        request.user = AnonymousUser()
        answer = self.to_the_sheet(request)
        answer.cookies.clear()
        answer["Cache-Control"] = "no-store"
        answer["Referrer-Policy"] = "no-referrer"
        return answer


def _way() -> Callable[[HttpRequest], HttpResponse]:
    """The page, and around it what ``ON_THE_WAY`` names."""
    way: Any = convert_exception_to_response(_page)
    for name in reversed(ON_THE_WAY):
        way = convert_exception_to_response(import_string(name)(way))
    return cast("Callable[[HttpRequest], HttpResponse]", way)


def _page(request: HttpRequest) -> HttpResponse:
    view, args, kwargs = BaseHandler().resolve_request(request)
    return cast("HttpResponse", view(request, *args, **kwargs))


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
