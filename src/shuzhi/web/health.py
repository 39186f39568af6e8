"""Is the program well? Asked by whatever watches over it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from shuzhi.reads.health import database_answers


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, 503 when it does not."""
    if database_answers():
        return HttpResponse("ok\n", content_type="text/plain")
    return HttpResponse("database\n", content_type="text/plain", status=503)
