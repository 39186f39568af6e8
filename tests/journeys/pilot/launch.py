"""4.1: plan and schedule, the list of reporters, study and publicity."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.journeys.people import Side
from tests.journeys.pilot.year import Year, day_of, refused

from shuzhi.acts import duty, plan, roster, study
from shuzhi.acts import round as rounds
from shuzhi.records import models as m
from shuzhi.rules.roles import RoundKind


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
