"""A whole paper in its three formats: what it says comes back out of each, and out of each the same."""

from __future__ import annotations

import io
from datetime import date

import docx
import pypdfium2
import pytest
from openpyxl import load_workbook

from shuzhi.crafts.office.blocks import Column, Document, Heading, Kind, Paragraph, Sheet, Signature, Table
from shuzhi.crafts.office.docx import to_docx
from shuzhi.crafts.office.figures import CELL, CELL_INSET, PAGES
from shuzhi.crafts.office.pdf import to_pdf
from shuzhi.crafts.office.setting import Grid, set_out
from shuzhi.crafts.office.xlsx import to_xlsx

from .measured import FONTS

PAPER = Document(
    title="关于公布述职对象名单的通知",
    addressee="各村民委员会：",
    blocks=(
        Heading(1, "名单"),
        Paragraph("经研究，确定下列代表述职。"),
        Table(
            (Column("序号", 0.5, Kind.NUMBER), Column("姓名", 1, Kind.NAME), Column("日期", 1, Kind.DATE)),
            ((1, "张堃", date(2026, 3, 5)), (2, "欧阳喆昇燊", date(2026, 3, 6))),
            title="述职对象",
        ),
    ),
    signature=Signature("蛟塘镇人大主席团", date(2026, 3, 1)),
)


def test_every_format_says_it_and_says_it_the_same_way_twice() -> None:
    word, print_, book = to_docx(PAPER), to_pdf(PAPER, FONTS), to_xlsx(PAPER)
    assert (word, print_, book) == (to_docx(PAPER), to_pdf(PAPER, FONTS), to_xlsx(PAPER))
    body = docx.Document(io.BytesIO(word))
    text = "".join(p.text for p in body.paragraphs)
    pages = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(print_))
    for said in ("一、名单", "各村民委员会：", "2026年3月1日"):
        assert said in text
        assert said in pages
    assert "欧阳喆昇燊" in pages
    sheet = load_workbook(io.BytesIO(book)).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet["A3:B4"]] == [[1, "张堃"], [2, "欧阳喆昇燊"]]


def test_a_row_of_the_wrong_length_is_told() -> None:
    crooked = Document("名单", (Table((Column("甲"),), (("乙", "丙"),)),))
    with pytest.raises(ValueError, match=r"rows\[0\]: 2 cells for 1 columns"):
        to_docx(crooked)


def test_names_numbers_and_days_stand_on_one_line_and_other_columns_give_the_room() -> None:
    columns = (
        Column("序号", 0.5, Kind.NUMBER),
        Column("姓名", 0.8, Kind.NAME),
        Column("日期", 1.0, Kind.DATE),
        Column("基本满意", 0.8, Kind.NUMBER),
        Column("工作单位及职务", 6.0),
    )
    row = (1, "欧阳春燊", date(2026, 11, 30), 12, "港下村党总支书记")
    page = PAGES[Sheet.A4]
    [grid] = [piece for piece in set_out(Document("名单", (Table(columns, (row,)),)), page) if isinstance(piece, Grid)]
    room = [share * page.across - 2 * CELL_INSET for share in grid.widths]
    assert room[0] >= 2 * CELL
    assert room[1] >= 4 * CELL
    assert room[2] >= 7 * CELL
    assert room[3] >= 4 * CELL
    assert sum(grid.widths) == pytest.approx(1)
