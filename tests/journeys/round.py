"""One round as people work it, in the source document's order: each function is one clause, pressed on the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page
from tests.journeys.hands import REASON, Hands
from tests.journeys.people import Side

from shuzhi.acts import attendance
from shuzhi.forms import sheet as sheet_forms
from shuzhi.reads.actors import actor_for_person
from shuzhi.reads.journal import verify_chain
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.roles import RoundKind

ASPECTS = ("law", "sessions", "voters", "activities", "example", "shortcomings")
DONE = {"satisfied": "1", "basically_satisfied": "2"}


def programme(h: Hands, side: Side) -> m.Programme:
    """0.1, 1.1: the district office states the basis and opens the programme; its regulation is public."""
    cast, today = side.cast, clock.today()
    h.sit(cast.office)
    h.open("programmes")
    h.press(
        "programme.draft",
        cast.district,
        reason=REASON,
        title="人大代表向选民述职工作",
        basis="《代表法》关于代表受原选区选民监督的规定",
        adopting_body="锡山区人大常委会",
        adopted_at_meeting="第三十六次会议",
        adopted_on=today - timedelta(days=40),
        district_from=today - timedelta(days=30),
        district_until=today + timedelta(days=60),
        town_from=today - timedelta(days=30),
        town_until=today + timedelta(days=60),
    )
    drafted = m.Programme.objects.get()
    h.press("programme.open", drafted)
    h.sit(cast.public)
    h.open("regulation")
    h.reads("4.3" if h.language == "en" else "述职")
    return drafted


def opening(h: Hands, side: Side, pilot: m.Programme) -> None:
    """2.2a–c: the round is opened for its organiser."""
    office = side.cast.office if side.kind is RoundKind.DISTRICT_ORGANS else side.cast.town_office
    h.sit(office)
    h.open("programme", pilot.pk)
    more = {"groups": [g.pk for g in side.groups]} if side.groups else {}
    h.press("round.open", pilot, organiser=side.organiser.pk, kind=side.kind.value, **more)
    side.round = m.Round.objects.get(kind=side.kind)


def plan(h: Hands, side: Side) -> None:
    """4.1a: plan and schedule are drawn up, submitted, returned with remarks, and adopted by the body."""
    today = clock.today()
    h.sit(side.by)
    h.refused("round.advance", side.round, "4.1a")
    h.open("plan", side.round.pk)
    h.press(
        "plan.draft",
        side.round,
        text="一、述职对象；二、时间安排；三、工作要求。",
        starts_on=today - timedelta(days=20),
        meeting_on=today,
        ends_on=today + timedelta(days=50),
    )
    side.plan = m.Plan.objects.get(round=side.round)
    h.press("plan.submit", side.plan)
    sat = {"sat_on": today, "chair": side.adopter.name, "decision": "原则同意。", "minutes_number": "纪要6号"}
    h.sit(side.adopter)
    h.open("plan", side.round.pk)
    h.press("plan.return", side.plan, **sat, remarks="写明地点。")
    h.sit(side.by)
    h.open("plan", side.round.pk)
    h.reads("写明地点。")
    h.press("plan.revise", side.plan, text="一、述职对象；二、时间安排；三、工作要求；四、地点。")
    h.press("plan.submit", side.plan)
    h.sit(side.adopter)
    h.open("plan", side.round.pk)
    h.press("plan.adopt", side.plan, **sat)


def roster(h: Hands, side: Side) -> None:
    """2.3, 4.1b, 2.4: chosen on the record, decided after a meeting, filed upward and acknowledged."""
    h.sit(side.decider)
    h.open("roster", side.round.pk)
    for who in side.reporters:
        h.press("roster.propose", side.round, mandate=side.mandate(who).pk, grounds="履职交流好。")
        h.open("roster", side.round.pk)
    h.refused("roster.decide", side.roster, "4.1b")
    h.open("roster", side.round.pk)
    h.press("roster.meet", side.roster, sat_on=clock.today(), chair=side.decider.name, attended=9)
    h.open("roster", side.round.pk)
    # 2.3: nobody's ledger holds a checked entry yet, and it is said why they were chosen all the same.
    h.press("roster.decide", side.roster, reason=REASON)
    h.open("roster", side.round.pk)
    h.reads(REASON)
    if side.kind is not RoundKind.TOWN:
        h.sit(side.by)
        h.open("roster", side.round.pk)
        h.press("roster.file", side.roster)
        h.sit(side.cast.office)
        h.open("roster", side.round.pk)
        h.press("roster.acknowledge", side.roster)


def study(h: Hands, side: Side) -> None:
    """4.1c, 5.1: study with those who attended; a doubt and its answer; on to preparation."""
    h.sit(side.by)
    h.refused("round.advance", side.round, "4.1c")
    h.open("study", side.round.pk)
    h.press(
        "study.record",
        side.round,
        form="集中学习",
        title="学习代表法",
        attended=[side.mandate(who).pk for who in side.reporters],
    )
    h.press("study.answer_doubt", side.round, kind="搞形式", text="走过场？", answer="意见件件有答复。")
    advance(h, side, "preparation")


def advance(h: Hands, side: Side, stage: str) -> None:
    """4.0c: on to the next stage, from the round's home."""
    h.sit(side.by)
    h.open("round", side.round.pk)
    h.press("round.advance", side.round)
    side.round.refresh_from_db()
    assert side.round.state == stage


