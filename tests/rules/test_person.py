"""The fields of a person, in every way offices write them; and whole rosters, to the exact number."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shuzhi
from shuzhi.crafts.tables import Row, Table, read_tables
from shuzhi.rules import person, place
from shuzhi.rules.birth import Birth
from shuzhi.rules.field import chinese, number
from shuzhi.rules.place import ORGANS, ORGANS_GROUP, Congress, Constituency
from shuzhi.rules.roster_file import HEADINGS, read_person_rows, read_rosters
from shuzhi.rules.roster_row import RosterContext, RowKind

TODAY = date(2006, 6, 1)
DEMO = Path(shuzhi.__file__).parent / "cli" / "demo" / "xishan"


def told(field):
    return field.value, field.status


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("严　怡", "严怡"),
        (" 王 芳 ", "王芳"),
        ("司马大惠", "司马大惠"),
        ("欧阳　峰", "欧阳峰"),
        ("司马 大惠", "司马大惠"),
        ("买买提•艾力", "买买提·艾力"),
        ("Ａnna Ｌee", "Anna Lee"),
        ("王\u200b芳", "王芳"),
        ("李\ufa11", "李\ufa11"),
        ("金\uf909", "金\uf909"),  # a compatibility form is somebody's character: NFKC would change it
        ("𠮷田", "𠮷田"),
        ("王㛃", "王㛃"),
    ],
)
def test_names(raw, name):
    assert told(person.read_name(raw)) == (name, "ok")


@pytest.mark.parametrize(
    "raw", ["王□", "王?芳", "王\ue123", "王芳（女）", "王小明 李小红", "王芳、李强", "王", "王芳1", "⿰王芳"]
)
def test_doubtful_names(raw):
    assert person.read_name(raw).status == "doubtful"


@pytest.mark.parametrize("raw", [None, "", " 　", 12, True])
def test_no_name_is_wrong(raw):
    assert person.read_name(raw).status == "wrong"


@pytest.mark.parametrize(
    ("raw", "birth"),
    [
        ("1980.12", (1980, 12)),
        ("1958年10月", (1958, 10)),
        ("一九五四年八月", (1954, 8)),
        ("一九六〇年十二月", (1960, 12)),
        ("一九六○年元月", (1960, 1)),
        (196205, (1962, 5)),
        (196205.0, (1962, 5)),
        ("196205", (1962, 5)),
        ("1974-10", (1974, 10)),
        ("1980.1", (1980, 1)),
        ("1980.10", (1980, 10)),
        ("１９８０．３", (1980, 3)),
        ("1967年 2月", (1967, 2)),
        (1980.12, (1980, 12)),
        (1980.5, (1980, 5)),
        (1980.05, (1980, 5)),
        ("1974-10-08", (1974, 10, 8)),
        ("1974年10月8日", (1974, 10, 8)),
        ("一九七四年十月二十八日", (1974, 10, 28)),
        (19741008, (1974, 10, 8)),
        (datetime(1974, 10, 8), (1974, 10, 8)),  # noqa: DTZ001 - as a spreadsheet gives it
        (datetime(1974, 10, 1), (1974, 10)),  # noqa: DTZ001 - likewise
    ],
)
def test_births(raw, birth):
    assert told(person.read_birth(raw, TODAY)) == (Birth(*birth), "ok")


@pytest.mark.parametrize(
    "raw",
    [
        "1980.13",
        "1980.0",
        "1980-02-30",
        "2006.7",
        "2030.1",
        "1850.1",
        1980.13,
        198013,
        True,
        "五十岁",
        "x" * 5000,
        "9" * 4999,
    ],
)
def test_impossible_births_are_wrong(raw):
    field = person.read_birth(raw, TODAY)
    assert told(field) == (None, "wrong")
    assert field.reason.zh
    assert field.reason.en


def test_a_number_cell_may_have_lost_the_zero_of_october():
    for field in (person.read_birth(1980.1, TODAY), person.read_birth("1980.1", TODAY, zeros_kept=False)):
        assert told(field) == (None, "doubtful")
        assert field.options == (Birth(1980, 1), Birth(1980, 10))


@pytest.mark.parametrize(
    "raw", [None, "", "1990.5", "1988.6", 1980, "1980年", "58.10", 29190, "农历1980年5月", "1903.1"]
)
def test_doubtful_births(raw):
    assert person.read_birth(raw, TODAY).status == "doubtful"


def test_eighteen_is_reached_when_the_month_is_over():
    assert person.read_birth("1988.5", TODAY).status == "ok"
    assert person.read_birth("1988-06-01", TODAY).status == "ok"
    assert person.read_birth("1988-06-02", TODAY).status == "doubtful"


@pytest.mark.parametrize(
    ("raw", "phone"),
    [
        ("13903987408", "13903987408"),
        (13910451355, "13910451355"),
        (13910451355.0, "13910451355"),
        ("139-9245-9968", "13992459968"),
        ("135 6815 9586", "13568159586"),
        ("１５９５４６４５４３３", "15954645433"),
        ("+86 139 0398 7408", "13903987408"),
        ("'13903987408", "13903987408"),
        ("0510-88701234", "0510-88701234"),
        ("(0510)8870 1234", "0510-88701234"),
        ("021-68701234", "021-68701234"),
        (None, None),
        ("无", None),
    ],
)
def test_telephones(raw, phone):
    assert told(person.read_phone(raw)) == (phone, "ok")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1390398740", None),
        ("139039874080", None),
        ("12903987408", None),
        ("1.39E+10", None),
        ("88701234", "88701234"),
        (51088701234, "0510-88701234"),
        ("13903987408/0510-88701234", "13903987408"),
        ("问组长", None),
    ],
)
def test_doubtful_telephones(raw, value):
    assert told(person.read_phone(raw)) == (value, "doubtful")


def test_words_in_their_variants():
    assert {person.read_party(w).value for w in ("中共", "党员", "中共党员", "中国共产党")} == {"中共党员"}
    assert person.read_party("无党派").value == "无党派人士"
    assert person.read_party("某党").status == "doubtful"
    assert [person.read_ethnicity(w).value for w in ("汉", "汉族", "回", "蒙", "维族")] == [
        "汉族",
        "汉族",
        "回族",
        "蒙古族",
        "维吾尔族",
    ]
    assert person.read_ethnicity("哈").options == ("哈尼族", "哈萨克族")
    assert len(person.PEOPLES) == len(set(person.PEOPLES)) == 56
    assert [person.read_education(w).value for w in ("大学", "专科", "硕士", "高中学历")] == [
        "本科",
        "大专",
        "研究生",
        "高中",
    ]
    assert [told(person.read_sex(w)) for w in ("男", "女性", "？")] == [("男", "ok"), ("女", "ok"), (None, "doubtful")]
    assert [person.read_leading(w).value for w in ("是", "√", None, "否", True)] == [True, True, False, False, True]
    assert person.read_leading("局长").status == "doubtful"
    assert person.read_voter_kind("组长").value == "村民组长"
    assert person.markers("区、镇两级代表") == {"both_levels"}
    assert person.markers("腿脚不便、不识字") == {"hard_of_walking", "cannot_read"}


@pytest.mark.parametrize("n", range(100))
def test_numbers_read_back(n):
    assert number(chinese(n)) == n


def test_constituencies_go_by_number():
    known = (Constituency(1, "港下"), Constituency(2, "东湖塘"))
    for raw in ("第1选区（港下）", "第1选区", "第一选区(港下)", "1", 1, "港下选区"):
        assert told(place.read_constituency(raw, known)) == (Constituency(1, "港下"), "ok")
    assert told(place.read_constituency("第3选区")) == (Constituency(3), "ok")
    clash = place.read_constituency("第1选区（东湖塘）", known)
    assert told(clash) == (None, "doubtful")
    assert clash.options == known
    assert place.read_constituency("某处", known).status == "doubtful"


GROUPS = tuple(f"{town}第{n}代表小组" for town in ("东港镇", "锡北镇") for n in "一二三四")


@pytest.mark.parametrize(
    "raw", ["东港镇第一代表小组", "东港镇第1代表小组", "第一组", "第1组", "东港镇一组", " 东港镇 第一 小组"]
)
def test_group_names_in_variants(raw):
    assert told(place.read_group(raw, "东港镇", GROUPS)) == ("东港镇第一代表小组", "ok")


def test_a_group_name_close_to_two_groups_is_a_question():
    field = place.read_group("第二组", None, GROUPS)
    assert told(field) == (None, "doubtful")
    assert field.options == ("东港镇第二代表小组", "锡北镇第二代表小组")
    field = place.read_group("东港镇第五代表小组", "东港镇", GROUPS)
    assert field.status == "doubtful"
    assert field.options == tuple(sorted(g for g in GROUPS if g.startswith("东港")))
    assert place.read_group("东港镇代表小组", "东港镇", GROUPS).status == "doubtful"


def test_the_organs_group():
    for raw in ("区机关代表小组", "机关代表组", "区机关组"):
        assert told(place.read_group(raw, None)) == (ORGANS_GROUP, "ok")
    assert place.read_group(None, ORGANS).value == ORGANS_GROUP


def test_titles_and_blocks():
    assert place.read_congress("锡山区第一届人民代表大会代表名册") == Congress("锡山区", "district", 1)
    assert place.read_congress("（按姓氏笔画为序）", "东港镇第十二届人大代表名单") == Congress("东港镇", "town", 12)
    assert place.read_congress("锡山区东港镇第一届人民代表大会") == Congress("东港镇", "town", 1)
    assert place.read_congress("", "锡北镇人大代表.csv") == Congress("锡北镇", "town", None)
    assert place.read_congress("名册") is None
    assert [place.read_block(t) for t in ("东港镇（20名）", "一、锡北镇", "区机关", "第一组")] == [
        "东港镇",
        "锡北镇",
        ORGANS,
        None,
    ]


# The demonstration district, whole ------------------------------------------------------------------


@pytest.fixture(scope="module")
def tables():
    return [t for f in sorted(DEMO.iterdir()) for t in read_tables(f.name, f.read_bytes(), HEADINGS)]


@pytest.fixture(scope="module")
def reading(tables):
    return read_rosters(tables, RosterContext(TODAY))


def test_every_file_to_the_row(reading):
    assert {
        (s.file, s.sheet): (s.kind and s.kind.value, s.place, s.term, dict(s.counts)) for s in reading.sheets if s.kind
    } == {
        ("锡山区人大代表名册.xlsx", "名册"): (
            "mandate.district",
            "锡山区",
            1,
            {"ok": 89, "doubtful": 19, "repeated": 1},
        ),
        ("东港镇人大代表名册.xlsx", "名册"): ("mandate.town", "东港镇", 1, {"ok": 34, "doubtful": 11}),
        ("羊尖镇人大代表名册.xlsx", "名册"): ("mandate.town", "羊尖镇", 1, {"ok": 46, "doubtful": 7}),
        ("鹅湖镇人大代表名册.xlsx", "名册"): ("mandate.town", "鹅湖镇", 1, {"ok": 51, "doubtful": 8}),
        ("锡北镇人大代表.csv", ""): ("mandate.town", "锡北镇", None, {"ok": 46, "doubtful": 4}),
        ("选民代表和村民组长名单.xlsx", "选民代表"): ("voter", None, None, {"ok": 1155}),
    }
    assert [s.sheet for s in reading.sheets if not s.kind] == ["说明"] * 4
    assert all(s.skipped[0][2].zh.startswith("没有认得的表头") for s in reading.sheets if not s.kind)


def test_the_only_doubt_is_a_han_in_an_ethnic_minority(reading):
    doubts = {(name, f.reason.zh) for r in reading.rows if r.status == "doubtful" for name, f in r.questions}
    assert doubts == {("ethnicity", "民族写“汉”，备注却写“少数民族”")}


def test_the_row_pasted_twice_points_to_the_first(reading):
    (row,) = [r for r in reading.rows if r.repeats]
    assert (row.value("name"), row.source.row, row.repeats.row) == ("汪金涵", 50, 8)
    (sheet,) = [s for s in reading.sheets if s.notes]
    assert [n.zh for n in sheet.notes] == ["“锡北镇（23名）”：读到24行，其中1行重复，除去重复与标题相符"]


def test_five_people_hold_both_mandates_for_certain(reading):
    assert {r.value("name") for r in reading.rows if r.same_person} == {"孟建远", "范惠", "潘芬玉", "余浩雨", "蔡东平"}
    assert sum(len(r.matches) for r in reading.rows) == 6


def test_towns_groups_and_constituencies(reading):
    fresh = [r for r in reading.rows if not r.repeats]
    assert Counter(r.town.value for r in fresh if r.kind is RowKind.DISTRICT_MANDATE) == {
        "东港镇": 20,
        "锡北镇": 23,
        "鹅湖镇": 24,
        "羊尖镇": 23,
        ORGANS: 18,
    }
    assert Counter(r.town.value for r in fresh if r.kind is RowKind.VOTER) == {
        "东港镇": 337,
        "锡北镇": 267,
        "鹅湖镇": 286,
        "羊尖镇": 265,
    }
    assert len({r.value("group") for r in fresh if r.kind is not RowKind.VOTER}) == 17
    assert {r.value("constituency").number for r in fresh if r.value("constituency")} == set(range(1, 18))
    assert {r.value("constituency") for r in fresh if r.kind is RowKind.VOTER} == {
        r.value("constituency") for r in fresh if r.kind is not RowKind.VOTER and r.value("constituency")
    }
    assert Counter(r.value("voter_kind") for r in fresh if r.kind is RowKind.VOTER) == {
        "选民代表": 705,
        "村民组长": 450,
    }


def test_nothing_of_the_writing_is_left_in_the_values(reading):
    assert not [r for r in reading.rows if " " in r.value("name") or "　" in r.value("name")]
    phones = [r.value("phone") for r in reading.rows]
    assert phones.count(None) == sum(1 for r in reading.rows if not r.fields["phone"].raw) == 50
    assert all(len(p) == 11 and p.isascii() for p in phones if p)
    assert all(isinstance(r.value("birth"), Birth) for r in reading.rows if r.kind is not RowKind.VOTER)


def test_the_same_files_twice_are_all_repeats(tables, reading):
    twice = read_rosters([*tables, *(replace(t, file="副本 " + t.file) for t in tables)], RosterContext(TODAY))
    copies = [r for r in twice.rows if r.source.file.startswith("副本")]
    assert len(copies) == len(reading.rows) == 1471
    assert [r.source.row for r in copies if r.status != "repeated"] == []


def test_a_missing_telephone_makes_the_double_mandate_a_question(tables):
    changed = []
    for table in tables:
        rows = tuple(
            Row(
                r.number,
                dict(r.cells) | ({"phone": None} if r.cells["name"] == "孟建远" and r.number == 48 else {}),
                r.block,
            )
            for r in table.rows
        )
        changed.append(replace(table, rows=rows))
    rows = [r for r in read_person_rows(changed, RosterContext(TODAY)) if r.value("name") == "孟建远"]
    assert [m.certain for r in rows for m in r.matches] == [False]
    assert "缺电话" in next(m.reason.zh for r in rows for m in r.matches)
    assert rows[1].status == "doubtful"


def table(rows, titles=(), headings=("name", "birth", "phone", "group", "remark"), file="x.xlsx"):
    body = tuple(Row(n, dict(zip(headings, r, strict=False)), None) for n, r in enumerate(rows, start=2))
    return Table(file, "表", True, tuple(titles), 1, {h: h for h in headings}, (), body)


def test_a_list_that_does_not_say_whose_it_is_asks_until_told():
    one = table([["王芳", "1970.5", "13800000000", "东港镇第一代表小组"]])
    (row,) = read_person_rows([one], RosterContext(TODAY))
    assert (row.kind, told(row.town)) == (RowKind.TOWN_MANDATE, ("东港镇", "doubtful"))
    (row,) = read_person_rows([one], RosterContext(TODAY, told={"x.xlsx": ("东港镇", "town")}))
    assert (row.status, told(row.town)) == ("ok", ("东港镇", "ok"))


def test_a_roster_under_the_wrong_towns_title_is_a_question():
    one = table([["王芳", "1970.5", "13800000000", "东港镇第一代表小组"]], ["锡北镇第一届人民代表大会代表名册"])
    (row,) = read_person_rows([one], RosterContext(TODAY))
    assert row.town.options == ("锡北镇", "东港镇")
    assert row.status == "doubtful"


def test_two_rows_of_one_person_that_differ_are_a_question():
    rows = [
        ["王芳", "1970.5", "13800000000", "第一组"],
        ["王芳", "1970.5", "13800000001", "第二组"],
        ["王芳", "1971.5", None, "第二组"],
    ]
    _, second, third = read_person_rows([table(rows, ["东港镇第一届人民代表大会"])], RosterContext(TODAY))
    assert [(m.kind, m.certain, m.source.row) for m in second.matches] == [("likely_same", False, 2)]
    assert third.matches == ()


def test_a_double_mandate_without_its_other_row_is_a_question():
    town = table([["王芳", "1970.5", None, "第一组", "区、镇两级代表"]], ["东港镇第一届人民代表大会"])
    other = table([["李强", "1970.5", None, "东港镇第一代表小组"]], ["锡山区第一届人民代表大会"], file="y.xlsx")
    assert read_person_rows([town], RosterContext(TODAY))[0].status == "ok"
    row = read_person_rows([town, other], RosterContext(TODAY))[0]
    assert [name for name, _ in row.questions] == ["remark"]


raws = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.datetimes(),
    st.dates(),
    st.text(max_size=30),
    st.text("0123456789.-年月日一二三四五六七八九十〇 　第选区镇组（）()", max_size=14),
    st.sampled_from([10**5000, "9" * 4400, "١٩٨٠.٥", "1980.²"]),
)


@settings(max_examples=300)
@given(raws)
def test_no_cell_raises_and_every_doubt_has_its_reason(raw):
    fields = [
        person.read_name(raw),
        person.read_sex(raw),
        person.read_ethnicity(raw),
        person.read_party(raw),
        person.read_education(raw),
        person.read_phone(raw),
        person.read_leading(raw),
        person.read_voter_kind(raw),
        person.read_text(raw),
        person.read_birth(raw, TODAY),
        person.read_birth(raw, TODAY, zeros_kept=False),
        place.read_constituency(raw, (Constituency(1, "港下"),)),
        place.read_group(raw, "东港镇", GROUPS),
        place.read_group(raw, None),
    ]
    for field in fields:
        assert field.status == "ok" or (field.reason.zh and field.reason.en)
        assert field.status != "wrong" or field.value is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(raws, min_size=5, max_size=5), max_size=6), st.text(max_size=20))
def test_no_table_raises(rows, title):
    assert len(read_person_rows([table(rows, [title])], RosterContext(TODAY))) == len(rows)
