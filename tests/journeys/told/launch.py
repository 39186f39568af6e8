"""4.1: the programme is opened, the plan adopted, the list decided, the deputies study; each pressed on the screen."""

from __future__ import annotations

from datetime import timedelta

from tests.journeys.hands import REASON, Hands
from tests.journeys.people import Side

from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.roles import RoundKind


def programme(h: Hands, side: Side) -> m.Programme:
    """0.1, 1.1: the district office states the basis and opens the programme; its regulation is public."""
    cast, today = side.cast, clock.today()
    h.sit(cast.office)
    h.open("programmes")
    h.press(
        "programme.draft",
        cast.district,
        reason=REASON,
        title="人大代表向选民述职工作",
        basis="《代表法》关于代表受原选区选民监督的规定",
        adopting_body="锡山区人大常委会",
        adopted_at_meeting="第三十六次会议",
        adopted_on=today - timedelta(days=40),
        district_from=today - timedelta(days=30),
        district_until=today + timedelta(days=60),
        town_from=today - timedelta(days=30),
        town_until=today + timedelta(days=60),
    )
    drafted = m.Programme.objects.get()
    h.press("programme.open", drafted)
    h.sit(cast.public)
    h.open("regulation")
    h.reads("4.3" if h.language == "en" else "述职")
    return drafted


def opening(h: Hands, side: Side, pilot: m.Programme) -> None:
    """2.2a–c: the round is opened for its organiser."""
    office = side.cast.office if side.kind is RoundKind.DISTRICT_ORGANS else side.cast.town_office
    h.sit(office)
    h.open("programme", pilot.pk)
    more = {"groups": [g.pk for g in side.groups]} if side.groups else {}
    h.press("round.open", pilot, organiser=side.organiser.pk, kind=side.kind.value, **more)
    side.round = m.Round.objects.get(kind=side.kind)


def plan(h: Hands, side: Side) -> None:
    """4.1a: plan and schedule are drawn up, submitted, returned with remarks, and adopted by the body."""
    today = clock.today()
    h.sit(side.by)
    h.refused("round.advance", side.round, "4.1a")
    h.open("plan", side.round.pk)
    h.press(
        "plan.draft",
        side.round,
        text="一、述职对象；二、时间安排；三、工作要求。",
        starts_on=today - timedelta(days=20),
        meeting_on=today,
        ends_on=today + timedelta(days=50),
    )
    side.plan = m.Plan.objects.get(round=side.round)
    h.press("plan.submit", side.plan)
    sat = {"sat_on": today, "chair": side.adopter.name, "decision": "原则同意。", "minutes_number": "纪要6号"}
    h.sit(side.adopter)
    h.open("plan", side.round.pk)
    h.press("plan.return", side.plan, **sat, remarks="写明地点。")
    h.sit(side.by)
    h.open("plan", side.round.pk)
    h.reads("写明地点。")
    h.press("plan.revise", side.plan, text="一、述职对象；二、时间安排；三、工作要求；四、地点。")
    h.press("plan.submit", side.plan)
    h.sit(side.adopter)
    h.open("plan", side.round.pk)
    h.press("plan.adopt", side.plan, **sat)


def roster(h: Hands, side: Side) -> None:
    """2.3, 4.1b, 2.4: chosen on the record, decided after a meeting, filed upward and acknowledged."""
    h.sit(side.decider)
    h.open("roster", side.round.pk)
    for who in side.reporters:
        h.press("roster.propose", side.round, mandate=side.mandate(who).pk, grounds="履职交流好。")
        h.open("roster", side.round.pk)
    h.refused("roster.decide", side.roster, "4.1b")
    h.open("roster", side.round.pk)
    h.press("roster.meet", side.roster, sat_on=clock.today(), chair=side.decider.name, attended=9)
    h.open("roster", side.round.pk)
    # 2.3: nobody's ledger holds a checked entry yet, and it is said why they were chosen all the same.
    h.press("roster.decide", side.roster, reason=REASON)
    h.open("roster", side.round.pk)
    h.reads(REASON)
    if side.kind is not RoundKind.TOWN:
        h.sit(side.by)
        h.open("roster", side.round.pk)
        h.press("roster.file", side.roster)
        h.sit(side.cast.office)
        h.open("roster", side.round.pk)
        h.press("roster.acknowledge", side.roster)


def study(h: Hands, side: Side) -> None:
    """4.1c, 5.1: study with those who attended; a doubt and its answer; on to preparation."""
    h.sit(side.by)
    h.refused("round.advance", side.round, "4.1c")
    h.open("study", side.round.pk)
    h.press(
        "study.record",
        side.round,
        form="集中学习",
        title="学习代表法",
        attended=[side.mandate(who).pk for who in side.reporters],
    )
    h.press("study.answer_doubt", side.round, kind="搞形式", text="走过场？", answer="意见件件有答复。")
    advance(h, side, "preparation")


def advance(h: Hands, side: Side, stage: str) -> None:
    """4.0c: on to the next stage, from the round's home."""
    h.sit(side.by)
    h.open("round", side.round.pk)
    h.press("round.advance", side.round)
    side.round.refresh_from_db()
    assert side.round.state == stage
