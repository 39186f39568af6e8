"""The PDF measured with a ruler against GB/T 9704-2012, and read back."""

from __future__ import annotations

import time
from itertools import pairwise

import pypdfium2
import pytest

from shuzhi.crafts.office.blocks import Document, Heading, Paragraph, Sheet
from shuzhi.crafts.office.pdf import to_pdf

from .measured import FONTS, MM, glyphs, lines, pages, text
from .specimens import LONG, WHOLE, names


@pytest.fixture(scope="module")
def long() -> list[pypdfium2.PdfPage]:
    return pages(to_pdf(LONG, FONTS))


@pytest.fixture(scope="module")
def whole() -> list[pypdfium2.PdfPage]:
    return pages(to_pdf(WHOLE, FONTS))


def test_a_full_page_has_22_lines_of_28_characters_on_the_type_area(long: list[pypdfium2.PdfPage]) -> None:
    page = long[1]
    assert (round(page.get_width() / MM), round(page.get_height() / MM)) == (210, 297)
    body = [row for row in lines(page) if "—" not in row[1]]
    assert len(body) == 22
    assert [len(said) for _, said in body[:-1]].count(28) >= 19
    steps = {round(b[0] - a[0], 2) for a, b in pairwise(body)}
    assert all(28.9 <= step <= 29.0 for step in steps)
    letters = [g for g in glyphs(page) if g.text in "一二三四五六七八九十"]
    assert min(g.x for g in letters) / MM == pytest.approx(28, abs=0.1)
    assert max(g.right for g in letters) / MM == pytest.approx(184, abs=0.5)
    first, last = body[0][0], body[-1][0]
    assert 37 < (first - 16 * 0.88) / MM < 41
    assert (last + 16 * 0.12) / MM < 262


def test_the_report_of_twenty_pages_runs_on(long: list[pypdfium2.PdfPage]) -> None:
    assert len(long) == 20
    assert sum(page.get_textpage().get_text_range().count("十") for page in long) == 19 * 60


def test_page_numbers_stand_outside_one_character_in_seven_millimetres_below(long: list[pypdfium2.PdfPage]) -> None:
    for number, page in enumerate(long[:2], 1):
        row = [g for g in glyphs(page) if g.y > 262 * MM]
        assert "".join(g.text for g in row) == f"—{number}—"
        assert row[0].middle / MM == pytest.approx(297 - 35 + 7, abs=0.6)
        if number % 2:
            assert row[-1].right / MM == pytest.approx(210 - 26 - 14 / MM, abs=0.6)
        else:
            assert row[0].x / MM == pytest.approx(28 + 14 / MM, abs=0.6)


def test_headings_are_numbered_by_level_and_the_first_line_is_two_characters_in(whole: list[pypdfium2.PdfPage]) -> None:
    said = [line for page in whole for _, line in lines(page)]
    for heading in ("一、指导思想", "二、步骤", "（一）准备", "1.学习", "（1）时间", "（二）会议"):
        assert heading in said
    [opening] = [g for page in whole for g in glyphs(page) if g.text == "密"]
    [flush] = [g for page in whole for g in glyphs(page) if g.text == "直"]
    assert opening.x / MM == pytest.approx(28 + 3 * 156 / 28, abs=0.3)
    assert flush.x / MM == pytest.approx(28 + 8 * 156 / 28, abs=0.6)


def test_the_first_page_shows_text_under_the_masthead_and_the_imprint_ends_the_last(
    whole: list[pypdfium2.PdfPage],
) -> None:
    first = lines(whole[0])
    assert first[0][1] == "蛟塘镇人民代表大会主席团"
    assert first[1][1] == "蛟人发〔2026〕3号签发人：欧阳喆"
    assert [line for _, line in first[2:5]] == [
        "关于在全镇开展人大代表向选民",
        "述职评议活动的实施方案",
        "（征求意见稿）",
    ]
    assert any("为密切代表与选民的联系" in line for _, line in first)
    *_, copies, printed, _ = lines(whole[-1])
    assert copies[1] == "抄送：区人大常委会办公室，各村。"
    assert printed[1] == "蛟塘镇人大办公室2026年3月6日印发"
    assert 255 < printed[0] / MM < 262


