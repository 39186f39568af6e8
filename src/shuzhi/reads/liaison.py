"""Messages between town and district, and the live figures a return is drawn from (5.5)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from shuzhi.reads.sight import liaisons
from shuzhi.reads.summary import figures_of
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.liaison import KINDS
from shuzhi.rules.roles import ROUND_KINDS, Actor, RoundKind
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text


@dataclass(frozen=True, slots=True)
class Message:
    """One message with its receipts; ``mine`` is outstanding from the reader's own body."""

    record: m.Liaison
    kind: Text
    receipts: tuple[m.Receipt, ...]
    mine: bool
    late: bool

    @property
    def acknowledged(self) -> int:
        return sum(1 for r in self.receipts if r.acknowledged_on)


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


def messages(actor: Actor) -> list[Message]:
    """Messages of one's bodies, newest first."""
    own, today = actor.bodies(), clock.today()
    found = (
        liaisons(actor)
        .select_related("sender", "round__organiser")
        .prefetch_related(Prefetch("receipts", m.Receipt.objects.select_related("body")))
    )
    result = []
    for liaison in found:
        receipts = tuple(liaison.receipts.all())
        open_ = [r for r in receipts if r.acknowledged_on is None]
        result.append(
            Message(
                record=liaison,
                kind=KINDS[liaison.kind],
                receipts=receipts,
                mine=any(r.body_id in own for r in open_),
                late=bool(open_ and liaison.due_on and liaison.due_on < today),
            )
        )
    return result
