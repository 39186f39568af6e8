"""The public form (提意见, 4.2a): to whom one may speak now."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.reads.public import reporters_seen
from shuzhi.reads.sight import NotVisible
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor
from shuzhi.rules.stages import STAGES
from shuzhi.rules.verdict import Text

LEVELS = {
    "district": Text("区人大代表", "District deputy"),
    "town": Text("镇人大代表", "Town deputy"),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """A reporter one may speak to."""

    pk: int
    name: str
    level: Text
    seat: str
    post: str


@dataclass(frozen=True, slots=True)
class HeardBy:
    """The reporters of one round, under the body that runs it."""

    round: m.Round
    organiser: str
    programme: str
    level: Text
    reporters: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class SpeakPage:
    """Whom one may speak to; ``to`` is the one chosen, ``round`` the round to which it goes."""

    rounds: tuple[HeardBy, ...]
    round: HeardBy | None
    to: Heard | None


def speak(actor: Actor, *, reporter: int | None = None, round_: int | None = None) -> SpeakPage:
    """The rounds that gather opinions now; NotVisible when the one asked for does not. One query."""
    found = (
        reporters_seen()
        .filter(round__state__in=STAGES)
        .select_related("mandate__person", "mandate__constituency", "round__organiser", "round__programme")
        .defer("round__programme__edition")
        .order_by("-round__programme_id", "round__organiser__number", "round_id", "order", "pk")
    )
    by_round: dict[int, list[m.Reporter]] = {}
    for one in found:
        by_round.setdefault(one.round_id, []).append(one)
    rounds = tuple(_heard_by(them) for them in by_round.values())
    if reporter is None and round_ is None:
        return SpeakPage(rounds, None, None)
    for heard in rounds:
        for to in heard.reporters:
            if to.pk == reporter:
                return SpeakPage(rounds, heard, to)
        if reporter is None and heard.round.pk == round_:
            return SpeakPage(rounds, heard, None)
    raise NotVisible("no opinions are gathered there now")


def _heard_by(them: list[m.Reporter]) -> HeardBy:
    round_ = them[0].round
    return HeardBy(
        round_,
        round_.organiser.name,
        round_.programme.title,
        LEVELS[them[0].mandate.level],
        tuple(
            Heard(
                r.pk,
                r.mandate.person.name,
                LEVELS[r.mandate.level],
                str(r.mandate.constituency or ""),
                r.mandate.person.post,
            )
            for r in them
        ),
    )
