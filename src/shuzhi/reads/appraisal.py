"""Group appraisal: the groups, what each said of each reporter, and all of it side by side (4.3b(iii)–(iv))."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from shuzhi.reads.attendance import meeting_for
from shuzhi.reads.offices import kind_of
from shuzhi.reads.open_act import OpenAct
from shuzhi.reads.round_facts import round_facts
from shuzhi.reads.sight import NotVisible
from shuzhi.records import models as m
from shuzhi.rules import gate
from shuzhi.rules.appraisal import GroupFacts
from shuzhi.rules.attendance import GUEST
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import Actor, Office


def to_group(meeting: m.Meeting, *, alone: bool = False) -> list[m.Invitee]:
    """Whom the groups are made of, neighbours together: those in the hall, or before the door opens those who
    have not declined. ``alone``: of these, whoever is in no group yet, having come after they were formed."""
    people = meeting.invitees.exclude(kind=GUEST).order_by("constituency__number", "voter__village", "sort_key", "pk")
    here = people.filter(present=True)
    people = here if here.exists() else people.exclude(reply="no")
    return list((people.filter(groups=None) if alone else people).select_related("constituency", "voter"))


def suggested(people: Sequence[m.Invitee], groups: Sequence[m.AppraisalGroup]) -> dict[int, int]:
    """For each person the group that holds most of the same constituency, the smallest of those alike."""
    size: Counter[int] = Counter()
    near: Counter[tuple[int, int | None]] = Counter()
    for group, constituency in m.Invitee.objects.filter(groups__in=[g.pk for g in groups]).values_list(
        "groups", "constituency"
    ):
        size[group] += 1
        near[group, constituency] += 1
    found: dict[int, int] = {}
    for person in people:
        seat = person.constituency_id
        best = max(groups, key=lambda g: (near[g.pk, seat], -size[g.pk], -g.number))
        found[person.pk] = best.pk
        size[best.pk] += 1
    return found


def group_facts(group: m.AppraisalGroup) -> GroupFacts:
    """The facts of one group."""
    return GroupFacts(
        round=round_facts(group.meeting.round),
        meeting_state=group.meeting.state,
        handed_in=group.appraisals.count(),
        heard=group.heard,
    )


@dataclass(frozen=True, slots=True)
class Handed:
    """One group on one reporter; no text as long as nothing is handed in."""

    group: m.AppraisalGroup
    reporter: m.Reporter
    appraisal: m.Appraisal | None


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group, its size, and on how many of the reporters it has handed in."""

    group: m.AppraisalGroup
    size: int
    handed: tuple[Handed, ...]
    may_hand_in: bool
    may_hear: bool

    @property
    def done(self) -> int:
        return sum(h.appraisal is not None for h in self.handed)

    @property
    def state(self) -> str:
        return "heard" if self.group.heard else "in" if self.done == len(self.handed) and self.done else "out"


@dataclass(frozen=True, slots=True)
class AppraisalPage:
    """The groups of a meeting and the collation: for each reporter, group by group."""

    meeting: m.Meeting
    groups: tuple[GroupLine, ...]
    collation: tuple[tuple[m.Reporter, tuple[Handed, ...]], ...]
    may_group: bool
    alone: tuple[m.Invitee, ...] = ()
    place: OpenAct | None = None

    @property
    def heard(self) -> int:
        return sum(line.group.heard for line in self.groups)

    @property
    def handed_in(self) -> int:
        return sum(bool(line.done) for line in self.groups)


def collation(
    groups: Sequence[m.AppraisalGroup], reporters: Sequence[m.Reporter]
) -> list[tuple[m.Reporter, list[Handed]]]:
    """For each reporter what every group said, in one query; for those who may read all of it."""
    texts = {(a.group_id, a.reporter_id): a for a in m.Appraisal.objects.filter(group__in=[g.pk for g in groups])}
    return [(r, [Handed(g, r, texts.get((g.pk, r.pk))) for g in groups]) for r in reporters]


def _may(name: str, held: frozenset[Office], meeting: m.Meeting) -> bool:
    return bool(held & gate.offices_for(REGISTER[name], kind_of(meeting)))


def appraisal_page(actor: Actor, pk: int) -> AppraisalPage:
    """The appraisal as those who run it, record it or are its subject see it."""
    meeting, held = meeting_for(actor, pk)
    reporters = list(meeting.reporters.select_related("mandate__person", "mandate__constituency"))
    groups = list(meeting.groups.annotate(size=Count("members")))
    texts = {(a.group_id, a.reporter_id): a for a in m.Appraisal.objects.filter(group__meeting=meeting)}
    running = meeting.state in ("appraising", "counted")
    organises = _may("appraisal.hear", held, meeting)
    records = Office.RECORDER in held
    # Reporters and onlookers read what was said once the meeting has heard it.
    inside = organises or records or actor.holds(Office.DISTRICT_OFFICE, Office.CHAIRPERSONS_MEETING)

    def handed(group: m.AppraisalGroup, reporter: m.Reporter) -> Handed:
        text = texts.get((group.pk, reporter.pk))
        return Handed(group, reporter, text if inside or group.heard else None)

    lines = tuple(
        GroupLine(
            group,
            group.size,
            tuple(handed(group, r) for r in reporters),
            running and not group.heard and (organises or (records and group.recorder in ("", actor.name))),
            running and organises and not group.heard,
        )
        for group in groups
    )
    collation = tuple((r, tuple(handed(g, r) for g in groups)) for r in reporters)
    may_group = (
        _may("appraisal.group", held, meeting) and meeting.state in REGISTER["appraisal.group"].source and not texts
    )
    row = REGISTER["appraisal.place"]
    places = groups and _may(row.name, held, meeting) and meeting.state in row.source
    alone = to_group(meeting, alone=True) if places else []
    act = OpenAct(row, meeting.pk, gate.stage_allows(row, meeting.round.state)) if alone else None
    return AppraisalPage(meeting, lines, collation, may_group, tuple(alone), act)


def recorder_page(actor: Actor, pk: int) -> tuple[AppraisalPage, GroupLine]:
    """One group for its recorder; what other groups said is not on this page."""
    group = m.AppraisalGroup.objects.filter(pk=pk).values_list("meeting", flat=True).first()
    if group is None:
        raise NotVisible(f"group {pk}")
    meeting_for(actor, group, "appraisal.hand_in")
    page = appraisal_page(actor, group)
    return page, next(line for line in page.groups if line.group.pk == pk)
