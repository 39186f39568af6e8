"""Whatever bytes come in: tables, or one clear sentence; never an exception."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shuzhi.crafts.tables import Limits, Problem, Table, problems, read_tables

HEADINGS = {
    "name": ("姓名",),
    "phone": ("电话", "联系电话"),
    "group": ("小组", "代表小组"),
    "post": ("工作单位及职务",),
    "serial": ("序号",),
}


def workbook(*sheets, merge=(), states=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for place, rows in enumerate(sheets):
        sheet = book.create_sheet(f"表{place + 1}")
        for row in rows:
            sheet.append(row)
        for area in merge:
            sheet.merge_cells(area)
        if place in states:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data, change):
    """The same workbook with parts changed: ``change(name, bytes) -> bytes``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
    return out.getvalue()


def read(data, name="名册.xlsx", **limits):
    return read_tables(name, data, HEADINGS, Limits(**limits))


PLAIN = [["序号", "姓名", "联系电话"], [1, "王芳", "13800000000"], [2, "李强", 13800000001]]


def test_headings_are_found_by_their_words_wherever_they_stand():
    (table,) = read(workbook([["某某名册"], [], ["联系 电话", "备考", "姓　名"], ["138", "x", "王芳"]]))
    assert table.titles == ("某某名册",)
    assert table.heading_row == 3
    assert table.headings == {"phone": "联系 电话", "name": "姓　名"}
    assert table.unknown == ("备考",)
    assert [(r.number, dict(r.cells), dict(r.extra)) for r in table.rows] == [
        (4, {"phone": "138", "name": "王芳"}, {"备考": "x"})
    ]


def test_blocks_sums_and_remarks_are_told_from_rows_and_reported():
    rows = [*PLAIN[:1], ["东港镇（2名）"], [1, "王芳"], [2, "李强"], ["小 计", 2], ["区机关"], [3, "张勇"]]
    (table,) = read(
        workbook([*rows, ["小计", 1], [], ["合计", 4], ["注：名单截至五月底"], ["填表人：某", None, "日期"]])
    )
    assert [(r.number, r.cells["name"], r.block) for r in table.rows] == [
        (3, "王芳", "东港镇（2名）"),
        (4, "李强", "东港镇（2名）"),
        (7, "张勇", "区机关"),
    ]
    assert [(b.text, b.said, b.counted) for b in table.blocks] == [("东港镇（2名）", 2, 2), ("区机关", None, 1)]
    assert [(s.label, s.said, s.counted) for s in table.subtotals] == [("小计", 2, 2), ("小计", 1, 1), ("合计", 4, 3)]
    assert [(s.row, s.why) for s in table.skipped] == [
        (2, problems.ROW_BLOCK),
        (5, problems.ROW_SUBTOTAL),
        (6, problems.ROW_BLOCK),
        (8, problems.ROW_SUBTOTAL),
        (10, problems.ROW_SUBTOTAL),
        (11, problems.ROW_REMARK),
        (12, problems.ROW_REMARK),
    ]


def test_a_row_with_nothing_but_a_name_is_still_a_person():
    (table,) = read(workbook([["姓名", "电话"], ["王芳"]]))
    assert [r.cells["name"] for r in table.rows] == ["王芳"]


def test_cells_merged_downwards_count_for_every_row():
    rows = [["代表小组", "姓名"], ["第一组", "王芳"], [None, "李强"], [None, "张勇"]]
    (table,) = read(workbook(rows, merge=["A2:A3"]))
    assert [r.cells["group"] for r in table.rows] == ["第一组", "第一组", None]


def test_a_heading_in_two_rows_and_a_heading_that_comes_again():
    rows = [
        ["序号", "姓名", "联系方式"],
        [None, None, "电话"],
        [1, "王芳", "138"],
        ["序号", "姓名", "电话"],
        [2, "李强", "139"],
    ]
    (table,) = read(workbook(rows, merge=["A1:A2", "B1:B2"]))
    assert [(r.cells["name"], r.cells["phone"]) for r in table.rows] == [("王芳", "138"), ("李强", "139")]


