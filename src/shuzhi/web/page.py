"""Every page says who may see it; a page that does not is refused at start."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from shuzhi.reads.sight import NotVisible
from shuzhi.web.actor import actor_of

View = Callable[..., HttpResponse]
AUDIENCES = ("public", "signed_in")
PAGES: dict[str, URLPattern] = {}


def page(route: str, name: str, *, seen_by: str) -> Callable[[View], View]:
    """Registers a GET page at ``route``.

    ``seen_by`` is ``public`` or ``signed_in``; what a signed-in actor then sees of it is decided by
    ``reads`` alone, and what is not seen there is answered 404. The view gets (request, actor, …).
    """
    if seen_by not in AUDIENCES:
        raise ValueError(f"{name}: seen_by is one of {AUDIENCES}")

    def register(view: View) -> View:
        @require_safe
        @wraps(view)
        def door(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            actor = actor_of(request)
            if seen_by == "signed_in" and not actor.signed_in:
                return redirect_to_login(request.get_full_path())
            try:
                return view(request, actor, **kwargs)
            except NotVisible as error:
                raise Http404 from error

        door.seen_by = seen_by  # type: ignore[attr-defined]
        PAGES[name] = path(route, door, name=name)
        return view

    return register
