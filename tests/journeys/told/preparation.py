"""4.2: opinions gathered, the report written on that basis and published, the meeting arranged and called."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from django.utils import timezone
from tests.journeys.hands import Hands
from tests.journeys.people import Side
from tests.journeys.told.launch import advance

from shuzhi.reads.actors import actor_for_person
from shuzhi.records import clock
from shuzhi.records import models as m

ASPECTS = ("law", "sessions", "voters", "activities", "example", "shortcomings")


def opinions_and_report(h: Hands, side: Side) -> None:
    """4.2a, 3.1–3.5, 5.3: visits, opinions, the report by its aspects, face-to-face guidance, publication."""
    for who in side.reporters:
        reporter = side.reporter(who)
        h.sit(who)
        h.open("opinions", side.round.pk)
        h.press("opinion.visit", reporter, place="港下村", households=8, opinions="路灯不亮\n多到村里来")
        h.open("report", reporter.pk)
        h.press("report.write", reporter, section_law="我学习法律。")
        h.refused("report.submit", side.report(who), "3.2")
        h.open("report", reporter.pk)
        h.press("report.write", reporter, **{f"section_{a}": "我走访选民，提出建议，参加视察。" * 12 for a in ASPECTS})
        h.press("report.submit", side.report(who))
        h.sit(side.by)
        h.refused("report.accept", side.report(who), "5.3")
        h.open("report", reporter.pk)
        h.press("report.guide", side.report(who), guide="区人大代表工委", advice="分清个人和集体。")
        h.open("report", reporter.pk)
        h.press("report.accept", side.report(who))
        h.open("report", reporter.pk)
        h.press("report.publish", side.report(who))
    h.sit(side.cast.public)
    h.open("public_reporter", side.reporter(side.reporters[0]).pk)
    h.reads("我走访选民")


def arrangements(h: Hands, side: Side) -> None:
    """4.2b, 4.3a: time, place, attendees; the meeting is called."""
    h.sit(side.by)
    starts = timezone.localtime(clock.now()).replace(microsecond=0)
    side.meeting = None  # type: ignore[assignment]
    h.page.goto(f"{h.address}/act/meeting.plan/{side.round.pk}")
    h.press(
        "meeting.plan",
        side.round,
        title="人大代表向选民述职会议",
        starts_at=datetime.combine(starts.date(), time(14)).strftime("%Y-%m-%dT%H:%M"),
        place="文化中心",
        chair=side.decider.name,
    )
    side.meeting = m.Meeting.objects.get(round=side.round)
    advance(h, side, "meeting")
    h.refused("meeting.call", side.meeting, "4.3a")
    h.open("invitees", side.meeting.pk)
    heads = {f"head_{side.reporter(who).pk}": f"何卫{n}" for n, who in zip("东南西", side.reporters, strict=False)}
    voters = list(m.Voter.objects.values_list("pk", flat=True))
    h.press("meeting.invite", side.meeting, voters=voters, **heads)
    h.open("meeting", side.meeting.pk)
    h.press("meeting.call", side.meeting)
    held = {}
    for office, who in (("scrutineer", "scrutineer"), ("teller", "teller"), ("teller", "second_teller")):
        name = getattr(side.cast, who).name
        h.open("meeting", side.meeting.pk)
        h.press("meeting.appoint", side.meeting, office=office, name=name)
        held[who] = actor_for_person(side.meeting.posts.get(office=office, person__name=name).person)
    side.cast = replace(side.cast, **held)
