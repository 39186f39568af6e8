"""May I see it? Each noun's records that an actor may see; what is not seen is not there (404)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from shuzhi.records import models as m
from shuzhi.records.base import Record
from shuzhi.rules.register import Act
from shuzhi.rules.roles import Actor, Office

DISTRICT_OFFICES = (Office.DISTRICT_OFFICE, Office.CHAIRPERSONS_MEETING)
TOWN_OFFICES = (Office.TOWN_CONGRESS_OFFICE, Office.PRESIDIUM)


class NotVisible(LookupError):
    """The record does not exist for this actor."""


def rounds(actor: Actor) -> QuerySet[m.Round]:
    """Rounds whose work this actor takes part in.

    The district sees all; a town its own; a group leader and a deputy those of the group; tellers,
    scrutineers and recorders the round of their meeting.
    """
    every = m.Round.objects.all()
    if actor.holds(*DISTRICT_OFFICES):
        return every
    if not actor.signed_in:
        return every.none()
    own_groups = m.Body.objects.filter(
        Q(pk__in=actor.bodies(Office.GROUP_LEADER)) | Q(mandates__person=actor.person, mandates__until=None)
    )
    district_groups = own_groups.filter(level="district")
    town_groups = own_groups.filter(level="town")
    return every.filter(
        Q(organiser__in=actor.bodies(*TOWN_OFFICES))
        | Q(organiser__in=own_groups.values("pk"))
        | Q(kind="district_town", organiser__in=district_groups.values("parent"))
        | Q(kind="town", organiser__in=town_groups.values("parent"))
        | Q(meetings__posts__person=actor.person)
        | Q(reporters__mandate__person=actor.person)
    ).distinct()


def run_rounds(actor: Actor) -> QuerySet[m.Round]:
    """Rounds in which this actor holds an office of a body, and so may read what is not for every deputy."""
    every = m.Round.objects.all()
    if actor.holds(*DISTRICT_OFFICES):
        return every
    led = m.Body.objects.filter(pk__in=actor.bodies(Office.GROUP_LEADER))
    return every.filter(
        Q(organiser__in=actor.bodies(*TOWN_OFFICES, Office.GROUP_LEADER))
        | Q(kind="district_town", organiser__in=led.filter(level="district").values("parent"))
        | Q(kind="town", organiser__in=led.filter(level="town").values("parent"))
    )


def reporters(actor: Actor) -> QuerySet[m.Reporter]:
    """Reporters whose report and opinions this actor may read: of the rounds one runs, and oneself (4.2a, 5.3)."""
    seen = Q(round__in=run_rounds(actor).values("pk"))
    if actor.signed_in:
        seen |= Q(mandate__person=actor.person)
    return m.Reporter.objects.filter(seen)


def may_read(actor: Actor, held: frozenset[Office], reporter: m.Reporter) -> bool:
    """The same of one reporter, where the offices held in the round are known already; nothing is asked."""
    return not held.isdisjoint((*DISTRICT_OFFICES, *TOWN_OFFICES, Office.GROUP_LEADER)) or (
        actor.signed_in and reporter.mandate.person_id == actor.person
    )


def opinions(actor: Actor) -> QuerySet[m.Opinion]:
    """Opinions of the rounds one runs, and those about oneself (4.2a)."""
    seen = Q(round__in=run_rounds(actor).values("pk"))
    if actor.signed_in:
        seen |= Q(reporter__mandate__person=actor.person)
    return m.Opinion.objects.filter(seen)


def public_rounds() -> QuerySet[m.Round]:
    """Rounds of programmes that have been opened: the public may know of them."""
    return m.Round.objects.exclude(programme__state="drafted")


def bodies(actor: Actor) -> QuerySet[m.Body]:
    """Bodies an office-holder works with: the district all of them, a town itself and its groups."""
    every = m.Body.objects.all()
    if actor.holds(*DISTRICT_OFFICES, Office.STEWARD):
        return every
    own = actor.bodies()
    return every.filter(Q(pk__in=own) | Q(parent__in=actor.bodies(*TOWN_OFFICES)))


def mandates(actor: Actor) -> QuerySet[m.Mandate]:
    """Deputies whose ledger this actor may read: by body, and one's own."""
    every = m.Mandate.objects.all()
    if actor.holds(*DISTRICT_OFFICES):
        return every
    if not actor.signed_in:
        return every.none()
    return every.filter(
        Q(person=actor.person)
        | Q(group__in=actor.bodies(Office.GROUP_LEADER))
        | Q(group__parent__in=actor.bodies(*TOWN_OFFICES))
    )


