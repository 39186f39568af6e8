"""How the web answers what cannot be done: 409 refused, 422 not filled in right, 404 not visible."""

from __future__ import annotations

import logging
import traceback

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


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
