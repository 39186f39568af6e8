"""The facts of a meeting and of its agenda items (4.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from shuzhi.reads.attendance import Head, Tally, tally_and_heads
from shuzhi.reads.memo import shared
from shuzhi.reads.result import edition_of
from shuzhi.reads.round_facts import round_facts
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.attendance import GROUP_HEAD
from shuzhi.rules.meeting import ItemFacts, MeetingFacts
from shuzhi.rules.regulation import Edition
from shuzhi.rules.roles import Office, RoundKind
from shuzhi.rules.stages import RoundFacts


@dataclass(frozen=True, slots=True)
class Whole:
    """A meeting with everything around it, looked up once."""

    meeting: m.Meeting
    edition: Edition
    tally: Tally
    heads: tuple[Head, ...]
    agenda: tuple[m.AgendaItem, ...]
    reporters: tuple[m.Reporter, ...]
    posts: tuple[m.Post, ...]
    groups: tuple[m.AppraisalGroup, ...]
    handed_in: frozenset[int]  # the groups whose words on some reporter are there
    count: str
    round: RoundFacts

    def heads_of(self, reporter: m.Reporter) -> list[Head]:
        return [h for h in self.heads if reporter.pk in h.reporters]


def name_of(reporter: m.Reporter) -> str:
    return str(reporter.mandate.person.name)


def _reporters(meeting: m.Meeting, agenda: Iterable[m.AgendaItem]) -> tuple[m.Reporter, ...]:
    """Every reporter has an item of the agenda; a meeting without an agenda is asked."""
    found = {i.reporter.pk: i.reporter for i in agenda if i.reporter is not None}
    if not found:
        related = meeting.reporters.select_related("mandate__person", "mandate__constituency", "report")
        found = {r.pk: r for r in related}
    return tuple(sorted(found.values(), key=lambda r: (r.order, r.pk)))


def round_facts_of(meeting: m.Meeting) -> RoundFacts:
    """As ``round_facts``, from a meeting that was found together with its round's plan."""
    round_ = meeting.round
    plan = getattr(round_, "plan", None)
    return RoundFacts(
        kind=RoundKind(round_.kind),
        state=round_.state,
        today=clock.today(),
        programme_open=round_.programme.state == "open",
        plan_adopted=plan is not None and plan.state == "adopted",
    )


def whole(meeting: m.Meeting) -> Whole:
    """A meeting found by ``meeting_for`` with its agenda, reporters, groups and attendees, in three queries."""
    return shared(("whole meeting", meeting.pk), lambda: _whole(meeting))


def _whole(meeting: m.Meeting) -> Whole:
    edition = edition_of(meeting)
    tally, heads = tally_and_heads(meeting, edition)
    agenda = tuple(
        meeting.agenda.select_related(
            "reporter__mandate__person", "reporter__mandate__constituency", "reporter__report"
        )
    )
    here = Count("members", filter=Q(members__present=True), distinct=True)
    groups = tuple(meeting.groups.annotate(done=Count("appraisals", distinct=True), here=here))
    return Whole(
        meeting,
        edition,
        tally,
        heads,
        agenda,
        _reporters(meeting, agenda),
        tuple(meeting.posts.all()),
        groups,
        frozenset(g.pk for g in groups if g.done),
        meeting.count.state if hasattr(meeting, "count") else "",
        round_facts_of(meeting),
    )


def _begun(items: Iterable[m.AgendaItem]) -> list[m.AgendaItem]:
    return sorted((i for i in items if i.started_at), key=lambda i: (i.started_at, i.order))


def facts_of_whole(found: Whole) -> MeetingFacts:
    """The facts of a meeting already looked up."""
    spoken = {i.reporter_id for i in found.agenda if i.reporter_id and i.started_at}
    counting = [p for p in found.posts if p.office in (Office.TELLER, Office.SCRUTINEER)]
    rated = {r.mandate.person_id for r in found.reporters}
    tellers = {p.person_id for p in counting if p.office == Office.TELLER}
    watching = {p.person_id for p in counting if p.office == Office.SCRUTINEER}
    names = {p.person_id: p.person.name for p in counting}
    group_heads = found.tally.of(GROUP_HEAD)
    return MeetingFacts(
        round=found.round,
        state=found.meeting.state,
        quorum=found.edition.quorum.value,
        order=tuple(i.key for i in found.edition.agenda),
        agenda=tuple(i.key for i in found.agenda),
        held=tuple(i.key for i in _begun(found.agenda)),
        reporters=tuple(name_of(r) for r in found.reporters),
        unpublished=tuple(
            name_of(r) for r in found.reporters if getattr(getattr(r, "report", None), "state", "") != "published"
        ),
        not_spoken=tuple(name_of(r) for r in found.reporters if r.pk not in spoken),
        invited=found.tally.invited,
        group_heads=group_heads.invited if group_heads else 0,
        without_party_head=tuple(name_of(r) for r in found.reporters if not found.heads_of(r)),
        present=found.tally.present,
        groups=tuple(g.name for g in found.groups),
        unheard=tuple(g.name for g in found.groups if not g.heard),
        handed_in=len(found.handed_in),
        count=found.count,
        judging=tuple(sorted({names[pk] for pk in names if pk in rated})),
        both=tuple(sorted(names[pk] for pk in tellers & watching)),
    )


def meeting_facts(meeting: m.Meeting) -> MeetingFacts:
    """The facts of a meeting."""
    return facts_of_whole(whole(meeting))


def item_facts(item: m.AgendaItem) -> ItemFacts:
    """The facts of one agenda item."""
    return ItemFacts(round=round_facts(item.meeting.round), key=item.key, meeting_state=item.meeting.state)
