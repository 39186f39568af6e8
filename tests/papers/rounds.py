"""Rounds of all three kinds with everything on record, and the words of a paper as one text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import get_current_timezone
from tests.builders import a_meeting, a_reporter, a_round
from tests.builders_public import sums
from tests.cast import Cast

from shuzhi.acts.rectification import propose
from shuzhi.crafts.office.blocks import Document, Table, all_words, plain
from shuzhi.reads.actors import actor_for_person
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.agenda import agenda_for
from shuzhi.rules.regulation import load_edition
from shuzhi.rules.roles import Actor

EDITION = load_edition("xishan_2006")
KINDS = ("district_town", "district_organs", "town")
LEADERS = {
    "district_town": "镇人大主席吴子怡",
    "district_organs": "区人大常委会副主任杨玉东",
    "town": "镇党委书记何为",
}
SPREAD = (39, 11, 4, 2)


@dataclass(frozen=True)
class Complete:
    """A round at its end, and whoever runs it."""

    by: Actor
    round: m.Round
    meeting: m.Meeting
    reporter: m.Reporter
    group: m.Body

    def pk(self, about: str) -> int:
        """The record a paper of this noun is made for."""
        return int(
            {
                "meeting": self.meeting,
                "round": self.round,
                "reporter": self.reporter,
                "group": self.group,
                "programme": self.round.programme,
            }[about].pk
        )


def organiser_of(cast: Cast, kind: str) -> Actor:
    return cast.organs_leader if kind == "district_organs" else cast.town_office


def bare(cast: Cast, kind: str) -> Complete:
    """A round with its roster and a meeting of which only title and time are known."""
    round_ = a_round(cast, kind=kind, state="meeting")
    reporter = a_reporter(cast, round_)
    meeting = a_meeting(cast, round_)
    meeting.posts.all().delete()
    m.Meeting.objects.filter(pk=meeting.pk).update(place="", chair="")
    return Complete(organiser_of(cast, kind), round_, meeting, reporter, reporter.mandate.group)


def people(meeting: m.Meeting, number: int = 58, *, present: bool = True) -> None:
    """Group heads, representatives, a Party head and two guests, the last two of whom do not count."""
    kinds = ["villagers_group_head"] * (number // 3) + ["voter_representative"] * (number - number // 3)
    rows = [
        m.Invitee(meeting=meeting, name=f"选民{n:03}", kind=kind, sort_key=f"{n:03}", present=present)
        for n, kind in enumerate(kinds)
    ]
    rows.append(m.Invitee(meeting=meeting, name="何卫", kind="party_head", present=present))
    rows += [m.Invitee(meeting=meeting, name=name, kind="guest", present=present) for name in ("陆建平", "孔令")]
    m.Invitee.objects.bulk_create(rows)


def agenda(meeting: m.Meeting, *, held: bool = False) -> None:
    """The regulation's agenda, its leader by name."""
    kind = meeting.round.kind
    names = {r.pk: r.mandate.person.name for r in meeting.reporters.all()}
    at = meeting.starts_at
    for order, (line, who) in enumerate(agenda_for(EDITION, kind, names, meeting.chair), 1):
        ends = at + timedelta(minutes=line.minutes)
        m.AgendaItem.objects.create(
            meeting=meeting,
            order=order,
            key=line.key,
            reporter_id=line.reporter,
            speaker=LEADERS[kind] if line.key == "leader_speech" else who,
            minutes=line.minutes,
            started_at=at if held else None,
            ended_at=ends if held else None,
        )
        at = ends


def complete(cast: Cast, kind: str, *, said: str = "走访多，态度诚恳。") -> Complete:
    """Everything on record from the opening to the summary; ``said`` is what a group said."""
    round_ = a_round(cast, kind=kind, state="conclusion")
    reporter = a_reporter(cast, round_)
    reporter.feedback_on, reporter.feedback_by = clock.today(), "孔丽华"
    reporter.save()
    meeting = a_meeting(cast, round_, state="closed")
    meeting.starts_at = datetime(2026, 6, 5, 14, 30, tzinfo=get_current_timezone())
    meeting.chair, meeting.closing_words = "吴子怡", "大家评得实在。"
    meeting.save()
    people(meeting)
    agenda(meeting, held=True)
    group = m.AppraisalGroup.objects.create(meeting=meeting, number=1, name="第一组", heard=True)
    m.Appraisal.objects.create(group=group, reporter=reporter, text=said, demands="1. 多下村\n2、建议要有回音")
    m.Question.objects.create(
        meeting=meeting, reporter=reporter, text="路灯几时装？", answer="年内装好。", asker="张三"
    )
    a_count(meeting)
    _rectified(cast, round_, reporter)
    m.Notice.objects.create(
        round=round_,
        title="关于整改情况的通报",
        text="一、办成了的\n路灯已经装好。\n二、没有办成的\n没有。",
        circle="到会的村民组长和选民代表",
        manner="张贴",
        on=clock.today(),
        state="published",
    )
    own = reporter.mandate.group
    for body in {round_.organiser, own}:
        m.Summary.objects.create(
            round=round_,
            body=body,
            text="一、基本情况\n开了会。\n二、主要做法\n讲清为什么。\n三、存在的不足\n走访偏晚。\n四、下一步打算\n逐步推开。",
            written_on=clock.today(),
            state="submitted",
        )
    return Complete(organiser_of(cast, kind), round_, meeting, reporter, own)


def a_count(meeting: m.Meeting, state: str = "announced", spread: tuple[int, ...] = SPREAD) -> m.Count:
    """A count of one meeting; every reporter got the same spread."""
    n, today = sum(spread), clock.today()
    reporters = [str(r.pk) for r in meeting.reporters.all()]
    return m.Count.objects.create(
        meeting=meeting,
        issued=n + 2,
        cast=n // 2,
        paper=n - n // 2 + 1,
        unused=1,
        missing=0,
        void=1,
        sums={pk: sums(*spread) for pk in reporters},
        sheets=dict.fromkeys(reporters, n),
        digest="ABCD-EFGH",
        sealed_on=today if state in ("sealed", "announced") else None,
        announced_on=today if state == "announced" else None,
        state=state,
    )


def _rectified(cast: Cast, round_: m.Round, reporter: m.Reporter) -> None:
    today = clock.today()
    lamps = m.Opinion.objects.create(
        round=round_,
        reporter=reporter,
        source="meeting",
        on=today,
        text="天黑没有灯。",
        voter_name="张缪根",
        state="sorted",
    )
    deputy = actor_for_person(reporter.mandate.person)
    goal = propose(
        deputy,
        reporter,
        text="装灯22盏",
        due_on=today + timedelta(days=20),
        opinions=[lamps],
        measure="定灯位、报经费",
        owner="镇城管科",
        measure_due_on=today + timedelta(days=10),
        reason="",
    )
    goal.measures.update(done_on=today)
    m.Progress.objects.create(goal=goal, on=today, text="经费已拨。")
    m.Goal.objects.filter(pk=goal.pk).update(state="done", finished_on=today, outcome="灯已全部装好。")


def text(document: Document) -> str:
    """Every word and number of a paper, a line a piece."""
    numbers = [str(cell) for block in document.blocks if isinstance(block, Table) for row in block.rows for cell in row]
    signed = str(document.signature.on) if document.signature else ""
    return "\n".join([*map(plain, all_words(document)), *numbers, signed])
