"""Where a record is shown: noun -> the page an act returns to. Written out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

# noun -> address of the page on which a record of it is shown
PLACES: dict[str, Callable[[Any], str]] = {
    "programme": lambda record: reverse("programme", args=[record.pk]),
    "round": lambda record: reverse("round", args=[record.pk]),
    "plan": lambda record: reverse("plan", args=[record.round_id]),
    "study": lambda record: reverse("study", args=[record.round_id]),
    "doubt": lambda record: reverse("study", args=[record.round_id]),
}


def place_of(record: Any) -> str:
    """The page that shows a record."""
    shown = PLACES.get(getattr(record, "noun", ""))
    return shown(record) if shown else reverse("desk")
