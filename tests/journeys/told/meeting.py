"""4.3: the door, the sheets, the deputies report, the groups appraise, the chair sums up."""

from __future__ import annotations

from typing import Any

import pytest
from tests.journeys.hands import REASON, Hands
from tests.journeys.people import Side
from tests.journeys.told.launch import advance

from shuzhi.acts import attendance
from shuzhi.forms import sheet as sheet_forms
from shuzhi.records import models as m


def door(h: Hands, side: Side, present: int) -> None:
    """4.3a: checked in by name, by the telephone's last figures, and one undone; the rest the same way without the page."""
    people = list(side.meeting.invitees.exclude(phone="").order_by("pk"))
    tellers = side.cast.teller
    h.sit(tellers)
    for who, asked in ((people[0], people[0].name), (people[-1], people[-1].phone[-4:])):
        h.open("door", side.meeting.pk, query=f"?q={asked}")
        h.press("meeting.admit", who)
    h.open("door", side.meeting.pk, query=f"?q={people[-1].phone[-4:]}")
    h.press("meeting.admit", people[-1])
    assert not m.Invitee.objects.get(pk=people[-1].pk).present
    for one in side.meeting.invitees.filter(present=False).order_by("-kind", "pk")[: present - 1]:
        attendance.admit(tellers, one)
    h.open("door", side.meeting.pk)
    h.reads(str(present))


def sheets(h: Hands, side: Side, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """4.3b(iii): sheets are printed, handed over once; the codes are in the attendees' hands from now on."""
    real = sheet_forms.press

    def press(meeting: Any, edition: Any, heaps: Any, **how: Any) -> bytes:
        side.codes.extend(code for _, codes in heaps for code in codes)
        return real(meeting, edition, [(reporters, codes[:2]) for reporters, codes in heaps], **how)

    monkeypatch.setattr(sheet_forms, "press", press)
    h.sit(side.by)
    h.open("appraisal", side.meeting.pk)
    h.press("appraisal.group", side.meeting, groups=2)
    h.open("sheets", side.meeting.pk)
    h.page.locator('a[href*="sheet.issue"]').click()
    pile = side.cast.constituency.pk
    h.page.locator(f'[name="n_{pile}"]').fill(str(number))
    with h.downloads():
        h.page.locator("form[action*='sheet.issue'] button.btn").click()
    assert len(side.codes) == number


def speeches(h: Hands, side: Side) -> None:
    """4.3b(i), (ii): the meeting is opened, a leader speaks, the deputies report; a question from the floor."""
    h.sit(side.by)
    h.open("chair", side.meeting.pk)
    # 4.3a: with fewer than fifty in the hall, it is said why the meeting goes ahead.
    few = side.meeting.invitees.filter(present=True).count() < 50
    h.press("meeting.open", side.meeting, reason=REASON if few else "")
    for item in side.meeting.agenda.filter(key__in=("leader_speech", "reports")).order_by("order"):
        h.open("chair", side.meeting.pk)
        h.press("meeting.start_item", item)
    h.press("meeting.ask", side.meeting, text="河道什么时候清？", taken_away=True)
    h.press("appraisal.start", side.meeting)


def appraisals(h: Hands, side: Side) -> None:
    """4.3b(iii): each group hands in what it says of each reporter."""
    for group in side.meeting.groups.all():
        h.open("group", group.pk)
        for who in side.reporters:
            h.press(
                "appraisal.hand_in",
                group,
                row={"reporter": side.reporter(who).pk},
                text="履职认真。",
                demands="多到村里来",
            )


def summing_up(h: Hands, side: Side) -> None:
    """4.3b(iv), (v): each group is heard, the chair sums up, the meeting closes; on to the conclusion."""
    for _ in side.meeting.groups.all():
        h.open("chair", side.meeting.pk)
        group = side.meeting.groups.filter(heard=False).order_by("number").first()
        h.press("appraisal.hear", group)
    closing = side.meeting.agenda.get(key="closing")
    h.open("chair", side.meeting.pk)
    h.press("meeting.start_item", closing)
    h.press("meeting.close", side.meeting, closing_words="请代表按意见整改。")
    h.open("minutes", side.meeting.pk)
    h.reads("请代表按意见整改。")
    advance(h, side, "conclusion")
