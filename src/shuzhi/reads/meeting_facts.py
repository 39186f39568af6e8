"""The facts of a meeting and of its agenda items (4.3)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Prefetch, prefetch_related_objects

from shuzhi.reads.attendance import Tally, tally_of
from shuzhi.reads.result import edition_of
from shuzhi.reads.round_facts import round_facts
from shuzhi.records import models as m
from shuzhi.rules.attendance import GROUP_HEAD
from shuzhi.rules.meeting import ItemFacts, MeetingFacts
from shuzhi.rules.roles import Office


def whole(meeting: m.Meeting) -> m.Meeting:
    """The meeting with its agenda, reporters, posts and groups at hand, in five queries; asked twice it is free."""
    reporters = m.Reporter.objects.select_related(
        "mandate__person", "mandate__constituency", "report"
    ).prefetch_related(Prefetch("party_heads", m.Invitee.objects.only("pk", "name", "meeting_id", "workplace")))
    prefetch_related_objects(
        [meeting],
        Prefetch("reporters", reporters),
        "agenda",
        Prefetch("posts", m.Post.objects.select_related("person")),
        Prefetch("groups", m.AppraisalGroup.objects.annotate(done=Count("appraisals", distinct=True))),
    )
    return meeting


def name_of(reporter: m.Reporter) -> str:
    return reporter.mandate.person.name


def heads_of(meeting: m.Meeting, reporter: m.Reporter) -> list[m.Invitee]:
    return [i for i in reporter.party_heads.all() if i.meeting_id == meeting.pk]


def _begun(items: Iterable[m.AgendaItem]) -> list[m.AgendaItem]:
    return sorted((i for i in items if i.started_at), key=lambda i: (i.started_at, i.order))


def meeting_facts(meeting: m.Meeting, tally: Tally | None = None) -> MeetingFacts:
    """The facts of a meeting."""
    edition = edition_of(meeting)
    tally = tally or tally_of(meeting, edition)
    whole(meeting)
    items, reporters, groups = list(meeting.agenda.all()), list(meeting.reporters.all()), list(meeting.groups.all())
    spoken = {i.reporter_id for i in items if i.reporter_id and i.started_at}
    counting = [p for p in meeting.posts.all() if p.office in (Office.TELLER, Office.SCRUTINEER)]
    rated = {r.mandate.person_id for r in reporters}
    tellers = {p.person_id for p in counting if p.office == Office.TELLER}
    watching = {p.person_id for p in counting if p.office == Office.SCRUTINEER}
    names = {p.person_id: p.person.name for p in counting}
    heads = tally.of(GROUP_HEAD)
    count = m.Count.objects.filter(meeting=meeting).values_list("state", flat=True).first()
    return MeetingFacts(
        round=round_facts(meeting.round),
        state=meeting.state,
        quorum=edition.quorum.value,
        order=tuple(i.key for i in edition.agenda),
        agenda=tuple(i.key for i in items),
        held=tuple(i.key for i in _begun(items)),
        reporters=tuple(name_of(r) for r in reporters),
        unpublished=tuple(
            name_of(r) for r in reporters if getattr(getattr(r, "report", None), "state", "") != "published"
        ),
        not_spoken=tuple(name_of(r) for r in reporters if r.pk not in spoken),
        invited=tally.invited,
        group_heads=heads.invited if heads else 0,
        without_party_head=tuple(name_of(r) for r in reporters if not heads_of(meeting, r)),
        present=tally.present,
        groups=tuple(g.name for g in groups),
        unheard=tuple(g.name for g in groups if not g.heard),
        handed_in=sum(bool(g.done) for g in groups),
        count=count or "",
        judging=tuple(sorted({names[pk] for pk in names if pk in rated})),
        both=tuple(sorted(names[pk] for pk in tellers & watching)),
    )


def item_facts(item: m.AgendaItem) -> ItemFacts:
    """The facts of one agenda item."""
    return ItemFacts(round=round_facts(item.meeting.round), key=item.key, meeting_state=item.meeting.state)
