"""The workbook reopened: a worksheet a table, typed, ready to print."""

from __future__ import annotations

import io
from datetime import date, datetime

from openpyxl import Workbook, load_workbook

from shuzhi.crafts.office.blocks import Blank, Column, Document, Kind, Pairs, Paragraph, Sheet, Table
from shuzhi.crafts.office.xlsx import to_xlsx

from .specimens import WHOLE, names

LIST = Document(
    "述职对象名单",
    (
        Table(
            (
                Column("序号", 1, Kind.NUMBER),
                Column("姓名", 1, Kind.NAME),
                Column("日期", 1, Kind.DATE),
                Column("说明"),
            ),
            ((1, "张堃", date(2026, 3, 5), Blank("说明")), (2, "欧阳喆", None, "有")),
            title="一览/表",
        ),
    ),
    sheet=Sheet.A4_ACROSS,
)


def reopened(document: Document, across: str = "") -> Workbook:
    return load_workbook(io.BytesIO(to_xlsx(document, across=across)))


def test_columns_are_typed_and_names_keep_their_letters() -> None:
    sheet = reopened(LIST).worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["序号", "姓名", "日期", "说明"]
    assert [cell.value for cell in sheet[3]] == [1, "张堃", datetime(2026, 3, 5), "〔待填：说明〕"]  # noqa: DTZ001
    assert sheet["C3"].is_date
    assert sheet["B3"].alignment.horizontal == "distributed"
    assert sheet["D3"].fill.fgColor.rgb.endswith("FFE89A")
    assert [cell.value for cell in sheet[4]] == [2, "欧阳喆", None, "有"]


def test_headings_are_frozen_repeated_and_the_print_fits_the_width() -> None:
    sheet = reopened(LIST).worksheets[0]
    assert sheet.freeze_panes == "A3"
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.auto_filter.ref == "A2:D4"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"


def test_every_table_has_a_worksheet_of_its_own_name() -> None:
    book = reopened(Document("名单", (names(1), names(2), LIST.blocks[0]), attachments=(("附", (names(3),)),)))
    assert book.sheetnames == ["述职对象名单", "述职对象名单 2", "一览 表", "述职对象名单 3"]
    assert [sheet.max_row for sheet in book] == [3, 4, 4, 5]


def test_a_paper_without_tables_comes_as_its_lines() -> None:
    sheet = reopened(Document("通知", (Paragraph("今日开会。"), Pairs((("姓名", "张堃"),)))))
    assert sheet.worksheets[0]["B1"].value == "张堃"
    [lines] = reopened(Document("通知", (Paragraph("今日开会。"),))).worksheets
    assert [cell.value for cell in lines["A"] if cell.value] == ["通知", "今日开会。"]


def test_three_hundred_people_and_a_rehearsal() -> None:
    [sheet] = reopened(Document("签到册", (names(300),)), across="演练").worksheets
    assert sheet.max_row == 302
    assert sheet["A1"].value == "（演练）述职对象名单"
    assert sheet.oddHeader.center.text == "演练"


def test_the_same_paper_makes_the_same_bytes() -> None:
    assert to_xlsx(WHOLE) == to_xlsx(WHOLE)
