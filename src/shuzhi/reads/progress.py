"""How a round comes along, as a special report upward tells it (5.2, 5.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuzhi.reads import sight
from shuzhi.reads.plan import ScheduleLine
from shuzhi.reads.plan import page as plan_page
from shuzhi.reads.round_home import find
from shuzhi.reads.summary import Figures, figures_of
from shuzhi.reads.task import Task
from shuzhi.reads.tasks import round_tasks
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text


@dataclass(frozen=True, slots=True)
class Progress:
    """``told``: what was sent upward so far; ``coming``: lines of the schedule not yet due; ``late``: what is behind."""

    round: m.Round
    today: date
    stage: Text
    plan_adopted_on: date | None
    figures: Figures
    told: tuple[m.Liaison, ...]
    coming: tuple[ScheduleLine, ...]
    late: tuple[Task, ...]


def progress(actor: Actor, pk: int) -> Progress:
    """For those who run the round; NotVisible for others."""
    if not sight.run_rounds(actor).filter(pk=pk).exists():
        raise sight.NotVisible(f"progress of round {pk}")
    page, held = plan_page(actor, pk), find(actor, pk)
    round_ = page.round
    sitting = page.plan.sitting if page.plan and page.plan.state == "adopted" else None
    today = clock.today()
    sent = round_.liaisons.filter(sender=round_.organiser).order_by("sent_on", "pk")
    return Progress(
        round=round_,
        today=today,
        stage=STATES["round"][round_.state],
        plan_adopted_on=sitting.sat_on if sitting else None,
        figures=figures_of(round_),
        told=tuple(sent),
        coming=tuple(line for line in page.schedule if line.due >= today) if round_.state != "closed" else (),
        late=tuple(t for t in round_tasks(held) if t.late),
    )
