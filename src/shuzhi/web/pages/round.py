"""Rounds: the list, the round's home, its journal."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shuzhi.reads import journal as journals
from shuzhi.reads import round_home
from shuzhi.reads.round import seen
from shuzhi.reads.template import bodies
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page
from shuzhi.web.tasks import address, all_shown


@page("rounds", "rounds", seen_by="signed_in")
def rounds(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every round I take part in, by programme and body, with its stage and what is late."""
    lines = round_home.lines(actor)
    wanted = request.GET.get("show", "")
    shown = [x for x in lines if wanted != "late" or x.late]
    if wanted == "closed":
        shown = [x for x in lines if x.standing.state == "closed"]
    elif not wanted:
        shown = [x for x in lines if x.standing.state != "closed"] or lines
    tabs = [
        {
            "label": _("正在进行"),
            "url": "?",
            "current": not wanted,
            "count": sum(x.standing.state != "closed" for x in lines),
        },
        {
            "label": _("有逾期的"),
            "url": "?show=late",
            "current": wanted == "late",
            "count": sum(bool(x.late) for x in lines),
        },
        {
            "label": _("已结束"),
            "url": "?show=closed",
            "current": wanted == "closed",
            "count": sum(x.standing.state == "closed" for x in lines),
        },
    ]
    groups: dict[str, list[round_home.RoundLine]] = {}
    for line in shown:
        groups.setdefault(line.standing.programme_title, []).append(line)
    context = {"groups": list(groups.items()), "tabs": tabs, "any": bool(lines), "templates": bool(bodies(actor))}
    return render(request, "round/rounds.html", context)


@page("rounds/<int:pk>", "round", seen_by="signed_in")
def round_(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The round's home: its tasks by stage."""
    home = round_home.home(actor, pk)
    s = home.standing
    crumbs = [
        (_("各轮述职"), reverse("rounds")),
        (s.programme_title, reverse("programme", args=[s.programme])),
        (s.organiser, ""),
    ]
    return render(
        request,
        "round/round.html",
        {
            "home": home,
            "s": s,
            "title": round_home.title(s),
            "crumbs": crumbs,
            "groups": [(g, all_shown(g.tasks)) for g in home.groups],
            "main_url": address(home.mine.place) if home.mine else "",
        },
    )


@page("rounds/<int:pk>/journal", "journal", seen_by="signed_in")
def journal(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What was done in a round, newest first, with every reason given."""
    record = seen(actor, pk)
    entries = journals.of_round(actor, record)
    reasons = request.GET.get("show") == "reasons"
    if reasons:
        entries = entries.exclude(reason="")
    found = Paginator(entries, 40).get_page(request.GET.get("page"))
    tabs = [
        {"label": _("全部"), "url": "?", "current": not reasons},
        {"label": _("写明理由的"), "url": "?show=reasons", "current": reasons},
    ]
    return render(
        request,
        "round/journal.html",
        {
            "round": record,
            "page_obj": found,
            "lines": journals.together(journals.line(e) for e in found),
            "tabs": tabs,
            "crumbs": [
                (_("各轮述职"), reverse("rounds")),
                (record.organiser.name, reverse("round", args=[pk])),
                (_("办理记录"), ""),
            ],
        },
    )
