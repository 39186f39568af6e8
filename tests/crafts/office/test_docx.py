"""The Word file reopened and measured against GB/T 9704-2012."""

from __future__ import annotations

import io
import time
import zipfile
from collections import Counter

import docx
import pytest
from docx.document import Document as File
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from shuzhi.crafts.office.blocks import Document, Sheet
from shuzhi.crafts.office.docx import to_docx

from .specimens import WHOLE, names

FIGURES = {
    "公文标题": ("方正小标宋简体", 22),
    "公文副标题": ("楷体_GB2312", 16),
    "主送机关": ("仿宋_GB2312", 16),
    "一级标题": ("黑体", 16),
    "二级标题": ("楷体_GB2312", 16),
    "三级标题": ("仿宋_GB2312", 16),
    "四级标题": ("仿宋_GB2312", 16),
    "公文正文": ("仿宋_GB2312", 16),
    "附件标识": ("黑体", 16),
    "附件标题": ("方正小标宋简体", 22),
    "页码": ("宋体", 14),
    "版记": ("仿宋_GB2312", 14),
}


def reopened(document: Document, across: str = "") -> File:
    return docx.Document(io.BytesIO(to_docx(document, across=across)))


@pytest.fixture(scope="module")
def whole() -> File:
    return reopened(WHOLE)


def test_sheet_margins_and_grid_are_the_standard_s(whole: File) -> None:
    section = whole.sections[0]
    lengths = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    for length, wanted in zip(
        (*lengths, section.right_margin, section.bottom_margin), (210, 297, 37, 28, 26, 35), strict=True
    ):
        assert length is not None
        assert abs(length - Mm(wanted)) < Mm(0.02)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(grid.get(qn("w:linePitch"))) == 579
    pitch = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert int((210 - 28 - 26) / 25.4 * 72 / pitch) == 28
    assert int((297 - 37 - 35) / 25.4 * 72 / (579 / 20)) == 22


@pytest.mark.parametrize("name", FIGURES)
def test_each_style_has_its_typeface_and_size(whole: File, name: str) -> None:
    face, size = FIGURES[name]
    style = whole.styles[name]
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == face
    assert style.font.size == Pt(size)
    assert style.font.bold is False
    assert str(style.font.color.rgb) == "000000"


def test_lines_are_an_exact_pitch_apart_and_28_characters_long(whole: File) -> None:
    for name in ("公文标题", "一级标题", "公文正文", "引文", "主送机关", "附件标题"):
        form = whole.styles[name].paragraph_format
        assert form.line_spacing_rule == WD_LINE_SPACING.EXACTLY
        assert form.line_spacing == Pt(28.95)
    properties = whole.styles["公文正文"].element
    assert properties.pPr.ind.get(qn("w:firstLineChars")) == "200"
    tight = int(properties.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert int((210 - 28 - 26) / 25.4 * 72 / (16 + tight)) == 28


def test_headings_are_headings_to_word(whole: File) -> None:
    found = [(p.style.name, p.style.base_style.name, p.text) for p in whole.paragraphs if "级标题" in p.style.name]
    assert found == [
        ("一级标题", "Heading 1", "一、指导思想"),
        ("一级标题", "Heading 1", "二、步骤"),
        ("二级标题", "Heading 2", "（一）准备"),
        ("三级标题", "Heading 3", "1.学习"),
        ("四级标题", "Heading 4", "（1）时间"),
        ("二级标题", "Heading 2", "（二）会议"),
    ]
    for level, name in enumerate(("一级标题", "二级标题", "三级标题", "四级标题")):
        assert whole.styles[name].element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level)


def test_page_numbers_are_fields_odd_right_even_left_seven_millimetres_below(whole: File) -> None:
    section = whole.sections[0]
    assert whole.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        [paragraph] = footer.paragraphs
        assert paragraph._p.find(qn("w:fldSimple")).get(qn("w:instr")).strip() == "PAGE"
        assert "".join(t.text for t in paragraph._p.iter(qn("w:t"))) == "— 1 —"
        properties = paragraph.style.element.pPr
        assert properties.jc.get(qn("w:val")) == side
        assert properties.ind.get(qn(f"w:{side}")) == str(14 * 20)
    distance = section.footer_distance
    assert distance is not None
    assert abs(distance + Pt(7) - Mm(35 - 7)) < Mm(0.05)


def test_masthead_and_rule_alone_are_red(whole: File) -> None:
    first, *_ = whole.paragraphs
    assert (first.text, first.style.name) == ("蛟塘镇人民代表大会主席团", "发文机关标志")
    assert str(first.style.font.color.rgb) == "FF0000"
    [number] = [p for p in whole.paragraphs if "〔2026〕" in p.text]
    assert number._p.pPr.find(qn("w:pBdr"))[0].get(qn("w:color")) == "FF0000"
    reds = [
        s.name
        for s in whole.styles
        if getattr(s, "font", None) and s.font.color and s.font.color.rgb and str(s.font.color.rgb) == "FF0000"
    ]
    assert reds == ["发文机关标志"]
    plain = reopened(Document("名单", ()))
    assert b"FF0000" not in plain.element.xml.encode()


