"""An opinion as the rules ask about it (4.2a, 4.4a)."""

from __future__ import annotations

from datetime import date

from shuzhi.reads.programme import edition_of
from shuzhi.reads.round_facts import round_facts
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.deadlines import add_months
from shuzhi.rules.edition import Edition
from shuzhi.rules.opinion import OpinionFacts


def facts(opinion: m.Opinion) -> OpinionFacts:
    """One opinion, and whether a goal already takes it up."""
    return OpinionFacts(
        round=round_facts(opinion.round),
        on=opinion.on,
        today=clock.today(),
        of_reporter=opinion.reporter.mandate.person.name if opinion.reporter else "",
        sorted_as=opinion.sorted_as,
        handler=opinion.handler,
        due_on=opinion.due_on,
        answer_kind=opinion.answer_kind,
        answer=opinion.answer,
        in_goal=bool(opinion.pk) and opinion.goals.exists(),
    )


def edition_for(opinion: m.Opinion) -> Edition:
    """The edition the opinion's round runs under."""
    return edition_of(opinion.round.programme)


def latest_for(edition: Edition, difficult: bool) -> date:
    """The last day a public matter handed over today may take (decision 0001)."""
    days = edition.days
    return add_months(clock.today(), (days.difficult_matter_months if difficult else days.public_matter_months).value)


def taken_today(round_: m.Round) -> int:
    """How many opinions the public form has brought this round today."""
    return m.Opinion.objects.filter(round=round_, source="public", on=clock.today()).count()
