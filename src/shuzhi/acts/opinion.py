"""Acts on opinions: visits and gathering (4.2a), sorting, answers (4.4a)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from shuzhi.acts._perform import Move, move
from shuzhi.reads.offices import offices_at
from shuzhi.reads.opinion_facts import edition_for, facts, latest_for, taken_today
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.opinion import answered_whole, due_for, lines, not_by_the_deputy_alone, room_today, sorted_whole
from shuzhi.rules.register import ORGANISER
from shuzhi.rules.roles import PUBLIC, Actor, Office, RoundKind
from shuzhi.rules.verdict import GO, Lack, Text, Verdict, verdict


def _not_ahead(day: date) -> Verdict:
    text = Text("日期在今天之后，办过以后再登记。", "The date lies ahead of today; record it once it is done.")
    return verdict(Lack("4.2a", text) if day > clock.today() else None)


def _of_round(round_: m.Round, reporter: m.Reporter | None) -> Verdict:
    if reporter is None or (reporter.round_id == round_.pk and reporter.state == "chosen"):
        return GO
    return verdict(Lack("4.2a", Text("这位代表不在本轮述职。", "This deputy does not report in this round.")))


def visit(
    actor: Actor,
    reporter: m.Reporter,
    *,
    on: date,
    place: str,
    households: int,
    note: str = "",
    opinions: str = "",
    reason: str = "",
    once: str | None = None,
) -> m.Visit:
    """A visit a reporter paid to voters; ``opinions``, one a line, are kept as opinions of this visit (4.2a)."""
    with move(actor, "opinion.visit", reporter, reason=reason, once=once, on=on, households=households) as this:
        subject = this.subject
        this.add(_not_ahead(on))
        made = this.made(m.Visit(reporter=subject, on=on, place=place, households=households, note=note))
        heard = lines(opinions)
        for text in heard:
            m.Opinion.objects.create(
                round=subject.round,
                reporter=subject,
                visit=made,
                source="visit",
                on=on,
                text=text,
                constituency=subject.mandate.constituency,
            )
        this.detail["opinions"] = len(heard)
    return made


def record(
    actor: Actor,
    round_: m.Round,
    *,
    source: str,
    on: date,
    text: str,
    reporter: m.Reporter | None = None,
    voter_name: str = "",
    constituency: m.Constituency | None = None,
    visit: m.Visit | None = None,
    reason: str = "",
    once: str | None = None,
) -> m.Opinion:
    """What a voter said, how it came and when; the voter is named only if willing (4.2a)."""
    # The journal keeps that an opinion came and how, never what was said or by whom.
    with move(actor, "opinion.record", round_, reason=reason, once=once, source=source) as this:
        this.add(_not_ahead(on) + _of_round(this.subject, reporter))
        if this.more.refused:
            return m.Opinion()  # the mover refuses on leaving
        this.made(
            m.Opinion(
                round=this.subject,
                reporter=reporter,
                visit=visit,
                source=source,
                on=on,
                text=text,
                voter_name=voter_name,
                constituency=constituency or (reporter.mandate.constituency if reporter else None),
            )
        )
    return this.created


def send(
    actor: Actor,
    round_: m.Round,
    *,
    text: str,
    reporter: m.Reporter | None = None,
    voter_name: str = "",
    reason: str = "",
    once: str | None = None,
) -> m.Opinion:
    """An opinion through the public form; whoever sends it does so as a voter, signed in or not (4.2a)."""
    with move(PUBLIC, "opinion.send", round_, reason=reason, once=once) as this:
        this.add(_of_round(this.subject, reporter) + room_today(taken_today(this.subject)))
        if this.more.refused:
            return m.Opinion()
        this.made(
            m.Opinion(
                round=this.subject,
                reporter=reporter,
                source="public",
                on=clock.today(),
                text=text,
                voter_name=voter_name,
                constituency=reporter.mandate.constituency if reporter else None,
            )
        )
    return this.created


def sort(
    actor: Actor,
    opinion: m.Opinion,
    *,
    sorted_as: str,
    reporter: m.Reporter | None = None,
    handler: str = "",
    due_on: date | None = None,
    difficult: bool = False,
    answer: str = "",
    reason: str = "",
    once: str | None = None,
) -> m.Opinion:
    """Conduct (→ rectification), a public matter (→ its handler, with a date), or answered on the spot (4.2a).

    Without ``due_on`` a public matter gets the edition's months from today, conduct its working days.
    What was answered on the spot is answered with that.
    """
    with move(actor, "opinion.sort", opinion, reason=reason, once=once, sorted_as=sorted_as, handler=handler) as this:
        subject = this.subject
        this.add(_of_round(subject.round, reporter))
        if reporter and not this.more.refused:
            subject.reporter = reporter
        edition = edition_for(subject)
        subject.sorted_as = sorted_as
        subject.handler = handler or _own_handler(subject)
        subject.due_on = due_on or due_for(sorted_as, clock.today(), difficult=difficult, edition=edition)
        if sorted_as == "on_the_spot":
            subject.answer_kind, subject.answer, subject.answered_on = "did", answer, clock.today()
            this.goes_to("answered")
        this.add(sorted_whole(facts(subject), latest_for(edition, difficult)))
    return this.subject


def _own_handler(opinion: m.Opinion) -> str:
    """Conduct is handled by the deputy it is about."""
    if opinion.sorted_as == "conduct" and opinion.reporter:
        return str(opinion.reporter.mandate.person.name)
    return ""


def _deputy_alone(this: Move, actor: Actor) -> bool:
    held = offices_at(actor, this.subject)
    return Office.DEPUTY in held and not held & ORGANISER[RoundKind(this.subject.round.kind)]


def answer(
    actor: Actor,
    opinion: m.Opinion,
    *,
    kind: str,
    answer: str = "",
    due_on: date | None = None,
    reason: str = "",
    once: str | None = None,
) -> m.Opinion:
    """Did, and how; will, by a date or in a goal; cannot, and why (4.4a). Answering again replaces."""
    with move(actor, "opinion.answer", opinion, reason=reason, once=once, kind=kind) as this:
        subject = this.subject
        subject.answer_kind, subject.answer, subject.answered_on = kind, answer, clock.today()
        asked = facts(subject)
        # A date kept from the sorting is the handler's, not a promise to the voter.
        this.add(answered_whole(replace(asked, due_on=due_on)))
        subject.due_on = due_on or subject.due_on
        if _deputy_alone(this, actor):
            this.add(not_by_the_deputy_alone(asked))
    return this.subject
