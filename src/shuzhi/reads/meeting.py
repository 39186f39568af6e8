"""The meeting (4.3): its facts, its home, the chair's page, the wall, and the minutes compiled from it all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.timezone import localtime

from shuzhi.reads import sight
from shuzhi.reads.attendance import DISTRICT_VIEW, Head, InviteeLine, Tally, lines_of, meeting_for
from shuzhi.reads.meeting_facts import Whole, facts_of_whole, name_of, whole
from shuzhi.reads.memo import shared
from shuzhi.reads.offices import kind_of
from shuzhi.reads.open_acts import OpenAct, acts_on
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules import gate
from shuzhi.rules.agenda import GROUP_REPORTS, Line, Scene, current, drift, following, planned, script
from shuzhi.rules.deadlines import shift_working_days
from shuzhi.rules.meeting import ItemFacts, MeetingFacts
from shuzhi.rules.register import REGISTER
from shuzhi.rules.regulation import Edition
from shuzhi.rules.roles import OFFICE_NAMES, Actor, Office
from shuzhi.rules.states import STATES
from shuzhi.rules.verdict import Text

BLANK = Text("", "")


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item as pages show it: planned and real, past, now or to come."""

    pk: int
    key: str
    title: Text
    speaker: Text
    clause: str
    minutes: int
    starts: datetime
    ends: datetime
    started: datetime | None
    ended: datetime | None
    state: str
    reporter: m.Reporter | None = None
    act: OpenAct | None = None


@dataclass(frozen=True, slots=True)
class ReporterLine:
    """A reporter of the meeting: seat, workplace, the report's state, and who heads the workplace's Party organisation."""

    reporter: m.Reporter
    name: str
    seat: str
    workplace: str
    report: Text
    published: bool
    party_heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everything the pages of one meeting are drawn from.

    ``works``, ``leads``, ``invites``: whether the pages of the door and the count, of the chair, and of the
    invited open to this actor; ``readable``: the reporters whose report does.
    """

    meeting: m.Meeting
    state: Text
    organiser: str
    edition: Edition
    tally: Tally
    agenda: tuple[AgendaLine, ...]
    reporters: tuple[ReporterLine, ...]
    posts: tuple[tuple[Text, tuple[str, ...]], ...]
    groups: tuple[m.AppraisalGroup, ...]
    handed_in_by: frozenset[int]
    questions: tuple[m.Question, ...]
    acts: dict[str, OpenAct]
    at: int | None
    next: int | None
    drift: int | None
    now: datetime
    works: bool
    leads: bool
    invites: bool
    readable: frozenset[int]
    call_by: date
    count: str
    secret: bool
    people: tuple[InviteeLine, ...] = ()
    entries: tuple[m.Entry, ...] = field(default=())

    @property
    def current(self) -> AgendaLine | None:
        return self.agenda[self.at] if self.at is not None else None

    @property
    def coming(self) -> AgendaLine | None:
        return self.agenda[self.next] if self.next is not None else None

    @property
    def after(self) -> AgendaLine | None:
        """What follows the next item, or the next one when nothing is on."""
        at = self.next if self.current else None
        return self.agenda[at] if at is not None else None

    @property
    def parts(self) -> int:
        """How many parts the agenda has in the regulation's sense: all reports are one."""
        return len(dict.fromkeys(i.key for i in self.agenda))

    @property
    def part(self) -> int:
        keys = list(dict.fromkeys(i.key for i in self.agenda))
        return keys.index(self.current.key) + 1 if self.current else 0

    @property
    def behind(self) -> int:
        return max(self.drift or 0, 0)

    @property
    def ahead(self) -> int:
        return max(-(self.drift or 0), 0)

    @property
    def alone(self) -> int:
        """How many in the hall are in no group, having come after the groups were formed; guests are left out."""
        return max(0, self.tally.present - sum(vars(g)["here"] for g in self.groups)) if self.groups else 0

    @property
    def heard(self) -> int:
        return sum(g.heard for g in self.groups)

    @property
    def handed_in(self) -> int:
        return len(self.handed_in_by)

    @property
    def next_group(self) -> m.AppraisalGroup | None:
        """The group to be heard next."""
        return next((g for g in self.groups if not g.heard), None)

    @property
    def to_hear(self) -> m.AppraisalGroup | None:
        """The group whose turn it is, once the appraisal is over and the agenda has come to hearing them."""
        hearing = self.current and self.current.key == GROUP_REPORTS
        if self.meeting.state not in ("appraising", "counted") or not hearing:
            return None
        return next((g for g in self.groups if not g.heard and g.pk in self.handed_in_by), None)

    @property
    def ends_at(self) -> datetime | None:
        """When what is on should be over, counted from its real start."""
        line = self.current
        return line.started + timedelta(minutes=line.minutes) if line and line.started else None

    @property
    def sentence(self) -> Text:
        """What the chair says to bring in what comes next."""
        line = self.coming
        if self.current and self.current.key == GROUP_REPORTS and self.next_group:
            line = self.current
        if line is None:
            return Text("会议到此结束，谢谢各位。", "The meeting is closed. Thank you.")
        return script(
            Scene(
                self.meeting.title,
                line.key,
                line.speaker,
                self.tally.present,
                self.tally.quorum,
                line.reporter is not None and line.reporter.pk == self.reporters[0].reporter.pk,
                len(self.groups),
                self.next_group.name if self.next_group else "",
                self.secret,
            )
        )

    @property
    def open_acts(self) -> list[OpenAct]:
        return list(self.acts.values())

    def act(self, name: str) -> OpenAct | None:
        return self.acts.get(name)


