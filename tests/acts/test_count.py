"""The count: drawn up, confirmed, sealed, announced; nobody sees a grade before (4.3b(iii), D0001, D0002)."""

import json

import pytest
from tests.sheets import CARDS, all_of, opened, put, seal

from shuzhi.acts import count as acts
from shuzhi.acts import sheet
from shuzhi.acts._perform import Refused
from shuzhi.reads.record import KeptRecord
from shuzhi.reads.result import result_of, results_of
from shuzhi.records import models as m
from shuzhi.records.journal import Entry
from shuzhi.rules.disclosure import Level

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_waits")]


def refused(call, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value


def voted(cast, *, phone=9, paper=3, issued=14, grade="satisfied", close=True):
    """Phones and papers in, everything typed in twice."""
    meeting, codes = opened(cast, issued)
    for n in range(phone):
        put(codes[n], f"{n:024}", all_of(meeting, grade if n else "dissatisfied"))
    if not close:
        return meeting, codes
    sheet.close_phones(cast.scrutineer, meeting)
    kind = meeting.sheet_kinds.get().pk
    for n in range(paper):
        sheet.admit_paper(cast.teller, meeting, code=codes[phone + n])
        for teller in (cast.teller, cast.second_teller):
            answers = None if n == 0 else all_of(meeting, grade)
            sheet.enter(teller, meeting, kind=kind, slip=n + 1, answers=answers)
    return meeting, codes


def test_the_identity_holds_and_the_rest_follows(cast, django_capture_on_commit_callbacks):
    meeting, _ = voted(cast)
    count = acts.draw_up(cast.scrutineer, meeting, unused=2)
    assert [count.issued, count.cast, count.paper, count.unused, count.missing, count.void] == [14, 9, 3, 2, 0, 1]
    acts.confirm(cast.scrutineer, count)
    count = seal(cast, count)
    reporter = meeting.reporters.get()
    assert count.sheets == {str(reporter.pk): 11}
    assert count.sums[str(reporter.pk)]["overall"] == {
        "satisfied": 10,
        "basically_satisfied": 0,
        "dissatisfied": 1,
        "not_known": 0,
        "blank": 0,
        "void": 0,
    }
    meeting.refresh_from_db()
    assert meeting.state == "counted"
    assert acts.recount(count)
    count = acts.announce(cast.town_office, count)
    assert count.state == "announced"
    result = result_of(cast.public, reporter)
    assert [(s.label.zh, s.n) for s in result.overall.shares] == [
        ("满意", 10),
        ("基本满意", 0),
        ("不满意", 1),
        ("不了解", 0),
    ]
    identity = result.identity
    assert identity.issued == identity.returned + identity.unused + identity.missing
    assert identity.returned == identity.valid + identity.void == 12


def test_nobody_sees_a_grade_before_the_seal_and_only_signers_before_the_announcement(cast):
    meeting, _ = voted(cast)
    reporter = meeting.reporters.get()
    assert result_of(cast.scrutineer, reporter) is None
    count = acts.draw_up(cast.scrutineer, meeting, unused=2)
    for actor in cast.everybody.values():
        shown = result_of(actor, reporter)
        assert (shown.level, shown.questions, shown.identity) == (Level.SHEETS_IN, (), None)
    seal(cast, acts.confirm(cast.scrutineer, count))
    levels = {name: result_of(actor, reporter).level for name, actor in cast.everybody.items()}
    signers = {"scrutineer", "teller", "second_teller", "town_office", "leader"}
    assert {name for name, level in levels.items() if level is Level.COUNTS} == signers
    assert results_of(cast.scrutineer, [reporter])[reporter.pk].level is Level.PARTICIPATION


def test_fewer_than_ten_sheets_show_participation_only_to_everybody_for_ever(cast):
    meeting, _ = voted(cast, phone=6, paper=3, issued=9)
    count = acts.draw_up(cast.scrutineer, meeting, unused=0)
    acts.announce(cast.town_office, seal(cast, acts.confirm(cast.scrutineer, count)))
    for actor in cast.everybody.values():
        shown = result_of(actor, meeting.reporters.get())
        assert (shown.level, shown.questions) == (Level.PARTICIPATION, ())
        assert shown.identity.returned == 9


def test_unanimity_is_warned_of(cast):
    meeting, codes = opened(cast, 10)
    for n, code in enumerate(codes):
        put(code, f"{n:024}", all_of(meeting, "satisfied"))
    sheet.close_phones(cast.scrutineer, meeting)
    count = acts.draw_up(cast.scrutineer, meeting, unused=0)
    acts.announce(cast.town_office, seal(cast, acts.confirm(cast.scrutineer, count)))
    assert len(result_of(cast.public, meeting.reporters.get()).warnings) == 1


def test_a_gap_needs_an_explanation_in_the_statement(cast):
    meeting, _ = voted(cast)
    count = acts.draw_up(cast.scrutineer, meeting, unused=0)
    assert count.missing == 2
    error = refused(acts.confirm, cast.scrutineer, count)
    assert [lack.clause for lack in error.verdict.lacks] == ["D0001"]
    count = acts.explain(cast.scrutineer, count, unused=1, explanation="一张被带走。")
    assert acts.confirm(cast.scrutineer, count).missing == 1


def test_more_sheets_than_people_checked_in_are_explained_before_the_seal_and_for_ever(cast):
    meeting, _ = voted(cast)
    here = [
        m.Invitee(
            meeting=meeting, name=f"甲{n}", kind="villagers_group_head", constituency=cast.constituency, present=n < 11
        )
        for n in range(13)
    ]
    m.Invitee.objects.bulk_create(here)
    count = acts.draw_up(cast.scrutineer, meeting, unused=2)
    assert (count.cast + count.paper, count.present) == (12, 11)
    error = refused(acts.confirm, cast.scrutineer, count)
    assert "收回 12 张，签到的人能填的只有 11 张" in str(error)
    count = acts.explain(cast.scrutineer, count, unused=2, explanation="一位来得晚，没有签到。")
    count = acts.confirm(cast.scrutineer, count)
    m.Invitee.objects.update(present=False)  # whoever is struck off later strands nobody at the seal
    sealed = seal(cast, count)
    closing = KeptRecord(meeting.pk).closing()
    assert closing is not None
    assert (closing.content["present"], closing.content["explanation"]) == (11, "一位来得晚，没有签到。")
    assert acts.recount(sealed)


def test_who_came_late_and_is_checked_in_closes_the_gap(cast):
    meeting, _ = voted(cast)
    m.Invitee.objects.bulk_create(
        m.Invitee(
            meeting=meeting, name=f"甲{n}", kind="villagers_group_head", constituency=cast.constituency, present=n < 11
        )
        for n in range(12)
    )
    count = acts.draw_up(cast.scrutineer, meeting, unused=2)
    refused(acts.confirm, cast.scrutineer, count)
    m.Invitee.objects.update(present=True)
    assert acts.confirm(cast.scrutineer, count).present == 12


def test_more_unused_than_there_can_be_is_refused(cast):
    meeting, _ = voted(cast)
    count = acts.draw_up(cast.scrutineer, meeting, unused=5, explanation="数不清")
    refused(acts.confirm, cast.scrutineer, count)


def test_more_counted_than_issued_can_only_be_declared_void(cast):
    meeting, _ = voted(cast, phone=9, paper=3, issued=12)
    kind = meeting.sheet_kinds.get().pk
    for teller in (cast.teller, cast.second_teller):
        sheet.enter(teller, meeting, kind=kind, slip=99, answers=all_of(meeting, "satisfied"))
    count = acts.draw_up(cast.scrutineer, meeting, unused=0, explanation="多出一张")
    error = refused(acts.confirm, cast.scrutineer, count)
    assert any("测评无效" in lack.text.zh for lack in error.verdict.lacks)
    refused(acts.seal, cast.scrutineer, count, cards=CARDS[meeting.pk][:2])
    count = acts.declare_void(cast.scrutineer, count, void_because="多出一张")
    assert (count.state, count.sums) == ("void", None)
    assert m.PaperEntry.objects.count() == 0
    nothing_opens(meeting)
    assert result_of(cast.scrutineer, meeting.reporters.get()).level is Level.PARTICIPATION


def test_incomplete_or_differing_typing_stands_against_the_confirmation(cast):
    meeting, codes = voted(cast, paper=2)
    kind = meeting.sheet_kinds.get().pk
    sheet.admit_paper(cast.teller, meeting, code=codes[11])
    count = acts.draw_up(cast.scrutineer, meeting, unused=2)
    assert "只录入了 2 张" in str(refused(acts.confirm, cast.scrutineer, count))
    sheet.enter(cast.teller, meeting, kind=kind, slip=3, answers=all_of(meeting, "satisfied"))
    assert "只录入了一遍" in str(refused(acts.confirm, cast.scrutineer, count))
    sheet.enter(cast.second_teller, meeting, kind=kind, slip=3, answers=all_of(meeting, "not_known"))
    assert "不一致" in str(refused(acts.confirm, cast.scrutineer, count))
    sheet.settle(cast.scrutineer, meeting, kind=kind, slip=3, answers=all_of(meeting, "not_known"))
    acts.confirm(cast.scrutineer, count)
    refused(sheet.enter, cast.teller, meeting, kind=kind, slip=4, answers=all_of(meeting, "satisfied"))


def test_the_count_is_drawn_up_once_and_after_the_phones(cast):
    meeting, _ = voted(cast, close=False)
    refused(acts.draw_up, cast.scrutineer, meeting, unused=0)
    sheet.close_phones(cast.scrutineer, meeting)
    acts.draw_up(cast.scrutineer, meeting, unused=5)
    refused(acts.draw_up, cast.scrutineer, meeting, unused=5)
    assert m.Count.objects.count() == 1


STEPS = ["draw_up", "explain", "confirm", "seal", "announce", "declare_void"]


@pytest.mark.parametrize("state", ["drawn_up", "confirmed", "sealed", "announced", "void"])
def test_every_state_and_office(cast, state):
    """Only the rows of the register go through; whoever else, or in whatever other state, is refused."""
    meeting, _ = voted(cast, phone=1, paper=0, issued=1)
    count = acts.draw_up(cast.scrutineer, meeting, unused=0)
    m.Count.objects.update(state=state)
    arguments = {
        "seal": {"cards": CARDS[meeting.pk][1:]},
        "explain": {"unused": 0, "explanation": ""},
        "declare_void": {"void_because": "x"},
    }
    allowed = {
        "explain": {"drawn_up"},
        "confirm": {"drawn_up"},
        "seal": {"confirmed"},
        "announce": {"sealed"},
        "declare_void": {"drawn_up", "confirmed"},
    }
    organisers = {"town_office", "leader"}
    for name, states in allowed.items():
        offices = organisers if name == "announce" else {"scrutineer"}
        for who, actor in cast.everybody.items():
            m.Count.objects.update(state=state)
            count.refresh_from_db()
            if state in states and who in offices:
                getattr(acts, name)(actor, count, **arguments.get(name, {}))
            else:
                refused(getattr(acts, name), actor, count, **arguments.get(name, {}))


def nothing_opens(meeting):
    """No key, no sealed opening and no retry's answer is left."""
    evaluation = m.Evaluation.objects.get(meeting=meeting)
    assert (bytes(evaluation.box), bytes(evaluation.seed)) == (b"", b"")
    assert {bytes(o) for (o,) in m.Leaf.objects.values_list("opening")} <= {b""}
    assert {bytes(a) for (a,) in m.Tag.objects.values_list("answer")} == {b""}


def test_sealing_takes_two_cards_of_this_meeting(cast):
    meeting, _ = voted(cast)
    count = acts.confirm(cast.scrutineer, acts.draw_up(cast.scrutineer, meeting, unused=2))
    first, second, _ = CARDS[meeting.pk]
    slip = second[:-1] + ("Y" if second.endswith("Z") else "Z")
    for cards in ([], [first], [first, first], [first, "SZK-0000"], [first, slip]):
        assert "监票卡" in str(refused(acts.seal, cast.scrutineer, count, cards=cards))
        count.refresh_from_db()
        assert (count.state, count.sums, m.PaperEntry.objects.count()) == ("confirmed", None, 6)
    sealed = acts.seal(cast.scrutineer, count, cards=[second.lower(), first])
    assert sealed.state == "sealed"
    assert acts.recount(sealed)


def test_sealing_erases_what_tells_sheets_apart_and_the_journal_never_had_it(cast):
    meeting, codes = voted(cast)
    count = acts.draw_up(cast.scrutineer, meeting, unused=2)
    seal(cast, acts.confirm(cast.scrutineer, count))
    assert m.PaperEntry.objects.count() == 0
    assert m.Leaf.objects.count() == 11
    nothing_opens(meeting)
    lines = [json.dumps(e.detail, ensure_ascii=False) for e in Entry.objects.all()]
    assert not any(code in line for code in codes for line in lines)
    assert {e.act for e in Entry.objects.all()} == {
        "sheet.issue", "sheet.open", "sheet.close_phones", "count.draw_up", "count.confirm", "count.seal"
    }  # fmt: skip
