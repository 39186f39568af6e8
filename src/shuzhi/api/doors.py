"""The API: the register, what may be done to a record, the acts themselves, and open data (docs at /api/openapi.json).

The same forms and the same acts as the web, the same answers: 200 done, 409 refused with the clauses, 422 to be
corrected, 404 not visible, 401 not signed in. A session signs in; writing needs the CSRF token as in a browser.
"""

from __future__ import annotations

import json
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from ninja import Field, NinjaAPI, Path, Query, Schema
from ninja.utils import check_csrf

from shuzhi.acts.answers import Printed, Told
from shuzhi.api import shapes
from shuzhi.forms.ask import Answer, NotVisible, UnknownAct, ask, for_everybody, row_of, typed
from shuzhi.papers.files import lines_of
from shuzhi.reads import notice as notices
from shuzhi.reads import public
from shuzhi.reads.open_acts import open_acts
from shuzhi.reads.sight import MODELS, visible
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import Actor

Json = dict[str, Any]
A_PAGE = 50
LARGEST = 2**63 - 1

api = NinjaAPI(title="述职 shuzhi", version="1", docs_url=None, urls_namespace="api")


class Said(Schema):
    """A text in both languages."""

    zh: str
    en: str


class Finding(Schema):
    """What stands against an act, under which clause, and who can supply it."""

    clause: str
    text: Said
    who: Said | None = None


class Against(Schema):
    lacks: list[Finding]
    cautions: list[Finding]


class Refusal(Against):
    """Refused: lacks stand against it, or cautions that want a ``reason``."""

    detail: str


class Invalid(Schema):
    """To be corrected, field by field."""

    detail: str
    errors: dict[str, list[str]]


class Problem(Schema):
    detail: str


class Done(Schema):
    """What was done, to which record, and what it made."""

    act: str
    outcome: str
    noun: str
    id: int
    state: str
    message: Said | None = None
    told_once: str | None = None


class OpenToMe(Against):
    act: str
    label: Said
    clause: str
    allowed: bool


class PaperLine(Schema):
    """One paper for one record; ``missing`` in the office's words, ``files`` by format."""

    paper: str
    stage: str
    label: Said
    clause: str
    about: str
    id: int
    of: Said
    missing: list[str]
    files: dict[str, str]


class PageOf(Schema):
    page: int = Field(1, ge=1, le=10_000)


def _actor(request: HttpRequest) -> Actor:
    lazy = cast("Any", request).actor
    return Actor(lazy.person, lazy.name, lazy.holdings)


def _problem(status: int, detail: str, **more: Any) -> HttpResponse:
    body = json.dumps({"detail": detail, **more}, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type="application/json; charset=utf-8")


NOT_VISIBLE = "没有这条记录 · no such record"
SIGN_IN = "请先登录 · sign in first"


@api.get("/acts", summary="The register of acts", tags=["acts"])
def register(request: HttpRequest) -> list[Json]:
    """Every act of the institution: label, offices, states, stages, clause."""
    return [shapes.act(row) for row in REGISTER.values()]


@api.get(
    "/{noun}/{pk}/acts",
    response={200: list[OpenToMe], 401: Problem, 404: Problem},
    summary="What may I do here?",
    tags=["acts"],
)
def of_record(request: HttpRequest, noun: str, pk: int = Path(ge=1, le=LARGEST)) -> Any:
    """The acts my office may do to this record now, and what stands against each."""
    actor = _actor(request)
    if not actor.signed_in:
        return _problem(401, SIGN_IN)
    record = visible(actor, noun).filter(pk=pk).first() if noun in MODELS else None
    if record is None:
        return _problem(404, NOT_VISIBLE)
    return [
        {
            "act": x.row.name,
            "label": shapes.text(x.row.label),
            "clause": x.row.clause,
            "allowed": x.allowed,
            **shapes.verdict(x.verdict),
        }
        for x in open_acts(actor, record)
    ]


@api.get(
    "/rounds/{pk}/papers",
    response={200: list[PaperLine], 401: Problem, 404: Problem},
    summary="The papers of a round",
    tags=["papers"],
)
def papers(request: HttpRequest, pk: int = Path(ge=1, le=LARGEST)) -> Any:
    """Every paper I may see, for each record it is made for: what it still lacks, and where its files are."""
    actor = _actor(request)
    if not actor.signed_in:
        return _problem(401, SIGN_IN)
    try:
        found = lines_of(actor, pk)
    except NotVisible:
        return _problem(404, NOT_VISIBLE)
    return [shapes.paper(stage, line) for stage, lines in found.items() for line in lines]


