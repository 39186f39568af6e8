"""The desk: what I must do now, under which clause, by when, and what blocks it; late first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuzhi.reads.import_rows import LEVELS
from shuzhi.reads.journal import newest_act
from shuzhi.reads.memo import lately, once
from shuzhi.reads.standing import Held, standings
from shuzhi.reads.task import Task
from shuzhi.reads.tasks import own_tasks, round_tasks
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor, Office
from shuzhi.rules.verdict import Text

SOON = 7
# Whoever only reports, counts or watches the count is not asked to press others.
PERSONAL = frozenset({Office.DEPUTY, Office.TELLER, Office.SCRUTINEER, Office.RECORDER})


@dataclass(frozen=True, slots=True)
class Message:
    """A message from above or below that one of my bodies has not acknowledged yet (5.5)."""

    pk: int
    title: str
    sender: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for one actor, most pressing first; ``blocked`` is mine but cannot start yet."""

    late: tuple[Task, ...]
    now: tuple[Task, ...]
    coming: tuple[Task, ...]
    blocked: tuple[Task, ...]
    messages: tuple[Message, ...]
    rounds: int
    today: date

    @property
    def waiting(self) -> int:
        return len(self.late) + len(self.now) + len(self.messages)


def held_rounds(actor: Actor) -> list[Held]:
    """Every round the actor takes part in; looked up once a request."""
    return once(("held_rounds", actor), lambda: standings(actor))


def rounds_kept(actor: Actor) -> list[Held]:
    """The same for pages over all rounds: kept until the newest act, by whatever process it was performed."""

    def look() -> list[Held]:
        return lately(("held_rounds", actor, clock.today(), newest_act()), lambda: standings(actor))

    return once(("held_rounds", actor), look)


def _messages(actor: Actor) -> tuple[Message, ...]:
    bodies = actor.bodies(Office.DISTRICT_OFFICE, Office.TOWN_CONGRESS_OFFICE, Office.GROUP_LEADER)
    if not bodies:
        return ()
    receipts = (
        m.Receipt.objects.filter(body__in=bodies, acknowledged_on=None)
        .select_related("liaison__sender")
        .order_by("liaison__due_on", "pk")
    )
    return tuple(Message(r.liaison_id, r.liaison.title, r.liaison.sender.name, r.liaison.due_on) for r in receipts)


def _urgency(task: Task) -> tuple[int, int]:
    return (task.days if task.days is not None else 999, 0 if task.state == "returned" else 1)


def look(actor: Actor) -> Desk:
    """The whole desk: at most four queries, however many rounds; once a request."""
    return once(("desk", actor), lambda: _look(actor))


def _look(actor: Actor) -> Desk:
    held = [h for h in held_rounds(actor) if h.standing.state != "closed"]
    mine = [t for h in held for t in own_tasks(actor, h) if not t.done]
    doable = sorted((t for t in mine if t.open), key=_urgency)
    # A task of mine without a date is due now: nothing says it may wait.
    pressing = [t for t in doable if not t.late and (t.days is None or t.days <= SOON)]
    return Desk(
        late=tuple(t for t in doable if t.late),
        now=tuple(pressing),
        coming=tuple(t for t in doable if not t.late and t not in pressing),
        blocked=tuple(t for t in mine if t.waits),
        messages=_messages(actor),
        rounds=len(held),
        today=clock.today(),
    )


def others(actor: Actor) -> tuple[Task, ...]:
    """What is late in other hands, in the rounds where the actor's office has to see that it goes on (5.5)."""
    held = [h for h in held_rounds(actor) if h.standing.state != "closed" and h.offices - PERSONAL]
    mine = {(t.round, t.key) for h in held for t in own_tasks(actor, h)}
    late = [t for h in held for t in round_tasks(h) if t.late and (t.round, t.key) not in mine]
    return tuple(sorted(late, key=_urgency))


def waiting(actor: Actor) -> int:
    """How many things wait for this actor: late, due soon or without a date, and messages to acknowledge.

    It stands on every page of the office, and only acts and the calendar change it: between acts it is not worked out anew.
    """
    return lately(("waiting", actor), lambda: look(actor).waiting) if actor.signed_in else 0


@dataclass(frozen=True, slots=True)
class Own:
    """What is an actor's own as a deputy: the duty ledgers, and the rounds one reports in."""

    ledgers: tuple[tuple[int, Text], ...]
    reports: tuple[tuple[int, str], ...]


def own(actor: Actor) -> Own:
    """The ledgers of one's live mandates by level, and one's reporters by organiser; two queries."""
    mandates = m.Mandate.objects.filter(person=actor.person, until=None).order_by("level", "pk")
    reporters = m.Reporter.objects.filter(mandate__person=actor.person, state="chosen").order_by("-pk")
    return Own(
        tuple((pk, LEVELS[level]) for pk, level in mandates.values_list("pk", "level")),
        tuple(reporters.values_list("pk", "round__organiser__name")),
    )


def empty_words(desk: Desk) -> Text:
    """What an empty desk says."""
    if not desk.rounds:
        return Text("你名下还没有述职工作", "No round of reporting concerns you yet")
    return Text("现在没有要办的事", "Nothing waits for you now")
