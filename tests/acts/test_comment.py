"""What was written on the sheets: read by a scrutineer, out all together or not at all, tied to nothing (D0002)."""

import json

import pytest
from django.test import override_settings
from tests.sheets import all_of, opened, put, seal

from shuzhi.acts import casting, comment, count, sheet
from shuzhi.acts._perform import AlreadyDone, Refused
from shuzhi.acts.record import random, record_of
from shuzhi.crafts.seal import form
from shuzhi.reads.comment import released, tally_of, to_read
from shuzhi.reads.count import statement
from shuzhi.reads.result import edition_of
from shuzhi.records import models as m
from shuzhi.records.journal import Entry

pytestmark = pytest.mark.django_db


def counted(cast, *, written=12, sheets=14, announce=True):
    """An evaluation on phones of which so many wrote something."""
    meeting, codes = opened(cast, sheets)
    with override_settings(CAST_WAIT=0.0):
        for n, code in enumerate(codes):
            said = f"第 {n} 句话" if n < written else ""
            put(code, f"{n:024}", all_of(meeting, "satisfied" if n % 3 else "dissatisfied"), said)
    sheet.close_phones(cast.scrutineer, meeting)
    drawn = count.draw_up(cast.scrutineer, meeting, unused=0)
    sealed = seal(cast, count.confirm(cast.scrutineer, drawn))
    return count.announce(cast.town_office, sealed) if announce else sealed


def decide(cast, counted, **words):
    """Everything shown but what is named: 第 n 句话 by its n."""
    special = {f"第 {n.removeprefix('n')} 句话": word for n, word in words.items()}
    return {w.key: special.get(w.text, "shown") for w in to_read(cast.scrutineer, counted)}


def shown(counted):
    return released(counted, edition_of(counted.meeting))


@pytest.mark.usefixtures("nobody_waits")
def test_a_sign_that_no_pen_can_write_is_left_out_and_breaks_up_no_batch(cast):
    """PostgreSQL holds no zero byte: the batch would fail and be halved until somebody else stands alone, time and again."""
    meeting, codes = opened(cast, 3)
    opening = record_of(meeting.pk).opening
    said = ("", "路灯\0坏了\u202e，请修\n\u3000谢谢\x1b", " \0 ")
    forms = [
        form.seal(opening, form.Filled(c, bytes([n]) * 16, (0,) * 6, said[n]), random) for n, c in enumerate(codes)
    ]
    arrived = [casting.arrive(meeting.pk, one) for one in forms]
    assert [answer.outcome for answer in casting.commit(meeting.pk, arrived)] == [casting.Outcome.STORED] * 3
    assert [one.text for one in m.Comment.objects.all()] == ["路灯坏了，请修\n\u3000谢谢"]


def test_read_decided_and_out_all_together(cast):
    found = counted(cast)
    assert (tally_of(found.meeting_id).unread, shown(found).texts) == (12, ())
    comment.release(cast.scrutineer, found, decisions=decide(cast, found, n3="names", n7="abuse"))
    now = shown(found)
    assert sorted(now.texts) == sorted(f"第 {n} 句话" for n in range(12) if n not in (3, 7))
    assert (now.tally.received, now.tally.shown, now.tally.held_back, now.tally.unread) == (12, 10, 2, 0)
    assert [(why.zh, n) for why, n in now.tally.withheld] == [("涉及他人姓名、隐私", 1), ("辱骂、人身攻击", 1)]
    assert [w.zh for w in now.warnings] == ["笔调和事实可能让人认出写意见的人。"]
    assert statement(cast.town_office, found.meeting_id).comments == now.tally


def test_only_scrutineers_read_and_decide_and_only_after_the_announcement(cast):
    sealed = counted(cast, announce=False)
    assert to_read(cast.scrutineer, sealed) == []
    with pytest.raises(Refused):
        comment.release(cast.scrutineer, sealed, decisions={})
    found = count.announce(cast.town_office, sealed)
    decisions = decide(cast, found)
    for name, actor in cast.everybody.items():
        if name == "scrutineer":
            continue
        assert to_read(actor, found) == [], name
        with pytest.raises(Refused):
            comment.release(actor, found, decisions=decisions)
    assert tally_of(found.meeting_id).unread == 12


