"""The meeting, from its planning to its close (4.2b, 4.3a, 4.3b)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from shuzhi.acts._perform import move
from shuzhi.reads.attendance import tally_of
from shuzhi.reads.meeting_facts import meeting_facts
from shuzhi.reads.names import named
from shuzhi.reads.result import edition_of
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.agenda import REPORTS, agenda_for
from shuzhi.rules.meeting import agenda_in_order
from shuzhi.rules.roles import Actor


def _names(reporters: Iterable[m.Reporter]) -> dict[int, str]:
    return {r.pk: r.mandate.person.name for r in reporters}


def _sorted(reporters: Iterable[m.Reporter]) -> list[m.Reporter]:
    return sorted(reporters, key=lambda r: (r.order, r.pk))


def _set_end(meeting: m.Meeting) -> None:
    minutes = sum(meeting.agenda.values_list("minutes", flat=True))
    meeting.ends_at = meeting.starts_at + timedelta(minutes=minutes)


def plan(
    actor: Actor,
    round_: m.Round,
    *,
    title: str,
    starts_at: datetime,
    place: str,
    chair: str,
    reporters: Sequence[m.Reporter],
    who_rates: str = "own",
    reason: str = "",
    once: str | None = None,
) -> m.Meeting:
    """Fixes time, place, chair and reporters, and makes the agenda in the clause's order (4.3a, 4.3b)."""
    detail = {"starts_at": str(starts_at), "place": place, "reporters": reporters}
    with move(actor, "meeting.plan", round_, reason=reason, once=once, **detail) as this:
        meeting = this.made(
            m.Meeting(
                round=this.subject, title=title, starts_at=starts_at, place=place, chair=chair, who_rates=who_rates
            )
        )
        meeting.reporters.set(reporters)
        edition = edition_of(meeting)
        lines = agenda_for(edition, this.subject.kind, _names(_sorted(reporters)), chair)
        for order, (line, speaker) in enumerate(lines, 1):
            m.AgendaItem.objects.create(
                meeting=meeting,
                order=order,
                key=line.key,
                reporter_id=line.reporter,
                speaker=speaker,
                minutes=line.minutes,
            )
        _set_end(meeting)
        meeting.save()
    return meeting


def _same_reporters(meeting: m.Meeting, reporters: Sequence[m.Reporter]) -> None:
    """Report items follow the list of reporters: new ones after the last report, dropped ones gone."""
    wanted = _names(reporters)
    meeting.agenda.exclude(reporter=None).exclude(reporter__in=wanted).delete()
    there = set(meeting.agenda.exclude(reporter=None).values_list("reporter", flat=True))
    new = [r for r in _sorted(reporters) if r.pk not in there]
    meeting.reporters.set(reporters)
    if not new:
        return
    items = list(meeting.agenda.all())
    keys = [i.key for i in edition_of(meeting).agenda]
    until = keys.index(REPORTS)
    at = next((n for n, i in reversed(list(enumerate(items, 1))) if keys.index(i.key) <= until), 0)
    items[at:at] = [
        m.AgendaItem(meeting=meeting, key=REPORTS, reporter=r, speaker=wanted[r.pk], minutes=10) for r in new
    ]
    for order, item in enumerate(items, 1):
        item.order = order
        item.save()


def arrange(
    actor: Actor,
    meeting: m.Meeting,
    *,
    title: str | None = None,
    starts_at: datetime | None = None,
    place: str | None = None,
    chair: str | None = None,
    who_rates: str | None = None,
    reporters: Sequence[m.Reporter] | None = None,
    agenda: Sequence[Mapping[str, Any]] = (),
    reason: str = "",
    once: str | None = None,
) -> m.Meeting:
    """Changes the arrangements; ``agenda``: {item, order, minutes, speaker} of items (4.3a, 4.3b).

    What is left out stays as it is. An agenda put out of the clause's order asks for a reason.
    """
    given = {"title": title, "starts_at": starts_at, "place": place, "chair": chair, "who_rates": who_rates}
    changed = {name: value for name, value in given.items() if value is not None and value != getattr(meeting, name)}
    detail = {name: str(value) for name, value in changed.items()}
    with move(actor, "meeting.arrange", meeting, reason=reason, once=once, **detail) as this:
        subject: m.Meeting = this.subject
        before = [i.key for i in subject.agenda.all()]
        old_chair = subject.chair
        for name, value in changed.items():
            setattr(subject, name, value)
        if "chair" in changed:
            subject.agenda.filter(key="closing", speaker=old_chair).update(speaker=subject.chair)
        if reporters is not None and {r.pk for r in reporters} != set(subject.reporters.values_list("pk", flat=True)):
            _same_reporters(subject, reporters)
            this.detail["reporters"] = [r.pk for r in reporters]
        rows = {row["item"]: row for row in agenda}
        items = list(subject.agenda.filter(pk__in=rows))
        for item in items:
            row = rows[item.pk]
            item.order = row.get("order", item.order)
            item.minutes = row.get("minutes", item.minutes)
            if "speaker" in row and not ("chair" in changed and item.key == "closing"):
                item.speaker = row["speaker"]
            item.save()
        after = list(subject.agenda.all())
        for order, item in enumerate(after, 1):
            if item.order != order:
                item.order = order
                item.save(update_fields=["order"])
        _set_end(subject)
        subject.save()
        if [i.key for i in after] != before:
            this.detail["agenda"] = [i.key for i in after]
            this.add(agenda_in_order(meeting_facts(subject)))
    return this.subject


