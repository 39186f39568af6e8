"""The poster for the village board: one A3 sheet carries it as long as type that is read from two paces lets it."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from shuzhi.crafts.office.blocks import Document, Heading, Paragraph, Sheet, Signature
from shuzhi.crafts.office.docx import to_docx
from shuzhi.crafts.office.pdf import to_pdf
from shuzhi.crafts.office.poster import page_of

from .measured import FONTS, glyphs, pages, text

GOAL = "关于路灯的意见，已经由镇城管科定好灯位、报批经费，22盏灯全部装好，晚上有人巡查（10月20日办结）。"


def poster(goals: int) -> Document:
    blocks = [Paragraph("镇人大代表述职以后，大家提出的意见逐条办理，现将整改情况通报如下。"), Heading(1, "办成了的")]
    blocks += [Paragraph(f"{n}.{GOAL}") for n in range(goals)]
    signed = Signature("东港镇人民代表大会主席团", date(2026, 10, 30))
    return Document("关于丁峰良、陆永大代表整改情况的通报", tuple(blocks), signature=signed, sheet=Sheet.A3_POSTER)


@pytest.mark.parametrize(
    ("goals", "size", "sheets"),
    [(2, 28, 1), (8, 24, 1), (10, 20, 1), (12, 18, 1), (20, 24, 2), (24, 20, 2), (40, 20, 3)],
)
def test_a_longer_one_is_set_smaller_and_at_last_on_two_sheets(goals: int, size: float, sheets: int) -> None:
    document = poster(goals)
    printed = to_pdf(document, FONTS)
    found = pages(printed)
    drawn = [g for g in glyphs(found[0]) if g.text in "城管"]
    assert drawn[1].x - drawn[0].x == pytest.approx(size, abs=1.5)
    assert len(found) == page_of(document).sheets == sheets
    assert text(printed).count("晚上有人巡查") == goals
    word = docx.Document(io.BytesIO(to_docx(document)))
    assert word.styles["公文正文"].font.size == Pt(size)
    foot = word.sections[0].footer._element
    assert ("".join(t.text for t in foot.iter(qn("w:t"))) == f"第 1 张　共 {sheets} 张") == (sheets > 1)


def test_of_two_sheets_each_says_which_it_is_and_the_last_is_signed_under_words() -> None:
    first, second = ("".join(p.get_textpage().get_text_range().split()) for p in pages(to_pdf(poster(20), FONTS)))
    assert "第1张共2张" in first
    assert "第2张共2张" in second
    assert second.index("晚上有人巡查") < second.index("主席团")
