"""Rosters imported into the archive: what is new, what changed, what is asked, and that twice is once (2.1, 4.3a)."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

import shuzhi
from shuzhi.acts._perform import Refused
from shuzhi.acts.person import import_people
from shuzhi.reads.people_import import preview
from shuzhi.records import models as m
from shuzhi.rules.roster_answers import BLANK, KEEP, OTHER, SAME, SKIP

DEMO = Path(shuzhi.__file__).parent / "cli" / "demo" / "xishan"
ALL = [(p.name, p.read_bytes()) for p in sorted(DEMO.iterdir())]
KEPT = {"*|ethnicity": KEEP}
HEADINGS = "姓名 性别 民族 出生年月 党派 文化程度 工作单位及职务 选区 代表小组 联系电话 领导干部 备注".split()  # noqa: SIM905
PERSON = ["丁一", "男", "汉", "1970.3", "中共", "大专", "村主任", "第1选区（港下）", "第一组", "13800000001", "否", ""]


def town_file(*rows, name="东港镇人大代表.csv", title="东港镇第一届人民代表大会代表名册"):
    stream = io.StringIO()
    csv.writer(stream).writerows([[title], HEADINGS, *rows])
    return [(name, stream.getvalue().encode("utf-8"))]


def row(**changes):
    return [changes.get(h, old) for h, old in zip(HEADINGS, PERSON, strict=True)]


@pytest.fixture
def empty(cast):
    """The cast's office and nothing else: the first import finds no town and no group."""
    m.Mandate.objects.all().delete()
    m.Tenure.objects.exclude(body=cast.district).delete()
    m.Constituency.objects.all().delete()
    m.Body.objects.filter(kind="group").delete()
    m.Body.objects.filter(kind="town").delete()
    m.Person.objects.exclude(tenures__body=cast.district).delete()
    return cast


def numbers():
    return tuple(x.objects.count() for x in (m.Person, m.Mandate, m.Voter, m.Body, m.Constituency))


def test_the_demonstration_district_imported_twice_is_imported_once(empty):
    before = m.Person.objects.count()
    first = import_people(empty.office, empty.district, files=ALL, answers=KEPT)
    assert first.counts == {
        "new": 1470, "changed": 0, "unchanged": 0, "doubtful": 0, "wrong": 0, "repeated": 1, "left_out": 0,
    }  # fmt: skip
    there = numbers()
    assert there == (before + 310, 315, 1155, 30, 17)
    second = import_people(empty.office, empty.district, files=ALL, answers=KEPT)
    assert (second.counts["new"], second.counts["changed"], second.counts["unchanged"]) == (0, 0, 1470)
    # Without the answers nothing is asked again: the archive already says what was answered.
    third = import_people(empty.office, empty.district, files=ALL)
    assert (third.counts["new"], third.counts["changed"], third.counts["doubtful"]) == (0, 0, 0)
    assert numbers() == there
    assert m.Entry.objects.filter(act="people.import").count() == 3


def test_the_files_in_another_order_and_one_by_one_make_the_same_archive(empty):
    for file in reversed(ALL):
        import_people(empty.office, empty.district, files=[file], answers=KEPT)
    assert m.Mandate.objects.count() == 315
    assert m.Voter.objects.count() == 1155
    again = import_people(empty.office, empty.district, files=ALL, answers=KEPT)
    assert (again.counts["new"], again.counts["changed"]) == (0, 0)


def test_doubtful_rows_are_left_out_until_answered(empty):
    first = import_people(empty.office, empty.district, files=ALL)
    assert (first.counts["new"], first.counts["doubtful"]) == (1421, 49)
    assert not first.good
    assert "待确认 49 行" in first.text.zh
    later = import_people(empty.office, empty.district, files=ALL, answers=KEPT)
    assert (later.counts["new"], later.counts["unchanged"]) == (49, 1421)


def test_one_line_in_the_journal_with_the_counts(empty):
    import_people(empty.office, empty.district, files=ALL[-1:], answers=KEPT)
    entry = m.Entry.objects.get(act="people.import")
    assert entry.detail["counts"]["new"] == 59
    assert entry.detail["files"] == ["鹅湖镇人大代表名册.xlsx"]
    assert "鹅湖镇" in entry.detail["made"]


def test_a_person_with_both_mandates_is_one_person(empty):
    import_people(empty.office, empty.district, files=ALL, answers=KEPT)
    both = m.Person.objects.get(name="范惠", mandates__level="town")
    assert {x.level for x in both.mandates.all()} == {"district", "town"}


def test_names_are_found_by_initials_and_sorted_by_sound(empty):
    import_people(empty.office, empty.district, files=ALL, answers=KEPT)
    person = m.Person.objects.get(name="司马大惠") if m.Person.objects.filter(name="司马大惠").exists() else None
    someone = person or m.Person.objects.get(name="孔丽华", mandates__isnull=False)
    assert someone.initials
    keys = list(m.Person.objects.exclude(sort_key="").values_list("sort_key", flat=True))
    assert keys == sorted(keys)


def test_a_change_is_shown_old_and_new_and_then_written(cast):
    import_people(cast.office, cast.district, files=town_file(row()))
    moved = town_file(row(工作单位及职务="副镇长", 联系电话="13800000002"))
    found = preview(cast.district, moved)
    changes = {c.field: (c.old, c.new) for c in found.rows[0].changes}
    assert changes == {"post": ("村主任", "副镇长"), "phone": ("13800000001", "13800000002")}
    assert m.Person.objects.get(name="丁一").post == "村主任"
    import_people(cast.office, cast.district, files=moved)
    assert m.Person.objects.get(name="丁一").post == "副镇长"


