"""4.4: opinions answered, goals kept, the voters told, the round summed up and closed; and what is left of it."""

from __future__ import annotations

from datetime import timedelta

from tests.journeys.hands import Hands
from tests.journeys.people import Side

from shuzhi.reads.journal import verify_chain
from shuzhi.records import clock
from shuzhi.records import models as m


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
