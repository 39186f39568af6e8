"""The papers of a round written one after another: each says what it says alone, and more of them ask no more."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.cast import person as a_person
from tests.papers.rounds import KINDS, Complete, complete, people

from shuzhi.papers import files
from shuzhi.reads.actors import actor_for_person
from shuzhi.records import clock
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db
# What all the papers of a round may ask, however many there are of them.
MOST = 80


def another_reporter(known: Complete, cast: Cast, number: int) -> m.Reporter:
    """One more deputy of the same group with a report, a visit, an opinion, a goal and a nomination of their own."""
    first = known.reporter
    person = a_person(f"顾{'一二三四五六'[number]}平")
    mandate = m.Mandate.objects.create(
        person=person, level=first.mandate.level, group=first.mandate.group, constituency=first.mandate.constituency,
        since=clock.today(), term=first.mandate.term,
    )  # fmt: skip
    reporter = m.Reporter.objects.create(round=known.round, mandate=mandate, state="chosen", order=number + 2)
    today = clock.today()
    known.meeting.reporters.add(reporter)
    m.AppraisalGroup.objects.get(meeting=known.meeting).appraisals.create(
        reporter=reporter, text=f"{person.name}走访勤。", demands="多下村"
    )
    visit = m.Visit.objects.create(reporter=reporter, on=today, place=f"{number}号楼", households=number + 3)
    for text, state in ((f"路灯{number}", "sorted"), (f"河道{number}", "answered")):
        m.Opinion.objects.create(
            round=known.round, reporter=reporter, visit=visit, source="visit", on=today, text=text, state=state
        )
    report = m.Report.objects.create(reporter=reporter, state="submitted")
    m.ReportVersion.objects.create(report=report, number=1, sections={"law": f"学法{number}次。"}, saved_on=today)
    goal = m.Goal.objects.create(reporter=reporter, text=f"装灯{number}盏", due_on=today, state="under_way")
    goal.opinions.add(m.Opinion.objects.get(text=f"路灯{number}"))
    m.Measure.objects.create(goal=goal, text="报经费", owner="城管科", due_on=today)
    return reporter


def asked(known: Complete) -> int:
    with CaptureQueriesContext(connection) as caught:
        files._lines_of(known.by, known.round.pk)
    return len(caught)


@pytest.mark.parametrize("kind", KINDS)
def test_more_reporters_ask_no_more(cast: Cast, kind: str) -> None:
    known = complete(cast, kind)
    another_reporter(known, cast, 0)
    few = asked(known)
    for number in range(1, 4):
        another_reporter(known, cast, number)
    people(known.meeting, 20)
    many = asked(known)
    assert (many, many <= MOST) == (few, True)
    of_reporters = [one for one in files.written_for(known.by, known.round.pk) if one.paper.about == "reporter"]
    assert len(of_reporters) >= 5 * 4


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_says_among_the_others_what_it_says_alone(cast: Cast, kind: str) -> None:
    known = complete(cast, kind)
    for number in range(2):
        another_reporter(known, cast, number)
    deputy = actor_for_person(known.reporter.mandate.person)
    for actor in (known.by, deputy):
        together = files.written_for(actor, known.round.pk)
        assert len(together) > 5
        for one in together:
            assert one.document == one.paper.build(actor, one.pk), one.paper.name
