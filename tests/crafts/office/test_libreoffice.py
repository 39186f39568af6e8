"""The Word file in another program than ours: LibreOffice sets it to as many pages as the PDF and loses nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from shuzhi.crafts.office.blocks import all_words, plain
from shuzhi.crafts.office.docx import to_docx
from shuzhi.crafts.office.pdf import to_pdf

from .measured import FONTS, pages, text
from .specimens import HOSTILE, LONG, WHOLE

SOFFICE = shutil.which("soffice")
PAPERS = {"whole": WHOLE, "long": LONG, "hostile": HOSTILE}


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not SOFFICE:
        if os.environ.get("SHUZHI_REQUIRE_OFFICE"):
            pytest.fail("soffice is not installed")
        pytest.skip("soffice is not installed: apt-get install libreoffice-writer-nogui")
    folder = tmp_path_factory.mktemp("office")
    for name, paper in PAPERS.items():
        (folder / f"{name}.docx").write_bytes(to_docx(paper))
    files = [str(folder / f"{name}.docx") for name in PAPERS]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder


@pytest.mark.parametrize("name", PAPERS)
def test_as_many_pages_as_the_pdf_but_for_one(converted: Path, name: str) -> None:
    theirs = len(pages((converted / f"{name}.pdf").read_bytes()))
    assert abs(theirs - len(pages(to_pdf(PAPERS[name], FONTS)))) <= 1


def test_nothing_is_lost(converted: Path) -> None:
    theirs = text((converted / "whole.pdf").read_bytes())
    for words in all_words(WHOLE):
        assert "".join(plain(words).split()) in theirs
    hostile = text((converted / "hostile.pdf").read_bytes())
    assert hostile.count("意") == hostile.count("见") == 10_000


def test_a_line_has_28_characters_and_a_page_22_lines_there_too(converted: Path) -> None:
    page = pages((converted / "long.pdf").read_bytes())[1]
    lines = [line.strip() for line in page.get_textpage().get_text_range().splitlines() if "—" not in line]
    assert len(lines) == 22
    assert max(map(len, lines)) == 28
