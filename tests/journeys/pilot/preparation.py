"""4.2: voters visited, opinions gathered, the report written on that basis; the meeting prepared and called."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from tests.journeys.people import Side
from tests.journeys.pilot.year import Year, day_of, refused

from shuzhi.acts import attendance, duty, meeting, opinion, report
from shuzhi.acts import round as rounds
from shuzhi.records import models as m

ASPECTS = ("law", "sessions", "voters", "activities", "example")


def preparation(year: Year, side: Side) -> None:
    """4.2: voters visited, opinions gathered, the report written on that basis; the meeting prepared."""
    on, cast = day_of(side), side.cast
    first = side.reporters[0]
    with year.step("4.2a", on(6, 17)):
        refused("4.2a", rounds.advance, side.by, side.round, reason="时间紧。")
        for who in side.reporters:
            opinion.visit(
                who, side.reporter(who), on=on(6, 17), place="港下", households=8, opinions="路灯不亮\n代表来得少"
            )
        refused("4.2a", opinion.visit, cast.stranger, side.reporter(first), on=on(6, 17), place="港下", households=1)
        refused("4.2a", opinion.visit, first, side.reporter(first), on=on(6, 18), place="港下", households=1)
        opinion.send(cast.public, side.round, text="河道要清。", reporter=side.reporter(first))
        assert side.round.opinions.count() == 2 * len(side.reporters) + 1
    with year.step("3", on(6, 24), 7):
        before = {"on": date(2003, 5, 1), "kind": "contact", "title": "担任代表以前的事"}
        refused("3", duty.record, first, side.mandate(first), **before)
        refused("3", report.write, first, side.reporter(first), sections={"post": "我局今年的工作"})
    for aspect, clause in zip(ASPECTS, ("3.1", "3.2", "3.3", "3.4", "3.5"), strict=True):
        with year.step(clause, on(6, 24), 8 + ASPECTS.index(aspect)):
            for who in side.reporters:
                if aspect != ASPECTS[0]:
                    refused(clause, report.submit, who, side.report(who), reason="先交了再说。")
                report.write(who, side.reporter(who), sections={aspect: "我走访选民，提出建议，参加视察。" * 14})
    with year.step("5.3", on(6, 27)):
        for who in side.reporters:
            handed = report.submit(who, side.report(who))
            refused("5.3", report.write, who, side.reporter(who), sections={"law": "改一改"})
            assert refused("5.3", report.accept, side.by, handed).wants_reason
            report.guide(
                side.by,
                handed,
                on=on(6, 26),
                guide="区人大代表工委",
                advice="分清个人和集体，不写职务工作。",
                place="镇人大",
            )
            refused("5.3", report.return_, side.by, handed, remarks="")
            report.return_(side.by, handed, remarks="少写集体，多写自己。")
            report.write(who, side.reporter(who), sections={"shortcomings": "走访不够勤，下半年每月走访一次。"})
            report.accept(side.by, report.submit(who, side.report(who)))
            assert report.publish(side.by, side.report(who)).published_on == on(6, 27)
    with year.step("4.2b", on(6, 28)):
        refused("4.2b", rounds.advance, side.by, side.round, reason="先进入下一阶段。")
        side.meeting = meeting.plan(
            side.by,
            side.round,
            title="人大代表向选民述职会议",
            starts_at=timezone.make_aware(datetime.combine(on(7, 15), time(14))),
            place="文化中心",
            chair=side.decider.name,
            reporters=[side.reporter(who) for who in side.reporters],
        )
        refused("4.3a", meeting.call, side.by, side.meeting)
    with year.step("4.3", on(7, 3)):
        side.round = rounds.advance(side.by, side.round)
        assert side.round.state == "meeting"


def called(year: Year, side: Side) -> None:
    """4.3a: time, place and attendees are fixed, and all arrangements made."""
    on = day_of(side)
    with year.step("4.3a", on(7, 4)):
        refused("4.3a", meeting.call, side.by, side.meeting, reason="到时再请。")
        heads = m.Voter.objects.filter(kind="villagers_group_head")
        attendance.invite(side.by, side.meeting, voters=m.Voter.objects.exclude(pk__in=heads))
        found = refused("4.3a", meeting.call, side.by, side.meeting)
        assert found.verdict.cautions[0].text.en == "No villagers’ group head is invited."
        assert (found.wants_reason, len(found.verdict.cautions)) == (True, 2)
        party = [
            {"reporter": side.reporter(who), "name": f"何卫{n}", "workplace": f"单位{n}", "phone": ""}
            for n, who in zip("东南西", side.reporters, strict=False)
        ]
        attendance.invite(side.by, side.meeting, voters=m.Voter.objects.all(), party_heads=party)
        side.meeting = meeting.call(side.by, side.meeting)
        assert (side.meeting.state, side.meeting.called_on) == ("called", on(7, 4))
    with year.step("4.3a", on(7, 10)):
        coming = list(side.meeting.invitees.values_list("pk", flat=True))
        attendance.reply(side.by, side.meeting, replies=dict.fromkeys(coming[:52], "yes"))
        for office, who in _posts(side):
            meeting.appoint(side.by, side.meeting, office=office, person=m.Person.objects.get(pk=who.person))
        judge = m.Person.objects.get(pk=side.reporters[0].person)
        refused("D0001", meeting.appoint, side.by, side.meeting, office="teller", person=judge)


def _posts(side: Side) -> list[tuple[str, Any]]:
    cast = side.cast
    return [("scrutineer", cast.scrutineer), ("teller", cast.teller), ("teller", cast.second_teller)]
