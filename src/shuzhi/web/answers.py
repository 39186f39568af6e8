"""How the web answers what cannot be done: 409 refused, 422 not filled in right, 404 not visible."""

from __future__ import annotations

import logging
import traceback

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from shuzhi.acts.answers import Caught, Told
from shuzhi.rules.verdict import Text


class BareErrors(logging.Filter):
    """Errors reach the log without the request: no address, body, query or fragment (decision 0002).

    Of an exception its kind and the way it came are told, never its words: those of Django and of databases quote values.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None:
            route = getattr(getattr(request, "resolver_match", None), "route", None)
            record.msg, record.args = "error at route %s", (route or "unknown",)
            del record.__dict__["request"]
            if record.exc_info:
                kind, _, way = record.exc_info
                places = "".join(traceback.format_tb(way)).rstrip()
                record.msg, record.args = "%s: %s\n%s", (record.getMessage(), getattr(kind, "__name__", "?"), places)
                record.exc_info = record.exc_text = None
        return True


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or too old: nothing was written; open the page again."""
    return render(request, "errors/csrf.html", status=403)


def spoken(text: Text) -> str:
    """One side of a text: the language of the page."""
    return text.en if (get_language() or "").startswith("en") else text.zh


def wants_data(request: HttpRequest) -> bool:
    """Whether a page's script asks, which shows the answer itself."""
    return "application/json" in request.META.get("HTTP_ACCEPT", "")


def told_as_data(told: Told) -> HttpResponse:
    """What an act told, for a page that goes on by itself."""
    said: dict[str, object] = {"word": "told" if told.good else "no", "text": spoken(told.text)}
    if isinstance(told, Caught):
        said |= {"word": told.word, "how": spoken(told.how) if told.how else "", "n": told.number}
    return JsonResponse(said)


def refused_as_data(why: str, status: int) -> HttpResponse:
    """Why nothing was done, for the same."""
    return JsonResponse({"word": "refused", "text": why, "how": ""}, status=status)
