"""A task as a template draws it: the page it opens turned into an address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import NoReverseMatch, reverse

from shuzhi.reads.task import Place, Task


def address(place: Place | None) -> str:
    """The address of a page, or of an act's form (``act:plan.draft``); empty when there is none."""
    if place is None:
        return ""
    name, pk = place
    if name.startswith("act:"):
        return reverse("act", args=[name.removeprefix("act:"), pk])
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""


def shown(task: Task, *, with_round: bool = False) -> dict[str, Any]:
    """What ``{% task %}`` asks for; on the desk the round's organiser stands before the detail."""
    return {
        "title": task.title,
        "url": address(task.place),
        "state": task.state,
        "word": task.word,
        "detail": task.detail,
        "who": joined_who(task, with_round),
        "clauses": task.clauses,
        "lacks": task.lacks,
        "cautions": task.cautions,
        "next_url": address(task.next_place),
        "next_label": task.next_label,
        "round": task.organiser,
    }


def joined_who(task: Task, with_round: bool) -> Any:
    if with_round:
        return task.organiser
    return None if task.done else task.who


def all_shown(tasks: Iterable[Task], *, with_round: bool = False) -> list[dict[str, Any]]:
    return [shown(t, with_round=with_round) for t in tasks]