def _sent(request: HttpRequest) -> MultiValueDict[str, Any] | None:
    """The form as JSON or as form fields; None when it is neither."""
    if request.content_type == "application/json":
        try:
            given = json.loads(request.body or b"{}")
        except (ValueError, UnicodeDecodeError, RecursionError):
            return None
        return typed(given) if isinstance(given, dict) else None
    return request.POST


def _done(answer: Answer) -> Json:
    made = answer.result if getattr(answer.result, "noun", "") else answer.record
    told = answer.result if isinstance(answer.result, Told) else None
    return {
        "act": answer.row.name,
        "outcome": answer.outcome,
        "noun": made.noun,
        "id": made.pk,
        "state": getattr(made, "state", ""),
        "message": shapes.text(told.text) if told else None,
        "told_once": getattr(answer.result, "told_once", None) or None,
    }


@api.post(
    "/acts/{name}/{pk}",
    response={
        200: Done,
        401: Problem,
        403: Problem,
        404: Problem,
        409: Refusal,
        422: Invalid,
    },
    summary="Perform an act",
    tags=["acts"],
    openapi_extra={
        "requestBody": {
            "content": {
                "application/json": {"schema": {"type": "object", "additionalProperties": True}},
                "application/x-www-form-urlencoded": {"schema": {"type": "object"}},
            }
        }
    },
)
def perform(request: HttpRequest, name: str, pk: int = Path(ge=1, le=LARGEST)) -> Any:
    """The fields are those of the act's form on the web; ``reason`` answers a caution."""
    actor = _actor(request)
    try:
        row = row_of(name)
    except UnknownAct:
        return _problem(404, NOT_VISIBLE)
    if not actor.signed_in and not for_everybody(row):
        return _problem(401, SIGN_IN)
    if check_csrf(request):
        return _problem(403, "CSRF")
    data = _sent(request)
    if data is None:
        return _problem(422, "不是 JSON 对象 · not a JSON object", errors={})
    try:
        answer = ask(actor, name, pk, data, request.FILES)
    except NotVisible:
        return _problem(404, NOT_VISIBLE)
    if answer.outcome == "invalid":
        return _problem(422, "请改正 · to be corrected", errors=answer.errors)
    if answer.outcome == "refused":
        return _problem(409, "不能办理 · refused", **shapes.verdict(answer.verdict))
    if isinstance(answer.result, Printed):
        file = HttpResponse(answer.result.data, content_type=answer.result.content_type)
        file["Cache-Control"] = "no-store"
        return file
    return _done(answer)


# Open data: as much as the portal shows, and no more


def _page(records: Any, asked: PageOf) -> Any:
    return records[(asked.page - 1) * A_PAGE : asked.page * A_PAGE]


@api.get("/public/reporters", summary="Reporters", tags=["open data"])
def reporters(request: HttpRequest, asked: Query[PageOf]) -> list[Json]:
    """Every deputy on a decided list, with all that is out."""
    found, _ = public.reporters(_actor(request), public.Asked())
    return [shapes.reporter(r) for r in public.page_of(_page(found, asked))]


@api.get("/public/results", summary="Results", tags=["open data"])
def results(request: HttpRequest, asked: Query[PageOf]) -> list[Json]:
    """Announced results, newest first: counts, spread, the identity of the count."""
    found = public.results(_actor(request), public.Asked())
    return [shapes.reporter(r) for r in public.page_of(_page(found, asked))]


@api.get("/public/meetings", summary="Meetings", tags=["open data"])
def meetings(request: HttpRequest) -> list[Json]:
    """Meetings called, soonest first, then the last ones held."""
    coming, past = public.meetings(_actor(request))
    return [shapes.meeting(x) for x in (*coming, *past)]


@api.get("/public/notices", summary="Notices", tags=["open data"])
def told(request: HttpRequest, asked: Query[PageOf]) -> list[Json]:
    """What voters were told; of a withdrawn notice only why it was withdrawn."""
    return [
        {
            "id": n.pk,
            "title": n.title,
            "organiser": n.round.organiser.name,
            "on": n.on,
            "circle": n.circle,
            "manner": n.manner,
            "state": n.state,
            "text": n.text if n.state == "published" else "",
            "withdrawn_because": n.withdrawn_because,
        }
        for n in _page(notices.public(), asked)
    ]
