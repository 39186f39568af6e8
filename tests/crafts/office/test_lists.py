"""Lists of one and of three hundred, with names of two, three and four characters: all there, aligned, headed on every page."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from shuzhi.crafts.office.blocks import Column, Document, Kind, Table
from shuzhi.crafts.office.docx import to_docx
from shuzhi.crafts.office.pdf import to_pdf
from shuzhi.crafts.office.xlsx import to_xlsx

from .measured import FONTS, glyphs, pages, text

COLUMNS = (Column("序号", 0.5, Kind.NUMBER), Column("姓名", 0.7, Kind.NAME), Column("村、单位", 3.0))
NAMES = ("张堃", "李喆昇", "欧阳春燊")


def listed(count: int) -> Document:
    rows = tuple((n, NAMES[n % 3], f"第{n}村民小组") for n in range(1, count + 1))
    return Document("参加会议人员名单", (Table(COLUMNS, rows),))


@pytest.mark.parametrize("count", [1, 300])
def test_everybody_is_on_it_in_every_format(count: int) -> None:
    document = listed(count)
    wanted = [(n, NAMES[n % 3], f"第{n}村民小组") for n in range(1, count + 1)]
    said = text(to_pdf(document, FONTS))
    assert all(f"{n}{name}{group}" in said for n, name, group in wanted)
    table = docx.Document(io.BytesIO(to_docx(document))).tables[0]
    assert len(table.rows) == count + 1
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    last = [cell.text.replace("\u3000", "") for cell in table.rows[-1].cells]
    assert last == [str(count), NAMES[count % 3], f"第{count}村民小组"]
    sheet = load_workbook(io.BytesIO(to_xlsx(document))).worksheets[0]
    cells = [[c.value for c in row] for row in sheet.iter_rows() if isinstance(row[0].value, int)]
    assert [tuple(row[:3]) for row in cells] == wanted
    assert sheet.freeze_panes
    assert sheet.print_title_rows


def test_names_of_two_and_three_characters_begin_and_end_below_one_another() -> None:
    [page] = pages(to_pdf(listed(6), FONTS))
    place = {g.text: g for g in glyphs(page) if g.text in "张堃李喆昇欧阳春燊"}
    assert place["张"].x == pytest.approx(place["李"].x, abs=0.5)
    assert place["堃"].x == pytest.approx(place["昇"].x, abs=0.5)
    middle = (place["张"].x + place["堃"].x) / 2
    assert (place["欧"].x + place["燊"].x) / 2 == pytest.approx(middle, abs=0.5)
    assert place["欧"].y == pytest.approx(place["燊"].y, abs=0.1), "a name of four characters is not broken"
