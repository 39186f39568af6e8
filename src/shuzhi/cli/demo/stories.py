"""What happened in the district, organiser by organiser, in days counted from today."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shuzhi.acts import honour, liaison, notice, opinion, paper, programme, rectification, summary
from shuzhi.acts import plan as plans
from shuzhi.acts import report as reports
from shuzhi.acts import roster as rosters
from shuzhi.acts import round as rounds
from shuzhi.cli.demo.evidence import evidence
from shuzhi.jobs.telling import evening as meeting
from shuzhi.jobs.telling.days import Story
from shuzhi.jobs.telling.district import District
from shuzhi.jobs.telling.tale import Tale, Told, told_in
from shuzhi.papers.sending import on_its_way
from shuzhi.papers.table import PAPERS
from shuzhi.reads import by_name
from shuzhi.rules.roles import RoundKind as K

TEXTS = Path(__file__).with_name("texts")
FIRST = -112
TOWNS = ("东港镇", "羊尖镇", "锡北镇", "鹅湖镇")


def told(name: str) -> Told:
    """What is said in a round, from its file."""
    return told_in(TEXTS / f"{name}.toml")


def stories(d: District) -> Iterator[Story]:
    """Every story of the district, in the order in which they would be told."""
    yield begins(d)
    yield donggang_town(d)
    yield donggang_district(d)
    yield organs(d)
    yield xibei(d)
    yield yangjian(d)
    yield ehu(d)
    yield liaisons(d)
    yield honours(d)


def begins(d: District) -> Story:
    """0.1: the programme, its basis and its windows, which are not the edition's months."""
    days = d.days
    yield days.at(FIRST + 6)
    year = days.day(0).year
    made = programme.draft(
        d.office,
        d.body(d.name),
        title=f"{year}年人大代表向选民述职工作",
        term="锡山区本届",
        basis="《中华人民共和国全国人民代表大会和地方各级人民代表大会代表法》：代表受选民和原选举单位的监督",
        adopting_body="锡山区人大常委会",
        adopted_at_meeting="第三十六次会议",
        adopted_on=days.day(FIRST + 3),
        district_from=days.day(-104),
        district_until=days.day(80),
        town_from=days.day(-104),
        town_until=days.day(130),
        reason="今年换届后代表培训在先，述职顺延，已经常委会会议同意。",
    )
    yield days.at(FIRST + 7)
    d.programme = programme.open_(d.office, made)


def donggang_town(d: District) -> Story:
    """The town's own deputies: all four stages, closed, its summary exchanged."""
    yield d.days.at(FIRST + 8)
    town = d.body("东港镇")
    groups = [by_name.group(town, "town", n) for n in (1, 2)]
    names = ("丁峰良", "陆永大")
    t = Tale(
        d, told("donggang_town"), K.TOWN, town, d.who("钱惠琴"), d.who("许伯良"), d.who("许伯良"), ("许伯良", "许伯良")
    )
    yield from t.ledgers(FIRST + 9, names, t.by)
    yield from t.opens(-101, groups=groups)
    yield from t.plans(-100, starts=-99, meets=d.days.day(-56), ends=-13)
    yield from t.adopts(-99, -97, "镇主席团〔纪要〕8号")
    yield from _sends(t, -96, "plan", t.round)
    yield from t.studies(-95, absent=1)
    yield from t.doubts(-95)
    yield from t.lists(-94, -93, attended=9)
    yield from t.advances(-91)
    yield from t.visits("丁峰良", -86, -84)
    yield from t.visits("陆永大", -83, -81)
    yield from t.sorts(-79)
    for name in names:
        yield from t.writes(name, -78, -76, -74)
        yield from t.guides(name, -75)
    yield from meeting.prepares(t, -73, on=d.days.day(-56), hour=18, names=names)
    for name in names:
        yield from t.publishes(name, -72, -70)
    yield from t.advances(-69)
    yield from meeting.invites(t, -68, 62)
    yield from _sends(t, -67, "call", t.meeting)
    yield from meeting.arranges(t, -67)
    yield from meeting.calls(t, -66)
    yield from _sends(t, -66, "call", t.meeting)
    yield from meeting.replies(t, -62, yes=54, no=6)
    yield from meeting.posts(t, -60, tellers=("余飞子", "白云伟"), scrutineer="黎阿根")
    evening = meeting.Evening(
        t, d.days.day(-56), 18, ("余飞子", "白云伟"), "黎阿根", present=53, phones=24, papers=27, taken_home=0
    )
    yield from meeting.held(evening)
    yield from t.advances(-55)
    yield from meeting.feeds_back(t, -54, "黎阿根")
    yield from t.answers(-53)
    yield from t.sorts(-49)
    yield from t.rectifies(-48, (-22, -22, -22, -20))
    shown = evidence("整改办理情况", "东港镇人大办公室")
    for said, goal in t.goals:
        yield from t.progresses(-48, said, goal, shown)
    yield from _own_opinions_answered(t, -25)
    yield from _notice(t, -24, -23)
    yield from _sends(t, -23, "notice", t.round)
    yield from _voices(t, -21, (9, 1), (7, 0), (8, 2), (5, 1))
    for group, said in zip(groups, t.texts["summary"]["groups"], strict=True):
        yield d.days.at(-21, 21)
        summary.submit(t.by, summary.write(t.by, t.round, body=group, text=said["text"].strip()))
    yield d.days.at(-20, 10)
    text = t.texts["summary"]["text"].strip()
    written = summary.write(t.by, t.round, body=town, text=text)
    yield d.days.at(-18, 9)
    summary.submit(t.by, written)
    yield d.days.at(-16, 10)
    summary.comment(d.office, written, comment=t.texts["summary"]["comment"])
    yield d.days.at(-15, 10)
    summary.exchange(d.office, written, good_practice=t.texts["summary"]["good_practice"])
    yield d.days.at(-13, 16)
    t.round = rounds.close(t.by, t.round)


