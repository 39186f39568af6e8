"""Summaries, and the figures and first text they are written from (4.4c)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, Q

from shuzhi.reads.result import results_of
from shuzhi.reads.round_facts import round_facts
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.attendance import GUEST
from shuzhi.rules.roles import PUBLIC, RoundKind
from shuzhi.rules.stages import RoundFacts
from shuzhi.rules.summary import SummaryFacts


def facts(summary: m.Summary) -> SummaryFacts:
    """What the rules ask of a summary."""
    return facts_with(summary, round_facts(summary.round))


def facts_with(summary: m.Summary, round_: RoundFacts) -> SummaryFacts:
    """The same from what a page has already looked up."""
    return SummaryFacts(round=round_, text=summary.text)


@dataclass(frozen=True, slots=True)
class Figures:
    """A round in figures, as a summary tells it."""

    reporters: tuple[str, ...]
    studies: int
    visits: int
    households: int
    opinions: int
    answered: int
    attended: int
    meeting_on: str
    goals: int
    goals_done: int
    goals_late: int
    overall: tuple[tuple[str, str], ...]

    def kept(self) -> dict[str, Any]:
        """As a summary keeps them."""
        return asdict(self)


def figures_of(round_: m.Round, group: m.Body | None = None) -> Figures:
    """The figures of a round today, or of one group's share in it: what belongs to its own reporters.

    Counts of the evaluation only as far as they were announced.
    """
    own = round_.reporters.filter(mandate__group=group) if group else round_.reporters.all()
    of_own = Q(reporter__in=own.values("pk")) if group else Q()
    reporters = list(own.filter(state="chosen").select_related("mandate__person"))
    opinions = round_.opinions.filter(of_own).aggregate(n=Count("pk"), answered=Count("pk", filter=Q(state="answered")))
    visits = list(m.Visit.objects.filter(of_own, reporter__round=round_).values_list("households", flat=True))
    goals = m.Goal.objects.filter(of_own, reporter__round=round_).aggregate(
        n=Count("pk"),
        done=Count("pk", filter=Q(state__in=["done", "reported_back"])),
        late=Count("pk", filter=Q(state__in=["proposed", "under_way"], due_on__lt=clock.today())),
    )
    meeting = round_.meetings.exclude(state__in=["planned", "called"]).first()
    results = results_of(PUBLIC, reporters)
    overall = tuple(
        (r.mandate.person.name, "，".join(f"{s.label.zh}{s.n}" for s in question.shares))
        for r in reporters
        if r.pk in results and (question := results[r.pk].overall)
    )
    return Figures(
        reporters=tuple(r.mandate.person.name for r in reporters),
        studies=round_.studies.count(),
        visits=len(visits),
        households=sum(visits),
        opinions=opinions["n"],
        answered=opinions["answered"],
        attended=meeting.invitees.filter(present=True).exclude(kind=GUEST).count() if meeting else 0,
        meeting_on=f"{meeting.starts_at.astimezone():%Y-%m-%d}" if meeting else "",
        goals=goals["n"],
        goals_done=goals["done"],
        goals_late=goals["late"],
        overall=overall,
    )


def suggested_text(round_: m.Round, group: m.Body | None = None) -> str:
    """A first text in the register of an office, every figure from the round's own records, or the group's share."""
    f = figures_of(round_, group)
    who = "、".join(f.reporters) or "〔待填〕"
    held = (
        "本轮述职会议于{}年{}月{}日召开".format(*map(int, f.meeting_on.split("-")))
        if f.meeting_on
        else "述职会议〔待填〕"
    )
    rated = "；".join(f"{name}代表：{counts}" for name, counts in f.overall)
    lead = "在区人大常委会的统一领导下" if RoundKind(round_.kind).level == "district" else "在镇党委的领导和重视下"
    return "\n".join(
        (
            f"{lead}，{(group or round_.organiser).name}组织{who}等{len(f.reporters)}名代表向选民述职。现将有关情况总结如下：",
            "一、基本情况",
            f"宣传发动阶段，组织学习宣传{f.studies}次。准备工作阶段，述职代表走访选民{f.visits}次、{f.households}户，"
            f"征求意见{f.opinions}条，已答复{f.answered}条。{held}，到会{f.attended}人。"
            + (f"测评结果（总体评价）：{rated}。" if rated else ""),
            f"总结整改阶段，述职代表提出整改目标{f.goals}项，已办结{f.goals_done}项"
            + (f"，超过期限{f.goals_late}项" if f.goals_late else "")
            + "。",
            "二、主要做法",
            "〔待填〕",
            "三、存在的不足",
            "〔待填〕",
            "四、下一步打算",
            "〔待填〕",
        )
    )


def bodies_of(round_: m.Round) -> list[m.Body]:
    """Who writes a summary in a round: the organiser, and every group of its level (4.4c)."""
    groups = m.Body.objects.filter(parent=round_.organiser, level=RoundKind(round_.kind).level)
    if round_.kind == RoundKind.TOWN:
        groups = round_.groups.all()
    return [round_.organiser, *groups]
