"""Notices: what they say, and a first text drawn from the rectification on record (4.4b)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from shuzhi.reads.memo import shared
from shuzhi.reads.round import seen
from shuzhi.reads.round_facts import round_facts
from shuzhi.reads.sight import public_rounds
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.notice import NoticeFacts
from shuzhi.rules.roles import Actor
from shuzhi.rules.stages import RoundFacts
from shuzhi.rules.states import STATES


@dataclass(frozen=True, slots=True)
class Suggested:
    title: str
    circle: str
    text: str


def goals_in(round_pk: int) -> dict[str, int]:
    """How many goals a round has, and how many of them nothing was recorded of."""
    return m.Goal.objects.filter(reporter__round=round_pk).aggregate(
        goals=Count("pk", distinct=True),
        untouched=Count("pk", filter=Q(progress=None, state__in=["proposed", "under_way"]), distinct=True),
    )


def facts_with(notice: m.Notice, round_: RoundFacts, goals: dict[str, int]) -> NoticeFacts:
    """The same from what a page has already looked up."""
    return NoticeFacts(
        round=round_,
        text=notice.text,
        circle=notice.circle,
        on_given=notice.on is not None,
        goals=goals["goals"],
        goals_without_progress=goals["untouched"],
    )


def facts(notice: m.Notice) -> NoticeFacts:
    """What the rules ask of a notice."""
    return facts_with(notice, round_facts(notice.round), goals_in(notice.round_id))


def _goal_line(number: int, goal: m.Goal) -> str:
    said = "；".join(f"“{o.text}”" for o in goal.opinions.all())
    done = [x for x in goal.measures.all() if x.done_on]
    state = goal.outcome or STATES["goal"][goal.state].zh
    if goal.finished_on is None and goal.due_on and goal.due_on < clock.today():
        state = f"已超过期限（{goal.due_on.month}月{goal.due_on.day}日），仍在办理"
    lead = f"针对{said}，" if said else ""
    return f"{number}. {lead}整改目标：{goal.text}。措施{len(goal.measures.all())}项，完成{len(done)}项。{state}。"


def suggested_text(actor: Actor, round_: m.Round) -> Suggested:
    """A notice drawn up from the goals, measures and outcomes on record."""
    reporters = (
        round_.reporters.filter(state="chosen")
        .select_related("mandate__person", "mandate__constituency")
        .prefetch_related(Prefetch("goals", m.Goal.objects.prefetch_related("opinions", "measures")))
    )
    names, parts, seats = [], [], []
    for order, reporter in enumerate(reporters):
        person = reporter.mandate.person
        names.append(person.name)
        if reporter.mandate.constituency:
            seats.append(str(reporter.mandate.constituency))
        goals = [_goal_line(n, goal) for n, goal in enumerate(reporter.goals.all(), 1)]
        parts.append(
            f"{'一二三四五六七八九十'[order % 10]}、{person.name}代表\n" + "\n".join(goals or ["尚未提出整改目标。"])
        )
    who = "、".join(names)
    opening = f"{round_.organiser.name}{who}等代表向选民述职后，对照大家提出的评议意见、希望和要求进行了整改。现将情况通报如下："
    return Suggested(
        title=f"关于{who}代表整改情况的通报" if len(names) < 4 else "关于述职代表整改情况的通报",
        circle="、".join(dict.fromkeys(seats)) + "选民代表、村民组长" if seats else "选民代表、村民组长",
        text=f"{opening}\n" + "\n".join(parts) + "\n欢迎大家继续监督。",
    )


@dataclass(frozen=True, slots=True)
class ToPrint:
    """A notice as its paper has it; ``on`` is None as long as no day is fixed."""

    round: m.Round
    title: str
    circle: str
    text: str
    on: date | None


def to_print(actor: Actor, pk: int) -> ToPrint:
    """A round's last notice that was not withdrawn; as long as there is none, what its records suggest (4.4b).

    For those who take part in the round, as its notices are.
    """
    return shared(("notice to print", actor, pk), lambda: _to_print(actor, pk))


def _to_print(actor: Actor, pk: int) -> ToPrint:
    round_ = seen(actor, pk)
    last = round_.notices.exclude(state="withdrawn").order_by("-pk").first()
    if last is not None:
        return ToPrint(round_, last.title, last.circle, last.text, last.on)
    said = suggested_text(actor, round_)
    return ToPrint(round_, said.title, said.circle, said.text, None)


def public() -> QuerySet[m.Notice]:
    """Notices that are, or were, out: a withdrawn one still says why."""
    return (
        m.Notice.objects.filter(round__in=public_rounds(), state__in=["published", "withdrawn"])
        .select_related("round__organiser")
        .order_by("-on", "-pk")
    )
