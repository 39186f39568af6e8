"""Records in a wanted state, written straight to the archive, for tests of one act or one page."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from tests.cast import Cast

from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.regulation import load_edition, to_dict


def a_programme(cast: Cast, *, state: str = "open", today: date | None = None) -> m.Programme:
    """A programme under the seed's edition whose windows hold today."""
    today = today or clock.today()
    return m.Programme.objects.create(
        title="2026年人大代表向选民述职工作",
        term="锡山区第一届",
        edition_name="xishan_2006",
        edition=to_dict(load_edition("xishan_2006")),
        basis="《中华人民共和国全国人民代表大会和地方各级人民代表大会代表法》",
        adopting_body="锡山区人大常委会",
        adopted_at_meeting="第三十六次会议",
        adopted_on=today - timedelta(days=40),
        district_from=today - timedelta(days=30),
        district_until=today + timedelta(days=50),
        town_from=today - timedelta(days=30),
        town_until=today + timedelta(days=120),
        district=cast.district,
        state=state,
    )


def a_round(
    cast: Cast, *, kind: str = "district_town", state: str = "launch", programme: m.Programme | None = None
) -> m.Round:
    """A round of the cast's town (or of the organs group) in a stage; its plan adopted once past launch."""
    made = m.Round.objects.create(
        programme=programme or a_programme(cast),
        organiser=cast.organs if kind == "district_organs" else cast.town,
        kind=kind,
        opened_on=clock.today() - timedelta(days=28),
        state=state,
    )
    if kind == "town":
        made.groups.add(cast.town_group)
    m.Roster.objects.create(round=made, state="drafted" if state == "launch" else "decided")
    if state != "launch":
        a_plan(made, state="adopted")
    return made


def a_plan(round_: m.Round, *, state: str = "drafted") -> m.Plan:
    """A plan with one version."""
    plan = m.Plan.objects.create(round=round_, state=state)
    today = clock.today()
    m.PlanVersion.objects.create(
        plan=plan,
        number=1,
        text="一、指导思想……二、述职对象……三、时间安排……",
        starts_on=today - timedelta(days=28),
        ends_on=today + timedelta(days=45),
        meeting_on=today + timedelta(days=7),
        tasks=[],
        made_on=today,
    )
    return plan


def a_reporter(
    cast: Cast, round_: m.Round, *, actor: object = None, state: str = "chosen", order: int = 1
) -> m.Reporter:
    """A deputy of the cast on the round's roster."""
    default = {"town": cast.town_deputy, "district_organs": cast.organs_deputy}.get(round_.kind, cast.deputy)
    return m.Reporter.objects.create(
        round=round_,
        mandate=cast.mandate(actor or default),
        state=state,
        order=order,  # type: ignore[arg-type]
    )


def a_meeting(
    cast: Cast, round_: m.Round, *, state: str = "planned", reporters: list[m.Reporter] | None = None
) -> m.Meeting:
    """A meeting a week from now, with the cast's teller and scrutineer in their posts."""
    starts = timezone.make_aware(datetime.combine(clock.today() + timedelta(days=7), datetime.min.time()))
    meeting = m.Meeting.objects.create(
        round=round_,
        title="东港镇区人大代表向选民述职会议",
        starts_at=starts + timedelta(hours=14),
        ends_at=starts + timedelta(hours=16, minutes=30),
        place="东港镇文化中心二楼会议室",
        state=state,
    )
    meeting.reporters.set(reporters or list(round_.reporters.filter(state="chosen")))
    for actor, office in (
        (cast.teller, "teller"),
        (cast.second_teller, "teller"),
        (cast.scrutineer, "scrutineer"),
    ):
        m.Post.objects.create(meeting=meeting, person_id=actor.person, office=office)
    return meeting
