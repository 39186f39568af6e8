"""The district board (5.2, 5.5): every round × stage, what is late, and who holds it, under which clause."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from shuzhi.reads.desk import rounds_kept
from shuzhi.reads.standing import Held
from shuzhi.reads.task import Task
from shuzhi.reads.tasks import round_tasks
from shuzhi.rules.roles import ROUND_KINDS, Actor
from shuzhi.rules.stages import STAGES
from shuzhi.rules.standing import Standing
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text


@dataclass(frozen=True, slots=True)
class Cell:
    """One round in one stage: tasks done of all, and how many are late."""

    label: Text
    state: str
    done: int
    total: int
    late: int


@dataclass(frozen=True, slots=True)
class Row:
    """One round over the four stages, and the task that presses most."""

    standing: Standing
    kind: Text
    cells: tuple[Cell, ...]
    late: int
    worst: Task | None
    next: Task | None


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever has late things in hand, the latest first."""

    name: Text
    organiser: Text
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """``stages`` counts the rounds in each stage, closed ones last."""

    rows: tuple[Row, ...]
    stages: tuple[tuple[Text, int], ...]
    holders: tuple[Holder, ...]
    late: int
    late_rounds: int

    @property
    def rounds(self) -> int:
        return len(self.rows)


def _cell(stage: str, s: Standing, tasks: list[Task]) -> Cell:
    now = STAGES.index(s.state) if s.state in STAGES else len(STAGES)
    here = STAGES.index(stage)
    mine = [t for t in tasks if t.stage == stage]
    state = "past" if here < now else "now" if here == now else "next"
    return Cell(STATES["round"][stage], state, sum(t.done for t in mine), len(mine), sum(t.late for t in mine))


def _row(held: Held) -> Row:
    s, tasks = held.standing, round_tasks(held)
    late = [t for t in tasks if t.late]
    coming = sorted((t for t in tasks if t.open), key=lambda t: t.days if t.days is not None else 999)
    return Row(
        standing=s,
        kind=ROUND_KINDS[s.kind],
        cells=tuple(_cell(stage, s, tasks) for stage in STAGES),
        late=len(late),
        worst=min(late, key=lambda t: t.days or 0) if late else None,
        next=coming[0] if coming else None,
    )


def board(actor: Actor, programme: int | None = None) -> Board:
    """Every round the actor takes part in (the district: all of them); as many queries as one round."""
    held = [h for h in rounds_kept(actor) if programme is None or h.standing.programme == programme]
    rows = [_row(h) for h in held]
    by_holder: dict[tuple[str, str], list[Task]] = defaultdict(list)
    for h in held:
        for task in round_tasks(h):
            if task.late and h.standing.state != "closed":
                by_holder[task.organiser.zh, task.who.zh].append(task)
    holders = [
        Holder(found[0].who, found[0].organiser, tuple(sorted(found, key=lambda t: t.days or 0)))
        for found in by_holder.values()
    ]
    counted = [(STATES["round"][stage], sum(r.standing.state == stage for r in rows)) for stage in STATES["round"]]
    return Board(
        rows=tuple(sorted(rows, key=lambda r: (r.standing.state == "closed", -r.late))),
        stages=tuple(counted),
        holders=tuple(sorted(holders, key=lambda h: (h.tasks[0].days or 0, -len(h.tasks)))),
        late=sum(r.late for r in rows),
        late_rounds=sum(bool(r.late) for r in rows),
    )