def appoint(
    actor: Actor,
    meeting: m.Meeting,
    *,
    office: str = "",
    person: m.Person | None = None,
    name: str = "",
    drop: Sequence[m.Post] = (),
    reason: str = "",
    once: str | None = None,
) -> m.Meeting:
    """Names a scrutineer, teller or recorder: a known person, or a name new to the district (4.3b(iii), D0001)."""
    detail = {"office": office, "who": person.name if person else name, "dropped": [p.person.name for p in drop]}
    with move(actor, "meeting.appoint", meeting, reason=reason, once=once, **detail) as this:
        this.subject.posts.filter(pk__in=[p.pk for p in drop]).delete()
        if office and (person or name):
            holder = person or m.Person.objects.create(**named(name))
            m.Post.objects.get_or_create(meeting=this.subject, person=holder, office=office)
    return this.subject


def call(actor: Actor, meeting: m.Meeting, *, reason: str = "", once: str | None = None) -> m.Meeting:
    """Calls the meeting: from now on it is public, and people are asked to come (4.3a)."""
    with move(actor, "meeting.call", meeting, reason=reason, once=once) as this:
        this.subject.called_on = clock.today()
        this.detail["invited"] = tally_of(this.subject, edition_of(this.subject)).invited
    return this.subject


def open_(actor: Actor, meeting: m.Meeting, *, reason: str = "", once: str | None = None) -> m.Meeting:
    """Opens the meeting with those who have come; fewer than fifty asks for a reason (4.3a).

    The journal keeps one line with the numbers by kind, and nobody's name (D0002).
    """
    with move(actor, "meeting.open", meeting, reason=reason, once=once) as this:
        this.detail |= present(this.subject)
    return this.subject


def present(meeting: m.Meeting) -> dict[str, Any]:
    """How many are in the hall, by kind."""
    tally = tally_of(meeting, edition_of(meeting))
    return {"present": tally.present, "by_kind": {k.key: k.present for k in tally.kinds if k.present}}


def end_running(meeting: m.Meeting) -> None:
    """Whatever is on ends now."""
    meeting.agenda.filter(started_at__isnull=False, ended_at=None).update(ended_at=clock.now())


def begin(item: m.AgendaItem) -> None:
    """An item begins now; a reporter whose item begins has spoken."""
    item.started_at, item.ended_at = clock.now(), None
    item.save()
    if item.reporter_id:
        m.Reporter.objects.filter(pk=item.reporter_id).update(spoke=True)


def start_item(actor: Actor, item: m.AgendaItem, *, reason: str = "", once: str | None = None) -> m.AgendaItem:
    """Goes on to an item of the agenda; the one before ends (4.3b). Started twice, it keeps its first time."""
    with move(actor, "meeting.start_item", item, reason=reason, once=once, key=item.key) as this:
        if not this.subject.started_at:
            end_running(this.subject.meeting)
            begin(this.subject)
    return this.subject


def _taken_away(meeting: m.Meeting, question: m.Question) -> m.Opinion:
    """A question that is taken away is an opinion, and owed a reply (4.4a)."""
    seat = question.reporter.mandate.constituency if question.reporter else None
    return m.Opinion.objects.create(
        round=meeting.round,
        reporter=question.reporter,
        source="meeting",
        on=clock.today(),
        text=question.text,
        voter_name=question.asker,
        constituency=seat,
    )


def ask(
    actor: Actor,
    meeting: m.Meeting,
    *,
    text: str,
    reporter: m.Reporter | None = None,
    asker: str = "",
    answer: str = "",
    taken_away: bool = False,
    reason: str = "",
    once: str | None = None,
) -> m.Question:
    """Records a question from the floor: answered at once, taken away, or not yet either (4.3b)."""
    with move(actor, "meeting.ask", meeting, reason=reason, once=once, taken_away=taken_away) as this:
        question = m.Question(
            meeting=this.subject, reporter=reporter, text=text, asker=asker, answer=answer, taken_away=taken_away
        )
        if taken_away:
            question.opinion = _taken_away(this.subject, question)
        this.made(question)
    return question


def answer(
    actor: Actor,
    question: m.Question,
    *,
    answer: str = "",
    taken_away: bool = False,
    reason: str = "",
    once: str | None = None,
) -> m.Question:
    """Records the answer given on the spot, or that the question is taken away (4.3b, 4.4a)."""
    with move(actor, "meeting.answer", question, reason=reason, once=once, taken_away=taken_away) as this:
        subject: m.Question = this.subject
        subject.answer = answer or subject.answer
        if taken_away and subject.opinion is None:
            subject.taken_away = True
            subject.opinion = _taken_away(subject.meeting, subject)
    return this.subject


def close(
    actor: Actor, meeting: m.Meeting, *, closing_words: str, reason: str = "", once: str | None = None
) -> m.Meeting:
    """The chair sums up and closes the meeting (4.3b(v)); who did not speak has handed in the text only."""
    with move(actor, "meeting.close", meeting, reason=reason, once=once) as this:
        subject: m.Meeting = this.subject
        subject.closing_words = closing_words
        closing = subject.agenda.filter(key="closing", started_at=None).first()
        if closing:
            end_running(subject)
            begin(closing)
        end_running(subject)
        silent = subject.agenda.filter(key=REPORTS, started_at=None).values("reporter")
        m.Reporter.objects.filter(pk__in=silent).update(spoke=False)
        this.detail |= present(subject)
    return this.subject