def test_a_blank_is_marked_and_black(whole: File) -> None:
    [blank] = [run for p in whole.paragraphs for run in p.runs if "待填" in run.text]
    assert blank.text == "〔待填：主持人姓名〕"
    assert blank.font.highlight_color is not None
    assert blank.font.color.rgb is None


def test_what_is_read_aloud_and_what_happens_do_not_look_alike(whole: File) -> None:
    said = next(p for p in whole.paragraphs if "现在开会" in p.text).style
    cue = next(p for p in whole.paragraphs if "另行通知" in p.text)
    assert cue.text == "【到会不足50人时】休会，另行通知。"
    assert said.element.rPr.rFonts.get(qn("w:eastAsia")) != cue.style.element.rPr.rFonts.get(qn("w:eastAsia"))
    assert cue.style.element.pPr.find(qn("w:pBdr")) is not None


def test_tables_repeat_their_heading_and_keep_rows_whole(whole: File) -> None:
    table = whole.tables[0]
    head, *rows = table.rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert [cell.text for cell in rows[1].cells] == ["2", "欧阳春燊", ""]
    assert rows[2].cells[1].text == "张\u3000堃"
    assert all(row.height is not None and row.height >= Mm(10.9) for row in rows)


def test_short_pairs_stand_side_by_side_and_tall_ones_get_room(whole: File) -> None:
    form = whole.tables[1]
    assert [cell.text for cell in form.rows[0].cells] == ["姓名", "张堃", "性别", "女"]
    assert form.rows[2].height > Mm(40)


def test_signature_date_and_note_stand_in_order(whole: File) -> None:
    tail = [p for p in whole.paragraphs if p.style.name in ("附件说明", "发文机关署名", "成文日期", "附注")]
    assert [p.text for p in tail] == [
        "附件：1.日程安排",
        "\u3000\u3000\u30002.名单",
        "蛟塘镇人民代表大会主席团",
        "2026年3月5日",
        "（联系人：王昇燊）",
    ]
    assert abs(tail[3].paragraph_format.right_indent - Pt(4 * 15.79)) < Pt(0.5)


def test_the_imprint_has_its_rules_and_stands_at_the_foot(whole: File) -> None:
    table = whole.tables[-1]
    assert [row.cells[0].text for row in table.rows] == [
        "抄送：区人大常委会办公室，各村。",
        "蛟塘镇人大办公室\t2026年3月6日印发",
    ]
    assert table._tbl.tblPr.find(qn("w:tblpPr")).get(qn("w:tblpYSpec")) == "bottom"
    thick = {
        edge.tag.split("}")[1]: int(edge.get(qn("w:sz"))) / 8 / 72 * 25.4
        for edge in table._tbl.tblPr.find(qn("w:tblBorders"))
    }
    assert thick["top"] == thick["bottom"] == pytest.approx(0.35, abs=0.03)
    assert thick["insideH"] == pytest.approx(0.25, abs=0.03)


def test_the_file_tells_of_no_person_and_is_the_same_twice(whole: File) -> None:
    about = whole.core_properties
    assert (about.title, about.author, about.last_modified_by, about.comments) == (WHOLE.title, "", "", "")
    made = to_docx(WHOLE)
    assert made == to_docx(WHOLE)
    parts = zipfile.ZipFile(io.BytesIO(made))
    assert not [name for name in parts.namelist() if "thumbnail" in name or "customXml" in name]
    assert Counter(entry.date_time[0] for entry in parts.infolist()) == {1980: len(parts.namelist())}


def test_a_machine_without_the_typefaces_is_told_what_to_take(whole: File) -> None:
    table = zipfile.ZipFile(io.BytesIO(to_docx(WHOLE))).read("word/fontTable.xml").decode()
    for face in ("仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"):
        assert f'w:name="{face}"' in table


def test_a_rehearsal_is_marked_behind_odd_and_even_pages() -> None:
    section = reopened(WHOLE, across="演练").sections[0]
    for header in (section.header, section.even_page_header):
        assert 'string="演练"' in header._element.xml
    assert reopened(WHOLE).sections[0].header.is_linked_to_previous


def test_a_wide_list_lies_across_and_the_poster_is_a3() -> None:
    across = reopened(Document("名单", (names(1),), sheet=Sheet.A4_ACROSS)).sections[0]
    assert (across.page_width, across.page_height) == (pytest.approx(Mm(297), abs=900), pytest.approx(Mm(210), abs=900))
    poster = reopened(Document("通报", (), sheet=Sheet.A3_POSTER))
    assert poster.sections[0].page_height == pytest.approx(Mm(420), abs=900)
    assert poster.styles["公文正文"].font.size == Pt(28)


def test_one_paper_takes_less_than_a_second_after_the_first(whole: File) -> None:
    began = time.process_time()
    to_docx(Document("签到册", (names(300),)))
    assert time.process_time() - began < 1