def test_an_empty_cell_erases_nothing(cast):
    import_people(cast.office, cast.district, files=town_file(row()))
    again = import_people(cast.office, cast.district, files=town_file(row(联系电话="", 工作单位及职务="")))
    assert again.counts["unchanged"] == 1
    assert m.Person.objects.get(name="丁一").phone == "13800000001"


def test_a_new_term_ends_the_old_mandate_and_begins_another(cast):
    import_people(cast.office, cast.district, files=town_file(row()))
    import_people(cast.office, cast.district, files=town_file(row(), title="东港镇第二届人民代表大会代表名册"))
    old, new = m.Mandate.objects.filter(person__name="丁一").order_by("pk")
    assert (old.term, old.end_reason, new.term, new.until) == ("第一届", "换届", "第二届", None)
    assert old.until


def test_a_likely_duplicate_is_a_question_and_both_answers_hold(cast):
    import_people(cast.office, cast.district, files=town_file(row()))
    other = town_file(row(选区="第2选区（东湖塘）", 联系电话="13899999999"))
    found = preview(cast.district, other)
    assert found.rows[0].verdict == "doubtful"
    assert [q.field for q in found.rows[0].questions] == ["same"]
    same = preview(cast.district, other, {found.rows[0].questions[0].key: SAME})
    assert same.rows[0].verdict == "changed"
    two = import_people(cast.office, cast.district, files=other, answers={"*|same": OTHER})
    assert two.counts["new"] == 1
    assert m.Person.objects.filter(name="丁一").count() == 2
    assert import_people(cast.office, cast.district, files=other).counts["unchanged"] == 1


def test_an_impossible_date_is_a_question_that_typing_settles(cast):
    bad = town_file(row(出生年月="1970.13"))
    found = preview(cast.district, bad)
    assert found.rows[0].verdict == "wrong"
    key = found.rows[0].questions[0].key
    for answer, verdict in (("1970.12", "new"), (BLANK, "new"), (SKIP, "left_out"), (KEEP, "wrong"), ("猴年", "wrong")):
        assert preview(cast.district, bad, {key: answer}).rows[0].verdict == verdict
    import_people(cast.office, cast.district, files=bad, answers={key: "1970.12"})
    assert m.Person.objects.get(name="丁一").born == "1970-12"


def test_a_group_the_congress_does_not_have_is_a_question(cast):
    unknown = town_file(row(代表小组="第七组"))
    found = preview(cast.district, unknown)
    question = found.rows[0].questions[0]
    assert (found.rows[0].verdict, question.field) == ("doubtful", "group")
    chosen = import_people(cast.office, cast.district, files=unknown, answers={question.key: "东港镇第一代表小组"})
    assert chosen.counts["new"] == 1
    assert m.Mandate.objects.get(person__name="丁一").group == cast.town_group


def test_the_group_of_the_row_s_own_level_is_taken(cast):
    import_people(cast.office, cast.district, files=town_file(row()))
    assert m.Mandate.objects.get(person__name="丁一").group == cast.town_group


def test_a_file_without_a_title_is_asked_once(cast):
    stream = io.StringIO()
    csv.writer(stream).writerows([HEADINGS, row(), row(姓名="丁二", 联系电话="13800000003")])
    files = [("名单.csv", stream.getvalue().encode())]
    found = preview(cast.district, files)
    assert [q.key for q in found.file_questions] == ["名单.csv|congress", "名单.csv|term"]
    told = preview(cast.district, files, {"名单.csv|congress": "东港镇", "名单.csv|term": "1"})
    assert told.counts["new"] == 2
    assert not told.file_questions


def test_who_is_no_longer_on_the_roster_is_told_and_not_ended(cast):
    import_people(cast.office, cast.district, files=town_file(row(), row(姓名="丁二", 联系电话="13800000003")))
    found = preview(cast.district, town_file(row()))
    assert any("丁二" in t.zh for t in found.missing)
    import_people(cast.office, cast.district, files=town_file(row()))
    assert m.Mandate.objects.get(person__name="丁二").until is None


def test_a_town_imports_its_own_list_and_no_other(cast):
    done = import_people(cast.town_office, cast.town, files=town_file(row()))
    assert done.counts["new"] == 1
    other = town_file(
        row(姓名="丁三", 选区="第9选区"), name="羊尖镇人大代表.csv", title="羊尖镇第一届人民代表大会代表名册"
    )
    assert import_people(cast.town_office, cast.town, files=other).counts == {
        "new": 0, "changed": 0, "unchanged": 0, "doubtful": 0, "wrong": 1, "repeated": 0, "left_out": 0,
    }  # fmt: skip
    assert not m.Person.objects.filter(name="丁三").exists()


@pytest.mark.parametrize("who", ["chairpersons", "presidium", "leader", "deputy", "steward", "stranger", "public"])
def test_other_offices_import_nothing(cast, who):
    with pytest.raises(Refused):
        import_people(getattr(cast, who), cast.district, files=town_file(row()))
    assert not m.Person.objects.filter(name="丁一").exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.xlsx", b""),
        ("坏.xlsx", b"PK\x03\x04" + b"\x00" * 40),
        ("锁.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        ("图.xlsx", b"\x89PNG\r\n\x1a\n"),
        ("大.csv", b"x," * (10 * 2**20 + 1)),
        ("别的.csv", "今天,天气\n好,很".encode()),
    ],
)
def test_a_bad_file_among_good_ones_is_one_sentence_and_nothing_is_written(cast, name, data):
    before = numbers()
    with pytest.raises(Refused) as refused:
        import_people(cast.office, cast.district, files=[*town_file(row()), (name, data)])
    (lack,) = refused.value.verdict.lacks
    assert lack.text.zh.startswith(name)
    assert lack.text.en
    assert numbers() == before
    assert not m.Entry.objects.exists()
