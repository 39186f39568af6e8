"""People, one person, the bodies, and the import of rosters with its preview."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from shuzhi.forms import drafts
from shuzhi.forms.person import UploadForm
from shuzhi.reads import people as reads
from shuzhi.reads.bodies import bodies_page
from shuzhi.reads.import_rows import VERDICTS
from shuzhi.reads.people_import import preview
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page

ROWS = 50
QUESTIONS = 60


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


@page("people", "people", seen_by="signed_in")
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Deputies, office-holders and voters: found by name, initials or telephone, by body and level."""
    get = request.GET
    wanted = reads.Wanted(
        tab=get.get("tab", "deputies"),
        name=get.get("name", "").strip()[:20],
        body=_number(get.get("body")),
        level=get.get("level", ""),
        kind=get.get("kind", "")[:30],
        page=_number(get.get("page")) or 1,
    )
    found = reads.people(actor, wanted)
    tabs = [
        {"label": label, "count": n, "url": f"?tab={key}", "current": key == wanted.tab} for key, label, n in found.tabs
    ]
    return render(request, "people/people.html", {"page": found, "tabs": tabs, "levels": reads.LEVELS})


@page("people/<int:pk>", "person", seen_by="signed_in")
def person(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One person. A new invitation's link is shown here once, to whoever made it."""
    found = reads.person_page(actor, pk)
    told = request.session.get("told_once")
    link = ""
    if told and told.get("noun") == "invitation" and told.get("person") == pk:
        del request.session["told_once"]
        link = request.build_absolute_uri(reverse("invitation", args=[told["secret"]]))
    crumbs = [(_("代表与选民"), reverse("people")), (found.person.name, "")]
    answer = render(
        request, "people/person.html", {"page": found, "link": link, "crumbs": crumbs, "levels": reads.LEVELS}
    )
    if link:
        answer["Cache-Control"] = "no-store"
    return answer


@page("bodies", "bodies", seen_by="signed_in")
def bodies(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The district, its towns and groups, with who holds which office in each."""
    crumbs = [(_("代表与选民"), reverse("people")), (_("机构和职务"), "")]
    return render(request, "people/bodies.html", {"bodies": bodies_page(actor), "crumbs": crumbs})


@page("people/import", "people_import", seen_by="signed_in")
def people_import(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choosing the files; and, with ``draft``, the preview of what importing them would do."""
    body = reads.import_body(actor)
    crumbs = [(_("代表与选民"), reverse("people")), (_("导入名册"), "")]
    token = request.GET.get("draft", "")
    if not token:
        return render(
            request,
            "people/import.html",
            {"form": UploadForm(), "body": body, "recent": reads.recent_imports(body), "crumbs": crumbs},
        )
    draft = drafts.open_draft(actor.person, token)
    if draft is None:
        raise Http404
    found = preview(body, draft.files, draft.answers)
    show = request.GET.get("show", "")
    if show not in (*VERDICTS, "all"):
        show = "questions" if found.questions or found.file_questions else "all"
    rows = [r for r in found.rows if show in ("all", "questions") or r.verdict == show]
    here = f"?{urlencode({'draft': token})}"
    tabs = [
        {"label": label, "count": found.counts[key], "url": f"{here}&show={key}", "current": show == key}
        for key, label in VERDICTS.items()
        if found.counts[key]
    ]
    every = {"label": _("全部"), "count": len(found.rows), "url": f"{here}&show=all", "current": show == "all"}
    return render(
        request,
        "people/preview.html",
        {
            "page": found,
            "draft": draft,
            "body": body,
            "show": show,
            "tabs": [every, *tabs],
            "rows": Paginator(rows, ROWS).get_page(request.GET.get("page")),
            "asked": Paginator(_grouped(found.questions), QUESTIONS).get_page(request.GET.get("page")),
            "common": _common(found.questions),
            "given": len(draft.answers),
            "crumbs": crumbs,
        },
    )


def _grouped(questions: tuple) -> list:
    return list(questions)


def _common(questions: tuple) -> list:
    """Questions asked of many rows, with their number: they may be answered together."""
    kinds: dict[str, list] = {}
    for question in questions:
        kinds.setdefault(question.common, []).append(question)
    shared = []
    for same in kinds.values():
        choices = set.intersection(*({(c.value, c.label) for c in q.choices} for q in same))
        ordered = [c for c in same[0].choices if (c.value, c.label) in choices]
        if len(same) > 1 and ordered:
            shared.append({"question": same[0], "count": len(same), "choices": ordered})
    return shared
