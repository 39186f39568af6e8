"""The written feedback to a reporter: the result, what each group said, what attendees wrote (4.3b, 4.4a)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q
from django.utils.timezone import localtime

from shuzhi.reads.comment import Released, released
from shuzhi.reads.memo import rows_together, shared
from shuzhi.reads.open_act import OpenAct
from shuzhi.reads.open_acts import open_acts
from shuzhi.reads.reporter import readable
from shuzhi.reads.result import Result, edition_of, results_in
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.appraisal import demands
from shuzhi.rules.feedback import FeedbackFacts, may_hand_over
from shuzhi.rules.roles import Actor
from shuzhi.rules.standing import COUNTED


@dataclass(frozen=True, slots=True)
class Heard:
    """What one group said of the reporter, and its hopes and demands."""

    group: str
    text: str
    demands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """All that is handed over; ``result`` as everybody may see it, None before it is known."""

    reporter: m.Reporter
    name: str
    own: bool
    meeting: m.Meeting | None
    count: m.Count | None
    result: Result | None
    heard: tuple[Heard, ...]
    questions: tuple[m.Question, ...]
    comments: Released | None
    due: date | None
    late_days: int
    act: OpenAct | None

    @property
    def known(self) -> bool:
        return self.count is not None


def _counted(reporter: m.Reporter) -> m.Count | None:
    """The reporter's last evaluation that is announced; where there is none, the last that was void."""
    counted = m.Count.objects.filter(state__in=COUNTED).select_related(
        "meeting__round__programme", "meeting__round__organiser"
    )
    found = rows_together(
        "reporter",
        "counts",
        reporter.pk,
        lambda pks: (
            counted.filter(meeting__reporters__in=pks)
            .annotate(whose=F("meeting__reporters"))
            .annotate(unheard=Count("meeting__groups", filter=Q(meeting__groups__heard=False), distinct=True))
            .order_by("meeting__starts_at", "pk")
        ),
        lambda count: vars(count)["whose"],
    )
    announced = [c for c in found if c.state == "announced"]
    return next(iter((announced or found)[::-1]), None)


def facts_on(reporter: m.Reporter, on: date) -> FeedbackFacts:
    """The facts of handing it over on a day."""
    return _facts(reporter, _counted(reporter), on)


def _facts(reporter: m.Reporter, count: m.Count | None, on: date) -> FeedbackFacts:
    return FeedbackFacts(
        on=on,
        today=clock.today(),
        met_on=localtime(count.meeting.starts_at).date() if count else None,
        known=count is not None,
        unheard=vars(count)["unheard"] if count else 0,
        before=reporter.feedback_on,
    )


def _due(reporter: m.Reporter) -> date | None:
    """The plan's date for it, once the plan is adopted."""
    plan = getattr(reporter.round, "plan", None)
    adopted = plan if plan and plan.state == "adopted" else None
    last = shared(("plan version", adopted.pk), adopted.versions.order_by("-number").first) if adopted else None
    days = [t["due"] for t in last.tasks if t.get("key") == "feedback"] if last else []
    return date.fromisoformat(days[0]) if days else None


def _heard(reporter: m.Reporter, meeting: m.Meeting) -> tuple[Heard, ...]:
    heard = m.Appraisal.objects.filter(group__heard=True).select_related("group")
    found = rows_together(
        "reporter", "heard", reporter.pk, lambda pks: heard.filter(reporter__in=pks), lambda a: a.reporter_id
    )
    return tuple(
        Heard(a.group.name, a.text, tuple(demands(a.demands)))
        for a in found
        if a.group.meeting_id == meeting.pk and a.text.strip()
    )


def _questions(reporter: m.Reporter, meeting: m.Meeting) -> tuple[m.Question, ...]:
    asked = rows_together(
        "reporter",
        "questions",
        reporter.pk,
        lambda pks: m.Question.objects.filter(reporter__in=pks),
        lambda q: q.reporter_id or 0,
    )
    return tuple(q for q in asked if q.meeting_id == meeting.pk)


def _act(offered: Sequence[OpenAct], reporter: m.Reporter, count: m.Count | None) -> OpenAct | None:
    """Handing over, for those who may, with what stands against it today."""
    if not offered:
        return None
    verdict = may_hand_over(_facts(reporter, count, clock.today()))
    return OpenAct(offered[0].row, reporter.pk, offered[0].verdict + verdict)


def feedback_page(actor: Actor, pk: int) -> FeedbackPage:
    """The feedback to one reporter, for the deputy and for those who run the round; NotVisible for others."""
    reporter = readable(actor, pk)
    count, due, today = _counted(reporter), _due(reporter), clock.today()
    meeting = count.meeting if count else None
    offered = open_acts(actor, reporter, "feedback.hand_over")
    return FeedbackPage(
        reporter=reporter,
        name=reporter.mandate.person.name,
        own=reporter.mandate.person_id == actor.person,
        meeting=meeting,
        count=count,
        result=results_in(count, [reporter])[pk] if count else None,
        heard=_heard(reporter, meeting) if meeting else (),
        questions=_questions(reporter, meeting) if meeting else (),
        comments=released(count, edition_of(count.meeting)) if count and count.state == "announced" else None,
        due=due,
        late_days=(today - due).days if due and not reporter.feedback_on and due < today else 0,
        act=_act(offered, reporter, count),
    )
