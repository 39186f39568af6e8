"""The meeting (4.3): its facts, its home, the chair's page, the wall, and the minutes compiled from it all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.timezone import localtime

from shuzhi.reads.attendance import Head, InviteeLine, Tally, lines_of, meeting_for
from shuzhi.reads.meeting_facts import Whole, facts_of_whole, name_of, whole
from shuzhi.reads.offices import kind_of
from shuzhi.reads.open_acts import OpenAct, acts_on
from shuzhi.reads.sight import persons
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
from shuzhi.rules.verdict import Caution, Lack, Text

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
class Check:
    """One line of the preparation list, drawn as a task."""

    title: Text
    state: str
    word: Text
    detail: Text = BLANK
    clauses: tuple[str, ...] = ()
    page: str = ""
    act: str = ""
    lacks: tuple[Lack, ...] = ()
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everything the pages of one meeting are drawn from."""

    meeting: m.Meeting
    state: Text
    organiser: str
    edition: Edition
    tally: Tally
    agenda: tuple[AgendaLine, ...]
    reporters: tuple[ReporterLine, ...]
    posts: tuple[tuple[Text, tuple[str, ...]], ...]
    groups: tuple[m.AppraisalGroup, ...]
    questions: tuple[m.Question, ...]
    acts: dict[str, OpenAct]
    at: int | None
    next: int | None
    drift: int | None
    now: datetime
    works: bool
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
    def heard(self) -> int:
        return sum(g.heard for g in self.groups)

    @property
    def handed_in(self) -> int:
        return sum(bool(g.done) for g in self.groups)

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
        return next((g for g in self.groups if not g.heard and g.done), None)

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
        questions=tuple(meeting.questions.select_related("reporter__mandate__person")),
        acts=_acts(meeting, held, facts),
        at=current(lines),
        next=following(lines),
        drift=drift(meeting.starts_at, lines, now) if meeting.state != "closed" else None,
        now=now,
        works=bool(held & (working | {Office.RECORDER, Office.DISTRICT_OFFICE})),
        call_by=shift_working_days(localtime(meeting.starts_at).date(), -edition.days.call_before.value),
        count=facts.count,
        secret=edition.sheet.secrecy.value == "secret",
        people=tuple(lines_of(meeting, edition)) if people else (),
        entries=entries,
    )


def checks(page: MeetingPage) -> list[Check]:
    """The preparation list: what 4.2b and 4.3a ask for, each with what still stands against it."""
    done, todo, begun = Text("已完成", "Done"), Text("还没有办", "To do"), Text("进行中", "In progress")
    call = page.acts.get("meeting.call")
    stands = {c.clause: c for c in call.verdict.cautions} if call else {}
    tally, expected = page.tally, page.tally.forecast
    waiting = Text("召集后开始", "Starts once called")
    called = page.meeting.state != "planned"
    published = sum(r.published for r in page.reporters)
    heads = tuple(c for c in (call.verdict.cautions if call else ()) if c.clause == "4.3a")
    short: tuple[Caution, ...] = ()
    if tally.invited and expected.expected < tally.quorum and page.meeting.state in ("planned", "called"):
        text = Text(
            "按现有答复，大约会到 {n} 人，原则上不少于 {q} 人。", "By present replies about {n} will come; in principle no fewer than {q}."
        )
        short = (Caution("4.3a", text.format(n=expected.expected, q=tally.quorum)),)
    tellers = sum(p.office == Office.TELLER for p in page.meeting.posts.all())
    scrutineers = sum(p.office == Office.SCRUTINEER for p in page.meeting.posts.all())
    posts = tellers >= 2 and scrutineers >= 1
    return [
        Check(
            Text("时间、地点、议程", "Time, place, agenda"),
            "done" if page.agenda and page.meeting.chair else "begun",
            done if page.agenda and page.meeting.chair else begun,
            Text("主持人 {c}，{n} 项议程", "Chair: {c}; {n} items").format(c=page.meeting.chair or "—", n=len(page.agenda)),
            ("4.3a", "4.3b"),
            act="meeting.arrange",
        ),
        Check(
            Text("邀请参加人员，登记答复", "Invite the attendees, record replies"),
            "done" if tally.invited and not heads and not short else "begun" if tally.invited else "todo",
            done if tally.invited and not heads and not short else begun if tally.invited else todo,
            Text("已邀请 {i} 人，答应 {y} 人，请假 {n} 人，未答复 {u} 人", "{i} invited: {y} yes, {n} no, {u} silent").format(
                i=tally.invited, y=expected.yes, n=expected.no, u=expected.silent
            ),
            ("4.3a",),
            page="invitees",
            cautions=(*heads, *short),
        ),
        Check(
            Text("公布述职报告", "Publish the reports"),
            "done" if published == len(page.reporters) else "begun",
            done if published == len(page.reporters) else begun,
            Text("{n} 位中已公布 {p} 位", "{p} of {n} published").format(n=len(page.reporters), p=published),
            ("4.2a",),
            cautions=(stands["4.2a"],) if "4.2a" in stands else (),
        ),
        Check(
            Text("推定监票人、计票人、记录人", "Name scrutineers, tellers and recorders"),
            "done" if posts else "todo",
            done if posts else todo,
            Text("监票人 {s} 名，计票人 {t} 名", "{s} scrutineers, {t} tellers").format(s=scrutineers, t=tellers),
            ("4.3b(iii)", "D0001"),
            act="meeting.appoint",
        ),
        Check(
            Text("编评议组", "Form the appraisal groups"),
            "done" if page.groups else "todo",
            done if page.groups else todo,
            Text("{n} 个组", "{n} groups").format(n=len(page.groups)) if page.groups else BLANK,
            ("4.3b(iii)",),
            page="appraisal",
        ),
        Check(
            Text("印制测评表", "Print the sheets"),
            "wait" if not called else "begun",
            waiting if not called else Text("测评页", "See the sheets"),
            BLANK,
            ("4.3b(iii)",),
            page="sheets" if called else "",
        ),
    ]


def possible_posts(actor: Actor, meeting: m.Meeting) -> QuerySet[m.Person]:
    """Persons who may be named to a post: those this actor works with, the reporters left out."""
    rated = meeting.reporters.values("mandate__person")
    return persons(actor).exclude(pk__in=rated).order_by("sort_key", "pk")


def reporters_to_meet(round_: m.Round, meeting: m.Meeting | None = None) -> QuerySet[m.Reporter]:
    """Reporters of the round who are on the agenda of no other meeting."""
    others = m.Meeting.objects.filter(round=round_).exclude(pk=meeting.pk if meeting else None)
    taken = m.Meeting.reporters.through.objects.filter(meeting__in=others).values("reporter")
    found = m.Reporter.objects.filter(round=round_, state="chosen").exclude(pk__in=taken)
    return found.select_related("mandate__person", "mandate__constituency")


def suggested_title(round_: m.Round) -> str:
    """What the meeting would be called."""
    who = "镇人大代表" if round_.kind == "town" else "区人大代表"
    return f"{round_.organiser.name}{who}向选民述职会议"
