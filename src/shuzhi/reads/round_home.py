"""The round's home: its tasks by stage, who holds how many, what was done last, and the one main step."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from shuzhi.reads import sight
from shuzhi.reads.attendance import DISTRICT_VIEW
from shuzhi.reads.desk import PERSONAL, rounds_kept
from shuzhi.reads.journal import Line, recent
from shuzhi.reads.open_acts import OpenAct, acts_on
from shuzhi.reads.round import facts_from
from shuzhi.reads.sight import NotVisible
from shuzhi.reads.standing import Held
from shuzhi.reads.task import Place, Task, joined
from shuzhi.reads.tasks import own_tasks, round_tasks
from shuzhi.records import models as m
from shuzhi.rules import gate
from shuzhi.rules.dates import short_day
from shuzhi.rules.deadlines import due_state
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import ROUND_KINDS, Actor
from shuzhi.rules.stages import STAGES, InRound
from shuzhi.rules.standing import Standing
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text, Verdict


@dataclass(frozen=True, slots=True)
class StageStep:
    """One of the four stages in the strip: past, now or next, and what can be said of it."""

    key: str
    label: Text
    state: str
    note: Text


@dataclass(frozen=True, slots=True)
class StageGroup:
    """A stage's tasks under its heading; ``number`` is its place among the four."""

    number: int
    label: Text
    tasks: tuple[Task, ...]
    state: str


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list."""

    standing: Standing
    kind: Text
    steps: tuple[StageStep, ...]
    late: int
    worst: Task | None
    done: int
    total: int
    stage: Text
    next: Task | None


@dataclass(frozen=True, slots=True)
class RoundHome:
    """All the round's home shows; ``readable``: the reporters whose report this actor may open."""

    standing: Standing
    kind: Text
    steps: tuple[StageStep, ...]
    groups: tuple[StageGroup, ...]
    holders: tuple[tuple[Text, int], ...]
    journal: tuple[Line, ...]
    advance: OpenAct | None
    ahead: Verdict
    next_stage: Text | None
    mine: Task | None
    late: int
    done: int
    total: int
    readable: frozenset[int]


def title(s: Standing) -> Text:
    """东港镇 · 区代表向选民述职."""
    if s.kind == "town":
        return Text("{o} · 镇代表向选民述职", "{o} · town deputies report").format(o=s.organiser)
    if s.kind == "district_organs":
        return Text("{o} · 向选民述职", "{o} · deputies report").format(o=s.organiser)
    return Text("{o} · 区代表向选民述职", "{o} · district deputies report").format(o=s.organiser)


def _note(s: Standing, stage: str, state: str, left: date | None) -> Text:
    if state == "past":
        return joined(Text("已完成", "Done"), short_day(left) if left else None)
    if state == "next":
        waits = {
            "preparation": Text("名单确定后开始", "Once the list is decided"),
            "meeting": Text("报告审定后开始", "Once the reports are accepted"),
            "conclusion": Text("公布结果后开始", "Once the result is announced"),
        }
        return waits.get(stage, Text("", ""))
    if stage in ("preparation", "meeting") and s.meetings:
        return _meeting_note(s)
    if stage in ("launch", "preparation") and s.meeting_on:
        return joined(Text("计划{day}开会", "Meeting planned for {day}").format(day=short_day(s.meeting_on)))
    if s.ends_on:
        return joined(
            Text("{day}前结束", "To end by {day}").format(day=short_day(s.ends_on)), due_state(s.ends_on, s.today).text
        )
    return Text("进行中", "Under way")


def _meeting_note(s: Standing) -> Text:
    coming = [x for x in s.meetings if x.state not in ("counted", "closed")] or list(s.meetings)
    day = coming[0].starts_at.astimezone().date()
    if coming[0].state in ("counted", "closed"):
        return Text("会议{day}", "Meeting on {day}").format(day=short_day(day))
    return joined(Text("会议{day}", "Meeting on {day}").format(day=short_day(day)), due_state(day, s.today).text)


def steps(s: Standing, changes: dict[str, date] | None = None) -> tuple[StageStep, ...]:
    """The strip of four stages; ``changes`` are the days on which each was entered."""
    days = changes or {}
    now = STAGES.index(s.state) if s.state in STAGES else len(STAGES)
    found = []
    for number, stage in enumerate(STAGES):
        state = "past" if number < now else "now" if number == now else "next"
        left = days.get(STAGES[number + 1] if number + 1 < len(STAGES) else "closed")
        found.append(StageStep(stage, STATES["round"][stage], state, _note(s, stage, state, left)))
    return tuple(found)


