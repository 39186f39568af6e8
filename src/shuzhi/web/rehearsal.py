"""A rehearsal (演练) is the same pages below an address of its own, over a database of its own.

``/rehearsal/TOKEN/…`` is answered as ``/…`` would be, except that no record, session, account or message of the archive is
within reach: the database is the rehearsal's file, the session lies in that file, the actor is one of its invented people.
All of it is put back before anything outside sees the request again. Whoever has the address takes part: nothing real
is behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import get_script_prefix, reverse, set_script_prefix, set_urlconf
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from shuzhi.jobs.rehearsal import files, hall
from shuzhi.jobs.rehearsal.steps import HANDS, Standing, Step, standing
from shuzhi.reads import by_name
from shuzhi.reads.memo import remembering
from shuzhi.web.faceless import is_casting

ADDRESS = re.compile(rf"/rehearsal/({files.TOKEN.pattern})(/.*)?")
ADDRESSES = "shuzhi.web.rehearsal_urls"
COOKIE = "rehearsal"
# Whom one can be, and what they are called on the strip.
PEOPLE = {
    hall.SCRUTINEER: _("监票人"),
    hall.TELLERS[0]: _("计票人甲"),
    hall.TELLERS[1]: _("计票人乙"),
    hall.SECRETARY: _("承办单位"),
}
STEPS = {
    Step.PRINT: _("打印票样"),
    Step.OPEN: _("开始测评，保管监票卡"),
    Step.CAST: _("投票"),
    Step.STOP: _("停止手机填表"),
    Step.TYPE_IN: _("扫描或录入纸质表"),
    Step.SEAL: _("清点、核对，扫两张卡封存"),
    Step.ANNOUNCE: _("公布"),
}
PAGES = {Step.PRINT: "sheets", Step.OPEN: "sheets", Step.CAST: "sheets", Step.STOP: "sheets"}
# What of a request belongs to the archive, and is out of reach in a rehearsal.
OUTSIDE = ("path_info", "session", "user", "actor", "_messages")


@dataclass
class Here:
    """The rehearsal a request is in, as its strip shows it."""

    one: files.Rehearsal
    who: str

    @cached_property
    def standing(self) -> Standing:
        return standing(self.one)

    @property
    def samples(self) -> int:
        return hall.SAMPLES

    @property
    def people(self) -> list[tuple[str, Any, bool]]:
        return [(name, label, name == self.who) for name, label in PEOPLE.items()]

    @property
    def steps(self) -> list[tuple[Any, str]]:
        now = self.standing.step
        return [(label, "past" if step < now else "now" if step == now else "next") for step, label in STEPS.items()]

    @property
    def now(self) -> str:
        """The name of the step that is now."""
        return self.standing.step.name

    @property
    def page(self) -> str:
        """Where the step that is now is done."""
        return reverse(PAGES.get(self.standing.step, "count"), args=[self.standing.meeting])

    @property
    def hands(self) -> list[tuple[str, Any]]:
        """Who can do it, where the present person cannot."""
        wanted = HANDS.get(self.standing.step, ())
        return [] if self.who in wanted else [(name, PEOPLE[name]) for name in wanted]


class RehearsalMiddleware:
    """Stands innermost: what surrounds it (sign-in, headers, language) is the archive's own and stays outside."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        files.go_on()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = ADDRESS.fullmatch(request.path_info)
        if found is None:
            return self.get_response(request)
        one = files.find(found[1])
        if one is None:
            return render(request, "rehearsal/gone.html", status=404)
        with _inside(request, one, found[2] or "/"):
            if request.path_info == "/":
                return HttpResponseRedirect(cast("Any", request).rehearsal.page)
            answer = self.get_response(request)
            return _kept(request, answer)


@contextmanager
def _inside(request: HttpRequest, one: files.Rehearsal, path: str) -> Iterator[None]:
    """The request as it is inside; afterwards it is what it was."""
    kept = {name: vars(request)[name] for name in OUTSIDE if name in vars(request)}
    casting, prefix = is_casting(request.path_info), get_script_prefix()
    inner = cast("Any", request)
    set_script_prefix(f"{prefix.rstrip('/')}/rehearsal/{one.token}/")
    try:
        with one.entered(), remembering():
            inner.path_info, inner.urlconf, inner.user = path, ADDRESSES, AnonymousUser()
            sessions = import_module(settings.SESSION_ENGINE)
            inner.session = sessions.SessionStore(None if casting else request.COOKIES.get(COOKIE))
            inner._messages = default_storage(request)  # noqa: SLF001 (where Django's own middleware puts it)
            who = hall.SCRUTINEER if casting else inner.session.get("who", hall.SCRUTINEER)
            inner.rehearsal = Here(one, who)
            inner.actor = SimpleLazyObject(lambda: by_name.actor(who))
            yield
    finally:
        set_script_prefix(prefix)
        set_urlconf(None)
        for name in (*OUTSIDE, "urlconf", "rehearsal"):
            vars(request).pop(name, None)
        vars(request).update(kept)


def _kept(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """What is to be said on the next page, and who one is, stay in the rehearsal's own session."""
    inner = cast("Any", request)
    if not inner.rehearsal.one.database.exists():
        return answer  # wiped just now
    inner._messages.update(answer)  # noqa: SLF001 (as above)
    if inner.session.modified:
        inner.session.save()
        answer.set_cookie(
            COOKIE,
            inner.session.session_key,
            path=get_script_prefix(),
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    # A page of a rehearsal must never be taken for a real one out of a cache.
    answer["Cache-Control"] = "no-store"
    return answer


def here(request: HttpRequest) -> Here | None:
    """The rehearsal this request is in; None in the archive."""
    found: Here | None = getattr(request, "rehearsal", None)
    return found