def _said(item: m.AgendaItem, edition: Edition, kind: str) -> Text:
    """Who speaks: the edition's own words in both languages, or the name that was put in."""
    for one in edition.agenda:
        named = edition.speaker(one, kind)
        if one.key == item.key and named and named.zh == item.speaker:
            return named
    return Text(item.speaker, item.speaker)


def _agenda(found: Whole, held: frozenset[Office]) -> tuple[list[Line], list[AgendaLine]]:
    meeting, edition, items, kind = found.meeting, found.edition, found.agenda, found.meeting.round.kind
    titles = {i.key: i for i in edition.agenda}
    reporters = {r.pk: r for r in found.reporters}
    lines = [Line(i.key, i.minutes, i.reporter_id, i.started_at, i.ended_at) for i in items]
    on = current(lines)
    row = REGISTER["meeting.start_item"]
    may = bool(held & gate.offices_for(row, kind_of(meeting)))
    facts = found.round if may and meeting.state in ("open", "appraising", "counted") else None
    drawn = []
    for n, (item, plan) in enumerate(zip(items, planned(meeting.starts_at, lines), strict=True)):
        known = titles.get(item.key)
        act = None
        if facts and not item.started_at:
            asked = ItemFacts(round=facts, key=item.key, meeting_state=meeting.state)
            act = OpenAct(row, item.pk, gate.needs_met(row, asked))
        drawn.append(
            AgendaLine(
                item.pk,
                item.key,
                known.title if known else Text(item.key, item.key),
                _said(item, edition, kind),
                known.source if known else "",
                item.minutes,
                plan.starts,
                plan.ends,
                item.started_at,
                item.ended_at,
                "now" if n == on else "past" if item.started_at else "next",
                reporters.get(item.reporter_id) if item.reporter_id else None,
                act,
            )
        )
    return lines, drawn


def _acts(meeting: m.Meeting, held: frozenset[Office], facts: MeetingFacts) -> dict[str, OpenAct]:
    kind = kind_of(meeting)
    found = {}
    for row in acts_on("meeting"):
        if not row.name.startswith(("meeting.", "appraisal.")):
            continue
        if gate.office_allows(row, held, kind).refused or gate.state_allows(row, meeting.state).refused:
            continue
        verdict = gate.stage_allows(row, meeting.round.state) + gate.needs_met(row, facts)
        found[row.name] = OpenAct(row, meeting.pk, verdict)
    return found


def meeting_page(actor: Actor, pk: int, *acts: str, people: bool = False) -> MeetingPage:
    """One meeting; with ``acts``, for those whose office performs one of them."""
    meeting, held = meeting_for(actor, pk, *acts)
    found = whole(meeting)
    edition, tally, facts = found.edition, found.tally, facts_of_whole(found)
    lines, agenda = _agenda(found, held)
    working = gate.offices_for(REGISTER["meeting.admit"], kind_of(meeting))
    now = clock.now()
    asked = meeting.questions.select_related("reporter__mandate__person")
    names: dict[Office, list[str]] = {}
    for post in found.posts:
        names.setdefault(Office(post.office), []).append(post.person.name)
    entries: tuple[m.Entry, ...] = ()
    if people:
        entries = tuple(m.Entry.objects.filter(noun="meeting", subject=str(pk)).exclude(reason=""))
    return MeetingPage(
        meeting=meeting,
        state=STATES["meeting"][meeting.state],
        organiser=meeting.round.organiser.name,
        edition=edition,
        tally=tally,
        agenda=tuple(agenda),
        reporters=tuple(
            ReporterLine(
                r,
                name_of(r),
                str(r.mandate.constituency or ""),
                r.mandate.person.post,
                STATES["report"][r.report.state] if hasattr(r, "report") else Text("未起草", "Not begun"),
                hasattr(r, "report") and r.report.state == "published",
                tuple(found.heads_of(r)),
            )
            for r in found.reporters
        ),
        posts=tuple((OFFICE_NAMES[o], tuple(names[o])) for o in Office if o in names),
        groups=found.groups,
        handed_in_by=found.handed_in,
        questions=shared(("questions", meeting.pk), lambda: tuple(asked)),
        acts=_acts(meeting, held, facts),
        at=current(lines),
        next=following(lines),
        drift=drift(meeting.starts_at, lines, now) if meeting.state != "closed" else None,
        now=now,
        leads=bool(held & (gate.offices_for(REGISTER["meeting.ask"], kind_of(meeting)) | DISTRICT_VIEW)),
        invites=bool(held & (gate.offices_for(REGISTER["meeting.invite"], kind_of(meeting)) | DISTRICT_VIEW)),
        readable=frozenset(r.pk for r in found.reporters if sight.may_read(actor, held, r)),
        works=bool(held & (working | {Office.RECORDER, Office.DISTRICT_OFFICE})),
        call_by=shift_working_days(localtime(meeting.starts_at).date(), -edition.days.call_before.value),
        count=facts.count,
        secret=edition.sheet.secrecy.value == "secret",
        people=tuple(lines_of(meeting, edition)) if people else (),
        entries=entries,
    )
