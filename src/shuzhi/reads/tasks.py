"""All tasks of a round, computed straight from how it stands; the round's home, the desk and the board read these."""

from __future__ import annotations

from dataclasses import replace

from shuzhi.reads import tasks_conclusion, tasks_launch, tasks_meeting, tasks_preparation
from shuzhi.reads.memo import once
from shuzhi.reads.standing import Held
from shuzhi.reads.task import Task
from shuzhi.rules.roles import Actor, Office
from shuzhi.rules.standing import Standing

STAGE_TASKS = (
    ("launch", tasks_launch.tasks),
    ("preparation", tasks_preparation.tasks),
    ("meeting", tasks_meeting.tasks),
    ("conclusion", tasks_conclusion.tasks),
)


def tasks_of(standing: Standing) -> list[Task]:
    """Every task of the round in the order of the four stages (4.1–4.4)."""
    return [task for _, found in STAGE_TASKS for task in found(standing)]


def round_tasks(held: Held) -> list[Task]:
    """The same, worked out once a request: the masthead, the desk and the page ask for them alike."""
    return once(("tasks", held.standing.pk), lambda: tasks_of(held.standing))


def own_tasks(actor: Actor, held: Held) -> list[Task]:
    """The round's tasks that the actor's offices hold; a reporter's are told from that reporter's own share."""
    s = held.standing
    offices = held.offices - {Office.DEPUTY}
    mine = [t for t in round_tasks(held) if t.offices & offices] if offices else []
    if Office.DEPUTY in held.offices:
        alone = replace(s, names=tuple(r for r in s.names if r.person == actor.person))
        keys = {t.key for t in mine}
        own = [t for t in tasks_of(alone) if Office.DEPUTY in t.offices and t.key not in keys]
        mine += own
    return mine
