"""The tasks of the meeting (组织实施, 4.3); a round may hold several meetings."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localtime

from shuzhi.reads.task import COUNTERS, NOTHING, Place, Task, for_meeting, joined, make, organiser
from shuzhi.rules.dates import short_day
from shuzhi.rules.standing import COUNTED, MeetingStanding, Standing
from shuzhi.rules.verdict import Caution, Text

CALLED = ("called", "open", "appraising", "counted", "closed")
AFTER_PLANNING = Text("会议筹备后开始", "Starts once a meeting is planned")


def tasks(s: Standing) -> Iterator[Task]:
    """Calling, inviting, posts, groups, sheets, the meeting itself, the count, the announcement."""
    several = len(s.meetings) > 1
    for meeting in s.meetings or (None,):
        for task in _of(s, meeting):
            yield for_meeting(task, meeting.title, several) if meeting else task


def _of(s: Standing, meeting: MeetingStanding | None) -> Iterator[Task]:
    yield from _before(s, meeting)
    yield from _on_the_day(s, meeting)


def _page(name: str, meeting: MeetingStanding | None) -> Place | None:
    return (name, meeting.pk) if meeting else None


def _before(s: Standing, meeting: MeetingStanding | None) -> Iterator[Task]:
    blocked = None if meeting else AFTER_PLANNING
    at = localtime(meeting.starts_at) if meeting else None
    called = meeting is not None and meeting.state in CALLED
    over = meeting is not None and meeting.state in ("counted", "closed")
    yield make(
        s,
        "meeting_call",
        "meeting",
        Text("确定时间、地点、参加对象，发出通知", "Fix time, place and attendees; call the meeting"),
        organiser(s),
        clauses=("4.3a",),
        done=called,
        begun=False,
        blocked=blocked,
        detail=Text("{day}{t}，{place}", "{day} {t}, {place}").format(
            day=short_day(at.date()), t=f"{at:%H:%M}", place=meeting.place
        )
        if meeting and at
        else NOTHING,
        due=s.dues.get("meeting_call"),
        place=_page("meeting", meeting),
    )
    yield _invite(s, meeting, over)
    posts = meeting is not None and meeting.tellers >= 2 and meeting.scrutineers >= 1
    yield make(
        s,
        "posts",
        "meeting",
        Text("推定监票人、计票人", "Name scrutineers and tellers"),
        organiser(s),
        clauses=("4.3b", "D0001"),
        done=posts,
        begun=meeting is not None and meeting.tellers + meeting.scrutineers > 0,
        blocked=blocked,
        detail=Text("监票人 {s} 名、计票人 {t} 名", "scrutineers: {s}, tellers: {t}").format(
            s=meeting.scrutineers, t=meeting.tellers
        )
        if meeting
        else NOTHING,
        due=s.dues.get("posts"),
        place=_page("meeting", meeting),
    )
    yield make(
        s,
        "sheets",
        "meeting",
        Text("印制测评表", "Print the sheets"),
        organiser(s),
        clauses=("4.3b(iii)",),
        done=meeting is not None and meeting.issued > 0,
        blocked=blocked,
        detail=Text("{n} 份，打乱顺序，不编号", "{n}, shuffled, not numbered").format(n=meeting.issued)
        if meeting and meeting.issued
        else NOTHING,
        due=s.dues.get("posts"),
        place=_page("sheets", meeting),
    )
    yield make(
        s,
        "groups",
        "meeting",
        Text("编评议组", "Form the appraisal groups"),
        organiser(s),
        clauses=("4.3b(iii)",),
        done=meeting is not None and meeting.groups > 0,
        blocked=blocked,
        detail=Text("{n} 个组", "{n} groups").format(n=meeting.groups) if meeting and meeting.groups else NOTHING,
        due=s.dues.get("posts"),
        place=_page("appraisal", meeting),
    )


def _invite(s: Standing, meeting: MeetingStanding | None, over: bool) -> Task:
    cautions: list[Caution] = []
    if meeting and meeting.invited and not over:
        short = s.quorum - meeting.coming
        if short > 0:
            cautions.append(
                Caution(
                    "4.3a",
                    Text(
                        "原则上不少于 {q} 人，按现有答复预计到会 {n} 人，还差 {m} 人；尚有 {u} 人没有答复。",
                        "In principle no fewer than {q}: {n} have said they will come, {m} short; {u} have not answered.",
                    ).format(q=s.quorum, n=meeting.coming, m=short, u=meeting.unanswered),
                )
            )
        for number, text in (
            (meeting.group_heads, Text("还没有邀请村民组长。", "No villagers’ group head has been invited.")),
            (
                meeting.party_heads,
                Text(
                    "还没有邀请述职代表所在单位党组织负责人。",
                    "No head of a workplace’s Party organisation has been invited.",
                ),
            ),
        ):
            if not number:
                cautions.append(Caution("4.3a", text))
    return make(
        s,
        "invite",
        "meeting",
        Text("邀请参加人员", "Invite the attendees"),
        organiser(s),
        clauses=("4.3a",),
        done=meeting is not None and (over or (meeting.invited > 0 and not cautions)),
        begun=meeting is not None and meeting.invited > 0,
        blocked=None if meeting else AFTER_PLANNING,
        detail=Text(
            "已邀请 {i} 人，答复参加 {y} 人，谢绝 {n} 人，未答复 {u} 人",
            "{i} invited: {y} will come, {n} will not, {u} have not answered",
        ).format(i=meeting.invited, y=meeting.coming, n=meeting.declined, u=meeting.unanswered)
        if meeting and meeting.invited
        else NOTHING,
        due=s.dues.get("posts"),
        place=_page("invitees", meeting),
        cautions=tuple(cautions),
        next_label=Text("打开电话单", "Open the call list"),
        next_place=_page("invitees", meeting),
    )


def _on_the_day(s: Standing, meeting: MeetingStanding | None) -> Iterator[Task]:
    at = localtime(meeting.starts_at) if meeting else None
    state = meeting.state if meeting else ""
    under_way = state in ("open", "appraising")
    if meeting is None:
        blocked = AFTER_PLANNING
    elif state == "planned":
        blocked = Text("召集会议后开始", "Starts once the meeting is called")
    elif state == "called" and at and at.date() > s.today:
        blocked = Text("会议当天开始", "Starts on the day")
    else:
        blocked = None
    yield make(
        s,
        "hold",
        "meeting",
        Text("签到、述职、评议、测评", "Check in, report, appraise, evaluate"),
        organiser(s),
        clauses=("4.3b",),
        done=state in ("counted", "closed"),
        begun=under_way,
        blocked=blocked,
        detail=joined(
            Text("{day}{t}起", "from {day}, {t}").format(day=short_day(at.date()), t=f"{at:%H:%M}") if at else None,
            Text("到会 {n} 人", "{n} present").format(n=meeting.present) if meeting and meeting.present else None,
        ),
        due=at.date() if at else None,
        place=_page("chair" if under_way else "meeting", meeting),
    )
    count = meeting.count if meeting else ""
    yield make(
        s,
        "count",
        "meeting",
        Text("计票，核对，封存", "Count, reconcile, seal"),
        COUNTERS,
        clauses=("4.3b(iii)",),
        done=count in ("sealed", *COUNTED),
        begun=bool(count),
        blocked=None if count or state == "appraising" else Text("测评后开始", "Starts after the evaluation"),
        due=at.date() if at else None,
        place=_page("count", meeting),
    )
    yield make(
        s,
        "announce",
        "meeting",
        Text("公布测评结果", "Announce the result"),
        organiser(s),
        clauses=("4.3b(iii)",),
        done=count in COUNTED,
        blocked=None if count == "sealed" else Text("封存结果后公布", "Starts once the result is sealed"),
        detail=Text("测评已宣布无效", "the evaluation was declared void") if count == "void" else NOTHING,
        due=at.date() if at else None,
        place=_page("count", meeting),
    )
    yield make(
        s,
        "meeting_close",
        "meeting",
        Text("会议小结，整理会议记录", "Sum up; close the meeting and its minutes"),
        organiser(s),
        clauses=("4.3b(v)",),
        done=state == "closed",
        blocked=None if state == "counted" else Text("计票后进行", "Starts after the count"),
        place=_page("chair" if state == "counted" else "minutes", meeting),
    )
