"""The papers of a round, and each of them as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from shuzhi.papers.files import Line, file_of, lines_of
from shuzhi.papers.table import THROUGHOUT
from shuzhi.reads import paper as sent_papers
from shuzhi.reads.round_home import find
from shuzhi.rules.roles import Actor
from shuzhi.rules.stages import STAGES
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text
from shuzhi.web.crumbs import in_round
from shuzhi.web.page import page
from shuzhi.web.tasks import address

_OTHER = Text("全程", "Throughout")


def _missing(line: Line) -> list[tuple[str, str]]:
    return [(gap.what, address(gap.at)) for gap in line.missing]


@page("rounds/<int:pk>/papers", "papers", seen_by="signed_in")
def papers(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Every paper of the round by stage, what each still lacks and where that is filled in, and its files."""
    held = find(actor, pk)
    keeps = sent_papers.keeps(held)
    sent = sent_papers.sent_in(pk) if keeps else {}
    found = lines_of(actor, pk)
    state = held.standing.state
    # What lacks in a paper of a stage to come is no fault yet.
    coming = STAGES[STAGES.index(state) + 1 :] if state in STAGES else ()
    groups = [
        (
            STATES["round"].get(stage, _OTHER),
            stage in coming,
            [(line, _missing(line), sent.get((line.paper.name, line.pk))) for line in found[stage]],
        )
        for stage in (*STAGES, THROUGHOUT)
        if stage in found
    ]
    lines = [line for each in found.values() for line in each]
    context = in_round(held.standing, _("文书")) | {
        "keeps": keeps,
        "groups": groups,
        "total": len(lines),
        "complete": sum(not line.missing for line in lines),
    }
    return render(request, "papers/papers.html", context)


@page("papers/<str:name>/<int:pk>.<str:suffix>", "paper", seen_by="signed_in")
def paper(request: HttpRequest, actor: Actor, name: str, pk: int, suffix: str) -> HttpResponse:
    """One paper as a file to keep; made anew each time from the records."""
    made = file_of(actor, name, pk, suffix)
    answer = HttpResponse(made.data, content_type=made.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, made.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer
