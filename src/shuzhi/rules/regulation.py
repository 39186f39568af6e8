"""An edition: the rules a programme runs under, as one data file, each number with its source.

A programme keeps the whole edition it was opened under (``to_dict``), so that a later edition
changes nothing that was begun before it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from shuzhi.rules.edition import (
    AgendaItem,
    Aspect,
    AttendeeKind,
    Basis,
    Days,
    DisclosureRules,
    Edition,
    Grade,
    HonourRules,
    PlanTask,
    Question,
    Quota,
    ReportRules,
    SheetRules,
    StageName,
    Window,
)
from shuzhi.rules.roles import RoundKind
from shuzhi.rules.shape import Leaf, ShapeError, build, plain

__all__ = [
    "HOLDERS",
    "STAGES",
    "AgendaItem",
    "Aspect",
    "AttendeeKind",
    "Basis",
    "Days",
    "DisclosureRules",
    "Edition",
    "Grade",
    "HonourRules",
    "Leaf",
    "PlanTask",
    "Question",
    "Quota",
    "ReportRules",
    "ShapeError",
    "SheetRules",
    "StageName",
    "Window",
    "edition_from_dict",
    "edition_keys",
    "load_edition",
    "to_dict",
]

STAGES = ("launch", "preparation", "meeting", "conclusion")
HOLDERS = ("organiser", "adopter", "decider", "reporter", "district_office")
SECRECY = ("secret", "open")
WHO_RATES = ("own", "all")
BEARS = ("all_reporters", "one_reporter")


def load_edition(key: str) -> Edition:
    """The edition of that name, as it stands in ``rules/editions``.

    Errors: ``LookupError`` when there is none, ``ShapeError`` when its file is wrong.
    """
    if key not in edition_keys():
        raise LookupError(f"no edition {key!r}; there are: {', '.join(edition_keys())}")
    file = resources.files(__package__) / "editions" / f"{key}.toml"
    return edition_from_dict(tomllib.loads(file.read_text(encoding="utf-8")))


def edition_keys() -> tuple[str, ...]:
    """The names of the editions at hand."""
    folder = resources.files(__package__) / "editions"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


def edition_from_dict(data: Mapping[str, Any]) -> Edition:
    """The edition that this data spells. Errors: ``ShapeError``, naming the place and what is wrong.

    Every act and every page asks for its programme's edition, which never changes: what was read once is kept.
    """
    try:
        spelt = json.dumps(data)
    except (TypeError, ValueError):  # a file's own dates, or nonsense
        return _read(data)
    if spelt not in _KNOWN:
        if len(_KNOWN) >= MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[spelt] = _read(data)
    return _KNOWN[spelt]


_KNOWN: dict[str, Edition] = {}
MOST_KNOWN = 32


def _read(data: Mapping[str, Any]) -> Edition:
    edition: Edition = build(Edition, data)
    _check(edition)
    return edition


def to_dict(edition: Edition) -> dict[str, Any]:
    """The whole edition as JSON can hold it; ``edition_from_dict`` reads it back unchanged."""
    result: dict[str, Any] = plain(edition)
    return result


def _check(edition: Edition) -> None:
    kinds = {str(k) for k in RoundKind}
    for path in ("stages", "aspects", "grades", "questions", "attendee_kinds", "agenda", "plan_tasks"):
        keys = [item.key for item in getattr(edition, path)]
        _ask(path, bool(keys), "at least one is needed")
        _ask(path, len(keys) == len(set(keys)), "two have the same key")
    _ask("stages", tuple(s.key for s in edition.stages) == STAGES, f"must be {', '.join(STAGES)}, in order")
    _ask("windows", set(edition.windows) == {"district", "town"}, "district and town are needed")
    for level, window in edition.windows.items():
        ordered = window.start is None or window.end is None or window.start <= window.end
        _ask(f"windows.{level}", ordered, "it ends before it starts")
    _ask("quotas", set(edition.quotas) == kinds, f"{', '.join(sorted(kinds))} are needed")
    quotas = {f"quotas.{k}": q for k, q in edition.quotas.items()} | {
        name: getattr(edition, name)
        for name in ("duration_months", "reporters_per_group", "leading_cadres", "reports_per_term")
    }
    for path, quota in quotas.items():
        fits = quota.low >= 0 and (quota.high is None or quota.low <= quota.high)
        _ask(path, fits, "low is negative or above high")
    _ask("grades", sum(g.judges for g in edition.grades) >= 2, "two grades at least must judge")
    aspects = {a.key for a in edition.aspects}
    for question in edition.questions:
        known = question.aspect is None or question.aspect in aspects
        _ask(f"questions.{question.key}.aspect", known, f"there is no aspect {question.aspect!r}")
    for item in edition.agenda:
        named = item.speakers is None or set(item.speakers) == kinds
        _ask(f"agenda.{item.key}.speakers", named, "name a speaker for every kind of round")
        _ask(f"agenda.{item.key}.minutes", item.minutes > 0, "must be above zero")
    for task in edition.plan_tasks:
        at = f"plan_tasks.{task.key}"
        _ask(f"{at}.stage", task.stage in STAGES, f"there is no stage {task.stage!r}")
        _ask(f"{at}.holder", task.holder in HOLDERS, f"must be one of {', '.join(HOLDERS)}")
        _ask(f"{at}.kinds", bool(task.kinds) and set(task.kinds) <= kinds, "names no kind of round")
    _ask("file_with_district", set(edition.file_with_district.value) <= kinds, "names no kind of round")
    for path, leaf, allowed in (
        ("sheet.secrecy", edition.sheet.secrecy, SECRECY),
        ("sheet.who_rates", edition.sheet.who_rates, WHO_RATES),
        ("sheet.bears", edition.sheet.bears, BEARS),
        ("sheet.two_marks", edition.sheet.two_marks, ("void_answer", "void_sheet")),
        ("sheet.blank", edition.sheet.blank, ("abstention", "void_answer")),
        ("agenda_minutes", edition.agenda_minutes, ("suggested",)),
        ("plan_offsets", edition.plan_offsets, ("working_days_from_meeting",)),
    ):
        _ask(path, leaf.value in allowed, f"must be one of {', '.join(allowed)}")
    _ask("quorum", edition.quorum.value > 0, "must be above zero")
    for group in ("report", "disclosure", "days"):
        rules = getattr(edition, group)
        for name in rules.__slots__:
            _ask(f"{group}.{name}", getattr(rules, name).value >= 0, "must not be negative")
    lengths = edition.report
    _ask(
        "report.most_characters",
        lengths.least_characters.value <= lengths.most_characters.value,
        "is below the least",
    )
    # Two sheets are the smallest number at which a count does not simply name its voter.
    _ask("disclosure.least_sheets", edition.disclosure.least_sheets.value >= 2, "must be 2 or more")


def _ask(path: str, holds: bool, why: str) -> None:
    if not holds:
        raise ShapeError(path, why)