def _sends(t: Tale, at: int, name: str, about: Any) -> Story:
    """5.2: the final paper is sent under the town's number, and kept as it went out."""
    yield t.days.at(at, 15)
    wanted = PAPERS[name]
    document = wanted.build(t.by, about.pk)
    how = on_its_way(wanted, about.pk, document)
    paper.send(t.by, t.round, name=name, about=about.pk, document=document, **how)


def _own_opinions_answered(t: Tale, at: int) -> Story:
    """What became a goal is answered with what came of it."""
    yield t.days.at(at, 15)
    for said, goal in t.goals:
        for one in goal.opinions.filter(state="sorted"):
            opinion.answer(t.by, one, kind="did", answer=f"已办：{said['outcome']}")


def _notice(t: Tale, drafted: int, published: int) -> Story:
    """4.4b: the voters are told."""
    said = t.texts["notice"]
    yield t.days.at(drafted, 10)
    made = notice.draft(
        t.by,
        t.round,
        title=said["title"],
        text=said["text"].strip(),
        circle=said["circle"],
        manner=said["manner"],
        on=t.days.day(published),
        told=said["told"],
    )
    yield t.days.at(published, 9)
    notice.publish(t.by, made, reason="")


def _voices(t: Tale, at: int, *counts: tuple[int, int]) -> Story:
    """4.4b: those who attended say whether it is done."""
    yield t.days.at(at, 20)
    for (said, goal), (done, not_yet) in zip(t.goals, counts, strict=False):
        seat = t.reporters[said["of"]].mandate.constituency_id
        present = t.meeting.invitees.filter(present=True, constituency=seat).exclude(phone="").order_by("pk")
        for n, one in enumerate(present[: done + not_yet]):
            rectification.confirm(t.by, goal, name=one.name, tail=one.phone[-4:], done=n < done)


def donggang_district(d: District) -> Story:
    """A town's district deputies: the result announced, one goal done, one under way, one late."""
    days, names = d.days, ("覃子涵", "曾平梅")
    yield days.at(FIRST + 9)
    t = Tale(
        d,
        told("donggang_district"),
        K.DISTRICT_TOWN,
        d.body("东港镇"),
        d.who("钱惠琴"),
        d.who("唐燕雨"),
        d.chair,
        ("莫秀杰", "唐燕雨"),
    )
    yield from t.ledgers(-99, names, d.who("唐燕雨"))
    yield from t.opens(-96)
    yield from t.plans(-95, starts=-86, meets=days.day(-38), ends=2)
    yield from t.adopts(-92, -88, "锡人主〔纪要〕11号")
    yield from t.studies(-85, -82, -80)
    yield from t.doubts(-82)
    yield from t.lists(-84, -83, attended=15, filed=-82)
    yield from t.advances(-79)
    yield from t.visits("覃子涵", -72, -68)
    yield from t.visits("曾平梅", -71, -67)
    yield from t.public_says(-66, -65)
    yield from t.sorts(-62)
    for name in names:
        yield from t.writes(name, -60, -57, -53)
        yield from t.guides(name, -55)
    yield from meeting.prepares(t, -54, on=days.day(-38), hour=14, names=names)
    for name in names:
        yield from t.publishes(name, -52, -51)
    yield from t.advances(-50)
    yield from meeting.invites(t, -49, 66)
    yield from meeting.calls(t, -47)
    yield from meeting.replies(t, -43, yes=55, no=5)
    yield from meeting.posts(t, -42, tellers=("范阿福", "汤静兰"), scrutineer="孟建远")
    afternoon = meeting.Evening(
        t, days.day(-38), 14, ("范阿福", "汤静兰"), "孟建远", present=59, phones=33, papers=24, taken_home=1
    )
    yield from meeting.held(afternoon)
    yield from t.advances(-37)
    yield from meeting.feeds_back(t, -36, "孟建远")
    yield from _reports_upward(t, -35)
    yield from t.sorts(-34)
    yield from t.rectifies(-33, (-4, -3, 25))
    shown = evidence("整改办理情况", "东港镇人大办公室")
    for said, goal in t.goals:
        yield from t.progresses(-33, said, goal, shown)
    yield from t.answers(-28)
    yield from _notice(t, -18, -17)
    yield from _voices(t, -14, (11, 3), (0, 6))


