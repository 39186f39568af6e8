"""The round of 2006 through its acts: one function a stage, one ``with`` a step, each under its clause and on its day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.journeys.people import Side
from tests.sheets import all_of

from shuzhi.acts import (
    appraisal,
    attendance,
    casting,
    count,
    duty,
    liaison,
    meeting,
    notice,
    opinion,
    plan,
    rectification,
    report,
    roster,
    sheet,
    study,
    summary,
)
from shuzhi.acts import round as rounds
from shuzhi.acts._perform import Refused
from shuzhi.reads.sheet import piles
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.clauses import CLAUSES
from shuzhi.rules.roles import RoundKind

ASPECTS = ("law", "sessions", "voters", "activities", "example")
PICTURE = ("路灯.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)
PRESENT, PHONES, PAPERS = 50, 14, 35


@dataclass
class Year:
    """The clauses walked through, in the order in which they were."""

    walked: list[str] = field(default_factory=list)

    @contextmanager
    def step(self, clause: str, day: date, hour: int = 9) -> Iterator[date]:
        """One sentence of the document, on its day."""
        assert clause in CLAUSES, clause
        self.walked.append(clause)
        with clock.at(datetime.combine(day, time(hour))):
            yield day


def refused(clause: str, act: Callable[..., Any], *args: Any, **given: Any) -> Refused:
    """The act is refused, or asks for a reason, under this clause; and nothing of it stays."""
    before = m.Entry.objects.count()
    with pytest.raises(Refused) as caught:
        act(*args, **given)
    found = (*caught.value.verdict.lacks, *caught.value.verdict.cautions)
    assert clause in {f.clause for f in found}, found
    assert all(f.text.zh and f.text.en for f in found)
    assert m.Entry.objects.count() == before
    return caught.value


def day_of(side: Side) -> Callable[[int, int], date]:
    """June and July as the district had them; the towns' own deputies later in the year."""
    return lambda month, day: date(2006, month, day) + timedelta(days=side.shift)


def launch(year: Year, side: Side, programme: m.Programme) -> None:
    """4.1: plan and schedule, the list of reporters, study and publicity."""
    on, cast = day_of(side), side.cast
    with year.step(side.quota, on(6, 1)):
        if side.kind is RoundKind.TOWN:
            refused("2.2c", rounds.open_, side.by, programme, organiser=side.organiser, kind=side.kind, groups=[])
        opener = cast.office if side.kind is RoundKind.DISTRICT_ORGANS else side.by
        given = {"organiser": side.organiser, "kind": side.kind, "groups": side.groups}
        side.round = rounds.open_(opener, programme, **given)
        refused(side.quota, rounds.open_, opener, programme, **given)
    with year.step("4.1", on(6, 1), 10):
        assert (side.round.state, side.roster.state) == ("launch", "drafted")
        refused("4.4c", rounds.close, side.by, side.round, reason="不办了。")

    with year.step("4.1a", on(6, 2)):
        text = "一、指导思想；二、述职对象；三、时间安排；四、工作要求。"
        dates = {"starts_on": on(6, 1), "meeting_on": on(7, 15), "ends_on": on(7, 31)}
        side.plan = plan.draft(side.by, side.round, text=text, **dates | {"ends_on": on(7, 31) + timedelta(days=70)})
        assert refused("4.0c", plan.submit, side.by, side.plan).wants_reason
        refused("4.0b" if side.kind is RoundKind.TOWN else "4.0a", plan.submit, side.by, side.plan)
        refused("4.1a", rounds.advance, side.by, side.round)
        refused("4.1a", plan.adopt, side.adopter, side.plan, **_sat(on(6, 2)))
    with year.step("4.0c", on(6, 3)):
        plan.revise(side.by, side.plan, text=text, **dates)
        plan.submit(side.by, side.plan)
    with year.step("4.1a", on(6, 7)):
        refused("4.1a", plan.adopt, cast.stranger, side.plan, **_sat(on(6, 7)))
        plan.return_(side.adopter, side.plan, remarks="会议地点要写明。", **_sat(on(6, 5)))
        plan.revise(side.by, side.plan, text=text + "地点：文化中心。", **dates)
        plan.submit(side.by, side.plan)
        refused("4.1a", plan.adopt, side.adopter, side.plan, **_sat(on(6, 20)))
        adopted = plan.adopt(side.adopter, side.plan, **_sat(on(6, 7)))
        assert (adopted.state, adopted.versions.count()) == ("adopted", 3)

    with year.step("2.3", on(6, 8)):
        checker = side.by if side.kind is not RoundKind.DISTRICT_TOWN else side.decider
        for deputy in side.reporters[1:]:
            _on_record(side, deputy, checker, on(6, 8))
        names = [*side.reporters, side.spare]
        listed = [
            roster.propose(side.decider, side.round, mandate=side.mandate(who), grounds="小组交流履职情况，评价好。")
            for who in names
        ]
    with year.step("4.1b", on(6, 12)):
        refused("4.1b", roster.decide, side.decider, side.roster, reason="大家都同意。")
        roster.meet(
            side.decider,
            side.roster,
            sat_on=on(6, 12),
            chair=side.decider.name,
            attended=9,
            widened=side.kind is RoundKind.TOWN,
            decision="按名单确定。",
        )
        if side.kind is not RoundKind.TOWN:
            refused(side.quota, roster.decide, side.decider, side.roster, reason="多一名也好。")
        roster.strike(side.decider, listed[-1], because="下一批再安排。")
        assert refused("2.3", roster.decide, side.decider, side.roster).wants_reason
        _on_record(side, side.reporters[0], checker, on(6, 8))
        decided = roster.decide(side.decider, side.roster)
        assert decided.decided_on == on(6, 12)
        assert {r.mandate.person.name for r in side.round.reporters.filter(state="chosen")} == {
            who.name for who in side.reporters
        }
    with year.step("2.4", on(6, 13)):
        if side.kind is RoundKind.TOWN:
            refused("2.4", roster.file, side.by, side.roster)
        else:
            refused("2.4", rounds.advance, side.by, side.round, reason="以后再报。")
            roster.file(side.by, side.roster)
            refused("2.4", roster.acknowledge, side.by, side.roster)
            assert roster.acknowledge(cast.office, side.roster).acknowledged_on == on(6, 13)

    with year.step("4.1c", on(6, 14)):
        assert refused("4.1c", rounds.advance, side.by, side.round).wants_reason
        attended = [side.mandate(who) for who in side.reporters]
        study.record(side.by, side.round, on=on(6, 14), form="集中学习", title="学习代表法", attended=attended)
        assert (
            study.record(
                side.by, side.round, on=on(6, 14), form="宣传栏、村务公开栏", title="述职是怎么回事", audience=300
            ).audience
            == 300
        )
    with year.step("5.1", on(6, 14), 10):
        study.answer_doubt(
            side.by, side.round, on=on(6, 14), kind="搞形式", text="会不会走过场？", answer="意见件件有答复，结果公开。"
        )
    with year.step("4.2", on(6, 15)):
        side.round = rounds.advance(side.by, side.round)
        assert side.round.state == "preparation"


