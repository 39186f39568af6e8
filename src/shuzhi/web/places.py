"""Where a record is shown: noun -> the page an act returns to. Written out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

# noun -> address of the page on which a record of it is shown
PLACES: dict[str, Callable[[Any], str]] = {
    "body": lambda record: reverse("bodies"),
    "person": lambda record: reverse("person", args=[record.pk]),
    "tenure": lambda record: reverse("person", args=[record.person_id]),
    "invitation": lambda record: reverse("person", args=[record.person_id]),
    "programme": lambda record: reverse("programme", args=[record.pk]),
    "round": lambda record: reverse("round", args=[record.pk]),
    "sheet": lambda record: reverse("sheets", args=[record.meeting_id]),
    "count": lambda record: reverse("count", args=[record.meeting_id]),
    "plan": lambda record: reverse("plan", args=[record.round_id]),
    "study": lambda record: reverse("study", args=[record.round_id]),
    "doubt": lambda record: reverse("study", args=[record.round_id]),
    "meeting": lambda record: reverse("meeting", args=[record.pk]),
    "post": lambda record: reverse("meeting", args=[record.meeting_id]),
    "agenda_item": lambda record: reverse("chair", args=[record.meeting_id]),
    "question": lambda record: reverse("chair", args=[record.meeting_id]),
    "invitee": lambda record: reverse("door", args=[record.meeting_id]),
    "appraisal_group": lambda record: reverse("appraisal", args=[record.meeting_id]),
    "roster": lambda record: reverse("roster", args=[record.round_id]),
    "reporter": lambda record: reverse("roster", args=[record.round_id]),
    "opinion": lambda record: reverse("opinions", args=[record.round_id]),
    "visit": lambda record: reverse("opinions", args=[record.reporter.round_id]),
    "report": lambda record: reverse("report", args=[record.reporter_id]),
    "guidance": lambda record: reverse("report", args=[record.report.reporter_id]),
    "goal": lambda record: reverse("rectification", args=[record.reporter_id]),
    "progress": lambda record: reverse("rectification", args=[record.goal.reporter_id]),
    "mandate": lambda record: reverse("ledger", args=[record.pk]),
    "duty": lambda record: reverse("ledger", args=[record.mandate_id]),
    "notice": lambda record: reverse("notices", args=[record.round_id]),
    "summary": lambda record: reverse("summary", args=[record.round_id]),
    "archive": lambda record: reverse("archive", args=[record.round_id]),
    "paper": lambda record: reverse("issued_paper", args=[record.pk]),
    "template": lambda record: reverse("template", args=[record.pk]),
    "liaison": lambda record: reverse("liaison"),
    "honour": lambda record: reverse("honours", args=[record.programme_id]),
}


def place_of(record: Any) -> str:
    """The page that shows a record."""
    shown = PLACES.get(getattr(record, "noun", ""))
    return shown(record) if shown else reverse("desk")