def test_the_signature_is_centred_over_the_date_four_characters_in(whole: list[pypdfium2.PdfPage]) -> None:
    [(page, y)] = [(p, y) for p in whole for y, line in lines(p) if line == "2026年3月5日"]
    date = [g for g in glyphs(page) if abs(g.y - y) < 1]
    office = [g for g in glyphs(page) if abs(g.y - (y - 28.95)) < 1]
    assert "".join(g.text for g in office) == "蛟塘镇人民代表大会主席团"
    assert date[-1].right == pytest.approx(184 * MM - 4 * 15.79, abs=3)
    assert (office[0].x + office[-1].right) / 2 == pytest.approx((date[0].x + date[-1].right) / 2, abs=6)


def test_attachments_begin_pages_of_their_own_and_are_named_under_the_text(whole: list[pypdfium2.PdfPage]) -> None:
    tops = [[line for _, line in lines(page)[:2]] for page in whole]
    assert ["附件1", "日程安排"] in tops
    assert ["附件2", "名单"] in tops
    assert "附件：1.日程安排2.名单" in text(to_pdf(WHOLE, FONTS))


def test_names_of_two_and_three_characters_begin_and_end_alike(whole: list[pypdfium2.PdfPage]) -> None:
    page = whole[1]
    ends: dict[str, list[float]] = {}
    for glyph in glyphs(page):
        if glyph.text in "张堃李昇":
            ends.setdefault(glyph.text, []).append(glyph.x)
    assert ends["张"][0] == pytest.approx(ends["李"][0], abs=0.5)
    assert ends["堃"][0] == pytest.approx(ends["昇"][0], abs=0.5)
    assert any("欧阳春燊" in line for _, line in lines(page))


@pytest.mark.parametrize("count", [1, 300])
def test_a_list_repeats_its_heading_on_every_page(count: int) -> None:
    printed = pages(to_pdf(Document("签到册", (names(count),)), FONTS))
    said = [page.get_textpage().get_text_range() for page in printed]
    assert all("姓名" in page and "签名" in page for page in said)
    assert "".join(said).count("张\u3000堃") + "".join(said).count("李喆昇") + "".join(said).count("欧阳春燊") == count


def test_the_print_is_tagged_has_an_outline_a_title_and_its_typefaces_inside() -> None:
    made = to_pdf(WHOLE, FONTS)
    pdf = pypdfium2.PdfDocument(made)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(pdf.raw)
    assert pdf.get_metadata_value("Title") == WHOLE.title
    assert not pdf.get_metadata_value("Author")
    outline = [(item.level, item.get_title()) for item in pdf.get_toc()]
    assert outline == [
        (0, "一、指导思想"),
        (0, "二、步骤"),
        (1, "（一）准备"),
        (2, "1.学习"),
        (3, "（1）时间"),
        (1, "（二）会议"),
        (0, "日程安排"),
        (0, "名单"),
    ]
    assert b"/Lang" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made


def test_an_outline_never_skips_a_level() -> None:
    made = to_pdf(Document("甲", (Heading(3, "乙"), Heading(4, "丙"), Heading(1, "丁"))), FONTS)
    toc = pypdfium2.PdfDocument(made).get_toc()
    assert [item.level for item in toc] == [0, 1, 0]


def test_the_poster_is_a3_and_large() -> None:
    [page] = pages(to_pdf(Document("通报", (Paragraph("一二三四五六七八九十" * 5),), sheet=Sheet.A3_POSTER), FONTS))
    assert (round(page.get_width() / MM), round(page.get_height() / MM)) == (297, 420)
    letters = [g for g in glyphs(page) if g.text in "一二三"]
    assert letters[1].x - letters[0].x == pytest.approx(28, abs=0.5)
    assert "—" not in page.get_textpage().get_text_range()


def test_a_rehearsal_is_marked_on_every_page() -> None:
    said = [p.get_textpage().get_text_range() for p in pages(to_pdf(WHOLE, FONTS, across="演练"))]
    assert all("演练" in page for page in said)


def test_one_paper_takes_less_than_a_second_after_the_first(long: list[pypdfium2.PdfPage]) -> None:
    began = time.process_time()
    to_pdf(WHOLE, FONTS)
    assert time.process_time() - began < 1
