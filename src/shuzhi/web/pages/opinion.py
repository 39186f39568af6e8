"""The inbox of opinions, and the public form (4.2a, 4.4a)."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shuzhi.forms.opinion import AnswerForm, SendOpinionForm, SortForm
from shuzhi.reads import opinion as opinions
from shuzhi.reads.speak import speak as speaking
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page


def number(text: str | None) -> int | None:
    """A number out of an address, or nothing."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else None


def _address(query: QueryDict, **changes: Any) -> str:
    kept = query.copy()
    for key, value in changes.items():
        kept.pop(key, None)
        if value:
            kept[key] = str(value)
    return "?" + kept.urlencode()


@page("rounds/<int:pk>/opinions", "opinions", seen_by="signed_in")
def inbox(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What voters said, one inbox for every way it came; the next one to be sorted or answered lies open."""
    asked = request.GET
    wanted = opinions.Wanted(
        state=asked.get("state", "") if asked.get("state") in (*opinions.STATES, "late") else "",
        sort=asked.get("sort", ""),
        reporter=number(asked.get("reporter")),
        page=asked.get("page", "1"),
        open=number(asked.get("open")),
    )
    found = opinions.inbox(actor, pk, wanted)
    line = found.opened
    sorting = bool(line and line.may_sort and (line.record.state == "recorded" or asked.get("as") == "sort"))
    form: Any = None
    if line:
        form = (SortForm if sorting else AnswerForm)(actor=actor, subject=line.record, auto_id=f"o{line.pk}_%s")
    words = [
        ("", _("全部"), found.total),
        ("recorded", _("待分类"), found.counts["recorded"]),
        ("sorted", _("待答复"), found.counts["sorted"]),
        ("late", _("逾期"), found.counts["late"]),
        ("answered", _("已答复"), found.counts["answered"]),
    ]
    return render(
        request,
        "opinion/inbox.html",
        {
            "page": found,
            "form": form,
            "sorting": sorting,
            "row": REGISTER["opinion.sort" if sorting else "opinion.answer"],
            "record_row": REGISTER["opinion.record"],
            "visit_row": REGISTER["opinion.visit"],
            "stays": _address(asked, open=None, **{"as": None}),
            "tabs": [
                {
                    "label": label,
                    "url": _address(asked, state=key, page=None, open=None, **{"as": None}),
                    "current": wanted.state == key,
                    "count": n,
                }
                for key, label, n in words
            ],
            "crumbs": [
                (_("各轮述职"), reverse("rounds")),
                (found.round.organiser.name, reverse("round", args=[pk])),
                (_("选民意见"), ""),
            ],
        },
    )


@page("speak", "speak", seen_by="public")
def speak(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Say what you think to a deputy who is going to report, or has: choose, write, send (4.2a)."""
    reporter, round_ = number(request.GET.get("reporter")), number(request.GET.get("round"))
    found = speaking(actor, reporter=reporter, round_=round_)
    sent, form = bool(found.round and request.GET.get("sent")), None
    if sent:
        list(get_messages(request))  # the page gives thanks itself; the general remark is taken off the pile unread
    elif found.round:
        form = SendOpinionForm(
            actor=actor, subject=found.round.round, initial={"reporter": found.to.pk if found.to else None}
        )
    return render(
        request,
        "opinion/speak.html",
        {"page": found, "form": form, "sent": sent},
    )
