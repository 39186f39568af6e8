"""What wicked people type comes out as text, in all three formats."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.oxml.ns import qn
from openpyxl import load_workbook

from shuzhi.crafts.office.blocks import Document, Paragraph
from shuzhi.crafts.office.docx import to_docx
from shuzhi.crafts.office.pdf import to_pdf
from shuzhi.crafts.office.words import clean
from shuzhi.crafts.office.xlsx import to_xlsx

from .measured import FONTS, MM, glyphs, pages, text
from .specimens import HOSTILE, KEPT, WICKED


def test_control_marks_go_and_the_rest_stays() -> None:
    assert "".join(clean(WICKED).split()) == KEPT


def test_a_word_file_shows_it_as_text() -> None:
    made = docx.Document(io.BytesIO(to_docx(HOSTILE)))
    body = "".join(t.text for t in made.element.body.iter(qn("w:t")))
    said = "".join(body.split())
    assert said.count(KEPT) == 27
    assert said.count("意") == said.count("见") == 10_000
    assert said.count("y") == 3_000
    assert "=1+1" in said


def test_a_print_shows_it_as_text_and_nothing_runs_over_the_margin() -> None:
    made = to_pdf(HOSTILE, FONTS)
    said = text(made)
    assert said.count("意") == said.count("见") == 10_000
    assert said.count("y") == 3_000
    assert "{{7*7}}" in said
    assert "<w:t>&amp;</w:t>" in said
    assert "=1+1" in said
    assert said.count("戊👍{{7*7}}{%x%}<w:t>&amp;</w:t>]]>=cmd|'/Ccalc'!A0") >= 15, (
        "in a name, a title, a cell, a label"
    )
    for page in pages(made):
        assert all(g.left > 28 * MM - 6 and g.right < 184 * MM + 6 for g in glyphs(page) if g.text != "�")


def test_a_workbook_holds_it_as_text_and_never_as_a_formula() -> None:
    made = to_xlsx(HOSTILE)
    book = load_workbook(io.BytesIO(made))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    values = ["".join(str(cell.value).split()) for cell in cells]
    assert KEPT in values
    assert "=1+1" in values
    assert "见" * 10_000 in values
    assert all(
        "<f>" not in zipfile.ZipFile(io.BytesIO(made)).read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2)
    )


def test_emoji_and_the_rare_characters_of_names_are_printed_where_the_typefaces_are_laid_out() -> None:
    made = pages(to_pdf(Document("名单", (Paragraph("张堃喆昇燊 欧阳"),)), FONTS))
    drawn = {g.text: g.right - g.x for g in glyphs(made[0])}
    assert all(drawn[character] > 8 for character in "张堃喆昇燊欧阳")
