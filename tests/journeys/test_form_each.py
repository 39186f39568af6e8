"""An edition with one form per reporter, from the press to the result: a pile, codes and reckoning for each (4.3b(iii), D0001)."""

from __future__ import annotations

import pypdfium2
import pytest
from django.test import TestCase
from tests.builders_meeting import with_people
from tests.cast import Cast
from tests.scanned import Answers, Heap, file, look
from tests.sheets import ADDRESS, QUESTIONS, a_meeting_to_evaluate, open_phones, put, seal

from shuzhi.acts import count as acts
from shuzhi.acts import scan, sheet
from shuzhi.acts.casting import Outcome
from shuzhi.crafts import paperform
from shuzhi.crafts.seal import verify
from shuzhi.forms.sheet import IssueForm
from shuzhi.jobs.reading.queue import read_waiting
from shuzhi.papers import sheets as press_room
from shuzhi.papers.host_evaluation import _who_rates
from shuzhi.reads.meeting import meeting_page
from shuzhi.reads.meeting_checks import checks
from shuzhi.reads.record_page import bundle, record_page
from shuzhi.reads.result import results_of_meeting
from shuzhi.reads.sheet import facts, piles
from shuzhi.records import models as m

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_waits")]
PRINTED, PHONES, GRADES = 14, 9, ("satisfied", "dissatisfied")


def said(reporter: m.Reporter, grade: str) -> dict[str, dict[str, str | None]]:
    return {str(reporter.pk): dict.fromkeys(QUESTIONS, grade)}


def printed(cast: Cast, meeting: m.Meeting) -> dict[int, Heap]:
    """Every reporter's pile as it came from the press: {reporter: heap}."""
    heaps: dict[int, Heap] = {}

    def press(meeting, edition, piles, **how):
        for reporters, codes in piles:
            (alone,) = reporters
            pdf = press_room.press(meeting, edition, [(reporters, codes)], **how)
            form = press_room.form(meeting, edition, reporters, **how)
            heaps[alone.pk] = Heap(meeting, list(codes), paperform.layout(form), pdf)
        return press_room.press(meeting, edition, piles, **how)

    numbers = {pile.key: PRINTED for pile in piles(meeting)}
    made = sheet.issue(
        cast.town_office, meeting, numbers=numbers, address=ADDRESS, press=press, form=press_room.form, large=False
    )
    assert len(pypdfium2.PdfDocument(made.data)) == PRINTED * len(heaps)
    return heaps


def test_every_reporter_has_a_form_a_pile_and_a_reckoning(cast: Cast, settings, tmp_path) -> None:
    settings.VAR = tmp_path
    meeting = a_meeting_to_evaluate(cast, reporters=2)
    programme = meeting.round.programme
    programme.edition["sheet"]["bears"]["value"] = "one_reporter"
    programme.save()
    meeting = with_people(cast, m.Meeting.objects.get(pk=meeting.pk), present=12)
    first, second = meeting.reporters.order_by("order")
    heaps = piles(meeting)
    assert [(p.key, p.reporters, p.present) for p in heaps] == [(r.pk, (r,), heaps[0].present) for r in (first, second)]
    assert facts(meeting).present == 2 * heaps[0].present, "sheets, not people"
    assert len(IssueForm(actor=cast.town_office, subject=meeting).pile_fields) == 2
    assert "各抽一张" in _who_rates(heaps)
    papers = printed(cast, meeting)
    assert {k.key: k.issued for k in meeting.sheet_kinds.all()} == {first.pk: PRINTED, second.pk: PRINTED}
    assert not [c for c in checks(meeting_page(cast.town_office, meeting.pk)) if c.act == "sheet.issue" and c.lacks]

    m.Meeting.objects.filter(pk=meeting.pk).update(state="appraising")
    meeting.refresh_from_db()
    open_phones(cast, meeting)
    for n in range(PHONES):
        assert put(papers[first.pk].codes[n], f"{n:024}", said(first, GRADES[n == 0])) is Outcome.STORED
    assert put(papers[first.pk].codes[0], "x" * 24, said(first, GRADES[0])) is Outcome.USED
    foreign = put(papers[second.pk].codes[0], "y" * 24, said(first, GRADES[0]))
    assert foreign is not Outcome.STORED, "the other reporter is not on this form"
    for n in range(PHONES - 1):
        assert put(papers[second.pk].codes[n], f"{100 + n:024}", said(second, GRADES[1])) is Outcome.STORED
    sheet.close_phones(cast.scrutineer, meeting)

    # Of the first reporter's paper one is typed in, of the second's two are scanned, whichever pile they lay in.
    kinds = {k.reporter_id: k.pk for k in meeting.sheet_kinds.all()}
    sheet.admit_paper(cast.teller, meeting, code=papers[first.pk].codes[PHONES])
    for teller in (cast.teller, cast.second_teller):
        sheet.enter(teller, meeting, kind=kinds[first.pk], slip=1, answers=said(first, GRADES[0]))
    marks: Answers = dict.fromkeys(QUESTIONS, (GRADES[0],))
    scans = [papers[second.pk].scan(n, marks) for n in (PHONES, PHONES + 1)]
    scan.upload(cast.teller, meeting, files=[file(data) for data in scans])
    with TestCase.captureOnCommitCallbacks(execute=True):
        read_waiting.call(meeting.pk)
    assert set(m.ScanPage.objects.values_list("kind", "state")) == {(kinds[second.pk], "read")}
    look(cast, papers[second.pk], {PHONES: marks, PHONES + 1: marks})

    count = acts.draw_up(
        cast.scrutineer, meeting, unused={kinds[first.pk]: 4, kinds[second.pk]: 3}, explanation="带走一张"
    )
    assert (count.issued, count.cast, count.paper, count.unused, count.missing) == (28, 17, 3, 7, 1)
    count = seal(cast, acts.confirm(cast.scrutineer, count))
    assert count.sheets == {str(first.pk): 10, str(second.pk): 10}
    assert acts.recount(count)
    acts.announce(cast.town_office, count)

    meeting = m.Meeting.objects.select_related("count").get(pk=meeting.pk)
    results = {reporter.pk: result for reporter, result in results_of_meeting(cast.public, meeting)}
    mine, other = (results[r.pk].identity for r in (first, second))
    assert (mine.issued, mine.returned, mine.unused, mine.missing, mine.valid) == (14, 10, 4, 0, 10)
    assert (other.issued, other.returned, other.unused, other.missing, other.valid) == (14, 10, 3, 1, 10)
    assert [s.n for s in results[first.pk].overall.shares] == [9, 0, 1, 0]
    assert [s.n for s in results[second.pk].overall.shares] == [2, 0, 8, 0]
    lines = record_page(cast.public, meeting.pk).piles
    assert [(p.label, p.issued, p.missing) for p in lines] == [
        (first.mandate.person.name, 14, 0),
        (second.mandate.person.name, 14, 1),
    ]
    verify.examine(bundle(cast.public, meeting.pk))
