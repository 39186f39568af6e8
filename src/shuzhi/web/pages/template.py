"""The office's own templates (自备模板, D0011): by paper, one version with its check and preview, and the files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shuzhi.crafts.office.template import fill, rows_in
from shuzhi.forms.template import UploadTemplate
from shuzhi.papers.own import Trial, beginning, example, listed, templated, trials
from shuzhi.papers.paper import Paper
from shuzhi.reads import template as reads
from shuzhi.rules.roles import Actor
from shuzhi.web.page import page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHOWN = 60


def _paper(name: str) -> Paper:
    found = next((paper for paper in templated() if paper.name == name), None)
    if found is None:
        raise Http404(name)
    return found


def _said(paper: Paper) -> str:
    return paper.label.en if (get_language() or "").startswith("en") else paper.label.zh


def _body(request: HttpRequest) -> int | None:
    given = request.GET.get("body", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None


def _file(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=WORD)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


def _address(body: Any, paper: Paper | None = None) -> str:
    asked = {"body": body.pk} | ({"paper": paper.name} if paper else {})
    return f"{reverse('templates')}?{urlencode(asked)}"


def _crumbs(body: Any, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("模板"), _address(body)), *more]


@page("templates", "templates", seen_by="signed_in")
def templates(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every paper with the template it comes out of; with ``paper``, all there is about that one."""
    found = reads.templates(actor, _body(request))
    if name := request.GET.get("paper"):
        return _of_paper(request, actor, found, _paper(name))
    rows = [(paper, found.in_use.get(paper.name), found.versions.get(paper.name, 0)) for paper in templated()]
    return render(request, "template/templates.html", {"page": found, "rows": rows})


def _of_paper(request: HttpRequest, actor: Actor, found: reads.Templates, paper: Paper) -> HttpResponse:
    newest = example(actor, trials(actor, found.body, paper))
    names = [(name, value if isinstance(value, str | int) else None) for name, value in listed(paper, newest)]
    context = {
        "page": found,
        "paper": paper,
        "versions": reads.versions(actor, found.body, paper.name),
        "names": names,
        "has_example": newest is not None,
        "form": UploadTemplate(actor=actor, subject=found.body, initial={"paper": paper.name}) if found.acts else None,
        "here": _address(found.body, paper),
        "crumbs": _crumbs(found.body, (_said(paper), "")),
    }
    return render(request, "template/paper.html", context)


@page("templates/starter.docx", "template_starter", seen_by="signed_in")
def starter(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A template to begin with, of the paper named."""
    body, _seen = reads.find_body(actor, _body(request))
    paper = _paper(request.GET.get("paper", ""))
    return _file(beginning(paper, example(actor, trials(actor, body, paper))), f"{_said(paper)}-{_('起步模板')}.docx")


@page("templates/<int:pk>", "template", seen_by="signed_in")
def template(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One version: what its check found, where it stands, and how a paper of one's choice would come out of it."""
    found = reads.version(actor, pk)
    paper = _paper(found.template.paper)
    tried, chosen = _tried(request, actor, found, paper)
    lines, problem = _preview(actor, found, chosen)
    context = {
        "version": found,
        "paper": paper,
        "lines": lines[:SHOWN],
        "more": max(0, len(lines) - SHOWN),
        "problem": problem,
        "tried": tried,
        "chosen": chosen[0].key if chosen else "",
        "crumbs": _crumbs(
            found.template.body,
            (_said(paper), _address(found.template.body, paper)),
            (_("第 %(n)s 版") % {"n": found.template.version}, ""),
        ),
    }
    return render(request, "template/template.html", context)


def _tried(request: HttpRequest, actor: Actor, found: reads.Version, paper: Paper) -> tuple[list[Trial], list[Trial]]:
    """What the version can be tried on, and what it is: the one asked for, else the newest there is."""
    every = list(trials(actor, found.template.body, paper))
    return every, [one for one in every if one.key == request.GET.get("on")] or every


def _filled(actor: Actor, found: reads.Version, tried: list[Trial]) -> bytes | None:
    shown = example(actor, tried)
    return fill(bytes(found.template.data), shown[1]) if shown else None


def _preview(actor: Actor, found: reads.Version, tried: list[Trial]) -> tuple[tuple[str, ...], str]:
    if found.flaws:
        return (), "flaws"
    try:
        made = _filled(actor, found, tried)
    except ValueError:
        return (), "too_long"
    return (rows_in(made), "") if made is not None else ((), "no_data")


@page("templates/<int:pk>/file.docx", "template_file", seen_by="signed_in")
def file(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The template as it was uploaded."""
    found = reads.version(actor, pk).template
    return _file(bytes(found.data), found.filename)


@page("templates/<int:pk>/preview.docx", "template_preview", seen_by="signed_in")
def preview(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The paper chosen as it would come out of this version."""
    found = reads.version(actor, pk)
    paper = _paper(found.template.paper)
    try:
        made = None if found.flaws else _filled(actor, found, _tried(request, actor, found, paper)[1])
    except ValueError as error:
        raise Http404 from error
    if made is None:
        raise Http404
    return _file(made, f"{_said(paper)}-{_('试填')}.docx")
