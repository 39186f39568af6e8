"""A meeting with people, for tests of the list, the door, the chair and the groups."""

from __future__ import annotations

from tests.builders import a_meeting, a_reporter, a_round
from tests.cast import Cast

from shuzhi.acts.attendance import invite
from shuzhi.acts.meeting import plan
from shuzhi.reads.names import named
from shuzhi.records import models as m

NAMES = [
    "张建国",
    "周金根",
    "陈惠芬",
    "吴阿大",
    "钱伟东",
    "孙玉珍",
    "李国强",
    "朱月英",
    "徐根宝",
    "黄小平",
    "王建国",
    "赵美芳",
    "许文彬",
    "沈雪英",
    "薛锡良",
    "杨志明",
    "金阿妹",
    "顾永兴",
    "蒋红梅",
    "唐志华",
    "邹国平",
    "陆建新",
    "冯秀兰",
    "谢春华",
    "强伟忠",
    "华丽萍",
]


def voters(cast: Cast, number: int = 60) -> list[m.Voter]:
    """Voters of the cast's constituency: every fourth a villagers' group head; the first three share a name."""
    made = []
    for n in range(number):
        name = (
            "张建国"
            if n in (1, 2)
            else NAMES[n % len(NAMES)]
            if n < len(NAMES)
            else NAMES[n % 26][0] + NAMES[n % 25][1:]
        )
        fields = named(name)
        made.append(
            m.Voter(
                kind="villagers_group_head" if n % 4 == 0 else "voter_representative",
                constituency=cast.constituency,
                village=("港下", "山联", "黄土塘", "新巷")[n % 4 if n > 3 else n],
                phone=f"1380000{3309 + 7 * n:04d}",
                **fields,
            )
        )
    return m.Voter.objects.bulk_create(made)


def a_full_meeting(cast: Cast, *, state: str = "planned", kind: str = "district_town", number: int = 60) -> m.Meeting:
    """A planned meeting of two reporters, its agenda and posts, and voters on the constituency's list."""
    round_ = a_round(cast, kind=kind, state="meeting")
    first = a_reporter(cast, round_)
    reporters = [first]
    if kind == "district_town":
        reporters.append(a_reporter(cast, round_, actor=cast.second_deputy, order=2))
    for one in reporters:
        m.Report.objects.create(reporter=one, state="published")
    voters(cast, number)
    by = cast.organs_leader if kind == "district_organs" else cast.town_office
    template = a_meeting(cast, round_, reporters=reporters)
    starts, posts = template.starts_at, list(template.posts.all())
    template.reporters.clear()
    meeting = plan(
        by,
        round_,
        title=template.title,
        starts_at=starts,
        place=template.place,
        chair="吴子怡",
        reporters=reporters,
    )
    for post in posts:
        post.meeting = meeting
        post.save()
    template.delete()
    if state != "planned":
        m.Meeting.objects.filter(pk=meeting.pk).update(state=state)
        meeting.refresh_from_db()
    return meeting


def with_people(cast: Cast, meeting: m.Meeting, *, present: int = 0, heads: bool = True) -> m.Meeting:
    """Everybody on the list invited, and so many of them in the hall."""
    state, meeting.state = meeting.state, "planned"
    m.Meeting.objects.filter(pk=meeting.pk).update(state="planned")
    rows = [
        {"reporter": r, "name": f"何卫{n}", "workplace": f"东港镇单位{n}", "phone": f"1390000110{n}"}
        for n, r in enumerate(meeting.reporters.all())
    ]
    invite(cast.town_office, meeting, voters=list(m.Voter.objects.all()), party_heads=rows if heads else ())
    here = list(meeting.invitees.values_list("pk", flat=True)[:present])
    meeting.invitees.filter(pk__in=here).update(present=True)
    m.Meeting.objects.filter(pk=meeting.pk).update(state=state)
    meeting.refresh_from_db()
    return meeting
