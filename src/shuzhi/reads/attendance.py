"""Who is invited, who answered, who came (4.3a): the list, the forecast, and the door.

The record of presence is a yes beside a name. Nothing here knows when or in which order people came.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Value, When

from shuzhi.reads.memo import shared
from shuzhi.reads.offices import kind_of
from shuzhi.reads.result import edition_of
from shuzhi.reads.round_facts import round_facts
from shuzhi.reads.sight import NotVisible, visible
from shuzhi.records import models as m
from shuzhi.rules import gate
from shuzhi.rules.attendance import PARTY_HEAD, Forecast, InviteeFacts, forecast, kind_key, still_wanted
from shuzhi.rules.register import REGISTER
from shuzhi.rules.regulation import Edition
from shuzhi.rules.roles import Actor, Office
from shuzhi.rules.verdict import Text

DISTRICT_VIEW = frozenset({Office.DISTRICT_OFFICE, Office.CHAIRPERSONS_MEETING})


def invitee_facts(invitee: m.Invitee) -> InviteeFacts:
    """The facts of one invited person."""
    return InviteeFacts(round=round_facts(invitee.meeting.round), meeting_state=invitee.meeting.state)


@dataclass(frozen=True, slots=True)
class KindTally:
    """One kind of attendee: invited, what they answered, how many are in the hall."""

    key: str
    label: Text
    counts: bool
    must_invite: bool
    invited: int
    present: int
    yes: int
    no: int

    @property
    def silent(self) -> int:
        return self.invited - self.yes - self.no


@dataclass(frozen=True, slots=True)
class Tally:
    """Everybody asked to one meeting, by kind; ``present`` and ``invited`` leave guests out (4.3a)."""

    kinds: tuple[KindTally, ...]
    quorum: int

    def _sum(self, name: str) -> int:
        return sum(getattr(k, name) for k in self.kinds if k.counts)

    @property
    def invited(self) -> int:
        return self._sum("invited")

    @property
    def present(self) -> int:
        return self._sum("present")

    @property
    def guests(self) -> int:
        return sum(k.present for k in self.kinds if not k.counts)

    @property
    def short(self) -> int:
        return still_wanted(self.present, self.quorum)

    @property
    def forecast(self) -> Forecast:
        yes, no = self._sum("yes"), self._sum("no")
        return forecast(yes, no, self.invited - yes - no, self.quorum)

    def of(self, key: str) -> KindTally | None:
        return next((k for k in self.kinds if k.key == key), None)


@dataclass(frozen=True, slots=True)
class Head:
    """Who heads the Party organisation of which reporters' workplaces (4.3a)."""

    pk: int
    name: str
    reporters: frozenset[int]


def tally_and_heads(meeting: m.Meeting, edition: Edition) -> tuple[Tally, tuple[Head, ...]]:
    """The tally of one meeting and its Party heads, in one query that returns few rows."""
    head = Case(When(kind=PARTY_HEAD, then=F("pk")), default=Value(0))
    called = Case(When(kind=PARTY_HEAD, then=F("name")), default=Value(""))
    found = (
        meeting.invitees.order_by()
        .annotate(head=head, called=called)
        .values("kind", "head", "called", "heads_for")
        .annotate(
            invited=Count("pk", filter=Q(walked_in=False)),
            here=Count("pk", filter=Q(present=True)),
            yes=Count("pk", filter=Q(walked_in=False, reply="yes")),
            no=Count("pk", filter=Q(walked_in=False, reply="no")),
        )
    )
    sums: dict[str, Counter[str]] = {}
    heads: dict[int, tuple[str, set[int]]] = {}
    for row in found:
        pk = row["head"]
        # Who heads two reporters' organisations comes in two rows and is one person.
        if pk not in heads:
            sums.setdefault(row["kind"], Counter()).update({n: row[n] for n in ("invited", "here", "yes", "no")})
        if pk:
            heads.setdefault(pk, (row["called"], set()))[1].add(row["heads_for"])
    tally = Tally(
        tuple(
            KindTally(k.key, k.label, k.counts, k.must_invite, n["invited"], n["here"], n["yes"], n["no"])
            for k in edition.attendee_kinds
            for n in [sums.get(k.key, Counter())]
        ),
        edition.quorum.value,
    )
    return tally, tuple(Head(pk, name, frozenset(of - {None})) for pk, (name, of) in sorted(heads.items()))


def tally_of(meeting: m.Meeting, edition: Edition) -> Tally:
    """The tally of one meeting, in one query."""
    return tally_and_heads(meeting, edition)[0]


def _leads(actor: Actor) -> Q:
    """Among bodies: the groups this actor leads that count in the round of the meeting looked at."""
    of = OuterRef("round__organiser")
    district = Q(level="district") & Exists(
        m.Round.objects.filter(pk=OuterRef(OuterRef("round")), kind="district_town")
    )
    town = Q(level="town") & Exists(m.Round.objects.filter(pk=OuterRef(OuterRef("round")), kind="town"))
    return Q(pk__in=actor.bodies(Office.GROUP_LEADER)) & (Q(pk=of) | Q(parent=of) & (district | town))


