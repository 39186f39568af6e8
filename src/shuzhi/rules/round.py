"""What must be done before a round goes on to its next stage, and before it is closed (4.1–4.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shuzhi.rules.roles import RoundKind
from shuzhi.rules.stages import InRound
from shuzhi.rules.standing import (
    ACCEPTED,
    COUNTED,
    FILED,
    MeetingStanding,
    ReporterStanding,
    Standing,
)
from shuzhi.rules.verdict import GO, Caution, Lack, Text, Verdict, verdict

ORGANISERS: dict[RoundKind, Text] = {
    RoundKind.DISTRICT_TOWN: Text("镇人大、代表小组组长", "the town congress or the group leader"),
    RoundKind.DISTRICT_ORGANS: Text("代表小组组长", "the group leader"),
    RoundKind.TOWN: Text("镇人大", "the town congress"),
}
ADOPTERS: dict[RoundKind, Text] = {
    RoundKind.DISTRICT_TOWN: Text("主任会议", "the chairpersons’ meeting"),
    RoundKind.DISTRICT_ORGANS: Text("主任会议", "the chairpersons’ meeting"),
    RoundKind.TOWN: Text("镇人大主席团", "the presidium"),
}
DECIDERS: dict[RoundKind, Text] = {
    RoundKind.DISTRICT_TOWN: Text("代表小组组长", "the group leader"),
    RoundKind.DISTRICT_ORGANS: Text("代表小组组长", "the group leader"),
    RoundKind.TOWN: Text("镇人大主席团", "the presidium"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFacts(InRound):
    """A round as it stands, and the stage that would be left."""

    standing: Standing
    leaving: str


def listed(reporters: Iterable[ReporterStanding]) -> Text:
    """Their names, as a sentence lists them."""
    names = [r.name for r in reporters]
    return Text("、".join(names), ", ".join(names))


def _launch(s: Standing) -> Verdict:
    unstudied = [r for r in s.reporters if not r.studied]
    filing = s.kind.level == "district" and s.roster_decided and s.roster not in FILED
    return verdict(
        None
        if s.plan_adopted
        else Lack("4.1a", Text("实施方案还没有通过。", "The plan has not been adopted."), ADOPTERS[s.kind]),
        None
        if s.roster_decided and s.reporters
        else Lack(
            "4.1b", Text("述职对象名单还没有确定。", "The list of reporters has not been decided."), DECIDERS[s.kind]
        ),
        Lack(
            "2.4",
            Text("名单还没有报区人大常委会。", "The list has not been filed with the district standing committee."),
            ORGANISERS[s.kind],
        )
        if filing
        else None,
        Caution(
            "4.1c",
            Text("{who}还没有参加过学习。", "No study on record for {who}.").format(who=listed(unstudied)),
            ORGANISERS[s.kind],
        )
        if unstudied
        else None,
    )


def _preparation(s: Standing) -> Verdict:
    unready = [r for r in s.reporters if r.report not in ACCEPTED]
    unvisited = [r for r in s.reporters if not r.visits]
    return verdict(
        Lack(
            "4.2a",
            Text("{who}还没有走访选民的记录。", "No visit to voters on record for {who}.").format(
                who=listed(unvisited)
            ),
            Text("述职代表", "the reporter"),
        )
        if unvisited
        else None,
        Lack(
            "4.2a",
            Text("{who}的述职报告还没有审定。", "The report of {who} has not been accepted.").format(
                who=listed(unready)
            ),
            Text("述职代表、{who}", "the reporter and {who}").format(who=ORGANISERS[s.kind]),
        )
        if unready
        else None,
        None
        if s.meetings
        else Lack("4.2b", Text("述职会议还没有筹备。", "No meeting has been planned."), ORGANISERS[s.kind]),
    )


def _not_over(meeting: MeetingStanding, s: Standing) -> Verdict:
    if meeting.count not in COUNTED:
        return verdict(
            Lack(
                "4.3b",
                Text("“{title}”的测评结果还没有公布。", "The result of “{title}” has not been announced.").format(
                    title=meeting.title
                ),
                Text("监票人、{who}", "the scrutineers and {who}").format(who=ORGANISERS[s.kind]),
            )
        )
    if meeting.state != "closed":
        return verdict(
            Lack(
                "4.3b",
                Text("“{title}”还没有结束。", "“{title}” has not been closed.").format(title=meeting.title),
                ORGANISERS[s.kind],
            )
        )
    return GO


def _meeting(s: Standing) -> Verdict:
    unheard = [r for r in s.reporters if r.meeting is None]
    result = verdict(
        Lack(
            "4.3b",
            Text("{who}还没有排进述职会议。", "{who} is not down for any meeting.").format(who=listed(unheard)),
            ORGANISERS[s.kind],
        )
        if unheard or not s.reporters
        else None
    )
    for meeting in s.meetings:
        result += _not_over(meeting, s)
    return result


_LEAVING = {"launch": _launch, "preparation": _preparation, "meeting": _meeting}


def stage_done(facts: StageFacts) -> Verdict:
    """Nothing of a stage is left undone when the next one starts (4.1a–c, 2.4, 4.2a, 4.2b, 4.3b)."""
    asked = _LEAVING.get(facts.leaving)
    return asked(facts.standing) if asked else GO


def may_close(facts: StageFacts) -> Verdict:
    """A round ends with its summary and its notice (4.4b, 4.4c); unfinished rectification asks for a reason (4.4a)."""
    s = facts.standing
    who = ORGANISERS[s.kind]
    return verdict(
        None
        if s.notices_published
        else Lack("4.4b", Text("还没有向选民代表通报整改情况。", "No notice to the voters has been published."), who),
        None
        if s.summaries and s.summaries == s.summaries_submitted
        else Lack(
            "4.4c",
            Text("还有工作总结没有报送。", "A summary has not been submitted.")
            if s.summaries
            else Text("还没有写工作总结。", "There is no summary yet."),
            who,
        ),
        Caution(
            "4.4a",
            Text("还有 {n} 项整改没有办结。", "Rectification goals not finished: {n}.").format(n=s.goals_open),
            Text("述职代表", "the reporter"),
        )
        if s.goals_open
        else None,
        Caution(
            "4.4a",
            Text("{who}还没有提出整改目标。", "No rectification goal from {who}.").format(who=listed(bare)),
            Text("述职代表", "the reporter"),
        )
        if (bare := [r for r in s.reporters if not r.goals])
        else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningFacts:
    """A round about to be opened: whose, and by whom."""

    kind: RoundKind
    organiser_kind: str
    organiser_is_organs: bool
    organiser_groups: int
    chosen_groups: int
    groups_belong: bool
    quota: tuple[int, int | None]
    already_open: bool
    own_town: bool


def may_open(facts: OpeningFacts) -> Verdict:
    """Who organises which round (5.2), one each, and a town's pilot in one or two of its groups (2.2c)."""
    low, high = facts.quota
    fits = {
        RoundKind.DISTRICT_TOWN: facts.organiser_kind == "town",
        RoundKind.DISTRICT_ORGANS: facts.organiser_is_organs,
        RoundKind.TOWN: facts.organiser_kind == "town",
    }[facts.kind]
    clause = {RoundKind.DISTRICT_TOWN: "2.2a", RoundKind.DISTRICT_ORGANS: "2.2b", RoundKind.TOWN: "2.2c"}[facts.kind]
    town = facts.kind is RoundKind.TOWN
    office = Text("区人大代表工委或镇人大", "the district office or the town congress")
    return verdict(
        None
        if fits
        else Lack(
            clause, Text("这个单位不承办这一类述职。", "This body does not organise this kind of round."), office
        ),
        None
        if facts.own_town
        else Lack(
            "5.2",
            Text("镇人大只能启动本镇的述职。", "A town congress opens rounds of its own town only."),
            Text("区人大代表工委", "the district office"),
        ),
        Lack(
            clause,
            Text("这个单位的这一类述职已经启动。", "This body’s round of this kind has been opened already."),
        )
        if facts.already_open
        else None,
        Lack(
            "2.2a",
            Text(
                "该镇没有区代表小组，请先导入名册。",
                "The town has no group of district deputies; import the roster first.",
            ),
            office,
        )
        if facts.kind is RoundKind.DISTRICT_TOWN and not facts.organiser_groups
        else None,
        Lack(
            "2.2c",
            Text(
                "镇人大代表述职试点在 {low}—{high} 个代表小组中进行，现选了 {n} 个。",
                "A town’s pilot is held in {low} to {high} of its groups; {n} chosen.",
            ).format(low=low, high=high, n=facts.chosen_groups),
            office,
        )
        if town and not (low <= facts.chosen_groups and (high is None or facts.chosen_groups <= high))
        else None,
        Lack("2.2c", Text("所选小组不是本镇的镇代表小组。", "A chosen group is not one of this town’s own."), office)
        if town and not facts.groups_belong
        else None,
    )
