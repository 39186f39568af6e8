"""Puts the actor on the request; asked for only by pages that need one, so that casting never does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from shuzhi.reads.actors import actor_for_account
from shuzhi.reads.memo import remembering
from shuzhi.rules.roles import Actor


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cast("Any", request).actor = SimpleLazyObject(lambda: actor_for_account(request.user))
        with remembering():
            return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """The actor who sent this request."""
    lazy = cast("Any", request).actor
    return Actor(lazy.person, lazy.name, lazy.holdings)
