"""The rounds of the throw-away district, each as full as its stage lets it be."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from tools.bench.district import Size

from shuzhi.acts import sheet
from shuzhi.reads.actors import actor_for_person, actors_in
from shuzhi.reads.sheet import piles
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.agenda import agenda_for
from shuzhi.rules.plan import schedule
from shuzhi.rules.regulation import load_edition
from shuzhi.rules.roles import Office, RoundKind

EDITION = load_edition("xishan_2006")
STAGES = ("conclusion", "meeting", "preparation", "launch", "closed")
TEXT = "走访中选民说，村口的路天黑没有灯，老人走路不方便，希望年内装上。"
ADDRESS = "http://127.0.0.1:8000/s"


def _day(days: int) -> Any:
    return clock.today() + timedelta(days=days)


def _mandates(body: m.Body, kind: str) -> Any:
    level = "town" if kind == "town" else "district"
    found = m.Mandate.objects.filter(level=level, until=None)
    found = found.filter(group=body) if kind == "district_organs" else found.filter(group__parent=body)
    # A programme before this one chose its reporters first; nobody reports twice in a term where it can be helped.
    return found.exclude(reporting__isnull=False) if found.exclude(reporting__isnull=False).exists() else found


def a_round(size: Size, number: int, programme: m.Programme, body: m.Body, kind: str) -> None:
    """Writes one round; its stage is told by its number."""
    stage = STAGES[number % len(STAGES)]
    far = ("launch", "preparation", "meeting", "conclusion", "closed").index(stage)
    made = m.Round.objects.create(
        programme=programme, organiser=body, kind=kind, opened_on=_day(-35), state=stage,
        closed_on=_day(-1) if far == 4 else None,
    )  # fmt: skip
    roster = m.Roster.objects.create(round=made, state="acknowledged" if far > 1 else "decided" if far else "drafted")
    sitting = m.Sitting.objects.create(
        body=body, office="presidium", sat_on=_day(-30), chair="吴主席", attended=9, decision="通过。", round=made
    )
    roster.meetings.add(sitting)
    plan = m.Plan.objects.create(round=made, state="adopted" if far else "submitted", sitting=sitting if far else None)
    meeting_on = _day((20, 15, 0, -12, -30)[far])
    for n in range(1 + min(size.rows - 1, 3)):
        m.PlanVersion.objects.create(
            plan=plan, number=n + 1, text=TEXT * 12, starts_on=_day(-28), ends_on=_day(45), meeting_on=meeting_on,
            tasks=schedule(EDITION.tasks(kind), RoundKind(kind), meeting_on), made_on=_day(-28),
        )  # fmt: skip
    for n in range(far + 1):
        m.StageChange.objects.create(round=made, stage=STAGES_IN_ORDER[n], on=_day(-35 + 8 * n))
    reporters = m.Reporter.objects.bulk_create(
        m.Reporter(
            round=made, mandate=mandate, order=n + 1, state="chosen" if far else "proposed", grounds=TEXT,
            duty_entries=6, spoke=True if far > 2 else None,
        )
        for n, mandate in enumerate(_mandates(body, kind)[: size.reporters])
    )  # fmt: skip
    m.Honour.objects.get_or_create(
        programme=programme, mandate=reporters[0].mandate, defaults={"grounds": TEXT, "state": "nominated"}
    )
    _launch(size, made)
    if far:
        _opinions(size, made, reporters, answered=far > 2)
        _reports(size, reporters, "published" if far > 1 else "submitted")
        meeting = _meeting(size, made, reporters, meeting_on, ("planned", "planned", "open", "closed", "closed")[far])
        if far > 2:
            _conclusion(size, made, meeting, reporters, announced=number % 3 != 1)


STAGES_IN_ORDER = ("launch", "preparation", "meeting", "conclusion", "closed")


def _launch(size: Size, made: m.Round) -> None:
    for n in range(size.rows):
        study = m.Study.objects.create(
            round=made,
            on=_day(-30 + n % 20),
            form=EDITION.study_forms.value[0].zh[:20],
            title="学习代表法",
            audience=30,
        )
        study.attended.set(r.mandate_id for r in made.reporters.all())
        m.Doubt.objects.create(round=made, on=_day(-25), kind="formality", text="走形式？", answer=TEXT)
    m.Notice.objects.bulk_create(
        m.Notice(
            round=made, title=f"关于开展述职工作的通告（第{n}号）", text=TEXT * 4, circle="全体选民", manner="张贴",
            on=_day(-10), told=60, state="published",
        )
        for n in range(size.rows)
    )  # fmt: skip
    liaison = m.Liaison.objects.create(
        programme=made.programme, round=made, sender=made.programme.district, kind="notice", title="关于做好述职工作的通知",
        text=TEXT, sent_on=_day(-20), due_on=_day(-3),
    )  # fmt: skip
    m.Receipt.objects.create(liaison=liaison, body=made.organiser)


def _opinions(size: Size, made: m.Round, reporters: list[m.Reporter], *, answered: bool) -> None:
    m.Visit.objects.bulk_create(
        m.Visit(reporter=r, on=_day(-15), place="港下村", households=12, note=TEXT) for r in reporters
    )
    m.Opinion.objects.bulk_create(
        m.Opinion(
            round=made, reporter=reporters[n % len(reporters)], source=("visit", "meeting", "letter")[n % 3], on=_day(-14),
            text=TEXT, voter_name="张建国", sorted_as=("conduct", "public_matter")[n % 2], handler="镇城管科", due_on=_day(9),
            state="answered" if answered else "sorted", answer=TEXT if answered else "",
            answer_kind=("will", "did", "cannot")[n % 3] if answered else "", answered_on=_day(-5) if answered else None,
        )
        for n in range(size.rows * 2)
    )  # fmt: skip


def _reports(size: Size, reporters: list[m.Reporter], state: str) -> None:
    for reporter in reporters:
        report = m.Report.objects.create(
            reporter=reporter, state=state, published_on=_day(-6) if state == "published" else None
        )
        for n in range(min(size.rows, 3)):
            sections = {a.key: TEXT * 6 for a in EDITION.aspects} | {"shortcomings": TEXT, "plans": TEXT}
            m.ReportVersion.objects.create(report=report, number=n + 1, sections=sections, saved_on=_day(-9))
        m.Guidance.objects.create(report=report, on=_day(-8), guide="吴主席", place="镇人大", advice=TEXT)


def _meeting(size: Size, made: m.Round, reporters: list[m.Reporter], on: Any, state: str) -> m.Meeting:
    starts = timezone.make_aware(datetime.combine(on, time(14)))
    meeting = m.Meeting.objects.create(
        round=made, title=f"{made.organiser.name}人大代表向选民述职会议", starts_at=starts, ends_at=starts + timedelta(hours=3),
        place="文化中心二楼会议室", chair="吴主席", called_on=on - timedelta(days=8) if state != "planned" else None, state=state,
        closing_words=TEXT if state == "closed" else "",
    )  # fmt: skip
    meeting.reporters.set(reporters)
    ran = starts if state == "closed" else None
    m.AgendaItem.objects.bulk_create(
        m.AgendaItem(
            meeting=meeting, order=n, key=line.key, reporter_id=line.reporter, speaker=speaker, minutes=line.minutes,
            started_at=ran, ended_at=ran,
        )
        for n, (line, speaker) in enumerate(
            agenda_for(EDITION, made.kind, {r.pk: r.mandate.person.name for r in reporters}, "吴主席")
        )
    )  # fmt: skip
    hands = m.Person.objects.filter(tenures=None, mandates__level="town").order_by("-pk")[:3]
    for person, office in zip(hands, ("teller", "teller", "scrutineer"), strict=True):
        m.Post.objects.create(meeting=meeting, person=person, office=office)
    seats = {r.mandate.constituency_id for r in reporters}
    voters = m.Voter.objects.filter(constituency__in=seats).order_by("pk")[: size.invitees]
    invitees = m.Invitee.objects.bulk_create(
        m.Invitee(
            meeting=meeting, voter=v, name=v.name, kind=v.kind, constituency_id=v.constituency_id, phone=v.phone,
            initials=v.initials, sort_key=v.sort_key, reply=("yes", "", "no")[n % 3], present=state != "planned",
        )
        for n, v in enumerate(voters)
    )  # fmt: skip
    for n in range(min(size.rows, 4)):
        group = m.AppraisalGroup.objects.create(meeting=meeting, number=n + 1, name=f"第{n + 1}组", recorder="张建国")
        group.members.set(invitees[n::4])
        if state == "closed":
            m.Appraisal.objects.bulk_create(m.Appraisal(group=group, reporter=r, text=TEXT) for r in reporters)
    m.Question.objects.bulk_create(
        m.Question(meeting=meeting, reporter=reporters[n % len(reporters)], text=TEXT, asker="周巧英", answer=TEXT)
        for n in range(min(size.rows, 12))
    )
    return meeting


def _conclusion(size: Size, made: m.Round, meeting: m.Meeting, reporters: list[m.Reporter], *, announced: bool) -> None:
    grades, came = [g.key for g in EDITION.grades], size.invitees
    spread = dict.fromkeys(grades, 1) | {grades[0]: came - len(grades) + 1, "blank": 0, "void": 0}
    m.Count.objects.create(
        meeting=meeting, issued=came, cast=came // 2, paper=came - came // 2, unused=0, missing=0,
        sums={str(r.pk): {q.key: spread for q in EDITION.questions} for r in reporters},
        sheets={str(r.pk): came for r in reporters}, digest="a" * 64, sealed_on=_day(-12),
        announced_on=_day(-12) if announced else None, state="announced" if announced else "sealed",
    )  # fmt: skip
    opinions, people = list(made.opinions.all()), list(meeting.invitees.all())
    for number, reporter in enumerate(reporters):
        for n in range(1 + min(size.rows - 1, 2)):
            goal = m.Goal.objects.create(
                reporter=reporter, text="装路灯22盏", due_on=_day(-3 if n == 0 else 40), state="under_way"
            )
            goal.opinions.set(opinions[number :: len(reporters)][:3])
            measure = m.Measure.objects.create(
                goal=goal, text="定灯位", owner="镇城管科", due_on=_day(-4), done_on=_day(-5)
            )
            note = m.Progress.objects.create(goal=goal, measure=measure, on=_day(-5), text="经费已拨。")
            if number == n == 0:
                note.evidence.save("note.pdf", ContentFile(b"%PDF-1.4 22"))
            m.Voice.objects.bulk_create(
                m.Voice(goal=goal, invitee=p, done=k % 3 > 0) for k, p in enumerate(people[:20])
            )
    m.Summary.objects.create(round=made, body=made.organiser, text=TEXT * 20, written_on=_day(-2), state="submitted")


def sheets(meeting: m.Meeting, number: int) -> list[str]:
    """Prints so many sheets for a meeting through the act, opens the phones, and returns the codes."""
    caught: list[str] = []

    def press(meeting: m.Meeting, edition: object, heaps: list[tuple[object, list[str]]], **how: object) -> bytes:
        caught.extend(code for _, codes in heaps for code in codes)
        return b"%PDF-"

    office = {"district_organs": Office.GROUP_LEADER}.get(meeting.round.kind, Office.TOWN_CONGRESS_OFFICE)
    by = next(a for a in actors_in(office) if meeting.round.organiser_id in a.bodies(office))
    first, *rest = piles(meeting)
    sheet.issue(by, meeting, numbers={first.key: number} | {p.key: 1 for p in rest}, address=ADDRESS, press=press)
    m.Meeting.objects.filter(pk=meeting.pk).update(state="appraising")
    meeting.refresh_from_db()
    watching = actor_for_person(meeting.posts.filter(office="scrutineer")[0].person)
    sheet.open_(watching, meeting, cards=lambda meeting, texts: b"%PDF-", reason="印得少，各人共用。")
    return caught