@pytest.mark.parametrize("left", ["", "nonsense", "shown "])
def test_what_is_not_decided_stops_the_whole(cast, left):
    found = counted(cast)
    decisions = decide(cast, found)
    decisions[next(iter(decisions))] = left
    with pytest.raises(Refused):
        comment.release(cast.scrutineer, found, decisions=decisions)
    assert tally_of(found.meeting_id).unread == 12


def test_a_few_are_never_shown(cast):
    found = counted(cast, written=11)
    nine = decide(cast, found, n0="names", n1="names")
    with pytest.raises(Refused):
        comment.release(cast.scrutineer, found, decisions=nine)
    comment.release(cast.scrutineer, found, decisions=dict.fromkeys(nine, "few"))
    assert (shown(found).texts, shown(found).tally.held_back) == ((), 11)
    assert shown(found).why.zh == "意见不足 10 条，不公开内容。"


def test_a_meeting_where_nobody_wrote_has_nothing_to_release(cast):
    with pytest.raises(Refused) as refused:
        comment.release(cast.scrutineer, counted(cast, written=0), decisions={})
    assert "没有人" in str(refused.value)


def test_decided_anew_as_a_whole_and_once_a_form(cast):
    found = counted(cast)
    comment.release(cast.scrutineer, found, decisions=decide(cast, found), once="x")
    with pytest.raises(AlreadyDone):
        comment.release(cast.scrutineer, found, decisions=decide(cast, found), once="x")
    comment.release(cast.scrutineer, found, decisions=decide(cast, found, n5="writer"))
    assert "第 5 句话" not in shown(found).texts
    assert shown(found).tally.shown == 11


def test_nothing_ties_a_comment_to_a_sheet_or_to_an_order(cast):
    found = counted(cast)
    before = {bytes(k) for k in m.Comment.objects.values_list("key", flat=True)}
    forms = {bytes(k) for k in m.Leaf.objects.values_list("key", flat=True)}
    comment.release(cast.scrutineer, found, decisions=decide(cast, found, n2="abuse"))
    # Fresh keys, in the keys' order as they lie; no column but the meeting leads anywhere.
    stored = [bytes(k) for k in m.Comment.objects.order_by().values_list("key", flat=True)]
    assert not before & set(stored)
    assert not forms & set(stored)
    assert stored == sorted(stored)
    assert {f.name for f in m.Comment._meta.get_fields()} == {
        "key", "meeting", "text", "released", "withheld_because", "picture"
    }  # fmt: skip
    line = Entry.objects.get(act="count.release_comments")
    assert line.detail == {"received": 12, "shown": 11, "withheld": 1}
    assert "句话" not in json.dumps(line.content(), ensure_ascii=False)
    assert {bytes(f.key) for f in m.Leaf.objects.all()} == forms


def test_what_is_written_on_typed_sheets_is_typed_in_before_the_count_is_confirmed(cast):
    meeting, codes = opened(cast, 12)
    with override_settings(CAST_WAIT=0.0):
        for n, code in enumerate(codes[:11]):
            put(code, f"{n:024}", all_of(meeting, "satisfied"), "")
    sheet.close_phones(cast.scrutineer, meeting)
    comment.write_down(cast.teller, meeting, comments="路灯坏了\n\n  多下来走走\t\n")
    assert sorted(m.Comment.objects.values_list("text", flat=True)) == ["多下来走走", "路灯坏了"]
    assert Entry.objects.get(act="sheet.write_down").detail == {"comments": 2}
    with pytest.raises(Refused, match="一条最多"):
        comment.write_down(cast.teller, meeting, comments="短的\n" + "长" * 9_000)
    assert m.Comment.objects.count() == 2
    with pytest.raises(Refused):
        comment.write_down(cast.town_office, meeting, comments="不在这张桌子上")
    drawn = count.confirm(cast.scrutineer, count.draw_up(cast.scrutineer, meeting, unused=1))
    with pytest.raises(Refused):
        comment.write_down(cast.teller, meeting, comments="晚了")
    announced = count.announce(cast.town_office, seal(cast, drawn))
    assert tally_of(announced.meeting_id).received == 2
