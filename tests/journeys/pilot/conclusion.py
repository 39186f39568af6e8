"""4.4: goals and measures, the notice to the voters, the summary."""

from __future__ import annotations

from tests.journeys.people import Side
from tests.journeys.pilot.year import Year, day_of, refused

from shuzhi.acts import liaison, notice, opinion, rectification, summary
from shuzhi.acts import round as rounds
from shuzhi.records import models as m

PICTURE = ("路灯.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)


def conclusion(year: Year, side: Side) -> None:
    """4.4: goals and measures, the notice to the voters, the summary."""
    on, cast, by = day_of(side), side.cast, side.by
    with year.step("4.4a", on(7, 18)):
        for one in side.round.opinions.filter(state="recorded"):
            if one.text == "代表来得少":
                opinion.sort(by, one, sorted_as="conduct")
                opinion.answer(by, one, kind="did", answer="已每月走访一次。")
            elif one.reporter_id:
                opinion.sort(by, one, sorted_as="public_matter", handler="镇城管办")
        for who in side.reporters:
            given = {"text": "每月走访一次，路灯修好", "due_on": on(7, 25)}
            refused("4.4a", rectification.propose, who, side.reporter(who), **given)
            goal = rectification.propose(
                who,
                side.reporter(who),
                **given,
                measure="会同镇城管办更换路灯",
                owner=who.name,
                measure_due_on=on(7, 24),
                opinions=side.round.opinions.filter(reporter=side.reporter(who), text="路灯不亮"),
            )
            goal = rectification.start(who, goal)
            refused("4.4a", rectification.finish, who, goal, outcome="已办结。")
            measure = goal.measures.get()
            done = {"on": on(7, 18), "text": "路灯已换好。", "measure": measure, "finishes": True}
            assert refused("D0006", rectification.progress, who, goal, **done).wants_reason
            rectification.progress(who, goal, **done, evidence=PICTURE)
            assert rectification.finish(who, goal, outcome="路灯亮了。").finished_on == on(7, 18)
    with year.step("4.4b", on(7, 26)):
        told = {"title": "整改情况通报", "text": "路灯已修好。", "manner": "会议", "on": on(7, 26), "told": 40}
        refused("4.4b", notice.publish, by, notice.draft(by, side.round, **told, circle=""))
        refused("4.4b", rounds.close, by, side.round, reason="大家都知道了。")
        out = notice.publish(by, notice.draft(by, side.round, **told, circle="港下选区选民代表"))
        assert out.state == "published"
        goals = m.Goal.objects.filter(reporter__round=side.round)
        assert set(goals.values_list("state", flat=True)) == {"reported_back"}
        voter = side.meeting.invitees.filter(present=True).exclude(phone="").first()
        rectification.confirm(cast.public, goals.first(), name=voter.name, tail=voter.phone[-4:], done=True)
        refused("4.4b", rectification.confirm, cast.public, goals.first(), name="张三", tail="0000", done=True)
    with year.step("5.5", on(7, 27)):
        sent = liaison.report(by, side.round, kind="progress", title="述职会议已经开过", text="到会五十人。")
        liaison.acknowledge(cast.office, sent)
    with year.step("4.4c", on(7, 28)):
        refused("4.4c", rounds.close, by, side.round, reason="总结以后再写。")
        written = summary.write(by, side.round, body=side.organiser, text="本轮述职〔待填〕。")
        refused("4.4c", summary.submit, by, written)
        summary.revise(by, written, text="本轮述职按方案完成，意见件件有答复。")
        summary.submit(by, written)
        side.round = rounds.close(by, side.round)
        assert (side.round.state, side.round.closed_on) == ("closed", on(7, 28))
        refused(
            "4.4a",
            rectification.propose,
            side.reporters[0],
            side.reporter(side.reporters[0]),
            text="再",
            due_on=on(7, 30),
        )
