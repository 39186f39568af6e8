"""Pages taken in and decided: each code once, each choice journaled without a code, nothing left after the seal."""

import secrets

import pytest
from tests.cast import Cast
from tests.sheets import opened

from shuzhi.acts import scan, scan_intake, sheet
from shuzhi.acts._perform import Refused
from shuzhi.reads.scan_pages import conflicts_page
from shuzhi.records import models as m
from shuzhi.records.journal import Entry

pytestmark = pytest.mark.django_db
GRADE = "satisfied"


def refused(act, *args, **given) -> Refused:
    with pytest.raises(Refused) as found:
        act(*args, **given)
    return found.value


class Table:
    """A meeting whose phones are closed, and pages that come off the machine."""

    def __init__(self, cast: Cast, number: int = 6) -> None:
        self.cast = cast
        self.meeting, self.codes = opened(cast, number)
        kind = self.meeting.sheet_kinds.get()
        self.printing = m.Printing.objects.create(kind=kind, form={}, reporters=[])
        self.who = str(kind.reporters.get().pk)

    def close(self) -> None:
        sheet.close_phones(self.cast.scrutineer, self.meeting)

    def page(self, code: str | None, value: str | None = GRADE, **more) -> scan_intake.Seen:
        places = {f"{self.who}.overall": {"value": value, "suggestion": [], "reasons": [], "crop": None}}
        given = {"status": "read", "printing": self.printing.pk, "places": places} | more
        return scan_intake.Seen(digest=secrets.token_bytes(32), picture=b"jpeg", code=code, **given)

    def take_in(self, *pages: scan_intake.Seen) -> None:
        file = m.ScanFile.objects.create(meeting=self.meeting, name="a.pdf", digest=secrets.token_bytes(32))
        heap = scan_intake.Heap(done=0, upto=len(pages), pages=len(pages), seen=pages, finished=True)
        assert scan_intake.take_in(bytes(file.key), heap)
        assert not scan_intake.take_in(bytes(file.key), heap), "another hand finds it done"

    def conflict(self) -> tuple[str, list[str]]:
        (one,) = conflicts_page(self.cast.scrutineer, self.meeting.pk).conflicts
        return one.key, [choice for choice, _ in one.choices]

    def states(self) -> list[str]:
        return sorted(m.ScanPage.objects.values_list("state", flat=True))


@pytest.fixture
def table(cast: Cast) -> Table:
    return Table(cast)


@pytest.mark.parametrize(
    ("choice", "states"), [("keep", ["aside", "read"]), ("aside", ["aside", "read"]), ("by_hand", ["aside", "aside"])]
)
def test_of_one_sheet_scanned_twice_one_picture_counts_at_most(table: Table, choice: str, states: list[str]) -> None:
    table.close()
    table.take_in(table.page(table.codes[0]), table.page(table.codes[0]))
    assert m.Tag.objects.filter(use=m.Tag.Use.PAPER).count() == 1
    key, choices = table.conflict()
    assert choices == ["keep", "aside", "by_hand"]
    scan.resolve(table.cast.scrutineer, table.meeting, page=key, choice=choice)
    assert table.states() == states
    entry = Entry.objects.get(act="scan.resolve")
    assert entry.detail == {"why": "twice", "choice": choice}
    assert "不能这样处理" in str(refused(scan.resolve, table.cast.scrutineer, table.meeting, page=key, choice="aside"))


def test_a_stranger_can_only_be_set_aside(table: Table) -> None:
    table.close()
    table.take_in(table.page("0" * 12, printing=None, places={}))
    key, choices = table.conflict()
    assert choices == ["aside"]
    assert "不能这样处理" in str(refused(scan.resolve, table.cast.scrutineer, table.meeting, page=key, choice="keep"))
    assert refused(scan.resolve, table.cast.teller, table.meeting, page=key, choice="aside")


def test_what_was_checked_in_at_the_table_is_filled_in_by_its_picture_until_somebody_types(table: Table) -> None:
    table.close()
    for code in table.codes[:2]:
        sheet.admit_paper(table.cast.teller, table.meeting, code=code)
    table.take_in(table.page(table.codes[0]))
    assert table.states() == ["read"]
    kind = table.meeting.sheet_kinds.get().pk
    sheet.enter(table.cast.teller, table.meeting, kind=kind, slip=1, answers=None)
    table.take_in(table.page(table.codes[1]))
    _, choices = table.conflict()
    assert choices == ["keep", "aside"]


def test_two_look_and_a_third_who_did_not_settles(table: Table) -> None:
    table.close()
    table.take_in(table.page(table.codes[0], value=None))
    key = bytes(m.ScanPage.objects.get().key).hex()
    at = {"page": key, "place": f"{table.who}.overall"}
    scan.answer(table.cast.teller, table.meeting, **at, answer=GRADE)
    assert refused(scan.settle, table.cast.scrutineer, table.meeting, **at, answer=None)
    scan.answer(table.cast.second_teller, table.meeting, **at, answer=None)
    assert "已经有两个人看过" in str(refused(scan.answer, table.cast.scrutineer, table.meeting, **at, answer=None))
    assert "没有“gold”" in str(refused(scan.settle, table.cast.scrutineer, table.meeting, **at, answer="gold"))
    scan.settle(table.cast.scrutineer, table.meeting, **at, answer=GRADE)
    assert refused(scan.answer, table.cast.teller, table.meeting, **at, answer=None)
    assert not Entry.objects.filter(act__in=("scan.answer", "scan.settle")).exists()


def test_nothing_is_taken_in_while_phones_are_open(table: Table) -> None:
    file = m.ScanFile.objects.create(meeting=table.meeting, name="a", digest=b"a")
    heap = scan_intake.Heap(done=0, upto=1, pages=1, seen=[table.page(table.codes[0])], finished=True)
    assert not scan_intake.take_in(bytes(file.key), heap)
    assert not m.ScanPage.objects.exists()


def test_a_sheet_that_came_in_by_its_picture_says_so_when_its_code_is_checked_in(table: Table) -> None:
    def told(code: str) -> str:
        return sheet.admit_paper(table.cast.teller, table.meeting, code=code).text.zh

    table.close()
    table.take_in(table.page(table.codes[0]))
    assert "已经由机器读入，不再录入" in told(table.codes[0])
    table.take_in(table.page(table.codes[0]))
    assert "正等监票人定夺" in told(table.codes[0])
    key, _ = table.conflict()
    scan.resolve(table.cast.scrutineer, table.meeting, page=key, choice="by_hand")
    assert "刚才核验过" in told(table.codes[0]), "its pictures are out: it is typed in, and checked in already"
    assert "要计的" in told(table.codes[1])
    assert "刚才核验过" in told(table.codes[1])