def _reports_upward(t: Tale, at: int, *, acknowledged: bool = True) -> Story:
    """5.5: the organiser keeps the district office informed."""
    for said in t.texts.get("liaison", ()):
        yield t.days.at(at, 16)
        sent = liaison.report(t.by, t.round, **said)
        if acknowledged:
            yield t.days.at(at + 1, 9)
            liaison.acknowledge(t.d.office, sent)


def organs(d: District) -> Story:
    """The district-organs group: called for in a few days, and not enough replies yet."""
    days, names = d.days, ("孙燕", "崔月惠", "范飞")
    yield days.at(FIRST + 9)
    leader = d.who("白杰浩")
    group = d.group(d.name, "district", 0)
    t = Tale(d, told("organs"), K.DISTRICT_ORGANS, group, leader, leader, d.chair, ("莫秀杰", "白杰浩"))
    yield from t.ledgers(-70, names, leader)
    yield from t.opens(-58, by=d.office)
    yield from t.plans(-57, starts=-55, meets=days.day(4), ends=32)
    yield from t.adopts(-55, -51, "锡人主〔纪要〕14号")
    yield from t.studies(-50, -46)
    yield from t.doubts(-49)
    yield from t.lists(-48, -47, attended=14, filed=-46)
    yield from t.advances(-43)
    for n, name in enumerate(names):
        yield from t.visits(name, -38 + 2 * n)
    yield from t.public_says(-30)
    yield from t.sorts(-29)
    for name in names:
        yield from t.writes(name, -30, -27, -22)
        yield from t.guides(name, -24)
    yield from meeting.prepares(t, -21, on=days.day(4), hour=14, names=names, who_rates="all")
    for name in names:
        yield from t.publishes(name, -20, -18)
    yield from t.advances(-17)
    yield from meeting.invites(t, -14, 57)
    yield from meeting.calls(t, -10)
    yield from meeting.replies(t, -2, yes=37, no=9)
    yield from meeting.posts(t, -1, tellers=("王宏月", "沈梅子"), scrutineer="冯峰峰")


def xibei(d: District) -> Story:
    """Preparation: one deputy has handed in the report; the other took an excused one's place and is late."""
    days = d.days
    yield days.at(FIRST + 9)
    t = Tale(
        d,
        told("xibei"),
        K.DISTRICT_TOWN,
        d.body("锡北镇"),
        d.who("强玉芳"),
        d.who("龚生峰"),
        d.chair,
        ("莫秀杰", "龚生峰"),
    )
    yield from t.ledgers(-60, ("马良金", "贾嘉", "尹丽锡"), t.by)
    yield from t.opens(-50)
    yield from t.plans(-49, starts=-45, meets=days.working(10), ends=32)
    yield from t.adopts(-47, -43, "锡人主〔纪要〕15号")
    yield from t.studies(-40)
    yield from t.doubts(-40)
    yield from t.lists(-36, -35, attended=17, filed=-34, names=("马良金", "贾嘉"))
    yield from t.advances(-31)
    yield from t.visits("贾嘉", -20, -17)
    yield from t.writes("贾嘉", -14, -9)
    yield from t.sorts(-12)
    yield from t.public_says(-8)
    yield from t.substitutes(-6, "马良金", "尹丽锡", filed=-2)
    yield from _reports_upward(t, -5, acknowledged=False)
    yield days.at(-3, 9)
    reports.submit(d.who("贾嘉"), t.reporters["贾嘉"].report)
    yield from t.writes("尹丽锡", -1)