def line(held: Held) -> RoundLine:
    """A round in one row: where it stands, what is late, what comes next."""
    s = held.standing
    tasks = round_tasks(held)
    late = [t for t in tasks if t.late]
    open_ = sorted((t for t in tasks if t.open), key=lambda t: t.days if t.days is not None else 999)
    return RoundLine(
        standing=s,
        kind=ROUND_KINDS[s.kind],
        steps=steps(s),
        late=len(late),
        worst=min(late, key=lambda t: t.days or 0) if late else None,
        done=sum(t.done for t in tasks),
        total=len(tasks),
        stage=STATES["round"][s.state],
        next=open_[0] if open_ else None,
    )


def lines(actor: Actor) -> list[RoundLine]:
    """Every round the actor takes part in, newest programme first, then by body and kind."""
    held = rounds_kept(actor)
    return [line(h) for h in sorted(held, key=lambda h: -h.standing.programme)]


def find(actor: Actor, pk: int) -> Held:
    """The round's standing for an actor who takes part in it; NotVisible for others."""
    for held in rounds_kept(actor):
        if held.standing.pk == pk:
            return held
    raise NotVisible(f"round {pk}")


def _advance(held: Held) -> tuple[OpenAct | None, Verdict]:
    s = held.standing
    row = REGISTER["round.close" if s.state == "conclusion" else "round.advance"]
    verdict = gate.needs_met(row, facts_from(s)) if s.state in row.source else Verdict()
    if gate.office_allows(row, held.offices, s.kind).refused or s.state not in row.source:
        return None, verdict
    return OpenAct(row, s.pk, verdict), verdict


def acts(held: Held, noun: str, pk: int, state: str, facts: InRound, *names: str) -> list[OpenAct]:
    """``reads.open_acts.open_acts`` for a round's page that has already looked at how the round stands."""
    s = held.standing
    return [
        OpenAct(row, pk, gate.stage_allows(row, s.state) + gate.needs_met(row, facts))
        for row in acts_on(noun)
        if (not names or row.name in names)
        and not gate.office_allows(row, held.offices, s.kind).refused
        and not gate.state_allows(row, state).refused
    ]


def round_acts(actor: Actor, pk: int, *names: str) -> list[OpenAct]:
    """Those of the acts named that the actor may do to the round; asks the records nothing new."""
    held = find(actor, pk)
    return acts(held, "round", pk, held.standing.state, facts_from(held.standing), *names)


# Pages of a meeting with names and telephones, and those of what voters said: not for whoever only reports,
# counts or watches.
OF_THE_ORGANISER = frozenset({"invitees", "door_list", "chair", "minutes"})
OF_THE_READERS = frozenset({"opinions", "report", "rectification"})


def _within_reach(task: Task, held: Held, readable: frozenset[int]) -> Task:
    """The task without links to pages that would not open to this actor."""
    inviting = gate.offices_for(REGISTER["meeting.invite"], held.standing.kind) | DISTRICT_VIEW

    def closed(name: str, pk: int) -> bool:
        if name in OF_THE_ORGANISER:
            return not held.offices & inviting
        if held.offices - PERSONAL or name not in OF_THE_READERS:
            return False
        return not readable if name == "opinions" else pk not in readable

    def kept(place: Place | None) -> Place | None:
        return None if place is None or closed(*place) else place

    return replace(task, place=kept(task.place), next_place=kept(task.next_place))


def home(actor: Actor, pk: int) -> RoundHome:
    """The round's home; five queries beside those of the masthead."""
    held = find(actor, pk)
    s = held.standing
    readable = frozenset(sight.reporters(actor).filter(round=pk).values_list("pk", flat=True))
    tasks = [_within_reach(t, held, readable) for t in round_tasks(held)]
    changes = dict(m.StageChange.objects.filter(round=pk).values_list("stage", "on"))
    advance, ahead = _advance(held)
    now = STAGES.index(s.state) if s.state in STAGES else len(STAGES)
    groups = [
        StageGroup(
            n + 1,
            STATES["round"][stage],
            tuple(t for t in tasks if t.stage == stage),
            "past" if n < now else "now" if n == now else "next",
        )
        for n, stage in enumerate(STAGES)
    ]
    # The stage we are in first, then what comes, then what is behind us, as the sketch has it.
    groups.sort(key=lambda g: (g.state == "past", -g.number if g.state == "past" else g.number))
    holders = Counter(t.who for t in tasks if t.open and s.state != "closed")
    mine = [t for t in own_tasks(actor, held) if t.open and t.place]
    mine.sort(key=lambda t: t.days if t.days is not None else 999)
    return RoundHome(
        standing=s,
        kind=ROUND_KINDS[s.kind],
        steps=steps(s, changes),
        groups=tuple(groups),
        holders=tuple(holders.most_common()),
        journal=tuple(recent(pk)),
        advance=advance,
        ahead=ahead,
        next_stage=STATES["round"][STAGES[now + 1]] if now + 1 < len(STAGES) else None,
        mine=mine[0] if mine else None,
        late=sum(t.late for t in tasks),
        done=sum(t.done for t in tasks),
        total=len(tasks),
        readable=readable,
    )
