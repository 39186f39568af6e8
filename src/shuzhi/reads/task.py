"""One task of a round: what, how it stands, who holds it, by when, under which clause, and what is in the way.

States (``screens.md``, number 7): untouched, begun, done, wait (cannot start yet, and why), todo (due today),
late, returned. The word beside it says it; colour never alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from shuzhi.rules.dates import short_day
from shuzhi.rules.deadlines import due_state
from shuzhi.rules.register import ADOPTER, DECIDER, ORGANISER, Offices
from shuzhi.rules.roles import Office, RoundKind
from shuzhi.rules.round import ADOPTERS, DECIDERS, ORGANISERS
from shuzhi.rules.stages import STAGES
from shuzhi.rules.standing import Standing
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Caution, Lack, Text

Place = tuple[str, int]  # the page's name and the record's number; doors turn it into an address
NOTHING = Text("", "")


def joined(*parts: Text | None) -> Text:
    """Several remarks as one line."""
    said = [p for p in parts if p is not None and p.zh]
    return Text("，".join(p.zh for p in said), ", ".join(p.en for p in said))


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    key: str
    stage: str
    title: Text
    clauses: tuple[str, ...]
    offices: frozenset[Office]
    who: Text
    state: str
    word: Text
    detail: Text = NOTHING
    due: date | None = None
    place: Place | None = None
    lacks: tuple[Lack, ...] = ()
    cautions: tuple[Caution, ...] = ()
    next_label: Text = NOTHING
    next_place: Place | None = None
    round: int = 0
    organiser: Text = NOTHING
    days: int | None = None

    @property
    def done(self) -> bool:
        return self.state == "done"

    @property
    def waits(self) -> bool:
        return self.state == "wait"

    @property
    def late(self) -> bool:
        return self.state == "late"

    @property
    def open(self) -> bool:
        """Somebody can do it now."""
        return not (self.done or self.waits)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who holds a task: the offices, and their name in this kind of round."""

    offices: frozenset[Office]
    name: Text


def _hand(offices: Offices, names: Mapping[RoundKind, Text], s: Standing) -> Hand:
    return Hand(offices[s.kind], names[s.kind])


def organiser(s: Standing) -> Hand:
    return _hand(ORGANISER, ORGANISERS, s)


def adopter(s: Standing) -> Hand:
    return _hand(ADOPTER, ADOPTERS, s)


def decider(s: Standing) -> Hand:
    return _hand(DECIDER, DECIDERS, s)


OFFICE = Hand(frozenset({Office.DISTRICT_OFFICE}), Text("区人大代表工委", "the district office"))
COUNTERS = Hand(frozenset({Office.SCRUTINEER, Office.TELLER}), Text("监票人、计票人", "scrutineers and tellers"))


def reporters(s: Standing, unfinished: Iterable[str] = ()) -> Hand:
    names = list(unfinished) or [r.name for r in s.reporters]
    name = Text("、".join(names), ", ".join(names)) if names else Text("述职代表", "the reporters")
    return Hand(frozenset({Office.DEPUTY}), name)


def whose(s: Standing) -> Text:
    """Which round: 东港镇 区代表; a town may have two under way."""
    if s.kind == "district_organs":
        return Text(s.organiser, s.organiser)
    if s.kind == "town":
        return Text(f"{s.organiser}·镇代表", f"{s.organiser}, town deputies")
    return Text(f"{s.organiser}·区代表", f"{s.organiser}, district deputies")


_UNTOUCHED, _BEGUN = Text("未开始", "Not started"), Text("进行中", "In progress")
_DONE, _RETURNED = Text("已完成", "Done"), Text("退回修改", "Returned")


def make(
    s: Standing,
    key: str,
    stage: str,
    title: Text,
    hand: Hand,
    *,
    clauses: tuple[str, ...],
    done: bool,
    begun: bool = False,
    returned: bool = False,
    blocked: Text | None = None,
    detail: Text = NOTHING,
    due: date | None = None,
    place: Place | None = None,
    lacks: tuple[Lack, ...] = (),
    cautions: tuple[Caution, ...] = (),
    next_label: Text = NOTHING,
    next_place: Place | None = None,
) -> Task:
    """A task with its state worked out: done, cannot start yet and why, late, due today, begun, untouched."""
    ahead = s.state in STAGES and STAGES.index(s.state) < STAGES.index(stage)
    days = None
    if not done and not begun and blocked is None and ahead:
        blocked = Text("“{stage}”阶段开始", "Starts with “{stage}”").format(stage=STATES["round"][stage])
    if done:
        state, word = "done", _DONE
    elif s.state == "closed":
        state, word = "wait", Text("没有办理", "Was not done")
    elif blocked is not None:
        state, word = "wait", blocked
    else:
        standing = due_state(due, s.today, s.soon) if due else None
        if standing and standing.state == "late":
            state, word = "late", standing.text
        elif standing and standing.state == "today":
            state, word = "todo", Text("今天要办", "Due today")
        elif returned:
            state, word = "returned", _RETURNED
        elif begun:
            state, word = "begun", _BEGUN
        else:
            state, word = "untouched", _UNTOUCHED
        if due:
            days = (due - s.today).days
            detail = joined(detail, Text("最迟{day}", "by {day}").format(day=short_day(due)))
    settled = state in ("done", "wait")
    return Task(
        key=key,
        stage=stage,
        title=title,
        clauses=clauses,
        offices=hand.offices,
        who=hand.name,
        state=state,
        word=word,
        detail=detail,
        due=due,
        place=None if state == "wait" and s.state != "closed" else place,
        lacks=() if settled else lacks,
        cautions=() if state == "wait" else cautions,
        next_label=next_label,
        next_place=next_place,
        round=s.pk,
        organiser=whose(s),
        days=days,
    )


def for_meeting(task: Task, title: str, several: bool) -> Task:
    """With more than one meeting in a round, each task says whose it is."""
    if not several:
        return task
    return replace(task, detail=joined(Text(title, title), task.detail))
