"""How the web answers what cannot be done: 409 refused, 422 not filled in right, 404 not visible."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class BareErrors(logging.Filter):
    """Errors reach the log without the request: no address, body, query or fragment (decision 0002)."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None:
            route = getattr(getattr(request, "resolver_match", None), "route", None)
            record.msg, record.args = "error at route %s", (route or "unknown",)
            del record.__dict__["request"]
        return True


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or too old: nothing was written; open the page again."""
    return render(request, "errors/csrf.html", status=403)
