"""The tasks of the launch (宣传发动, 4.1)."""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.reads.task import NOTHING, OFFICE, Task, adopter, decider, joined, make, organiser
from shuzhi.rules.round import listed
from shuzhi.rules.standing import FILED, Standing
from shuzhi.rules.verdict import Caution, Text

AFTER_PLAN = Text("方案通过后开始", "Starts once the plan is adopted")
AFTER_ROSTER = Text("名单确定后开始", "Starts once the list is decided")


def _quota(s: Standing) -> Text:
    low, high = s.quota
    if s.kind == "town":
        return Text("每个试点小组至少 1 名", "at least one from each pilot group")
    if high == low:
        return Text("应确定 {n} 名", "{n} to be named").format(n=low)
    return Text("应确定 {low}—{high} 名", "{low} to {high} to be named").format(low=low, high=high)


def tasks(s: Standing) -> Iterator[Task]:
    """Plan, adoption, study, roster, filing, acknowledgement."""
    version = Text("第 {n} 稿", "version {n}").format(n=s.plan_version) if s.plan_version else NOTHING
    drawn_up = s.plan in ("submitted", "adopted")
    yield make(
        s,
        "plan",
        "launch",
        Text("制定实施方案和日程安排", "Draw up the plan and schedule"),
        organiser(s),
        clauses=("4.1a",),
        done=drawn_up,
        begun=bool(s.plan),
        returned=s.plan == "returned",
        detail=joined(
            version, Text("改好后重新提交", "to be revised and submitted again") if s.plan == "returned" else None
        ),
        due=s.dues.get("plan_submit"),
        place=("plan", s.pk),
    )
    yield make(
        s,
        "plan_adopt",
        "launch",
        Text("审议通过实施方案", "Adopt the plan"),
        adopter(s),
        clauses=("4.1a",),
        done=s.plan_adopted,
        begun=s.plan == "submitted",
        blocked=None if drawn_up else Text("方案提交后审议", "Waits for the plan"),
        detail=Text("{version}等待审议", "{version} waits for a decision").format(version=version)
        if s.plan == "submitted"
        else NOTHING,
        due=s.dues.get("plan_adopt"),
        place=("plan", s.pk),
    )
    yield _study(s)
    named = len(s.reporters) if s.roster_decided else len(s.names)
    yield make(
        s,
        "roster",
        "launch",
        Text("开会确定述职对象名单", "Meet and decide the list of reporters"),
        decider(s),
        clauses=("2.3", "4.1b"),
        done=s.roster_decided,
        begun=bool(s.names),
        blocked=None if s.plan_adopted or s.names else AFTER_PLAN,
        detail=Text("{names}，共 {n} 名", "{names}; {n} in all").format(names=listed(s.reporters), n=named)
        if s.roster_decided and s.reporters
        else joined(Text("已提名 {n} 名", "{n} proposed").format(n=named) if named else None, _quota(s)),
        due=s.dues.get("roster_decide"),
        place=("roster", s.pk),
    )
    if s.kind.level == "district":
        filed = s.roster in FILED
        yield make(
            s,
            "roster_file",
            "launch",
            Text("名单报区人大常委会", "File the list with the district standing committee"),
            organiser(s),
            clauses=("2.4",),
            done=filed,
            blocked=None if s.roster_decided else AFTER_ROSTER,
            due=s.dues.get("roster_file"),
            place=("roster", s.pk),
        )
        yield make(
            s,
            "roster_acknowledge",
            "launch",
            Text("收悉名单", "Acknowledge the list"),
            OFFICE,
            clauses=("2.4",),
            done=s.roster == "acknowledged",
            blocked=None if filed else Text("等待报送", "Waits for the filing"),
            place=("roster", s.pk),
        )


def _study(s: Standing) -> Task:
    unstudied = [r for r in s.reporters if not r.studied]
    figures = (
        Text("{n} 次，{m} 人次", "{n} held, {m} attendances").format(n=s.studies, m=s.audience) if s.studies else None,
        Text("解答疑虑 {n} 条", "{n} doubts answered").format(n=s.doubts) if s.doubts else None,
    )
    missing = Caution(
        "4.1c",
        Text("{who}还没有参加过学习，请补学。", "No study on record for {who}; please make up for it.").format(
            who=listed(unstudied)
        ),
    )
    return make(
        s,
        "study",
        "launch",
        Text("组织学习，宣传发动", "Study and publicity"),
        organiser(s),
        clauses=("4.1c", "5.1"),
        # Once the launch is over, who never studied is told as a caution: its reason is in the journal.
        done=bool(s.studies) and (s.state != "launch" or (s.roster_decided and not unstudied)),
        begun=bool(s.studies),
        detail=joined(*figures),
        due=s.dues.get("study"),
        place=("study", s.pk),
        cautions=(missing,) if unstudied and s.studies else (),
        next_label=Text("登记学习", "Record study"),
        next_place=("study", s.pk),
    )