def _sat(day: date) -> dict[str, Any]:
    return {
        "sat_on": day,
        "chair": "会议主持人",
        "decision": "会议决定",
        "minutes_number": "纪要〔2006〕6号",
        "attended": 7,
    }


def _on_record(side: Side, deputy: Any, checker: Any, day: date) -> None:
    entry = duty.record(deputy, side.mandate(deputy), on=day, kind="contact", title="走访港下选民八户")
    duty.check(checker, entry)


def preparation(year: Year, side: Side) -> None:
    """4.2: voters visited, opinions gathered, the report written on that basis; the meeting prepared."""
    on, cast = day_of(side), side.cast
    first = side.reporters[0]
    with year.step("4.2a", on(6, 17)):
        refused("4.2a", rounds.advance, side.by, side.round, reason="时间紧。")
        for who in side.reporters:
            opinion.visit(
                who, side.reporter(who), on=on(6, 17), place="港下", households=8, opinions="路灯不亮\n代表来得少"
            )
        refused("4.2a", opinion.visit, cast.stranger, side.reporter(first), on=on(6, 17), place="港下", households=1)
        refused("4.2a", opinion.visit, first, side.reporter(first), on=on(6, 18), place="港下", households=1)
        opinion.send(cast.public, side.round, text="河道要清。", reporter=side.reporter(first))
        assert side.round.opinions.count() == 2 * len(side.reporters) + 1
    with year.step("3", on(6, 24), 7):
        before = {"on": date(2003, 5, 1), "kind": "contact", "title": "担任代表以前的事"}
        refused("3", duty.record, first, side.mandate(first), **before)
        refused("3", report.write, first, side.reporter(first), sections={"post": "我局今年的工作"})
    for aspect, clause in zip(ASPECTS, ("3.1", "3.2", "3.3", "3.4", "3.5"), strict=True):
        with year.step(clause, on(6, 24), 8 + ASPECTS.index(aspect)):
            for who in side.reporters:
                if aspect != ASPECTS[0]:
                    refused(clause, report.submit, who, side.report(who), reason="先交了再说。")
                report.write(who, side.reporter(who), sections={aspect: "我走访选民，提出建议，参加视察。" * 14})
    with year.step("5.3", on(6, 27)):
        for who in side.reporters:
            handed = report.submit(who, side.report(who))
            refused("5.3", report.write, who, side.reporter(who), sections={"law": "改一改"})
            assert refused("5.3", report.accept, side.by, handed).wants_reason
            report.guide(
                side.by,
                handed,
                on=on(6, 26),
                guide="区人大代表工委",
                advice="分清个人和集体，不写职务工作。",
                place="镇人大",
            )
            refused("5.3", report.return_, side.by, handed, remarks="")
            report.return_(side.by, handed, remarks="少写集体，多写自己。")
            report.write(who, side.reporter(who), sections={"shortcomings": "走访不够勤，下半年每月走访一次。"})
            report.accept(side.by, report.submit(who, side.report(who)))
            assert report.publish(side.by, side.report(who)).published_on == on(6, 27)
    with year.step("4.2b", on(6, 28)):
        refused("4.2b", rounds.advance, side.by, side.round, reason="先进入下一阶段。")
        side.meeting = meeting.plan(
            side.by,
            side.round,
            title="人大代表向选民述职会议",
            starts_at=timezone.make_aware(datetime.combine(on(7, 15), time(14))),
            place="文化中心",
            chair=side.decider.name,
            reporters=[side.reporter(who) for who in side.reporters],
        )
        refused("4.3a", meeting.call, side.by, side.meeting)
    with year.step("4.3", on(7, 3)):
        side.round = rounds.advance(side.by, side.round)
        assert side.round.state == "meeting"