def opinions_and_report(h: Hands, side: Side) -> None:
    """4.2a, 3.1–3.5, 5.3: visits, opinions, the report by its aspects, face-to-face guidance, publication."""
    for who in side.reporters:
        reporter = side.reporter(who)
        h.sit(who)
        h.open("opinions", side.round.pk)
        h.press("opinion.visit", reporter, place="港下村", households=8, opinions="路灯不亮\n多到村里来")
        h.open("report", reporter.pk)
        h.press("report.write", reporter, section_law="我学习法律。")
        h.refused("report.submit", side.report(who), "3.2")
        h.open("report", reporter.pk)
        h.press("report.write", reporter, **{f"section_{a}": "我走访选民，提出建议，参加视察。" * 12 for a in ASPECTS})
        h.press("report.submit", side.report(who))
        h.sit(side.by)
        h.refused("report.accept", side.report(who), "5.3")
        h.open("report", reporter.pk)
        h.press("report.guide", side.report(who), guide="区人大代表工委", advice="分清个人和集体。")
        h.open("report", reporter.pk)
        h.press("report.accept", side.report(who))
        h.open("report", reporter.pk)
        h.press("report.publish", side.report(who))
    h.sit(side.cast.public)
    h.open("public_reporter", side.reporter(side.reporters[0]).pk)
    h.reads("我走访选民")


def arrangements(h: Hands, side: Side) -> None:
    """4.2b, 4.3a: time, place, attendees; the meeting is called."""
    h.sit(side.by)
    starts = timezone.localtime(clock.now()).replace(microsecond=0)
    side.meeting = None  # type: ignore[assignment]
    h.page.goto(f"{h.address}/act/meeting.plan/{side.round.pk}")
    h.press(
        "meeting.plan",
        side.round,
        title="人大代表向选民述职会议",
        starts_at=datetime.combine(starts.date(), time(14)).strftime("%Y-%m-%dT%H:%M"),
        place="文化中心",
        chair=side.decider.name,
    )
    side.meeting = m.Meeting.objects.get(round=side.round)
    advance(h, side, "meeting")
    h.refused("meeting.call", side.meeting, "4.3a")
    h.open("invitees", side.meeting.pk)
    heads = {f"head_{side.reporter(who).pk}": f"何卫{n}" for n, who in zip("东南西", side.reporters, strict=False)}
    voters = list(m.Voter.objects.values_list("pk", flat=True))
    h.press("meeting.invite", side.meeting, voters=voters, **heads)
    h.open("meeting", side.meeting.pk)
    h.press("meeting.call", side.meeting)
    held = {}
    for office, who in (("scrutineer", "scrutineer"), ("teller", "teller"), ("teller", "second_teller")):
        name = getattr(side.cast, who).name
        h.open("meeting", side.meeting.pk)
        h.press("meeting.appoint", side.meeting, office=office, name=name)
        held[who] = actor_for_person(side.meeting.posts.get(office=office, person__name=name).person)
    side.cast = replace(side.cast, **held)


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

    def press(meeting: Any, edition: Any, reporters: Any, codes: Any, **how: Any) -> bytes:
        side.codes.extend(codes)
        return real(meeting, edition, reporters, codes[:2], **how)

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