def persons(actor: Actor) -> QuerySet[m.Person]:
    """Persons of the bodies one works with; the steward and the district office see all."""
    every = m.Person.objects.filter(merged_into=None)
    if actor.holds(*DISTRICT_OFFICES, Office.STEWARD):
        return every
    if not actor.signed_in:
        return every.none()
    return every.filter(Q(pk=actor.person) | Q(mandates__in=mandates(actor))).distinct()


def programmes(actor: Actor) -> QuerySet[m.Programme]:
    """Programmes; a draft is seen by the district office alone."""
    every = m.Programme.objects.all()
    return every if actor.holds(*DISTRICT_OFFICES) else every.exclude(state="drafted")


def liaisons(actor: Actor) -> QuerySet[m.Liaison]:
    """Messages one's bodies sent or received."""
    every = m.Liaison.objects.all()
    if actor.holds(*DISTRICT_OFFICES):
        return every
    own = actor.bodies()
    return every.filter(Q(sender__in=own) | Q(receipts__body__in=own)).distinct()


def sent_papers(actor: Actor) -> QuerySet[m.SentPaper]:
    """Papers sent in rounds one runs; those of a programme are the district's."""
    every = m.SentPaper.objects.all()
    if actor.holds(*DISTRICT_OFFICES):
        return every
    return every.filter(round__in=run_rounds(actor).values("pk"))


_BY_NOUN: dict[str, Callable[[Actor], QuerySet[Any]]] = {
    "body": bodies,
    "programme": programmes,
    "round": rounds,
    "mandate": mandates,
    "duty": lambda actor: m.DutyEntry.objects.filter(mandate__in=mandates(actor)),
    "honour": lambda actor: m.Honour.objects.filter(mandate__in=mandates(actor)),
    "person": persons,
    "tenure": lambda actor: m.Tenure.objects.filter(person__in=persons(actor)),
    "liaison": liaisons,
    "opinion": opinions,
    "paper": sent_papers,
    "archive": lambda actor: m.ArchiveBox.objects.filter(round__in=run_rounds(actor).values("pk")),
    "template": lambda actor: m.Template.objects.filter(body__in=bodies(actor)),
    "report": lambda actor: m.Report.objects.filter(reporter__in=reporters(actor).values("pk")),
}

MODELS: dict[str, type[Record]] = {model.noun: model for model in Record.__subclasses__() if model.noun}


def visible(actor: Actor, noun: str) -> QuerySet[Any]:
    """The records of a noun this actor may see."""
    if noun in _BY_NOUN:
        return _BY_NOUN[noun](actor)
    model = MODELS[noun]
    return model._default_manager.filter(**{f"{model.round_path}__in": rounds(actor).values("pk")})


def subject(actor: Actor, row: Act, pk: int) -> Record:
    """The record an act is to be done to; NotVisible when this actor may not even see it."""
    offices = frozenset().union(*row.by.values())
    if offices <= {Office.PUBLIC, Office.ATTENDEE}:
        model = MODELS[row.on]
        records = model._default_manager.filter(**{f"{model.round_path}__in": public_rounds().values("pk")})
    else:
        records = visible(actor, row.on)
    found = records.filter(pk=pk).first()
    if found is None:
        raise NotVisible(f"{row.on} {pk}")
    return found
