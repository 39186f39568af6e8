"""What everybody may see: programme, reporters, meetings, results (0.1, 1.1, 2.1, 4.3b, 4.4b).

Nothing that is still being worked on is here: no list before it is decided, no report before it is
published, no meeting before it is called, no count before it is announced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Prefetch, Q, QuerySet

from shuzhi.crafts.hanzi import matches
from shuzhi.reads.public_goals import FINISHED, PublicGoal, Tally, goals, tallies
from shuzhi.reads.result import Result, results_in, results_of
from shuzhi.reads.sight import NotVisible, public_rounds
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.edition import Edition
from shuzhi.rules.regulation import edition_from_dict
from shuzhi.rules.roles import PUBLIC, Actor
from shuzhi.rules.standing import DECIDED
from shuzhi.rules.verdict import Text

CALLED = ("called", "open", "appraising", "counted", "closed")
HELD = ("counted", "closed")
LEVELS: dict[str, Text] = {
    "district": Text("区人大代表", "District deputy"),
    "town": Text("镇人大代表", "Town deputy"),
}


@dataclass(frozen=True, slots=True)
class PublicMeeting:
    """A meeting that has been called."""

    pk: int
    title: str
    organiser: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    chair: str
    state: str
    reporters: tuple[tuple[int, str, str], ...]
    present: int = 0

    @property
    def held(self) -> bool:
        return self.state in HELD

    @property
    def names(self) -> str:
        return "、".join(name for _, name, _ in self.reporters)


@dataclass(frozen=True, slots=True)
class PublicReporter:
    """A deputy who reports, with as much as is out; ``result`` only as the public sees it."""

    pk: int
    name: str
    level: Text
    constituency: str
    post: str
    organiser: str
    round: int
    programme: str
    meeting: PublicMeeting | None
    report_on: date | None
    result: Result | None
    goals: Tally

    @property
    def state(self) -> str:
        if self.goals.late:
            return "late"
        if self.result and (self.result.counts or self.result.announced_on):
            return "begun" if self.goals.done < self.goals.n else "done"
        return "begun" if self.meeting else "wait"

    @property
    def step(self) -> Text:
        """How far this reporter has come, in a word or two."""
        if self.goals.late:
            return Text("整改逾期 {n} 项", "1 promise late" if self.goals.late == 1 else "{n} promises late").format(
                n=self.goals.late
            )
        if self.goals.n and self.goals.done == self.goals.n:
            return Text("整改已办结", "Promises kept")
        if self.goals.n:
            return Text("正在整改", "Promises under way")
        if self.result and self.result.announced_on:
            return Text("结果已公布", "Result announced")
        if self.meeting and self.meeting.held:
            return Text("会已开过", "Meeting held")
        if self.meeting:
            return Text("会议已定", "Meeting called")
        return Text("报告已公布", "Report published") if self.report_on else Text("准备中", "In preparation")


def reporters_seen() -> QuerySet[m.Reporter]:
    """Reporters on a list that has been decided, in a programme that has been opened."""
    return m.Reporter.objects.filter(state="chosen", round__in=public_rounds(), round__roster__state__in=DECIDED)


def meetings_seen() -> QuerySet[m.Meeting]:
    """Meetings that have been called."""
    return m.Meeting.objects.filter(round__in=public_rounds(), state__in=CALLED)


def public_meetings(records: QuerySet[m.Meeting], limit: int | None = None) -> list[PublicMeeting]:
    """These meetings with their reporters; two queries."""
    found = (
        records.select_related("round__organiser")
        .annotate(here=Count("invitees", filter=Q(invitees__present=True)))
        .prefetch_related(
            Prefetch(
                "reporters",
                m.Reporter.objects.filter(state="chosen").select_related("mandate__person", "mandate__constituency"),
            )
        )
    )
    return [_meeting(x) for x in found[:limit]]


def _seat(reporter: m.Reporter) -> str:
    return str(reporter.mandate.constituency or "")


def _meeting(x: m.Meeting) -> PublicMeeting:
    return PublicMeeting(
        pk=x.pk,
        title=x.title,
        organiser=x.round.organiser.name,
        starts_at=x.starts_at,
        ends_at=x.ends_at,
        place=x.place,
        chair=x.chair,
        state=x.state,
        reporters=tuple((r.pk, r.mandate.person.name, _seat(r)) for r in x.reporters.all()),
        # How many came is told once it is over.
        present=getattr(x, "here", 0) if x.state in HELD else 0,
    )


def with_names(records: QuerySet[m.Reporter]) -> QuerySet[m.Reporter]:
    """Everything of a reporter that stands in one row."""
    return records.select_related(
        "mandate__person", "mandate__constituency", "round__organiser", "round__programme", "report"
    ).defer("round__programme__edition", "round__programme__basis")


def public_reporters(
    records: Iterable[m.Reporter], promised: Mapping[int, Tally] | None = None
) -> list[PublicReporter]:
    """These reporters (taken ``with_names``) with all that is out about them; five queries however many.

    ``promised`` is how their goals stand, where that is known already.
    """
    rows = list(records)
    if not rows:
        return []
    keys = [r.pk for r in rows]
    meetings: dict[int, PublicMeeting] = {}
    for meeting in public_meetings(meetings_seen().filter(reporters__in=keys).distinct()):
        meetings.update({pk: meeting for pk, _, _ in meeting.reporters})
    results = results_of(PUBLIC, rows)
    promised = tallies(keys) if promised is None else promised
    return [_reporter(r, meetings.get(r.pk), results.get(r.pk), promised.get(r.pk, Tally())) for r in rows]


def _reporter(r: m.Reporter, meeting: PublicMeeting | None, result: Result | None, promised: Tally) -> PublicReporter:
    return PublicReporter(
        pk=r.pk,
        name=r.mandate.person.name,
        level=LEVELS[r.mandate.level],
        constituency=_seat(r),
        post=r.mandate.person.post,
        organiser=r.round.organiser.name,
        round=r.round_id,
        programme=r.round.programme.title,
        meeting=meeting,
        report_on=_published_on(r),
        result=_announced(result),
        goals=promised,
    )


def _published_on(reporter: m.Reporter) -> date | None:
    report = getattr(reporter, "report", None)
    return report.published_on if report is not None and report.state == "published" else None


def _announced(result: Result | None) -> Result | None:
    """Before the announcement the portal says nothing of a count, not even that it is under way."""
    return result if result and result.state in ("announced", "void") else None


# Pages


@dataclass(frozen=True, slots=True)
class ProgrammeInPublic:
    """The programme under way, or else the last one."""

    pk: int
    title: str
    term: str
    state: str
    adopting_body: str
    adopted_at_meeting: str
    adopted_on: date
    basis: str
    district: tuple[date, date]
    town: tuple[date, date]
    edition: Edition | None = None


def current_programme(*, with_edition: bool = False) -> ProgrammeInPublic | None:
    """The open programme if there is one, else the last; its edition, whole, when asked for (0.1)."""
    records = m.Programme.objects.exclude(state="drafted")
    if not with_edition:
        records = records.defer("edition")
    # "open" sorts after "closed".
    found = records.order_by("-state", "-adopted_on", "-pk").first()
    if found is None:
        return None
    return ProgrammeInPublic(
        pk=found.pk,
        title=found.title,
        term=found.term,
        state=found.state,
        adopting_body=found.adopting_body,
        adopted_at_meeting=found.adopted_at_meeting,
        adopted_on=found.adopted_on,
        basis=found.basis,
        district=(found.district_from, found.district_until),
        town=(found.town_from, found.town_until),
        edition=edition_from_dict(found.edition) if with_edition else None,
    )


@dataclass(frozen=True, slots=True)
class Front:
    """The front page: what is coming, what came out, what was promised."""

    programme: ProgrammeInPublic | None
    meetings: tuple[PublicMeeting, ...]
    results: tuple[PublicReporter, ...]
    promises: tuple[PublicGoal, ...]
    tally: Tally
    notices: tuple[m.Notice, ...]
    reporters: int


def _newest() -> list[PublicReporter]:
    """The reporters of the meeting whose result came out last: names and counts, no more; two queries."""
    newest = (
        m.Count.objects.filter(state="announced", meeting__round__in=public_rounds())
        .select_related("meeting__round__programme")
        .order_by("-announced_on", "-pk")
        .first()
    )
    if newest is None:
        return []
    rows = list(with_names(reporters_seen()).filter(meetings=newest.meeting_id)[:3])
    results = results_in(newest, rows)
    return [_reporter(r, None, results[r.pk], Tally()) for r in rows]


def front(actor: Actor) -> Front:
    """Everything the front page shows; twelve queries at most."""
    today = clock.today()
    finished = Q(goals__state__in=FINISHED)
    counted = reporters_seen().aggregate(
        reporters=Count("pk", distinct=True),
        n=Count("goals", distinct=True),
        done=Count("goals", filter=finished, distinct=True),
        late=Count("goals", filter=~finished & Q(goals__due_on__lt=today), distinct=True),
    )
    open_ = m.Goal.objects.filter(reporter__in=reporters_seen()).exclude(state__in=FINISHED)
    return Front(
        programme=current_programme(),
        meetings=tuple(
            public_meetings(
                meetings_seen().exclude(state__in=HELD).filter(starts_at__date__gte=today).order_by("starts_at", "pk"),
                3,
            )
        ),
        results=tuple(_newest()),
        # Late ones first, then what is due next.
        promises=tuple(goals(open_.order_by("due_on", "pk"), 3)),
        tally=Tally(counted["n"], counted["done"], counted["late"]),
        notices=tuple(
            m.Notice.objects.filter(round__in=public_rounds(), state="published")
            .select_related("round__organiser")
            .order_by("-on", "-pk")[:3]
        ),
        reporters=counted["reporters"],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a visitor narrows a list to."""

    name: str = ""
    body: str = ""
    show: str = ""