def test_two_lists_side_by_side_do_not_vanish_silently():
    (table,) = read(workbook([["姓名", "电话", "姓名", "电话"], ["王芳", "138", "李强", "139"]]))
    assert [s.text for s in table.skipped] == ["姓名", "电话"]
    assert "只读了左边一列" in table.skipped[0].why.zh


def test_several_sheets_a_sheet_of_remarks_a_hidden_and_an_empty_one():
    tables = read(workbook(PLAIN, [["本名册由各镇填报。"]], PLAIN, [], states={2}))
    assert [(t.sheet, len(t.rows)) for t in tables] == [("表1", 2), ("表2", 0), ("表3", 0), ("表4", 0)]
    whole = [s.why for t in tables for s in t.skipped]
    assert whole == [problems.SHEET_REMARKS, problems.SHEET_HIDDEN, problems.SHEET_EMPTY]
    assert tables[1].skipped[0].text == "本名册由各镇填报。"


def test_dates_numbers_and_text_keep_their_kinds():
    (table,) = read(workbook([["姓名", "电话"], ["王芳", 13800000000], ["李强", date(1980, 12, 1)]]))
    assert table.typed
    assert table.rows[0].cells["phone"] == 13800000000
    assert table.rows[1].cells["phone"].date() == date(1980, 12, 1)


TEXT = "序号,姓名,联系电话\r\n1,王　芳,13800000000\r\n\r\n2,李强,\r\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        TEXT.encode("gbk"),
        TEXT.encode("utf-16"),
        TEXT.replace(",", "\t").encode("utf-16"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "，").encode("gb18030"),
    ],
)
def test_separated_text_in_the_charsets_and_separators_of_offices(data):
    (table,) = read(data, "名册.xlsx")
    assert not table.typed
    assert [(r.number, r.cells["name"], r.cells["phone"]) for r in table.rows] == [
        (2, "王　芳", "13800000000"),
        (4, "李强", None),
    ]


def test_a_charset_that_cannot_be_told_is_a_problem():
    assert read("序號,姓名,電話\n1,陳大文,123\n".encode("big5")) == problems.CHARSET
    assert read(b"\xff\x80\x81\x00\x01" * 20) == problems.CHARSET


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空的"),
        (b" \r\n\x00", "空的"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n", "图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (OLE + "Workbook".encode("utf-16-le"), ".xls"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word"),
        (OLE, "旧格式"),
        (b"<html><table><tr><td>x", "HTML"),
        (b"<?xml version='1.0'?><Workbook/>", "XML"),
        (b"PK\x03\x04 broken", "损坏"),
        (workbook(PLAIN)[:-300], "损坏"),
        (workbook([["甲", "乙"], [1, 2]]), "表头"),
        ("甲,乙\n1,2\n".encode(), "表头"),
        ('姓名,电话\n"王芳,138\n'.encode() + b"x,y\n" * 40, "引号"),
    ],
)
def test_what_is_no_table_gets_one_sentence_in_both_languages(data, sentence):
    answer = read(data, "名册.xlsx")
    assert isinstance(answer, Problem)
    assert sentence in answer.zh
    assert answer.en
    assert "{" not in answer.zh + answer.en


def test_the_content_decides_not_the_extension():
    assert len(read(workbook(PLAIN), "名册.csv")[0].rows) == 2
    assert len(read(TEXT.encode(), "名册.xls")[0].rows) == 2


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"word/document.xml": "x"}, "Word"),
        ({"ppt/presentation.xml": "x"}, "演示文稿"),
        ({"xl/workbook.bin": "x"}, "xlsb"),
        ({"mimetype": "x", "content.xml": "x"}, "OpenDocument"),
        ({"readme.txt": "x"}, "压缩包"),
        ({"xl/workbook.xml": "<x"}, "损坏"),
        ({}, "损坏"),
    ],
)
def test_other_things_in_a_zip(parts, sentence):
    assert sentence in read(zipped(**parts)).zh


