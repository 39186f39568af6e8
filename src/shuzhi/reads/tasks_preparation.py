"""The tasks of the preparation (准备工作, 4.2)."""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.reads.task import NOTHING, Task, joined, make, organiser, reporters
from shuzhi.reads.tasks_launch import AFTER_ROSTER
from shuzhi.rules.round import listed
from shuzhi.rules.standing import ACCEPTED, HANDED_IN, Standing
from shuzhi.rules.verdict import Caution, Text


def _report(s: Standing, pk: int | None = None) -> tuple[str, int]:
    """The page of the one report it is about; with several, the roster leads to each."""
    if pk is not None:
        return ("report", pk)
    return ("report", s.reporters[0].pk) if len(s.reporters) == 1 else ("roster", s.pk)


def tasks(s: Standing) -> Iterator[Task]:
    """Visits, opinions sorted, reports written, guidance, accepted and published, the meeting prepared."""
    blocked = None if s.roster_decided else AFTER_ROSTER
    unvisited = [r for r in s.reporters if not r.visits]
    everyone = bool(s.reporters)
    yield make(
        s,
        "visits",
        "preparation",
        Text("走访选民，征求意见", "Visit voters and gather opinions"),
        reporters(s, [r.name for r in unvisited]),
        clauses=("4.2a",),
        done=everyone and not unvisited,
        begun=any(r.visits for r in s.reporters) or s.opinions > 0,
        blocked=blocked,
        detail=Text("{n} 名代表走访 {h} 户，意见 {o} 条", "{n} deputies visited {h} households; {o} opinions").format(
            n=len(s.reporters) - len(unvisited), h=sum(r.households for r in s.reporters), o=s.opinions
        )
        if everyone
        else NOTHING,
        due=s.dues.get("visits"),
        place=("opinions", s.pk),
    )
    if s.opinions or s.state != "launch":
        yield make(
            s,
            "opinions_sort",
            "preparation",
            Text("意见分类", "Sort the opinions"),
            organiser(s),
            clauses=("4.2a",),
            done=s.opinions > 0 and not s.opinions_unsorted,
            begun=s.opinions > s.opinions_unsorted,
            blocked=None if s.opinions else Text("有了意见再分类", "Starts with the first opinion"),
            detail=Text("还有 {n} 条没有分类", "{n} not sorted yet").format(n=s.opinions_unsorted)
            if s.opinions_unsorted
            else Text("{n} 条", "{n} in all").format(n=s.opinions),
            place=("opinions", s.pk),
        )
    yield from _reports(s)
    meeting = s.meetings[0] if s.meetings else None
    yield make(
        s,
        "meeting_prepare",
        "preparation",
        Text("筹备述职会议", "Prepare the meeting"),
        organiser(s),
        clauses=("4.2b",),
        done=bool(s.meetings),
        blocked=blocked,
        detail=Text("{place}", "{place}").format(place=meeting.place) if meeting else NOTHING,
        due=s.dues.get("meeting_prepare"),
        place=("meeting", meeting.pk) if meeting else ("act:meeting.plan", s.pk),
    )


def _reports(s: Standing) -> Iterator[Task]:
    blocked = None if s.roster_decided else AFTER_ROSTER
    everyone = bool(s.reporters)
    owing = [r for r in s.reporters if r.report not in HANDED_IN]
    returned = [r for r in owing if r.report == "returned"]
    first = owing[0].pk if owing else None
    yield make(
        s,
        "report_write",
        "preparation",
        Text("撰写述职报告", "Write the report"),
        reporters(s, [r.name for r in owing]),
        clauses=("3", "4.2a"),
        done=everyone and not owing,
        begun=any(r.report for r in s.reporters),
        returned=bool(returned),
        blocked=blocked,
        detail=joined(
            Text("{n} 份中已提交 {m} 份", "{m} of {n} handed in").format(
                n=len(s.reporters), m=len(s.reporters) - len(owing)
            )
            if everyone
            else None,
            Text("{who}的退回修改", "returned to {who}").format(who=listed(returned)) if returned else None,
        ),
        due=s.dues.get("report_write"),
        place=_report(s, first),
    )
    unguided = [r for r in s.reporters if not r.guidances]
    unwritten = [r for r in unguided if not r.report]
    yield make(
        s,
        "guidance",
        "preparation",
        Text("面对面指导", "Guide each reporter face to face"),
        organiser(s),
        clauses=("5.3",),
        done=everyone and not unguided,
        begun=everyone and len(unguided) < len(s.reporters),
        blocked=blocked
        or (Text("动笔后指导", "Starts with the first draft") if len(unwritten) == len(s.reporters) else None),
        detail=Text("还没有指导：{who}", "not yet guided: {who}").format(who=listed(unguided))
        if unguided and everyone
        else Text("共 {n} 次", "{n} in all").format(n=sum(r.guidances for r in s.reporters)),
        due=s.dues.get("guidance"),
        place=_report(s, unguided[0].pk if unguided else None),
    )
    unpublished = [r for r in s.reporters if r.report != "published"]
    ready = [r for r in unpublished if r.report in ("submitted", "accepted")]
    without = [r for r in s.reporters if r.report in ACCEPTED and not r.guidances]
    yield make(
        s,
        "report_publish",
        "preparation",
        Text("审定并公布述职报告", "Accept and publish the reports"),
        organiser(s),
        clauses=("5.3", "4.2a"),
        done=everyone and not unpublished,
        begun=any(r.report in ACCEPTED for r in s.reporters),
        blocked=blocked or (None if ready else Text("等待提交报告", "Waits for the reports")),
        detail=Text("{n} 份中已公布 {m} 份", "{m} of {n} published").format(
            n=len(s.reporters), m=len(s.reporters) - len(unpublished)
        )
        if everyone
        else NOTHING,
        due=s.dues.get("report_publish"),
        place=_report(s, next((r.pk for r in ready or unpublished), None)),
        cautions=(
            Caution(
                "5.3",
                Text("{who}没有面对面指导的记录。", "No guidance on record for {who}.").format(who=listed(without)),
            ),
        )
        if without
        else (),
    )
