"""The front page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shuzhi.rules.roles import Actor
from shuzhi.web.page import page


@page("", "home", seen_by="public")
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The public front page."""
    return render(request, "home/home.html")