def speeches(h: Hands, side: Side, *, short: bool) -> None:
    """4.3b(i), (ii): the meeting is opened, a leader speaks, the deputies report; a question from the floor."""
    h.sit(side.by)
    h.open("chair", side.meeting.pk)
    h.press("meeting.open", side.meeting, reason=REASON if short else "")
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


def phones(h: Hands, side: Side, browser: Browser, number: int, *, script: bool = True) -> None:
    """4.3b(iii): phones are opened by the scrutineer; so many sheets are filled in on a phone 360 pixels wide."""
    h.sit(side.cast.scrutineer)
    h.open("sheets", side.meeting.pk)
    h.press("sheet.open", side.meeting)
    phone = browser.new_context(
        viewport={"width": 360, "height": 740},
        locale="en-GB" if h.language == "en" else "zh-CN",
        java_script_enabled=script,
    )
    try:
        for n, code in enumerate(side.codes[:number]):
            fill_in(phone.new_page(), h.address, code, n % 2, script=script, english=h.language == "en")
    finally:
        phone.close()
    h.page.reload()
    assert h.page.locator("main .big").first.inner_text().startswith(str(number))
    h.press("sheet.close_phones", side.meeting)


def fill_in(phone: Page, address: str, code: str, grade: int, *, script: bool, english: bool) -> None:
    """One bearer of a sheet: the code, a tick a line, looked through once more, into the box."""
    phone.goto(f"{address}/s#{code}" if script else f"{address}/s")
    if not script:
        phone.locator("#code").fill(code)
        phone.locator("form button.btn").click()
    phone.locator("[data-question]").first.wait_for()
    for line in phone.locator("[data-question]").all():
        line.locator("label").nth(grade).click()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.locator(".foot button.btn").click()
    phone.locator(".foot button.btn", has_text="Put it in the box" if english and not script else "").first.wait_for()
    phone.locator(".foot button.btn").click()
    phone.locator("[data-outcome=stored]:visible").wait_for()
    phone.close()


def papers(h: Hands, side: Side, first: int, number: int) -> None:
    """D0005: papers checked in, typed in by two tellers; they differ on one, and the scrutineer settles it."""
    kind, meeting = side.meeting.sheet_kinds.get().pk, side.meeting
    h.sit(side.cast.scrutineer)
    h.open("count", meeting.pk)
    for code in side.codes[first : first + number]:
        h.press("sheet.admit_paper", meeting, code=code)
    h.press("sheet.admit_paper", meeting, code=side.codes[0])  # cast on a phone: set aside
    for teller in (side.cast.teller, side.cast.second_teller):
        h.sit(teller)
        h.open("count_enter", meeting.pk, kind)
        for slip in range(1, number + 1):
            digit = "2" if slip == 1 and teller is side.cast.second_teller else "1"
            type_in(h, meeting, slip, digit)
    h.sit(side.cast.scrutineer)
    h.open("count", meeting.pk)
    h.page.locator(f'a[href$="/count/{kind}/1"]').click()
    form = h.page.locator("form[data-entry]")
    for field in form.locator("[data-digit]:not([readonly])").all():
        field.fill("1")
    with h.page.expect_navigation():
        form.locator("button.btn").click()


def type_in(h: Hands, meeting: m.Meeting, slip: int, digit: str) -> None:
    """One paper: its pencilled number, a figure a line."""
    form = h.page.locator("form[data-entry]")
    form.locator("[name=slip]").fill(str(slip))
    for field in form.locator("[data-digit]").all():
        field.fill(digit)
    with h.page.expect_navigation():
        form.locator("button.btn").click()


