"""What a return upward is drawn from, and who may be written to (5.5)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from shuzhi.reads.summary import figures_of
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.roles import ROUND_KINDS, RoundKind
from shuzhi.rules.states import STATES


@dataclass(frozen=True, slots=True)
class SuggestedReturn:
    title: str
    text: str


def receivers() -> QuerySet[m.Body]:
    """The bodies the district writes to: every town congress, and the district-organs group."""
    return m.Body.objects.filter(Q(kind=m.Body.Kind.TOWN) | Q(is_organs=True))


def suggested_return(round_: m.Round) -> SuggestedReturn:
    """A return upward drawn from the round's records as they stand today."""
    f, today = figures_of(round_), clock.today()
    stage = STATES["round"][round_.state].zh
    kind = ROUND_KINDS[RoundKind(round_.kind)].zh
    text = (
        f"截至{today.month}月{today.day}日，{round_.organiser.name}（{kind}）述职工作处于{stage}阶段。"
        f"述职代表{len(f.reporters)}名；学习宣传{f.studies}次；走访{f.visits}次、{f.households}户；"
        f"征求意见{f.opinions}条，答复{f.answered}条；整改目标{f.goals}项，办结{f.goals_done}项，逾期{f.goals_late}项。"
    )
    return SuggestedReturn(f"{round_.organiser.name}述职工作进展情况（{today.month}月{today.day}日）", text)
