"""Group appraisal (分组评议, 4.3b(iii)–(iv))."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shuzhi.acts._perform import move
from shuzhi.acts.meeting import begin, end_running
from shuzhi.reads.appraisal import to_group
from shuzhi.reads.offices import offices_at
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.agenda import APPRAISAL, GROUP_REPORTS
from shuzhi.rules.appraisal import demands as lines_of
from shuzhi.rules.appraisal import spread
from shuzhi.rules.register import ORGANISER
from shuzhi.rules.roles import Actor, RoundKind
from shuzhi.rules.verdict import Lack, Text, verdict

NUMERALS = "一二三四五六七八九十"


def group(
    actor: Actor,
    meeting: m.Meeting,
    *,
    groups: int,
    recorders: Sequence[str] = (),
    reason: str = "",
    once: str | None = None,
) -> m.Meeting:
    """Spreads the attendees over so many groups, neighbours together, each with its recorder (4.3b(iii))."""
    with move(actor, "appraisal.group", meeting, reason=reason, once=once, groups=groups) as this:
        subject = this.subject
        # A group that has handed in keeps everything as it is: the register's need refuses the act.
        if not m.Appraisal.objects.filter(group__meeting=subject).exists():
            subject.groups.all().delete()
            for n, people in enumerate(spread(to_group(subject), groups), 1):
                name = f"第{NUMERALS[n - 1]}组" if n <= len(NUMERALS) else f"第{n}组"
                recorder = recorders[n - 1] if n <= len(recorders) else ""
                made = m.AppraisalGroup.objects.create(meeting=subject, number=n, name=name, recorder=recorder)
                made.members.set(people)
    return this.subject


def place(
    actor: Actor,
    meeting: m.Meeting,
    *,
    places: Mapping[int, int],
    reason: str = "",
    once: str | None = None,
) -> m.Meeting:
    """Those who came after the groups were formed join one: {invitee id: group id} (4.3b(iii)).

    Whoever is in a group already, and whoever is not of this meeting, stays where they are.
    """
    with move(actor, "appraisal.place", meeting, reason=reason, once=once) as this:
        groups = {g.pk: g for g in this.subject.groups.all()}
        joined = 0
        for person in to_group(this.subject, alone=True):
            group = groups.get(places.get(person.pk, 0))
            if group:
                group.members.add(person)
                joined += 1
        this.detail["joined"] = joined
    return this.subject


def start(actor: Actor, meeting: m.Meeting, *, reason: str = "", once: str | None = None) -> m.Meeting:
    """The meeting goes into its groups, and the agenda item begins (4.3b(iii))."""
    with move(actor, "appraisal.start", meeting, reason=reason, once=once) as this:
        item = this.subject.agenda.filter(key=APPRAISAL, started_at=None).first()
        end_running(this.subject)
        if item:
            begin(item)
    return this.subject


def hand_in(
    actor: Actor,
    group: m.AppraisalGroup,
    *,
    reporter: m.Reporter,
    text: str,
    demands: str = "",
    reason: str = "",
    once: str | None = None,
) -> m.AppraisalGroup:
    """What a group says of one reporter, with its hopes and demands one a line; again replaces (4.3b(iii))."""
    with move(actor, "appraisal.hand_in", group, reason=reason, once=once, reporter=reporter) as this:
        subject = this.subject
        held = offices_at(actor, subject)
        organises = held & ORGANISER[RoundKind(subject.meeting.round.kind)]
        if not organises and subject.recorder not in ("", actor.name):
            why = Text("{group}的记录人是{who}。", "The recorder of {group} is {who}.")
            who = Text(subject.recorder, subject.recorder)
            this.add(verdict(Lack("4.3b(iii)", why.format(group=subject.name, who=who), who)))
        if not subject.meeting.reporters.filter(pk=reporter.pk).exists():
            this.add(
                verdict(
                    Lack(
                        "4.3b(ii)", Text("这位代表没有在本次会议述职。", "This deputy does not report at this meeting.")
                    )
                )
            )
        m.Appraisal.objects.update_or_create(
            group=subject, reporter=reporter, defaults={"text": text, "demands": demands}
        )
    return this.subject


def hear(actor: Actor, group: m.AppraisalGroup, *, reason: str = "", once: str | None = None) -> m.AppraisalGroup:
    """The meeting hears a group (4.3b(iv)); its hopes and demands become opinions owed an answer (4.4a).

    The same words from two groups are one opinion.
    """
    with move(actor, "appraisal.hear", group, reason=reason, once=once) as this:
        subject = this.subject
        if not subject.heard:
            subject.heard = True
            this.detail["opinions"] = _opinions(subject)
        item = subject.meeting.agenda.filter(key=GROUP_REPORTS, started_at=None).first()
        if item:
            end_running(subject.meeting)
            begin(item)
    return this.subject


def _opinions(group: m.AppraisalGroup) -> int:
    round_ = group.meeting.round
    made = 0
    for appraisal in group.appraisals.select_related("reporter__mandate"):
        for line in lines_of(appraisal.demands):
            _, new = m.Opinion.objects.get_or_create(
                round=round_,
                reporter=appraisal.reporter,
                source="appraisal",
                text=line,
                defaults={"on": clock.today(), "constituency": appraisal.reporter.mandate.constituency},
            )
            made += new
    return made
