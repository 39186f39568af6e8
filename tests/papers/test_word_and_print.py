"""Every paper of the three kinds of round: Word measured by the standard, print read beside the blocks, and both agree.

LibreOffice sets all the Word files in one call; a second one would cost as much as all of them.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from tests.builders import a_programme
from tests.cast import make_cast
from tests.crafts.office.measured import FONTS, pages
from tests.crafts.office.measured import text as printed_words
from tests.papers.rounds import KINDS, complete

from shuzhi.acts.honour import nominate
from shuzhi.crafts.office.blocks import Document, Sheet, all_words, plain
from shuzhi.crafts.office.docx import to_docx
from shuzhi.crafts.office.pdf import to_pdf
from shuzhi.papers.files import lines_of
from shuzhi.papers.table import PAPERS

pytestmark = pytest.mark.django_db
SOFFICE = shutil.which("soffice")
LONG_OPINION = "<w:t>{{ 7*7 }}</w:t> =1+1 " + "路灯天黑不亮，" * 60


@dataclass(frozen=True)
class Made:
    document: Document
    word: bytes
    print: bytes


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: object) -> Iterator[dict[str, Made]]:
    """Every paper of a whole round of each kind, as Word file and as PDF; the records are taken back at the end."""
    from django.db import transaction

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        atom = transaction.atomic()
        atom.__enter__()
        cast = make_cast()
        found = {}
        programme = a_programme(cast)
        for kind in KINDS:
            known = complete(cast, kind, said=LONG_OPINION)
            nominate(
                known.by,
                known.reporter.mandate,
                programme=known.round.programme,
                grounds="带头述职。",
                reason="表现突出",
            )
            for lines in lines_of(cast.office, known.round.pk).values():
                for line in lines:
                    paper = line.paper.build(cast.office, line.pk)
                    found[f"{kind}-{line.paper.name}-{line.pk}"] = Made(paper, to_docx(paper), to_pdf(paper, FONTS))
        assert programme.pk
        yield found
        transaction.set_rollback(True)
        atom.__exit__(None, None, None)


@pytest.fixture(scope="module")
def converted(made: dict[str, Made], tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not SOFFICE:
        if os.environ.get("SHUZHI_REQUIRE_OFFICE"):
            pytest.fail("soffice is not installed")
        pytest.skip("soffice is not installed: apt-get install libreoffice-writer-nogui")
    folder = tmp_path_factory.mktemp("papers")
    for name, one in made.items():
        (folder / f"{name}.docx").write_bytes(one.word)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{name}.docx") for name in made]
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


# Width, height, upper and left margin in mm; and for each size of text the line pitch and the size of the title.
SHEETS = {Sheet.A4: (210, 297, 37, 28), Sheet.A4_ACROSS: (297, 210, 28, 37), Sheet.A3_POSTER: (297, 420, 40, 34)}
SET = {
    (Sheet.A4, 16): (28.95, 22),
    (Sheet.A4_ACROSS, 16): (29.45, 22),
    (Sheet.A3_POSTER, 28): (43.80, 38.5),
    (Sheet.A3_POSTER, 24): (37.05, 33),
    (Sheet.A3_POSTER, 20): (31.05, 27.5),
    (Sheet.A3_POSTER, 18): (28.30, 25),
}


def squeezed(words: str) -> str:
    return re.sub(r"\s|\u200b", "", words)


def test_no_paper_of_a_round_is_left_out(made: dict[str, Made]) -> None:
    names = {name.split("-")[1] for name in made}
    assert set(PAPERS) == names
    for kind in KINDS:
        alone = {"group_summary"} if kind == "district_organs" else set()  # the organs group is the organiser
        assert {name.split("-")[1] for name in made if name.startswith(kind)} == set(PAPERS) - alone, kind


def test_every_word_file_has_the_figures_of_the_standard(made: dict[str, Made]) -> None:
    assert {one.document.sheet for one in made.values()} == set(Sheet)
    for name, one in made.items():
        file = docx.Document(io.BytesIO(one.word))
        section, sheet = file.sections[0], one.document.sheet
        width, height, top, left = SHEETS[sheet]
        size = file.styles["公文正文"].font.size.pt
        pitch, heading = SET[sheet, size]
        measured = [section.page_width, section.page_height, section.top_margin, section.left_margin]
        for length, wanted in zip(measured, (width, height, top, left), strict=True):
            assert length == pytest.approx(Mm(wanted), abs=900), name
        grid = section._sectPr.find(qn("w:docGrid"))
        assert int(grid.get(qn("w:linePitch"))) == pytest.approx(pitch * 20, abs=1), name
        body, title = file.styles["公文正文"], file.styles["公文标题"]
        assert title.font.size == Pt(heading), name
        assert (section.orientation is WD_ORIENT.LANDSCAPE) == (sheet is Sheet.A4_ACROSS), name
        assert body.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
        assert body.paragraph_format.line_spacing == pytest.approx(Pt(pitch), abs=700), name
        used = {paragraph.style.name for paragraph in file.paragraphs}
        assert used <= {style.name for style in file.styles if style.element.get(qn("w:customStyle"))}, name


def test_every_word_of_every_paper_is_printed(made: dict[str, Made]) -> None:
    for name, one in made.items():
        said = squeezed(printed_words(one.print))
        lost = [plain(words) for words in all_words(one.document) if squeezed(plain(words)) not in said]
        assert not [words for words in lost if not _over_pages(squeezed(words), said)], name


def _over_pages(words: str, said: str) -> bool:
    """Words that run over the end of a page have its number in their midst."""
    return all(words[at : at + 8] in said for at in range(0, max(1, len(words) - 8), 40))


def test_libreoffice_sets_each_to_as_many_pages_but_for_one_and_loses_nothing(
    made: dict[str, Made], converted: Path
) -> None:
    for name, one in made.items():
        theirs = (converted / f"{name}.pdf").read_bytes()
        assert abs(len(pages(theirs)) - len(pages(one.print))) <= 1, name
        said = squeezed(printed_words(theirs))
        lost = [plain(words) for words in all_words(one.document) if squeezed(plain(words)) not in said]
        assert not [words for words in lost if not _over_pages(squeezed(words), said)], name
