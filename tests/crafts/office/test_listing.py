from __future__ import annotations

import pypdfium2
import pytest

from shuzhi.crafts.office.listing import listing_pdf

from .measured import FONTS

COLUMNS = [("序号", 1), ("姓名", 2), ("签名", 3)]


def test_a_long_list_repeats_its_heading_and_numbers_its_pages() -> None:
    rows = [[str(n), "欧阳堃喆昇燊 #*$", ""] for n in range(1, 81)]
    pdf = pypdfium2.PdfDocument(listing_pdf("签到册", COLUMNS, rows, ["不记时间。"], FONTS))
    texts = [page.get_textpage().get_text_range() for page in pdf]
    assert len(texts) > 1
    assert all("姓名" in text for text in texts)
    assert "".join(texts).count("欧阳堃喆昇燊 #*$") == 80
    assert f"共 {len(texts)} 页" in texts[0]


def test_a_row_of_the_wrong_length_is_told() -> None:
    with pytest.raises(ValueError, match=r"rows\[0\]: 1 cells for 3 columns"):
        listing_pdf("签到册", COLUMNS, [["1"]], [], FONTS)
