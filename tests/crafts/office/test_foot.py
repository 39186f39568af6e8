"""What closes a paper never stands on a page without words of the text: no 此页无正文 (GB/T 9704, 7.3.5)."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn

from shuzhi.crafts.office.blocks import Blank, Block, Column, Document, Pairs, Paragraph, Signature, SignLines, Table
from shuzhi.crafts.office.docx import to_docx
from shuzhi.crafts.office.pdf import to_pdf
from shuzhi.crafts.office.words import counted

from .measured import FONTS, pages

TABLE = Table((Column("序号"), Column("事项")), tuple((n, f"末行{n}") for n in range(1, 6)))
LAST: dict[str, Block] = {
    "text": Paragraph("末行特此通知。"),
    "table": TABLE,
    "form": Pairs(tuple((f"栏{n}", "末行" * 12) for n in range(5))),
}


def paper(lines: int, last: Block, **more: object) -> Document:
    filler = tuple(Paragraph(f"第{n}行。") for n in range(lines))
    signed = Signature("东港镇人民代表大会主席团", date(2026, 9, 18))
    return Document(title="通知", blocks=(*filler, last), **{"signature": signed, **more})  # type: ignore[arg-type]


def said(document: Document) -> list[str]:
    return ["".join(page.get_textpage().get_text_range().split()) for page in pages(to_pdf(document, FONTS))]


@pytest.mark.parametrize("kind", LAST)
@pytest.mark.parametrize("lines", range(11, 20, 2))
def test_signature_and_date_stand_together_under_words_of_the_text(kind: str, lines: int) -> None:
    last = said(paper(lines, LAST[kind], attachments=(("名单", (Paragraph("张堃。"),)),)))[-2]
    assert "末行" in last
    assert last.index("末行") < last.index("附件：名单") < last.index("主席团") < last.index("2026年9月18日")


LONG = "".join(f"第{counted(n)}句述职。" for n in range(1, 50))


@pytest.mark.parametrize(("lines", "annex"), [(5, ""), (7, ""), (8, ""), (3, "附件：名单"), (7, "附件：名单")])
def test_of_a_long_last_paragraph_only_two_lines_go_with_the_signature(lines: int, annex: str) -> None:
    more = {"attachments": (("名单", (Paragraph("张堃。"),)),)} if annex else {}
    found = said(paper(lines, Paragraph(LONG), **more))
    stayed, moved = found[0].removesuffix("—1—"), found[1].split(annex or "东港镇")[0]
    assert (stayed + moved).endswith(LONG), "nothing of it is lost"
    assert 28 < len(moved) <= 56


def test_a_long_line_that_announces_a_table_goes_with_it_by_two_lines() -> None:
    words = LONG[:-1] + "如下："
    found = said(Document(title="专报", blocks=(*(Paragraph(f"第{n}行。") for n in range(6)), Paragraph(words), TABLE)))
    stayed, (moved, _) = found[0].removesuffix("—1—"), found[1].split("序号事项1末行1")
    assert (stayed + moved).endswith(words)
    assert 28 < len(moved) <= 56


def test_what_is_still_to_be_filled_in_at_the_very_end_is_marked_whole() -> None:
    assert "联系电话〔待填：电话〕东港镇" in "".join(said(paper(3, Paragraph(("联系电话", Blank("电话"))))))


def test_of_a_long_table_only_its_last_rows_go_with_the_signature_under_headings_of_their_own() -> None:
    found = said(paper(0, Table(TABLE.columns, tuple((n, f"第{n}行") for n in range(1, 23)))))
    assert found[0].endswith("20第20行—1—")
    assert found[1].startswith("序号事项21第21行22第22行东港镇")


def test_a_table_whose_end_does_not_move_has_its_headings_once() -> None:
    assert "".join(said(paper(2, TABLE))).count("序号事项") == 1


def test_lines_to_sign_on_are_together_and_under_words() -> None:
    for lines in range(16, 20):
        last = said(paper(lines, Paragraph("末行。"), signature=None, note="附注"))[-1]
        assert "末行。" in last
        blocks = (*(Paragraph(f"第{n}行。") for n in range(lines)), SignLines(("监票人", "计票人")))
        last = said(Document(title="计票单", blocks=blocks))[-1]
        assert f"第{lines - 1}行。" in last
        assert last.index("监票人：") < last.index("计票人：")


def test_a_tables_headings_never_stand_without_a_row() -> None:
    for lines in range(15, 19):
        titled = Table(TABLE.columns, TABLE.rows, title="表题")
        page = next(page for page in said(paper(lines, titled)) if "表题" in page)
        assert "表题序号事项1末行1" in page


def test_a_line_that_announces_a_table_stands_over_it() -> None:
    for lines in range(15, 19):
        filler = tuple(Paragraph(f"第{n}行。") for n in range(lines))
        found = said(Document(title="专报", blocks=(*filler, Paragraph("主要数据如下："), TABLE)))
        page = next(page for page in found if "主要数据如下" in page)
        assert "主要数据如下：序号事项1末行1" in page


@pytest.mark.parametrize("kind", LAST)
def test_word_is_told_to_keep_them_together(kind: str) -> None:
    file = docx.Document(io.BytesIO(to_docx(paper(3, LAST[kind], attachments=(("名单", (Paragraph("张堃。"),)),)))))
    kept = [p for p in file.element.body.iter(qn("w:p")) if p.pPr.find(qn("w:keepNext")) is not None or _style(file, p)]
    words = ["".join(t.text for t in p.iter(qn("w:t"))) for p in kept]
    assert any("末行" in line for line in words)
    assert "附件：名单" in words
    assert "东港镇人民代表大会主席团" in words
    assert "第1行。" not in words
    if kind == "table":
        assert [line for line in words if line.startswith("末行")] == ["末行4", "末行5"]
        assert words.count("序号") == 1


def _style(file: docx.document.Document, paragraph: object) -> bool:
    style = next(s for s in file.styles if s.style_id == paragraph.style)  # type: ignore[attr-defined]
    return style.element.find(f".//{qn('w:keepNext')}") is not None
