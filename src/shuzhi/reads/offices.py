"""In which offices does this actor stand towards this record?"""

from __future__ import annotations

from typing import Any

from shuzhi.records import models as m
from shuzhi.records.base import Record
from shuzhi.rules.roles import Actor, Office, RoundKind


def _follow(record: Record, path: str) -> object:
    found: Any = record
    for step in path.split("__"):
        found = getattr(found, step)
        if found is None:
            return None
    return found


def round_of(record: Record) -> m.Round | None:
    """The round a record belongs to, if any."""
    if isinstance(record, m.Round):
        return record
    found = _follow(record, record.round_path) if record.round_path else None
    return found if isinstance(found, m.Round) else None


def kind_of(record: Record) -> RoundKind | None:
    """The kind of the record's round; None outside a round."""
    found = round_of(record)
    return RoundKind(found.kind) if found else None


def _scope_of_round(round_: m.Round, held: set[int]) -> set[int]:
    """The bodies whose offices count in a round: the district, the organiser, and its groups.

    The groups are asked for only where an office is ``held`` at a body that may be one of them.
    """
    organiser = round_.organiser
    scope = {round_.programme.district_id, organiser.pk}
    if organiser.kind == m.Body.Kind.TOWN and held - scope:
        level = RoundKind(round_.kind).level
        scope |= set(m.Body.objects.filter(parent=organiser, level=level).values_list("pk", flat=True))
    return scope


def _above(body: m.Body | None) -> set[int]:
    scope = set()
    while body is not None:
        scope.add(body.pk)
        body = body.parent
    return scope


def _scope(record: Record, held: set[int]) -> set[int] | None:
    """The bodies among those ``held`` whose offices count for a record, and others; None where every body's do."""
    round_ = round_of(record)
    if round_:
        return _scope_of_round(round_, held)
    match record:
        case m.Body():
            return _above(record)
        case m.Programme():
            return None  # any town may open its own round; which town, the act asks
        case m.Mandate():
            return _above(record.group)
        case m.Template():
            return _above(record.body)
        case m.SentPaper() if record.programme is not None:
            return {record.programme.district_id}
        case m.DutyEntry() | m.Honour():
            return _above(record.mandate.group)
        case m.Liaison():
            return {r.body_id for r in record.receipts.all()} | {record.sender_id, record.programme.district_id}
        case _:
            return None


def _is_deputy(actor: Actor, record: Record) -> bool:
    """The reporter, or the holder of the mandate, whose record this is."""
    match record:
        case m.Mandate():
            return record.person_id == actor.person
        case m.DutyEntry():
            return record.mandate.person_id == actor.person
        case m.Round():
            return record.reporters.filter(state="chosen", mandate__person=actor.person).exists()
        case m.Reporter():
            return record.mandate.person_id == actor.person
        case m.Report() | m.Opinion() | m.Goal():
            return bool(record.reporter and record.reporter.mandate.person_id == actor.person)
        case _:
            return False


def _posts(actor: Actor, record: Record) -> set[Office]:
    meeting: object = record
    if record.round_path.endswith("meeting__round"):
        meeting = _follow(record, record.round_path.removesuffix("__round"))
    if not isinstance(meeting, m.Meeting):
        return set()
    return {Office(p) for p in meeting.posts.filter(person=actor.person).values_list("office", flat=True)}


def offices_at(actor: Actor, record: Record) -> frozenset[Office]:
    """Every office this actor holds towards this record today."""
    held = {Office.PUBLIC, Office.ATTENDEE}
    if not actor.signed_in:
        return frozenset(held)
    scope = _scope(record, {h.body for h in actor.holdings})
    held |= {h.office for h in actor.holdings if scope is None or h.body in scope}
    if _is_deputy(actor, record):
        held.add(Office.DEPUTY)
    return frozenset(held | _posts(actor, record))
