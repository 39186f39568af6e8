"""What the forms of rectification choose from (4.4a)."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from shuzhi.reads.programme import edition_of
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.deadlines import shift_working_days


def opinions_for(reporter: m.Reporter) -> QuerySet[m.Opinion]:
    """What was said of this reporter and is no public matter; what no goal takes up yet comes first."""
    return m.Opinion.objects.filter(reporter=reporter).exclude(sorted_as="public_matter").order_by("on", "pk")


def reporter_name(reporter: m.Reporter) -> str:
    """The reporter's name, who usually carries a measure out."""
    return str(reporter.mandate.person.name)


def due_by_default(reporter: m.Reporter) -> date:
    """The date a goal gets where nobody sets another (decision 0001)."""
    return shift_working_days(clock.today(), edition_of(reporter.round.programme).days.rectify_within.value)


def open_measures(goal: m.Goal) -> QuerySet[m.Measure]:
    """The measures not done yet."""
    return goal.measures.filter(done_on=None)
