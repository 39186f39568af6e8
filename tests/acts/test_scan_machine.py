"""Whatever is scanned, copied, typed, looked at and decided, in any order: each sheet counts once, as a plain model has it (D0012).

Sheets come off the machine read or in doubt, twice, as copies filled in again, from another meeting, or after their code
was cast on a phone; some are checked in at the table and typed in; two people look, a third settles, scrutineers decide.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests import apart
from tests.acts.test_scan import Table, refused
from tests.cast import Cast
from tests.sheets import CARDS, put

from shuzhi.acts import count, scan, sheet
from shuzhi.acts._perform import Refused
from shuzhi.acts.scan_intake import Seen
from shuzhi.reads.scan_pages import conflicts_page
from shuzhi.reads.sheet import facts
from shuzhi.records import models as m
from shuzhi.rules import evaluation
from shuzhi.rules.scan import choices

pytestmark = [pytest.mark.django_db, apart.NO_MATTER_WHICH]
GRADES = ("satisfied", "basically_satisfied", "dissatisfied", "not_known")
PHONES, SHEETS = 10, 13  # ten have cast before, so that counts are published; one of their papers comes to the table
PAPERS = range(PHONES - 1, SHEETS)  # few, so that all of it happens to the same ones
NOBODY = 99  # a sheet that was not printed here


@dataclass
class Picture:
    """One page taken in, as the model has it."""

    sheet: int
    value: str | None
    state: str
    why: str = ""
    said: dict[str, str | None] = field(default_factory=dict)  # who looked → what they saw, in this order
    settled: tuple[str | None] | None = None

    @property
    def decided(self) -> tuple[str | None] | None:
        if self.value:
            return (self.value,)
        seen = list(self.said.values())
        if len(seen) < 2:
            return None
        return (seen[0],) if seen[0] == seen[1] else self.settled


class Scans(RuleBasedStateMachine):
    table: Table  # set by the test
    sheets = st.sampled_from(PAPERS)
    grades = st.sampled_from(GRADES)
    seen = st.sampled_from([*GRADES, None])

    @initialize(first=st.lists(st.tuples(sheets, seen), min_size=2, max_size=5))
    def begin(self, first: list[tuple[int, str | None]]) -> None:
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.pictures: dict[str, Picture] = {}
        self.kept: list[tuple[Seen, Picture]] = []
        self.admitted: set[int] = set()
        self.slips: list[list[str]] = []  # what each teller typed, and what was settled
        cast = self.table.cast
        self.people = {"teller": cast.teller, "second": cast.second_teller, "scrutineer": cast.scrutineer}
        for number, value in first:
            self.take_in(number, value)

    def teardown(self) -> None:
        if not hasattr(self, "undone"):
            return
        try:
            self.finish()
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    # What comes to the table

    @rule(number=st.sampled_from([*PAPERS, NOBODY]), value=seen)
    def a_picture_comes(self, number: int, value: str | None) -> None:
        self.take_in(number, value)

    def out(self) -> list[int]:
        """Sheets whose pictures were all set aside."""
        standing = {p.sheet for p in self.pictures.values() if p.state != "aside"}
        return sorted({p.sheet for p in self.pictures.values()} - standing)

    @precondition(lambda self: self.out())
    @rule(data=st.data(), value=seen)
    def a_sheet_that_was_set_aside_comes_again(self, data: st.DataObject, value: str | None) -> None:
        self.take_in(data.draw(st.sampled_from(self.out())), value)

    @precondition(lambda self: self.kept)
    @rule(data=st.data())
    def the_same_picture_comes_again(self, data: st.DataObject) -> None:
        again, _ = data.draw(st.sampled_from(self.kept))
        before = m.ScanPage.objects.count()
        self.table.take_in(again)
        assert m.ScanPage.objects.count() == before

    def take_in(self, number: int, value: str | None) -> None:
        if number == NOBODY:
            page = self.table.page("0" * 12, printing=None, places={})
        else:
            page = self.table.page(self.table.codes[number], value)
        picture = Picture(number, value, *self.becomes(number))
        if picture.state == "read":
            self.admitted.add(number)
        self.table.take_in(page)
        key = bytes(m.ScanPage.objects.get(digest=page.digest).key).hex()
        self.pictures[key] = picture
        self.kept.append((page, picture))

    def becomes(self, number: int) -> tuple[str, str]:
        if number == NOBODY:
            return "conflict", "unknown"
        if number < PHONES:
            return "conflict", "on_phone"
        if number not in self.admitted:
            return "read", ""
        same = [p.state for p in self.pictures.values() if p.sheet == number]
        if {"read", "conflict"} & set(same):
            return "conflict", "twice"
        return ("conflict", "typed") if same or self.slips else ("read", "")

    @rule(number=sheets)
    def a_code_is_checked_in_at_the_table(self, number: int) -> None:
        told = sheet.admit_paper(self.table.cast.teller, self.table.meeting, code=self.table.codes[number])
        assert told.good == (number >= PHONES and number not in self.admitted)
        if number >= PHONES:
            self.admitted.add(number)

    @precondition(lambda self: len(self.slips) + self.counting() < len(self.admitted))
    @rule(first=grades, second=grades)
    def a_slip_is_typed_in(self, first: str, second: str) -> None:
        self.type_in(first, second)

    def type_in(self, first: str, second: str) -> None:
        kind, slip = self.table.meeting.sheet_kinds.get().pk, len(self.slips) + 1
        words = [first, second, *([first] if first != second else [])]
        by = (self.table.cast.teller, self.table.cast.second_teller)
        for teller, grade in zip(by, words, strict=False):
            sheet.enter(teller, self.table.meeting, kind=kind, slip=slip, answers={self.table.who: {"overall": grade}})
        if first != second:
            settled = {self.table.who: {"overall": first}}
            sheet.settle(self.table.cast.scrutineer, self.table.meeting, kind=kind, slip=slip, answers=settled)
        self.slips.append(words)

    # What people say and decide

    def doubts(self) -> list[str]:
        return [key for key, p in self.pictures.items() if p.value is None and p.sheet != NOBODY]

    @precondition(lambda self: self.doubts())
    @rule(data=st.data(), who=st.sampled_from(["teller", "second", "scrutineer"]), said=seen)
    def somebody_looks(self, data: st.DataObject, who: str, said: str | None) -> None:
        self.look(data.draw(st.sampled_from(self.doubts())), who, said)

    def look(self, key: str, who: str, said: str | None) -> None:
        picture, place = self.pictures[key], f"{self.table.who}.overall"
        asked = {"page": key, "place": place, "answer": said}
        may = picture.state == "read" and picture.settled is None and (who in picture.said or len(picture.said) < 2)
        try:
            scan.answer(self.people[who], self.table.meeting, **asked)
        except Refused:
            assert not may
        else:
            assert may
            picture.said[who] = said

    @precondition(lambda self: self.doubts())
    @rule(data=st.data(), who=st.sampled_from(["teller", "scrutineer"]), said=seen)
    def somebody_settles(self, data: st.DataObject, who: str, said: str | None) -> None:
        key = data.draw(st.sampled_from(self.doubts()))
        picture, seen = self.pictures[key], list(self.pictures[key].said.values())
        differs = len(seen) == 2 and seen[0] != seen[1] and picture.settled is None
        may = picture.state == "read" and differs and who == "scrutineer" and who not in picture.said
        asked = {"page": key, "place": f"{self.table.who}.overall", "answer": said}
        try:
            scan.settle(self.people[who], self.table.meeting, **asked)
        except Refused:
            assert not may
        else:
            assert may
            picture.settled = (said,)

    @precondition(lambda self: self.pictures)
    @rule(data=st.data(), choice=st.sampled_from(["keep", "aside", "by_hand"]))
    def a_scrutineer_decides(self, data: st.DataObject, choice: str) -> None:
        self.decide(data.draw(st.sampled_from(list(self.pictures))), choice)

    def decide(self, key: str, choice: str) -> None:
        picture = self.pictures[key]
        may = picture.state == "conflict" and choice in choices(picture.why)
        may = may or (picture.state == "read" and choice == "by_hand")
        if not may:
            assert refused(scan.resolve, self.people["scrutineer"], self.table.meeting, page=key, choice=choice)
            return
        scan.resolve(self.people["scrutineer"], self.table.meeting, page=key, choice=choice)
        same = [p for p in self.pictures.values() if p.sheet == picture.sheet]
        if choice == "keep":
            for other in same:
                other.state = "aside" if other.state == "read" else other.state
            picture.state = "read"
        elif choice == "aside":
            picture.state = "aside"
        else:
            for other in same:
                other.state = "aside"

    # What holds at every moment

    def counting(self) -> int:
        return sum(p.state == "read" for p in self.pictures.values())

    @invariant()
    def every_sheet_counts_once_and_the_count_waits(self) -> None:
        if not hasattr(self, "undone"):
            return
        stored = {bytes(k).hex(): state for k, state in m.ScanPage.objects.values_list("key", "state")}
        assert stored == {key: p.state for key, p in self.pictures.items()}
        reading = Counter(p.sheet for p in self.pictures.values() if p.state == "read")
        assert all(n == 1 for n in reading.values())
        assert reading.keys() <= self.admitted
        used = m.Tag.objects.filter(use=m.Tag.Use.PAPER).values_list("code", flat=True)
        assert sorted(used) == sorted(self.table.codes[n] for n in self.admitted)
        open_ = sum(p.state == "conflict" for p in self.pictures.values())
        assert len(conflicts_page(self.people["teller"], self.table.meeting.pk).conflicts) == open_
        self.table.meeting.refresh_from_db()
        assert evaluation.may_draw_up(facts(self.table.meeting)).refused == bool(open_)

    # And in the end

    def finish(self) -> None:
        """Everything that is open is decided, the rest typed in, and the result is the model's."""
        for key, picture in list(self.pictures.items()):
            if picture.state == "conflict":
                self.decide(key, "aside")
        counted = count.draw_up(self.people["scrutineer"], self.table.meeting, unused=self.unused())
        open_ = [k for k, p in self.pictures.items() if p.state == "read" and p.decided is None]
        if open_ or len(self.slips) + self.counting() != len(self.admitted):
            assert refused(count.confirm, self.people["scrutineer"], counted)
        for key in open_:
            picture = self.pictures[key]
            if len(picture.said) == 2:  # two saw differently: the one who was neither, or one of them looks again
                picture_said = next(iter(picture.said.values()))
                self.look(key, list(picture.said)[1], picture_said)
            for who in ("teller", "second"):
                if len(picture.said) < 2 and who not in picture.said:
                    self.look(key, who, next(iter(picture.said.values()), GRADES[0]))
        while len(self.slips) + self.counting() < len(self.admitted):
            self.type_in(GRADES[1], GRADES[1])
        if len(self.slips) + self.counting() > len(self.admitted):  # typed in, and then its picture was made to count
            assert refused(count.confirm, self.people["scrutineer"], counted)
            return
        counted = count.confirm(self.people["scrutineer"], counted)
        counted = count.seal(self.people["scrutineer"], counted, cards=CARDS[counted.meeting_id][:2])
        expected = Counter({GRADES[0]: PHONES})
        expected += Counter(p.decided[0] or "blank" for p in self.pictures.values() if p.state == "read" and p.decided)
        expected += Counter(words[0] for words in self.slips)
        sums = counted.sums[self.table.who]["overall"]
        assert {grade: n for grade, n in sums.items() if n} == dict(expected)
        assert not any(model.objects.exists() for model in (m.ScanPage, m.ScanAnswer, m.ScanFile))

    def unused(self) -> int:
        return SHEETS - PHONES - len(self.admitted)


@pytest.fixture
def table(cast: Cast, nobody_waits: None) -> Table:
    """A meeting in which ten have cast on phones; the rest is paper."""
    made = Table(cast, SHEETS)
    for n in range(PHONES):
        put(made.codes[n], f"{n:024}", {made.who: {"overall": GRADES[0]}})
    made.close()
    return made


def test_whatever_is_scanned_typed_and_decided_each_sheet_counts_once(table: Table) -> None:
    Scans.table = table
    how = settings(
        max_examples=14, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), database=None,
        derandomize=True, print_blob=False,
    )  # fmt: skip
    run_state_machine_as_test(Scans, settings=how)