def yangjian(d: District) -> Story:
    """Launch: the plan came back from the chairpersons' meeting, was handed in again, and is late."""
    days = d.days
    yield days.at(FIRST + 9)
    said = told("towns")["yangjian"]
    texts: Told = {**said, **{name: {"grounds": why} for name, why in said["reporters"].items()}}
    t = Tale(
        d,
        texts,
        K.DISTRICT_TOWN,
        d.body("羊尖镇"),
        d.who("蒋红英"),
        d.who("莫秀杰"),
        d.chair,
        ("莫秀杰", "莫秀杰"),
    )
    yield from t.opens(-33)
    yield from t.plans(-31, starts=-30, meets=days.day(24), ends=52, text=said["plan"]["first"])
    yield days.at(-29, 16)
    plans.submit(t.by, t.plan)
    yield days.at(-25, 10, 30)
    plans.return_(
        d.chair,
        t.plan,
        sat_on=days.day(-25),
        chair="莫秀杰",
        decision="退回修改。",
        minutes_number="锡人主〔纪要〕17号",
        remarks=said["plan"]["remarks"],
    )
    yield from t.studies(-24)
    for name, grounds in said["reporters"].items():
        yield days.at(-19, 15)
        mandate = by_name.mandate(name, "district")
        t.reporters[name] = rosters.propose(t.decider, t.round, mandate=mandate, grounds=grounds)
    yield days.at(-6, 15)
    plans.revise(
        t.by,
        t.plan,
        text=said["plan"]["text"].strip(),
        starts_on=days.day(-30),
        meeting_on=days.day(24),
        ends_on=days.day(52),
    )
    yield days.at(-3, 16)
    plans.submit(t.by, t.plan)


def ehu(d: District) -> Story:
    """Opened yesterday; nothing else yet."""
    yield d.days.at(-1, 15)
    rounds.open_(d.who("华翠英"), d.programme, organiser=d.body("鹅湖镇"), kind=K.DISTRICT_TOWN)


def liaisons(d: District) -> Story:
    """5.5: notices down, acknowledged one by one; a reminder that is not; what a town reported."""
    days, said = d.days, told("towns")
    notices = {n["kind"]: n for n in said["notices"]}
    yield days.at(-104, 10)
    towns = [d.body(name) for name in TOWNS]
    everyone = [*towns, d.group(d.name, "district", 0)]
    answerers = [d.who(name) for name in ("钱惠琴", "蒋红英", "强玉芳", "华翠英", "白杰浩")]
    first = liaison.notify(d.office, d.programme, to=everyone, **_words(notices["notice"]))
    for n, who in enumerate(answerers):
        yield days.at(-103, 9 + n)
        liaison.acknowledge(who, first)
    yield days.at(-14, 10)
    practice = liaison.notify(d.office, d.programme, to=everyone, **_words(notices["practice"]))
    for n, who in enumerate(answerers[:3]):
        yield days.at(-13 + n, 10)
        liaison.acknowledge(who, practice)
    yield days.at(-12, 16)
    towards = d.who("强玉芳")
    visit = liaison.notify(d.office, d.programme, to=[d.body("锡北镇")], **_words(said["guidance_visit"]))
    yield days.at(-11, 9)
    liaison.acknowledge(towards, visit)
    yield days.at(-6, 14)
    reminder = notices["reminder"]
    liaison.notify(d.office, d.programme, to=[d.body("羊尖镇")], due_on=days.day(-2), **_words(reminder))


def _words(said: Told) -> dict[str, Any]:
    return {key: said[key] for key in ("kind", "title", "text")}


def honours(d: District) -> Story:
    """5.4: nominated on what stands; one checked, one with a goal past its date."""
    days = d.days
    yield days.at(-9, 10)
    chosen = by_name.mandate("丁峰良", "town")
    first = honour.nominate(
        d.who("钱惠琴"),
        chosen,
        programme=d.programme,
        grounds="向选民述职，测评结果已公布，整改按期办结；履职记录完整，选民评价好。",
    )
    yield days.at(-7, 10)
    honour.check(d.office, first, finding="述职、测评、整改与履职记录均已核对，无异议。")
    yield days.at(-2, 14)
    honour.nominate(
        d.who("唐燕雨"),
        by_name.mandate("覃子涵", "district"),
        programme=d.programme,
        grounds="领导干部代表带头述职，测评结果已公布；有一项整改逾期，已说明原因，请一并考虑。",
        reason="老街排水涉及三户产权，逾期原因已在通报中说明。",
    )
