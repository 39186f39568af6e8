"""What every page shows around itself: who is signed in, the way to the other rooms, the language."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from shuzhi.reads.desk import waiting
from shuzhi.reads.house import district_name
from shuzhi.rules.roles import Actor
from shuzhi.web.actor import actor_of
from shuzhi.web.page import PAGES


def _nav(actor: Actor, here: str, *, portal: bool) -> list[dict[str, Any]]:
    """The links, made only where a page shows a masthead: standing pages ask the records for none of it.

    The portal is the same for everybody; whoever works here finds the way back to the desk beside its links.
    """
    if actor.signed_in and not portal:
        entries = [
            ("desk", _("我的待办"), waiting(actor)),
            ("rounds", _("各轮述职"), None),
            ("people", _("代表与选民"), None),
            ("board", _("进展"), None),
            ("home", _("公开页"), None),
        ]
    else:
        entries = [
            *([("desk", _("我的待办"), None)] if actor.signed_in else []),
            ("coverage", _("本届述职"), None),
            ("meetings_to_come", _("近期会议"), None),
            ("results", _("结果与整改"), None),
            ("regulation", _("制度"), None),
            ("speak", _("提意见"), None),
        ]
    return [
        {"url": reverse(name), "label": label, "count": count, "current": name == here}
        for name, label, count in entries
        if name in PAGES
    ]


def house(request: HttpRequest) -> dict[str, Any]:
    """The masthead's names and links. The casting page has no masthead and asks nothing of this."""
    rehearsal = getattr(request, "rehearsal", None)
    if getattr(request.resolver_match, "namespace", "") == "cast" or not hasattr(request, "actor"):
        return {"rehearsal": rehearsal}  # without an actor it was turned away at the door
    actor = actor_of(request)
    match = request.resolver_match
    here = (match.url_name if match else "") or ""
    portal = getattr(match.func, "seen_by", "") == "public" if match else False
    nav = SimpleLazyObject(lambda: _nav(actor, here, portal=portal))
    return {"actor": actor, "nav": nav, "district_name": district_name(), "rehearsal": rehearsal}
