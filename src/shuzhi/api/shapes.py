"""How the API spells the institution's things in JSON: every text in both languages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from shuzhi.papers.files import Line
from shuzhi.reads.public import PublicMeeting, PublicReporter
from shuzhi.reads.result import Result
from shuzhi.rules.register import Act
from shuzhi.rules.verdict import Caution, Lack, Text, Verdict

Json = dict[str, Any]


def text(said: Text | None) -> Json | None:
    return {"zh": said.zh, "en": said.en} if said else None


def act(row: Act) -> Json:
    """One row of the register."""
    return {
        "name": row.name,
        "label": text(row.label),
        "on": row.on,
        "by": {str(kind): sorted(map(str, offices)) for kind, offices in row.by.items()},
        "from": sorted(row.source),
        "to": row.target,
        "creates": row.creates,
        "during": sorted(row.during),
        "clause": row.clause,
    }


def _finding(one: Lack | Caution) -> Json:
    return {"clause": one.clause, "text": text(one.text), "who": text(one.who)}


def verdict(given: Verdict) -> Json:
    return {"lacks": [_finding(x) for x in given.lacks], "cautions": [_finding(x) for x in given.cautions]}


def result(given: Result | None) -> Json | None:
    """A result as the public may see it: counts where they may be shown, and why not where they may not."""
    if given is None:
        return None
    i = given.identity
    return {
        "level": str(given.level),
        "why": text(given.why),
        "announced_on": given.announced_on,
        "questions": [
            {
                "key": q.key,
                "text": text(q.text),
                "counts": [{"grade": text(s.label), "n": s.n} for s in q.shares],
                "blank": q.blank,
            }
            for q in given.questions
        ],
        "sheets": {
            "issued": i.issued,
            "returned": i.returned,
            "unused": i.unused,
            "missing": i.missing,
            "valid": i.valid,
            "void": i.void,
        }
        if i
        else None,
        "warnings": [text(w) for w in given.warnings],
    }


def meeting(given: PublicMeeting) -> Json:
    return {
        "id": given.pk,
        "title": given.title,
        "organiser": given.organiser,
        "starts_at": given.starts_at,
        "place": given.place,
        "held": given.held,
        "present": given.present if given.held else None,
        "reporters": [{"id": pk, "name": name, "constituency": seat} for pk, name, seat in given.reporters],
    }


def reporter(given: PublicReporter) -> Json:
    return {
        "id": given.pk,
        "name": given.name,
        "level": text(given.level),
        "constituency": given.constituency,
        "organiser": given.organiser,
        "programme": given.programme,
        "meeting": given.meeting.pk if given.meeting else None,
        "report_published_on": given.report_on,
        "result": result(given.result),
        "rectification": {"goals": given.goals.n, "done": given.goals.done, "late": given.goals.late},
    }


def paper(stage: str, line: Line) -> Json:
    """One paper of a round for one record; its files have the addresses they have on the web."""
    kind = line.paper
    return {
        "paper": kind.name,
        "stage": stage,
        "label": text(kind.label),
        "clause": kind.clause,
        "about": kind.about,
        "id": line.pk,
        "of": text(line.of),
        "missing": [gap.what for gap in line.missing],
        "files": {f: reverse("paper", kwargs={"name": kind.name, "pk": line.pk, "suffix": f}) for f in kind.formats},
    }