def called(year: Year, side: Side) -> None:
    """4.3a: time, place and attendees are fixed, and all arrangements made."""
    on = day_of(side)
    with year.step("4.3a", on(7, 4)):
        refused("4.3a", meeting.call, side.by, side.meeting, reason="到时再请。")
        heads = m.Voter.objects.filter(kind="villagers_group_head")
        attendance.invite(side.by, side.meeting, voters=m.Voter.objects.exclude(pk__in=heads))
        found = refused("4.3a", meeting.call, side.by, side.meeting)
        assert found.verdict.cautions[0].text.en == "No villagers’ group head is invited."
        assert (found.wants_reason, len(found.verdict.cautions)) == (True, 2)
        party = [
            {"reporter": side.reporter(who), "name": f"何卫{n}", "workplace": f"单位{n}", "phone": ""}
            for n, who in zip("东南西", side.reporters, strict=False)
        ]
        attendance.invite(side.by, side.meeting, voters=m.Voter.objects.all(), party_heads=party)
        side.meeting = meeting.call(side.by, side.meeting)
        assert (side.meeting.state, side.meeting.called_on) == ("called", on(7, 4))
    with year.step("4.3a", on(7, 10)):
        coming = list(side.meeting.invitees.values_list("pk", flat=True))
        attendance.reply(side.by, side.meeting, replies=dict.fromkeys(coming[:52], "yes"))
        for office, who in _posts(side):
            meeting.appoint(side.by, side.meeting, office=office, person=m.Person.objects.get(pk=who.person))
        judge = m.Person.objects.get(pk=side.reporters[0].person)
        refused("D0001", meeting.appoint, side.by, side.meeting, office="teller", person=judge)


def _posts(side: Side) -> list[tuple[str, Any]]:
    cast = side.cast
    return [("scrutineer", cast.scrutineer), ("teller", cast.teller), ("teller", cast.second_teller)]