def counted(h: Hands, side: Side, unused: int) -> None:
    """4.3b, D0001: drawn up, the gap explained, confirmed, sealed, announced."""
    h.open("count", side.meeting.pk)
    h.press("count.draw_up", side.meeting, unused=unused - 1)
    count = m.Count.objects.get(meeting=side.meeting)
    h.refused("count.confirm", count, "D0001")
    h.open("count", side.meeting.pk)
    h.press("count.explain", count, unused=unused - 1, explanation="一位选民代表带走一张。")
    h.press("count.confirm", count)
    h.press("count.seal", count)
    h.sit(side.by)
    h.open("count", side.meeting.pk)
    h.press("count.announce", count)
    count.refresh_from_db()
    assert (count.state, count.missing) == ("announced", 1)


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


def rectification(h: Hands, side: Side) -> None:
    """4.4a: opinions sorted and answered; a goal with its measure, started, done with evidence, finished."""
    due = clock.today() + timedelta(days=20)
    for who in side.reporters:
        reporter = side.reporter(who)
        h.sit(who)
        h.refused("rectification.propose", reporter, "4.4a", text="修好路灯", due_on=due)
        h.open("rectification", reporter.pk)
        h.press(
            "rectification.propose",
            reporter,
            text="修好路灯",
            due_on=due,
            measure="换灯",
            owner=who.name,
            measure_due_on=due,
        )
        goal = m.Goal.objects.get(reporter=reporter)
        h.press("rectification.start", goal)
        h.press(
            "rectification.progress",
            goal,
            text="已换好。",
            measure=goal.measures.get().pk,
            finishes=True,
            evidence=("路灯.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40),
        )
        h.press("rectification.finish", goal, outcome="路灯亮了。")
    h.sit(side.by)
    one = side.round.opinions.filter(state="recorded").exclude(reporter=None).first()
    h.open("opinions", side.round.pk, query=f"?open={one.pk}&as=sort")
    h.press("opinion.sort", one, sorted_as="conduct")
    h.open("opinions", side.round.pk, query=f"?state=sorted&open={one.pk}")
    h.press("opinion.answer", one, kind="did", answer="已换好。")


def told(h: Hands, side: Side) -> None:
    """4.4b: the voters are told, and one who attended says done."""
    h.sit(side.by)
    h.refused("round.close", side.round, "4.4b")
    h.open("notices", side.round.pk)
    h.press(
        "notice.draft",
        side.round,
        title="整改情况通报",
        circle="选民代表",
        manner="会议",
        on=clock.today(),
        told=40,
        text="路灯已修好。",
    )
    h.press("notice.publish", m.Notice.objects.get(round=side.round))
    goal = m.Goal.objects.filter(reporter__round=side.round).first()
    voter = side.meeting.invitees.filter(present=True).exclude(phone="").first()
    h.sit(side.cast.public)
    h.open("public_reporter", goal.reporter_id)
    h.press("rectification.confirm", goal, name=voter.name, tail=voter.phone[-4:], done="yes")
    assert m.Voice.objects.filter(goal=goal, done=True).count() == 1


def summary(h: Hands, side: Side) -> None:
    """4.4c, 4.4d: the summary goes up, the round is closed, its practice exchanged."""
    h.sit(side.by)
    h.refused("round.close", side.round, "4.4c")
    h.open("summary", side.round.pk)
    h.press("summary.write", side.round, text="本轮述职按方案完成。")
    written = m.Summary.objects.get(round=side.round)
    h.press("summary.submit", written)
    h.open("round", side.round.pk)
    h.press("round.close", side.round)
    h.sit(side.cast.office)
    h.open("summary", side.round.pk)
    h.press("summary.exchange", written, good_practice="意见清单公开")


def stands(h: Hands, side: Side, *, grades: bool) -> None:
    """What is left: the round closed, its result and notice public, the journal whole, no script that failed.

    ``grades``: ten sheets or more were in; for fewer only participation is shown (D0001).
    """
    side.round.refresh_from_db()
    assert side.round.state == "closed"
    h.sit(side.cast.public)
    h.open("results")
    h.reads(side.reporters[0].name)
    said = "Basically satisfied" if h.language == "en" else "基本满意"
    assert (said in h.page.inner_text("main")) is grades
    h.open("coverage")
    h.open("public_notices")
    h.reads("整改情况通报")
    assert verify_chain().whole
    assert h.errors == []
