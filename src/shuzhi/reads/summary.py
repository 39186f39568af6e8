"""Summaries, and the figures and first text they are written from (4.4c)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from shuzhi.reads.memo import together
from shuzhi.reads.result import Result, results_of
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


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is counted in one round, by reporter; None for what belongs to nobody."""

    reporters: tuple[m.Reporter, ...]
    opinions: Mapping[int | None, tuple[int, int]]
    visits: Mapping[int | None, tuple[int, int]]
    goals: Mapping[int | None, tuple[int, int, int]]
    studies: int
    meeting: m.Meeting | None
    results: Mapping[int, Result]


def _by_reporter(rows: Iterable[tuple[Any, ...]]) -> dict[int, dict[int | None, Any]]:
    """round → reporter → its numbers, from rows (round, reporter, number, …)."""
    found: dict[int, dict[int | None, Any]] = {}
    for round_, reporter, *numbers in rows:
        found.setdefault(round_, {})[reporter] = tuple(numbers)
    return found


def _counted(rounds: Collection[int]) -> dict[int, _Counted]:
    """Several rounds in the same eight queries as one."""
    reporters: dict[int, list[m.Reporter]] = {}
    for one in m.Reporter.objects.filter(round__in=rounds).select_related("mandate__person"):
        reporters.setdefault(one.round_id, []).append(one)
    said = m.Opinion.objects.filter(round__in=rounds).order_by().values_list("round", "reporter")
    paid = m.Visit.objects.filter(reporter__round__in=rounds).order_by().values_list("reporter__round", "reporter")
    aims = m.Goal.objects.filter(reporter__round__in=rounds).order_by().values_list("reporter__round", "reporter")
    opinions = _by_reporter(said.annotate(n=Count("pk"), answered=Count("pk", filter=Q(state="answered"))))
    visits = _by_reporter(paid.annotate(n=Count("pk"), entered=Sum("households")))
    goals = _by_reporter(
        aims.annotate(
            n=Count("pk"),
            done=Count("pk", filter=Q(state__in=["done", "reported_back"])),
            late=Count("pk", filter=Q(state__in=["proposed", "under_way"], due_on__lt=clock.today())),
        )
    )
    held: dict[int, m.Meeting] = {}
    here = Count("invitees", filter=Q(invitees__present=True) & ~Q(invitees__kind=GUEST))
    for meeting in (
        m.Meeting.objects.filter(round__in=rounds).exclude(state__in=["planned", "called"]).annotate(here=here)
    ):
        held.setdefault(meeting.round_id, meeting)
    studies = dict(m.Study.objects.filter(round__in=rounds).order_by().values_list("round").annotate(n=Count("pk")))
    results = results_of(PUBLIC, (r for own in reporters.values() for r in own if r.state == "chosen"))
    return {
        pk: _Counted(
            tuple(reporters.get(pk, ())),
            opinions.get(pk, {}),
            visits.get(pk, {}),
            goals.get(pk, {}),
            studies.get(pk, 0),
            held.get(pk),
            results,
        )
        for pk in rounds
    }


def figures_of(round_: m.Round, group: m.Body | None = None) -> Figures:
    """The figures of a round today, or of one group's share in it: what belongs to its own reporters.

    Counts of the evaluation only as far as they were announced.
    """
    found = together("figures", "counted", round_.pk, _counted)
    if found is None:
        raise LookupError(f"round {round_.pk}")
    own = [r for r in found.reporters if group is None or r.mandate.group_id == group.pk]
    whose = {r.pk for r in own} | ({None} if group is None else set())

    def summed(numbers: Mapping[int | None, tuple[int, ...]]) -> Iterator[int]:
        return map(sum, zip(*(n for reporter, n in numbers.items() if reporter in whose), strict=True))

    reporters = [r for r in own if r.state == "chosen"]
    opinions, answered = tuple(summed(found.opinions)) or (0, 0)
    visits, households = tuple(summed(found.visits)) or (0, 0)
    goals, done, late = tuple(summed(found.goals)) or (0, 0, 0)
    overall = tuple(
        (r.mandate.person.name, "，".join(f"{s.label.zh}{s.n}" for s in question.shares))
        for r in reporters
        if r.pk in found.results and (question := found.results[r.pk].overall)
    )
    meeting = found.meeting
    return Figures(
        reporters=tuple(r.mandate.person.name for r in reporters),
        studies=found.studies,
        visits=visits,
        households=households,
        opinions=opinions,
        answered=answered,
        attended=vars(meeting)["here"] if meeting else 0,
        meeting_on=f"{meeting.starts_at.astimezone():%Y-%m-%d}" if meeting else "",
        goals=goals,
        goals_done=done,
        goals_late=late,
        overall=overall,
    )


def suggested_text(round_: m.Round, group: m.Body | None = None) -> str:
    """A first text in the register of an office, every figure from the round's own records, or the group's share."""
    f = figures_of(round_, group)
    who = "、".join(f.reporters) or "〔待填〕"
    held = (
        "本轮述职会议于{}年{}月{}日召开，到会{}人".format(*map(int, f.meeting_on.split("-")), f.attended)
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
            f"征求意见{f.opinions}条，已答复{f.answered}条。{held}。"
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