def held(year: Year, side: Side) -> None:
    """4.3b: in its order — a leader speaks, the deputies report, groups appraise, sheets are counted, the chair sums up."""
    on, cast, by, this = day_of(side)(7, 15), side.cast, side.by, side.meeting
    with year.step("4.3b", on, 13):
        sheet.issue(
            by,
            this,
            numbers={p.key: 52 for p in piles(this)},
            address="http://127.0.0.1:8000/s",
            press=lambda meeting, edition, reporters, codes, **how: side.codes.extend(codes) or b"%PDF-",
        )
        appraisal.group(by, this, groups=2)
        coming = list(this.invitees.order_by("-kind", "pk"))
        for one in coming[: PRESENT - 1]:
            attendance.admit(cast.teller, one)
        assert refused("4.3a", meeting.open_, by, this).wants_reason
        attendance.admit(by, coming[PRESENT - 1])
        this = meeting.open_(by, this)
        items = {(i.key, i.reporter_id): i for i in this.agenda.all()}
        assert [i.key for i in this.agenda.all()][:2] == ["leader_speech", "reports"]
    with year.step("4.3b(i)", on, 14):
        meeting.start_item(by, items["leader_speech", None])
    with year.step("4.3b(ii)", on, 15):
        assert refused("4.3b(ii)", appraisal.start, by, this).wants_reason
        for (key, _), item in items.items():
            if key == "reports":
                meeting.start_item(by, item)
        meeting.ask(by, this, text="河道什么时候清？", reporter=side.reporter(side.reporters[0]), taken_away=True)
        meeting.ask(by, this, text="今年走访几次？", reporter=side.reporter(side.reporters[0]), answer="每季一次。")
    with year.step("4.3b(iii)", on, 16):
        refused("D0005", sheet.close_phones, cast.scrutineer, this)
        refused("4.3b(v)", meeting.close, by, this, closing_words="到此结束。", reason="时间到了。")
        this = appraisal.start(by, this)
        refused("4.3b(iii)", meeting.close, by, this, closing_words="到此结束。", reason="时间到了。")
        for group in this.groups.all():
            for who in side.reporters:
                appraisal.hand_in(by, group, reporter=side.reporter(who), text="认真负责。", demands="多到村里来")
        refused("4.3b", sheet.open_, by, this)
        sheet.open_(cast.scrutineer, this)
        for n, code in enumerate(side.codes[:PHONES]):
            told = casting.cast(code, f"{n:024}", all_of(this, "satisfied" if n else "dissatisfied"))
            assert told is casting.Outcome.STORED
        assert casting.cast(side.codes[0], "x" * 24, all_of(this, "satisfied")) is casting.Outcome.USED
        refused("D0005", count.draw_up, cast.scrutineer, this, unused=3)
        sheet.close_phones(cast.scrutineer, this)
        _typed_in(side, this)
        _counted(side, this)
    with year.step("4.3b(iv)", on, 17):
        assert refused("4.3b(iv)", meeting.close, by, this, closing_words="小结。").wants_reason
        for group in this.groups.all():
            appraisal.hear(by, group)
    with year.step("4.3b(v)", on, 18):
        refused("4.3b", rounds.advance, by, side.round)
        side.meeting = meeting.close(by, this, closing_words="请两位代表按意见整改。")
        assert side.meeting.state == "closed"
    with year.step("4.4", on + timedelta(days=1)):
        side.round = rounds.advance(by, side.round)
        assert side.round.state == "conclusion"


def _typed_in(side: Side, this: m.Meeting) -> None:
    """Two tellers type in every paper; on one they differ, and the scrutineer looks again."""
    cast, kind = side.cast, this.sheet_kinds.get().pk
    for slip, code in enumerate(side.codes[PHONES : PHONES + PAPERS], 1):
        assert sheet.admit_paper(cast.scrutineer, this, code=code).good
        answers = all_of(this, "basically_satisfied")
        sheet.enter(cast.teller, this, kind=kind, slip=slip, answers=answers)
        second = all_of(this, "satisfied") if slip == 1 else answers
        sheet.enter(cast.second_teller, this, kind=kind, slip=slip, answers=second)
    assert not sheet.admit_paper(cast.scrutineer, this, code=side.codes[0]).good


def _counted(side: Side, this: m.Meeting) -> None:
    """Issued = phone + paper + unused + missing; a gap is explained, and more than was issued is no count."""
    cast, kind = side.cast, this.sheet_kinds.get().pk
    drawn = count.draw_up(cast.scrutineer, this, unused=2)
    refused("D0005", count.confirm, cast.scrutineer, drawn)
    sheet.settle(cast.scrutineer, this, kind=kind, slip=1, answers=all_of(this, "basically_satisfied"))
    refused("D0001", count.confirm, cast.scrutineer, drawn, reason="差一张不要紧。")
    drawn = count.explain(cast.scrutineer, drawn, unused=5, explanation="多点了两张。")
    refused("D0001", count.confirm, cast.scrutineer, drawn, reason="多两张不要紧。")
    drawn = count.explain(cast.scrutineer, drawn, unused=2, explanation="一位选民代表带走一张。")
    drawn = count.seal(cast.scrutineer, count.confirm(cast.scrutineer, drawn))
    assert [drawn.issued, drawn.cast, drawn.paper, drawn.unused, drawn.missing] == [52, PHONES, PAPERS, 2, 1]
    refused("4.3b", count.announce, cast.scrutineer, drawn)
    count.announce(side.by, drawn)
    assert count.recount(drawn)


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