def test_too_large_is_refused_before_anything_is_opened():
    assert read(bytes(1) + b"x" * (20 * 1024 * 1024)).zh.startswith("文件超过 20 MB")


def test_a_zip_bomb_is_told_from_its_directory():
    bomb = zipped(**{"xl/workbook.xml": "x", "xl/worksheets/sheet1.xml": bytes(70 * 1024 * 1024)})
    assert len(bomb) < 100_000
    assert read(bomb) == problems.BOMB
    assert read(zipped(**{f"xl/{n}": "" for n in range(2_001)})) == problems.BOMB


def test_a_claimed_size_is_not_believed():
    def claim(name, data):
        return data.replace(b'<dimension ref="A1:C3"', b'<dimension ref="A1:WQJ60000"') if "sheet1" in name else data

    data = repacked(workbook(PLAIN), claim)
    assert data != workbook(PLAIN)
    assert len(read(data)[0].rows) == 2


def test_a_cell_far_out_a_row_far_down_and_a_merge_over_everything():
    def far_right(name, data):
        return data.replace(b'r="C3"', b'r="XFD3"') if "sheet1" in name else data

    def far_down(name, data):
        return data.replace(b'<row r="3"', b'<row r="999999999"') if "sheet1" in name else data

    def merged(name, data):
        return data.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')

    assert read(repacked(workbook(PLAIN), far_right)) == problems.TOO_WIDE.format(row=3, columns=256)
    assert len(read(repacked(workbook(PLAIN), far_down))[0].rows) == 1
    assert len(read(repacked(workbook(PLAIN), merged))[0].rows) == 2


def test_limits_on_rows_sheets_and_cells():
    assert read(workbook(PLAIN), rows=2) == problems.TOO_MANY_ROWS.format(rows=2)
    assert read(TEXT.encode(), rows=2) == problems.TOO_MANY_ROWS.format(rows=2)
    assert read(workbook(PLAIN, PLAIN), sheets=1) == problems.TOO_MANY_SHEETS.format(sheets=1)
    assert read(workbook(PLAIN), cells=5) == problems.TOO_MANY_CELLS


def well_formed(answer):
    if isinstance(answer, Problem):
        return bool(answer.zh and answer.en)
    return bool(answer) and all(isinstance(t, Table) for t in answer)


starts = st.sampled_from([b"", b"PK\x03\x04", OLE[:8], b"\xef\xbb\xbf", b"\xff\xfe", "姓名,电话\n".encode()])


@given(starts, st.binary(max_size=300))
def test_no_bytes_raise(start, rest):
    assert well_formed(read(start + rest))


BOOK = workbook(PLAIN, [["说明"]])


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(BOOK) - 1), st.integers(0, 255)), max_size=8), st.integers(0, 400))
def test_a_damaged_workbook_does_not_raise(changes, cut):
    data = bytearray(BOOK)
    for place, byte in changes:
        data[place] = byte
    assert well_formed(read(bytes(data[: len(data) - cut])))


SHEET_PARTS = [n for n in zipfile.ZipFile(io.BytesIO(BOOK)).namelist() if n.endswith((".xml", ".rels"))]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(SHEET_PARTS), st.data())
def test_a_workbook_with_damaged_xml_inside_does_not_raise(victim, data):
    def damage(name, part):
        if name != victim:
            return part
        at = data.draw(st.integers(0, len(part)))
        return (
            part[:at]
            + data.draw(st.sampled_from([b"", b"<", b'"', b"-1", b"99999999", b"\x00", b"&x;"]))
            + part[at + 1 :]
        )

    assert well_formed(read(repacked(BOOK, damage)))


@settings(deadline=None)
@given(st.lists(st.lists(st.text(max_size=8), max_size=5), max_size=12))
def test_no_text_table_raises(rows):
    text = "姓名,电话\n" + "\n".join(",".join(row) for row in rows)
    assert well_formed(read(text.encode("utf-8", "replace")))


def test_reading_says_what_it_wanted():
    assert "姓名、电话、小组" in read(b"a,b\n1,2\n").zh
