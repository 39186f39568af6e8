"""The archive box of a round: how its making stands, who may have it, and in whose eyes it is filled (4.4c, D0010)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shuzhi.reads.attendance import DISTRICT_VIEW
from shuzhi.reads.open_act import OpenAct
from shuzhi.reads.round_home import find, round_acts
from shuzhi.reads.sight import NotVisible
from shuzhi.reads.standing import Held
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.records.archive import being_made, file_of
from shuzhi.rules import gate
from shuzhi.rules.archive import BoxFacts, may_make
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import Actor, Holding, Office


def keeper(round_: m.Round) -> Actor:
    """In whose eyes a box is filled, whoever asks for it: the organiser's office, so that the same round makes the same box."""
    town = round_.organiser.kind == m.Body.Kind.TOWN
    office = Office.TOWN_CONGRESS_OFFICE if town else Office.GROUP_LEADER
    return Actor(0, round_.organiser.name, frozenset({Holding(office, round_.organiser_id)}))


def facts(box: m.ArchiveBox | None, round_pk: int) -> BoxFacts:
    """How the making of a round's box stands."""
    if box is None:
        return BoxFacts()
    waited = (clock.now() - box.asked_at).total_seconds()
    return BoxFacts(box.state, being_made(round_pk), waited)


@dataclass(frozen=True, slots=True)
class BoxPage:
    """The box as its page shows it. ``later``: acts of the round since the file that lies there was made."""

    held: Held
    box: m.ArchiveBox | None
    facts: BoxFacts
    file: Path | None
    later: int
    make: OpenAct | None


def _may_have(actor: Actor, pk: int) -> Held:
    held = find(actor, pk)
    if not held.offices & (gate.offices_for(REGISTER["archive.make"], held.standing.kind) | DISTRICT_VIEW):
        raise NotVisible(f"archive of round {pk}")
    return held


def page(actor: Actor, pk: int) -> BoxPage:
    """For those who run the round and the district: it names people, as the minutes do."""
    held = _may_have(actor, pk)
    box = m.ArchiveBox.objects.filter(round=pk).first()
    lies = file_of(pk) if box and box.digest and file_of(pk).exists() else None
    later = 0
    if box and lies:
        last = m.Entry.objects.filter(digest=box.journal).values_list("pk", flat=True).first() or 0
        later = m.Entry.objects.filter(round=pk, pk__gt=last).count()
    now = facts(box, pk)
    offered = round_acts(actor, pk, "archive.make")
    make = OpenAct(offered[0].row, pk, offered[0].verdict + may_make(now)) if offered else None
    return BoxPage(held, box, now, lies, later, make)


def file(actor: Actor, pk: int) -> tuple[Path, str]:
    """The newest complete box and what it is called when it is saved."""
    held = _may_have(actor, pk)
    path = file_of(pk)
    box = m.ArchiveBox.objects.filter(round=pk).exclude(digest="").first()
    if box is None or not path.exists():
        raise NotVisible(f"archive of round {pk}")
    return path, f"{held.standing.organiser}-档案盒.zip"
