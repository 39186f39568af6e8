"""What comes off the press: words whole, hostile text literal, every QR readable, order kept."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from shuzhi.crafts.paperform import (
    Form,
    FormError,
    Grade,
    Question,
    Reporter,
    group_code,
    layout,
    payload,
    print_pdf,
    split_payload,
)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def codes(count: int) -> list[str]:
    dice = random.Random(4)
    return ["".join(dice.choices(ALPHABET, k=12)) for _ in range(count)]


def texts(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def scanned(pdf: bytes) -> list[list[str]]:
    """The QR texts on each page, at 150 dpi."""
    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=150 / 72).to_pil().convert("L")
        pages.append([found.text for found in zxingcpp.read_barcodes(picture)])
    return pages


def test_rare_characters_and_double_surnames_are_printed_whole(form: Form, fonts: Path) -> None:
    names = ("张堃", "王喆", "李昇", "赵燊", "欧阳修远")
    sheet = layout(replace(form, reporters=tuple(Reporter(n, "县人大代表") for n in names)))
    printed = "".join(texts(print_pdf([(sheet, codes(1))], fonts)))
    assert all(name in printed for name in names)
    assert "不记名。" in printed


@pytest.mark.parametrize("paper", ["A4", "A5"])
@pytest.mark.parametrize("large", [False, True])
def test_each_character_of_a_rare_name_is_a_shape_of_its_own(form: Form, fonts: Path, paper: str, large: bool) -> None:
    rare = "张堃喆昇燊欧阳"
    sheet = layout(replace(form, reporters=(Reporter("张堃喆昇燊"), Reporter("欧阳燊")), paper=paper, large=large))
    dots, shapes = 6, {}
    for page in pypdfium2.PdfDocument(print_pdf([(sheet, codes(1))], fonts)):
        picture = page.render(scale=dots).to_pil().convert("L")
        words, high = page.get_textpage(), page.get_height()
        text = words.get_text_range()
        for char in set(rare) & set(text):
            left, low, right, top = words.get_charbox(text.index(char))
            glyph = picture.crop(
                (int(left * dots), int((high - top) * dots), int(right * dots), int((high - low) * dots))
            )
            small = tuple(value < 128 for value in glyph.resize((24, 24)).get_flattened_data())
            assert 0.1 < sum(small) / len(small) < 0.7, f"{char} is blank or a block"
            shapes[char] = small
    assert set(shapes) == set(rare)
    assert len(set(shapes.values())) == len(rare), "a face without a character prints the same empty box for each"


def test_every_page_of_every_sheet_bears_its_code_twice_in_the_order_given(form: Form, fonts: Path) -> None:
    two_pages = layout(replace(form, paper="A5"))
    assert len(two_pages.pages) == 2
    mine = codes(6)
    pdf = print_pdf([(two_pages, mine)], fonts)
    expected = [[payload(form.url, code, page)] * 2 for code in mine for page in (1, 2)]
    assert scanned(pdf) == expected
    for number, text in enumerate(texts(pdf)):
        assert text.count(group_code(mine[number // 2])) == 2


def test_typesetting_marks_in_words_are_printed_as_they_stand(form: Form, fonts: Path) -> None:
    hostile = ('#panic("x")', "$x^2$ *b* _i_", "a\\b \"q\" 'r'", "<lbl> @ref `c`", "= 一 - 二 // 三", "#{1+1}[z]~")
    sheet = layout(
        replace(
            form,
            title=hostile[0],
            meeting=hostile[1],
            reporters=tuple(Reporter(text) for text in hostile),
            questions=(Question("a", hostile[2]), Question("b", hostile[3])),
            grades=(Grade("y", "#1$*"), Grade("n", '"\\n')),
            instructions=hostile[:3],
            notice=hostile[5],
        )
    )
    printed = "".join("".join(texts(print_pdf([(sheet, codes(1))], fonts))).split())
    for text in (*hostile, "#1$*", '"\\n'):
        assert "".join(text.split()) in printed


def test_the_same_sheets_are_the_same_bytes_and_hold_no_date(form: Form, fonts: Path) -> None:
    first = print_pdf([(layout(form), codes(3))], fonts)
    assert first == print_pdf([(layout(form), codes(3))], fonts)
    assert not pypdfium2.PdfDocument(first).get_metadata_dict().get("CreationDate")


def test_boxes_stand_where_the_layout_says(form: Form, fonts: Path) -> None:
    sheet = layout(form)
    dots = 20
    page = pypdfium2.PdfDocument(print_pdf([(sheet, codes(1))], fonts))[0]
    picture = page.render(scale=dots * 25.4 / 72).to_pil().convert("L")
    assert (round(sheet.width * dots), round(sheet.height * dots)) == pytest.approx(picture.size, abs=2)
    for box in sheet.pages[0].boxes:
        r = box.rect
        middle = (int((r.x + r.w / 2) * dots), int((r.y + r.h / 2) * dots))
        for x, y in ((r.x, r.y + 2), (r.right, r.y + 2), (r.x + 2, r.y), (r.x + 2, r.bottom)):
            assert picture.getpixel((int(x * dots), int(y * dots))) < 60
        assert picture.getpixel(middle) == 255
    for marker in sheet.pages[0].markers:
        unit = marker.rect.w / 6
        assert picture.getpixel((int((marker.rect.x + unit / 2) * dots), int((marker.rect.y + unit / 2) * dots))) < 60


def test_a_word_across_the_paper_leaves_the_boxes_white(form: Form, fonts: Path) -> None:
    sheet = layout(replace(form, large=True, reporters=form.reporters[:1]))
    dots, pale = 6, range(200, 245)
    page = pypdfium2.PdfDocument(print_pdf([(sheet, codes(1))], fonts, across="演练"))[0]
    picture = page.render(scale=dots * 25.4 / 72).to_pil().convert("L")
    assert sum(picture.histogram()[n] for n in pale) > 0.01 * picture.width * picture.height
    for box in sheet.pages[0].boxes:
        r, around = box.rect, 2.3  # what the reader looks at: the inside, and the white round it
        near = picture.crop(
            tuple(round(v * dots) for v in (r.x - around, r.y - around, r.right + around, r.bottom + around))
        )
        inner = near.crop(
            tuple(round(v * dots) for v in (around + 0.5, around + 0.5, around + r.w - 0.5, around + r.h - 0.5))
        )
        assert sum(inner.histogram()[:255]) == 0
        assert sum(near.histogram()[n] for n in (221, 222, 223)) <= 4, "but for the border's own softness"


def test_five_hundred_sheets_take_under_five_seconds(form: Form, fonts: Path) -> None:
    sheet = layout(form)
    begun = time.process_time()
    pdf = print_pdf([(sheet, codes(500))], fonts)
    assert time.process_time() - begun < 10  # two processors may be at work; the bench measures the wall
    assert len(pypdfium2.PdfDocument(pdf)) == 500


@pytest.mark.parametrize("bad", [[], ["ABCD", "ABCD"], ["abcd"], ["ILOU"], [1234], ["A#BC"], ["A" * 25]])
def test_codes_that_cannot_be_told_apart_or_typed_are_refused(form: Form, fonts: Path, bad: list[str]) -> None:
    with pytest.raises(FormError, match=r"^codes: .+$"):
        print_pdf([(layout(form), bad)], fonts)


def test_missing_fonts_are_said(form: Form, tmp_path: Path) -> None:
    with pytest.raises(FormError, match=r"^fonts: "):
        print_pdf([(layout(form), codes(1))], tmp_path)
    with pytest.raises(FormError, match=r"^fonts: "):
        print_pdf([(layout(form), codes(1))], tmp_path / "none")


def test_a_scanned_qr_is_split_or_refused() -> None:
    assert split_payload("http://h/s#7K3MQ9XZ2F8P") == ("http://h/s", "7K3MQ9XZ2F8P", 1)
    assert split_payload("http://h/s#7K3MQ9XZ2F8P.2") == ("http://h/s", "7K3MQ9XZ2F8P", 2)
    assert all(split_payload(t) is None for t in ("", "http://h/s", "http://h/s#low", "http://h/s#7K3M.0"))
