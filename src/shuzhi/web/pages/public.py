"""The public portal: what a voter finds without signing in (0.1, 1.1)."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from shuzhi.forms.table import FORMS
from shuzhi.reads import notice as notices
from shuzhi.reads import public
from shuzhi.reads import public_reporter as reporter_reads
from shuzhi.reads.public import Asked
from shuzhi.rules import stages
from shuzhi.rules.clauses import is_decision, is_source
from shuzhi.rules.marked import anchored, marked
from shuzhi.rules.roles import Actor
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text
from shuzhi.web.page import page

A_PAGE = 24
# The four stages as one says them to a neighbour: single characters, and so not messages of the catalogue.
HOW = (
    (Text("听", "Listen"), Text("代表走访选民，听意见", "Deputies call on voters and listen"), ("4.2a",)),
    (
        Text("述", "Report"),
        Text("开会，代表当面讲自己做了什么", "At a meeting each says face to face what they did"),
        ("4.3b(ii)",),
    ),
    (
        Text("评", "Rate"),
        Text("到会的选民填表，满意不满意，自己说了算", "Voters there fill in the form and judge for themselves"),
        ("4.3b(iii)",),
    ),
    (
        Text("改", "Act"),
        Text(
            "大家说的事，一件一件去办，办得怎样告诉大家",
            "What was said is dealt with, point by point, and reported back",
        ),
        ("4.4a", "4.4b"),
    ),
)


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _asked(request: HttpRequest) -> Asked:
    got = request.GET
    return Asked(name=got.get("name", "").strip()[:20], body=got.get("body", "")[:9], show=got.get("show", "")[:10])


@page("", "home", seen_by="public")
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The front page: meetings to come, newest results, promises with the late ones, where to say something."""
    return render(
        request,
        "public/home.html",
        {"front": public.front(actor), "how": HOW, "speak_url": _url("speak"), "coverage_url": _url("coverage")},
    )


@page("reporters", "reporters", seen_by="public")
def reporters(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every deputy on a decided list, and how far each has come (2.1)."""
    asked = _asked(request)
    found, bodies = public.reporters(actor, asked)
    page_obj = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "lines": public.page_of(page_obj.object_list),
        "page_obj": page_obj,
        "asked": asked,
        "bodies": [(str(pk), name) for pk, name in bodies],
    }
    return render(request, "public/reporters.html", context)


@page("reporters/<int:pk>", "public_reporter", seen_by="public")
def public_reporter(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One reporter: the result, the report, what voters said and what is done (3, 4.3b, 4.4a)."""
    found = reporter_reads.page(actor, pk)
    r = found.reporter
    return render(
        request,
        "public/reporter.html",
        {
            "page": found,
            "r": r,
            "result": r.result,
            "may_confirm": "rectification.confirm" in FORMS,
            "crumbs": [(_("结果与整改"), reverse("results")), (r.organiser, ""), (r.name, "")],
        },
    )


@page("meetings", "meetings_to_come", seen_by="public")
def meetings_to_come(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Meetings that have been called, and the last ones held (4.3a)."""
    coming, past = public.meetings(actor)
    return render(request, "public/meetings.html", {"coming": coming, "past": past})


@page("meetings/<int:pk>/public", "public_meeting", seen_by="public")
def public_meeting(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One meeting: when, where, who reports, in which order (4.3a, 4.3b)."""
    meeting, agenda, who = public.meeting(actor, pk)
    crumbs = [(_("近期会议"), reverse("meetings_to_come")), (meeting.organiser, "")]
    programme = public.current_programme(with_edition=True)
    titles = {item.key: item.title for item in programme.edition.agenda} if programme and programme.edition else {}
    items = [(titles.get(item.key, ""), item) for item in agenda]
    return render(
        request, "public/meeting.html", {"meeting": meeting, "agenda": items, "reporters": who, "crumbs": crumbs}
    )


@page("results", "results", seen_by="public")
def results(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every announced result with its counts, and how the promises stand (4.3b, 4.4a)."""
    asked = _asked(request)
    found = Paginator(public.results(actor, asked), 12).get_page(request.GET.get("page"))
    tabs = [
        {"label": _("全部结果"), "url": "?", "current": asked.show != "late"},
        {"label": _("整改逾期的"), "url": "?show=late", "current": asked.show == "late"},
    ]
    return render(
        request, "public/results.html", {"lines": public.page_of(found.object_list), "page_obj": found, "tabs": tabs}
    )


@page("regulation", "regulation", seen_by="public")
def regulation(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The regulation in full, in both languages, each clause with an address of its own (0.1)."""
    programme = public.current_programme(with_edition=True)
    edition = programme.edition if programme else None
    paragraphs = marked(edition.text) if edition else ()
    return render(
        request,
        "public/regulation.html",
        {
            "programme": programme,
            "edition": edition,
            "paragraphs": paragraphs,
            "clauses": list(anchored(paragraphs)),
            "stages": [STATES["round"][s] for s in stages.STAGES],
        },
    )


@page("regulation/<str:clause>", "regulation_clause", seen_by="public")
def regulation_clause(request: HttpRequest, actor: Actor, clause: str) -> HttpResponse:
    """The address a clause's mark leads to."""
    if not is_source(clause):
        raise Http404
    anchor = f"d-{clause[1:]}" if is_decision(clause) else f"c-{clause}"
    return HttpResponseRedirect(f"{reverse('regulation')}#{anchor}")


@page("notices", "public_notices", seen_by="public")
def public_notices(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What voters were told was done (4.4b)."""
    found = Paginator(notices.public(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "public/notices.html", {"page_obj": found})


@page("notices/<int:pk>", "public_notice", seen_by="public")
def public_notice(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One notice; of a withdrawn one, that it was withdrawn and why (4.4b)."""
    notice = public.notice(actor, pk)
    crumbs = [(_("整改通报"), reverse("public_notices")), (notice.round.organiser.name, "")]
    return render(request, "public/notice.html", {"notice": notice, "crumbs": crumbs})
