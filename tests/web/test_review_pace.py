"""Sixty sheets of a clean scan: what the machine would not swear to is looked at in under three minutes (4.3b(iii), D0012)."""

from __future__ import annotations

import time
from random import Random

import pytest
from tests.scanned import file, marks_of, pdf_of, scanned_hall
from tests.web.test_scrutineers import in_a_browser

from shuzhi.acts import scan
from shuzhi.jobs.reading.queue import read_waiting
from shuzhi.records import models as m

SHEETS, REPORTERS = 60, 2  # six questions about one of them here; about two, twice as many places
LOOK = 2.5  # seconds a person looks at one place: taken, not measured
MINUTES = 3
GRADES = ("satisfied", "basically_satisfied", "dissatisfied", "not_known")
NEXT = """before => {
  const at = document.querySelector('#review input[name=place]'), piece = document.querySelector('.crop img');
  if (document.querySelector('#review.htmx-request')) return false;
  return !at || (at.value + document.querySelector('#review input[name=page]').value !== before && piece.naturalWidth > 0);
}"""


@pytest.mark.django_db(transaction=True)
def test_sixty_sheets_are_looked_at_in_under_three_minutes(cast, page, live_server, settings, tmp_path) -> None:
    settings.VAR = tmp_path
    hall, chance, odd = scanned_hall(cast, SHEETS), Random(60), 0
    scans = []
    for n in range(SHEETS):
        marks = marks_of(hall.meeting, n)
        for question, ticked in marks.items():
            said = chance.random()
            if said < 0.05:  # as often as in the generator's pictures: left blank, or two marks
                odd += 1
                marks[question] = () if said < 0.025 else (*ticked, next(g for g in GRADES if g not in ticked))
        scans.append(hall.scan(n, marks))
    scan.upload(cast.teller, hall.meeting, files=[file(pdf_of(scans))])
    read_waiting.call(hall.meeting.pk)
    doubts = sum(not seen["value"] for p in m.ScanPage.objects.all() for seen in p.reading["places"].values())
    assert m.ScanPage.objects.filter(state="read").count() == SHEETS
    assert odd <= doubts <= 1.5 * odd, "two thirds of what people are asked about is truly odd"
    page = in_a_browser(page, live_server, cast.teller)
    page.goto(f"{live_server.url}/meetings/{hall.meeting.pk}/scans/review")
    begun = time.monotonic()
    for _ in range(doubts):
        at = "".join(page.locator(f"#review input[name={name}]").input_value() for name in ("place", "page"))
        # What the machine thinks; where it thinks nothing, two marks.
        page.keyboard.press("Enter" if page.locator(".suggested").count() else "9")
        page.wait_for_function(NEXT, arg=at)
    machine = time.monotonic() - begun
    assert m.ScanAnswer.objects.count() == doubts
    assert (machine + doubts * LOOK) * REPORTERS < MINUTES * 60, (doubts, machine)
