"""One record of every noun, for tests that run over the whole register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests import builders
from tests.cast import Cast

from shuzhi.records import clock
from shuzhi.records import models as m


def _meeting(cast: Cast, round_: m.Round) -> m.Meeting:
    return round_.meetings.first() or builders.a_meeting(cast, round_)


def _reporter(cast: Cast, round_: m.Round) -> m.Reporter:
    return round_.reporters.first() or builders.a_reporter(cast, round_)


def _mandate(cast: Cast, round_: m.Round) -> m.Mandate:
    return _reporter(cast, round_).mandate


def _opinion(cast: Cast, round_: m.Round) -> m.Opinion:
    return m.Opinion.objects.create(
        round=round_, reporter=_reporter(cast, round_), source="visit", on=clock.today(), text="路灯不亮。"
    )


def _liaison(cast: Cast, round_: m.Round) -> m.Liaison:
    made = m.Liaison.objects.create(
        programme=round_.programme,
        sender=cast.district,
        kind="notice",
        title="关于做好述职工作的通知",
        text="请各镇抓紧。",
        sent_on=clock.today(),
    )
    m.Receipt.objects.create(liaison=made, body=cast.town)
    return made


def _count(cast: Cast, round_: m.Round) -> m.Count:
    return m.Count.objects.create(meeting=_meeting(cast, round_), issued=60, cast=30, paper=25, unused=5, missing=0)


SUBJECTS: dict[str, Callable[[Cast, m.Round], Any]] = {
    "body": lambda cast, round_: cast.district,
    "programme": lambda cast, round_: round_.programme,
    "round": lambda cast, round_: round_,
    "plan": lambda cast, round_: m.Plan.objects.filter(round=round_).first() or builders.a_plan(round_),
    "roster": lambda cast, round_: round_.roster,
    "reporter": _reporter,
    "mandate": _mandate,
    "duty": lambda cast, round_: m.DutyEntry.objects.create(
        mandate=_mandate(cast, round_), on=clock.today(), aspect="voters", kind="contact", title="走访选民"
    ),
    "opinion": _opinion,
    "report": lambda cast, round_: m.Report.objects.get_or_create(reporter=_reporter(cast, round_))[0],
    "meeting": _meeting,
    "invitee": lambda cast, round_: m.Invitee.objects.create(
        meeting=_meeting(cast, round_), name="梁大远", kind="voter_representative"
    ),
    "agenda_item": lambda cast, round_: m.AgendaItem.objects.create(
        meeting=_meeting(cast, round_), order=1, key="leader_speech"
    ),
    "question": lambda cast, round_: m.Question.objects.create(meeting=_meeting(cast, round_), text="路什么时候修？"),
    "appraisal_group": lambda cast, round_: m.AppraisalGroup.objects.create(
        meeting=_meeting(cast, round_), number=1, name="第一组"
    ),
    "count": _count,
    "goal": lambda cast, round_: m.Goal.objects.create(
        reporter=_reporter(cast, round_), text="装路灯", due_on=clock.today() + timedelta(days=60)
    ),
    "notice": lambda cast, round_: m.Notice.objects.create(
        round=round_, title="整改情况通报", text="已办。", circle="选民代表", manner="会议"
    ),
    "summary": lambda cast, round_: m.Summary.objects.create(
        round=round_, body=round_.organiser, text="总结", written_on=clock.today()
    ),
    "honour": lambda cast, round_: m.Honour.objects.create(
        programme=round_.programme, mandate=_mandate(cast, round_), grounds="认真述职"
    ),
    "paper": lambda cast, round_: m.SentPaper.objects.create(round=round_, name="script", about=1, title="主持词"),
    "liaison": _liaison,
    "template": lambda cast, round_: m.Template.objects.create(
        body=cast.town,
        paper="plan",
        version=1,
        filename="方案.docx",
        data=b"x",
        size=1,
        digest="0" * 64,
        uploaded_at=clock.now(),
        uploaded_by="孔丽华",
    ),
    "person": lambda cast, round_: m.Person.objects.get(pk=cast.deputy.person),
    "tenure": lambda cast, round_: m.Tenure.objects.get(person=cast.leader.person),
}
