"""4.3b: the meeting in its order, and the count."""

from __future__ import annotations

from datetime import timedelta

from tests.journeys.people import Side
from tests.journeys.pilot.year import Year, day_of, refused
from tests.sheets import all_of, open_phones, put, seal

from shuzhi.acts import appraisal, attendance, casting, count, meeting, sheet
from shuzhi.acts import round as rounds
from shuzhi.reads.sheet import piles
from shuzhi.records import models as m

PRESENT, PHONES, PAPERS = 50, 14, 35


def held(year: Year, side: Side) -> None:
    """4.3b: in its order — a leader speaks, the deputies report, groups appraise, sheets are counted, the chair sums up."""
    on, cast, by, this = day_of(side)(7, 15), side.cast, side.by, side.meeting
    with year.step("4.3b", on, 13):
        sheet.issue(
            by,
            this,
            numbers={p.key: 52 for p in piles(this)},
            address="http://127.0.0.1:8000/s",
            press=lambda meeting, edition, heaps, **how: (
                side.codes.extend(c for _, own in heaps for c in own) or b"%PDF-"
            ),
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
        refused("4.3b", sheet.open_, by, this, cards=lambda meeting, texts: b"%PDF-")
        open_phones(cast, this)
        for n, code in enumerate(side.codes[:PHONES]):
            told = put(code, f"{n:024}", all_of(this, "satisfied" if n else "dissatisfied"))
            assert told is casting.Outcome.STORED
        assert put(side.codes[0], "x" * 24, all_of(this, "satisfied")) is casting.Outcome.USED
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
    drawn = seal(cast, count.confirm(cast.scrutineer, drawn))
    assert [drawn.issued, drawn.cast, drawn.paper, drawn.unused, drawn.missing] == [52, PHONES, PAPERS, 2, 1]
    refused("4.3b", count.announce, cast.scrutineer, drawn)
    count.announce(side.by, drawn)
    assert count.recount(drawn)
