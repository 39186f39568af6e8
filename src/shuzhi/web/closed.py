"""Doors of the sign-in library that are not used here: signing up alone, e-mail, codes by mail."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def closed(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Accounts come by invitation; there is no such page."""
    raise Http404