def reporters(actor: Actor, asked: Asked) -> tuple[QuerySet[m.Reporter], list[tuple[int, str]]]:
    """The reporters asked for, by programme and body, and the bodies to choose from."""
    every = reporters_seen()
    bodies = list(
        m.Body.objects.filter(pk__in=every.values("round__organiser"))
        .order_by("is_organs", "number", "pk")
        .values_list("pk", "name")
    )
    if asked.body.isdigit():
        every = every.filter(round__organiser=int(asked.body[:9]))
    if asked.name:
        every = every.filter(pk__in=_named(every, asked.name))
    order = ("-round__programme__adopted_on", "round__organiser__is_organs", "round__organiser__number", "round__kind")
    return every.order_by(*order, "order", "pk"), bodies


def _named(records: QuerySet[m.Reporter], wanted: str) -> list[int]:
    people = records.values_list("pk", "mandate__person__name")
    return [pk for pk, name in people if matches(name, wanted)]


def results(actor: Actor, asked: Asked) -> QuerySet[m.Reporter]:
    """Reporters whose meeting's result was announced, newest first; ``late`` those behind with a promise."""
    found = reporters_seen().filter(meetings__count__state__in=("announced", "void"))
    if asked.body.isdigit():
        found = found.filter(round__organiser=int(asked.body[:9]))
    if asked.show == "late":
        late = m.Goal.objects.exclude(state__in=FINISHED).filter(due_on__lt=clock.today())
        found = found.filter(pk__in=late.values("reporter"))
    return found.order_by("-meetings__count__announced_on", "-meetings__pk", "order", "pk")


