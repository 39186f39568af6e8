"""A round that has gone all the way, and one still under way: for tests of what the public sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tests.builders import a_meeting, a_reporter, a_round
from tests.cast import Cast

from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.regulation import load_edition

EDITION = load_edition("xishan_2006")
GRADES = [g.key for g in EDITION.grades]


@dataclass(frozen=True)
class Told:
    round: m.Round
    reporter: m.Reporter
    meeting: m.Meeting
    count: m.Count
    goal: m.Goal
    late: m.Goal
    report: m.Report


def sums(*numbers: int) -> dict[str, dict[str, int]]:
    """The same spread for every question."""
    return {q.key: {**dict(zip(GRADES, numbers, strict=True)), "blank": 0, "void": 0} for q in EDITION.questions}


def a_told_round(cast: Cast, *, programme: m.Programme | None = None, announced: bool = True) -> Told:
    """The town's district deputies in conclusion: counted, rectifying, one promise six days late."""
    round_ = a_round(cast, state="conclusion", programme=programme)
    m.Roster.objects.filter(round=round_).update(state="acknowledged")
    reporter = a_reporter(cast, round_)
    meeting = a_meeting(cast, round_, state="closed")
    people = [m.Invitee(meeting=meeting, name=f"选民{n}", kind="voter_representative", present=True) for n in range(58)]
    people = m.Invitee.objects.bulk_create(people)
    today = clock.today()
    count = m.Count.objects.create(
        meeting=meeting,
        issued=58,
        cast=30,
        paper=27,
        unused=0,
        missing=1,
        void=1,
        sums={str(reporter.pk): sums(39, 11, 4, 2)},
        sheets={str(reporter.pk): 56},
        digest="a" * 64,
        sealed_on=today,
        announced_on=today if announced else None,
        state="announced" if announced else "sealed",
    )
    report = m.Report.objects.create(reporter=reporter, state="published", published_on=today)
    m.ReportVersion.objects.create(
        report=report, number=1, sections={a.key: "走访四十一户。" for a in EDITION.aspects}, saved_on=today
    )
    lamps = m.Opinion.objects.create(
        round=round_,
        reporter=reporter,
        source="meeting",
        on=today,
        text="天黑没有灯。",
        voter_name="张缪根",
        state="sorted",
    )
    goal = m.Goal.objects.create(
        reporter=reporter, text="装灯22盏", due_on=today + timedelta(days=60), state="under_way"
    )
    goal.opinions.add(lamps)
    m.Measure.objects.create(goal=goal, text="定灯位", owner="镇城管科", done_on=today)
    m.Progress.objects.create(goal=goal, on=today, text="经费已拨。")
    m.Voice.objects.bulk_create(m.Voice(goal=goal, invitee=p, done=n < 17) for n, p in enumerate(people[:22]))
    late = m.Goal.objects.create(
        reporter=reporter, text="每月15日接待选民", due_on=today - timedelta(days=6), state="under_way"
    )
    m.Opinion.objects.create(
        round=round_,
        reporter=reporter,
        source="meeting",
        on=today,
        text="宅基地都批了。",
        voter_name="周巧英",
        state="answered",
        answer_kind="cannot",
        answer="须依法按条件办。",
        answered_on=today,
    )
    return Told(round_, reporter, meeting, count, goal, late, report)