def held_at(actor: Actor, meeting: m.Meeting) -> frozenset[Office]:
    """What ``offices_at`` says of a meeting found by ``meeting_for``, without asking the records again."""
    if not actor.signed_in:
        return frozenset({Office.PUBLIC, Office.ATTENDEE})
    bodies = {meeting.round.programme.district_id, meeting.round.organiser_id}
    held = {h.office for h in actor.holdings if h.body in bodies}
    if meeting.led:  # type: ignore[attr-defined]
        held.add(Office.GROUP_LEADER)
    posts = {Office(p.office) for p in meeting.posts.all() if p.person_id == actor.person}
    return frozenset({Office.PUBLIC, Office.ATTENDEE} | held | posts)


def meeting_for(actor: Actor, pk: int, *acts: str) -> tuple[m.Meeting, frozenset[Office]]:
    """A meeting this actor works at, with the offices held there, in two queries.

    ``acts``: the page is for those whose office performs one of them, and for the district, which
    guides (5.2); nobody else sees it, for it shows names and telephones.
    """
    meetings = visible(actor, "meeting").select_related(
        "round__programme__district", "round__organiser", "count", "round__plan"
    )
    posts = Prefetch("posts", m.Post.objects.select_related("person"))
    meetings = meetings.annotate(led=Exists(m.Body.objects.filter(_leads(actor)))).prefetch_related(posts)
    found = shared(("meeting", actor, pk), meetings.filter(pk=pk).first)
    if not isinstance(found, m.Meeting):
        raise NotVisible(f"meeting {pk}")
    held, kind = held_at(actor, found), kind_of(found)
    wanted = frozenset[Office]().union(*(gate.offices_for(REGISTER[name], kind) for name in acts))
    if acts and not held & (wanted | DISTRICT_VIEW):
        raise NotVisible(f"meeting {pk}")
    return found, held


@dataclass(frozen=True, slots=True)
class InviteeLine:
    """One invited person as lists show it."""

    pk: int
    name: str
    kind: str
    label: Text
    where: str
    phone: str
    reply: str
    present: bool
    walked_in: bool

    @property
    def tail(self) -> str:
        return self.phone[-4:]


def line_of(invitee: m.Invitee, labels: dict[str, Text]) -> InviteeLine:
    seat = invitee.constituency
    village = invitee.voter.village if invitee.voter else ""
    where = invitee.workplace or village or (seat.name or str(seat) if seat else "")
    return InviteeLine(
        invitee.pk,
        invitee.name,
        invitee.kind,
        labels.get(invitee.kind, Text(invitee.kind, invitee.kind)),
        where,
        invitee.phone,
        invitee.reply,
        invitee.present,
        invitee.walked_in,
    )


def lines_of(meeting: m.Meeting, edition: Edition) -> list[InviteeLine]:
    """Everybody on the list, by kind in the edition's order, then by name."""
    labels = {k.key: k.label for k in edition.attendee_kinds}
    places = {key: n for n, key in enumerate(labels)}
    invited = meeting.invitees.select_related("voter", "constituency")
    people = shared(("invitees", meeting.pk), lambda: list(invited))
    return sorted((line_of(i, labels) for i in people), key=lambda line: places.get(line.kind, len(places)))


@dataclass(frozen=True, slots=True)
class InviteesPage:
    """The list of a meeting: by kind with replies, the forecast, and whom to ring up."""

    meeting: m.Meeting
    tally: Tally
    lines: tuple[InviteeLine, ...]
    silent: tuple[InviteeLine, ...]
    calls: tuple[tuple[str, int], ...]
    kind: str
    reply: str
    may_change: bool

    @property
    def forecast(self) -> Forecast:
        return self.tally.forecast


def invitees_page(actor: Actor, pk: int, kind: str = "", reply: str = "") -> InviteesPage:
    """The invited, filtered by ``kind`` and ``reply`` (yes, no, silent)."""
    meeting, held = meeting_for(actor, pk, "meeting.invite")
    edition = edition_of(meeting)
    lines = lines_of(meeting, edition)
    silent = tuple(i for i in lines if not i.reply and not i.walked_in and i.kind != "guest")
    calls = Counter(i.where for i in silent).most_common(6)
    wanted = {"silent": "", "yes": "yes", "no": "no"}
    shown = [
        i
        for i in lines
        if (not kind or i.kind == kind) and (reply not in wanted or (i.reply == wanted[reply] and not i.walked_in))
    ]
    may = bool(held & gate.offices_for(REGISTER["meeting.reply"], kind_of(meeting)))
    return InviteesPage(
        meeting,
        tally_of(meeting, edition),
        tuple(shown),
        silent,
        tuple(calls),
        kind,
        reply,
        may and meeting.state in REGISTER["meeting.reply"].source,
    )


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who may be asked from the constituencies' lists: kind → constituency → voters."""

    voters: tuple[m.Voter, ...]
    invited: frozenset[int]


def candidates(meeting: m.Meeting) -> Candidates:
    """The voters of the reporters' constituencies, and which of them are invited (4.3a).

    The rosters name no constituency for deputies of the district organs: for them anybody on the district's lists
    may be asked.
    """
    seats = set(meeting.reporters.values_list("mandate__constituency", flat=True))
    voters = m.Voter.objects.select_related("constituency")
    if None not in seats:
        voters = voters.filter(constituency__in=seats)
    invited = meeting.invitees.exclude(voter=None).values_list("voter", flat=True)
    return Candidates(tuple(voters), frozenset(pk for pk in invited if pk))


def voter_kind(voter: m.Voter) -> str:
    """The edition's key of the kind a voter is entered as."""
    return kind_key(voter.kind)