def page_of(records: Iterable[m.Reporter]) -> list[PublicReporter]:
    """One page of a list, in its own order, with all that is out about each."""
    keys = [r.pk for r in records]
    found = {r.pk: r for r in public_reporters(with_names(m.Reporter.objects.filter(pk__in=keys)))}
    return [found[pk] for pk in keys]


def meetings(actor: Actor) -> tuple[list[PublicMeeting], list[PublicMeeting]]:
    """Meetings to come, soonest first, and the last that were held."""
    coming = meetings_seen().exclude(state__in=HELD).order_by("starts_at", "pk")
    past = meetings_seen().filter(state__in=HELD).order_by("-starts_at", "-pk")
    return public_meetings(coming), public_meetings(past, 10)


def meeting(actor: Actor, pk: int) -> tuple[PublicMeeting, list[m.AgendaItem], list[PublicReporter]]:
    """One called meeting with its agenda and reporters; NotVisible before it is called."""
    found = public_meetings(meetings_seen().filter(pk=pk))
    if not found:
        raise NotVisible(f"meeting {pk}")
    keys = [key for key, _, _ in found[0].reporters]
    agenda = list(m.AgendaItem.objects.filter(meeting=pk).select_related("reporter__mandate__person"))
    return found[0], agenda, public_reporters(with_names(reporters_seen()).filter(pk__in=keys).order_by("order", "pk"))


def notice(actor: Actor, pk: int) -> m.Notice:
    """A notice that is or was out; NotVisible while it is a draft."""
    found = (
        m.Notice.objects.filter(round__in=public_rounds(), state__in=["published", "withdrawn"], pk=pk)
        .select_related("round__organiser", "round__programme")
        .first()
    )
    if found is None:
        raise NotVisible(f"notice {pk}")
    return found
