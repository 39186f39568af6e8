"""The box: the same bytes for the same files, checkable with ``sha256sum -c``, a page that opens without the program."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.crafts.archive import Box, fit

SECTIONS = {"papers": ("文件", "Papers"), "data": ("数据", "Data")}
TITLE = ("东港镇述职工作档案", "The archive of Donggang")


def made(stream: io.BytesIO | None = None) -> bytes:
    stream = stream or io.BytesIO()
    box = Box(stream, SECTIONS)
    box.add("papers/001-实施方案.pdf", b"%PDF-1.7 plan", section="papers", zh="实施方案", en="Plan")
    box.add("data/a.csv", (b"%d\r\n" % n for n in range(2000)), section="data", zh="<b>名单</b>", en="List & more")
    box.close(TITLE, [("说明", "Note")])
    return stream.getvalue()


def unpacked(data: bytes, into: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        box.extractall(into)
    return into


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_same_files_make_the_same_bytes() -> None:
    assert made() == made()


def test_it_checks_without_the_program_and_every_file_is_covered(tmp_path: Path) -> None:
    folder = unpacked(made(), tmp_path)
    said = checked(folder)
    assert said.returncode == 0, said.stdout + said.stderr
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert {line.split(": ")[0] for line in said.stdout.splitlines()} == files - {"SHA256SUMS"}


def test_a_flipped_bit_is_found(tmp_path: Path) -> None:
    folder = unpacked(made(), tmp_path)
    paper = folder / "papers/001-实施方案.pdf"
    data = bytearray(paper.read_bytes())
    data[3] ^= 1
    paper.write_bytes(data)
    said = checked(folder)
    assert said.returncode != 0
    assert "001-实施方案.pdf: FAILED" in said.stdout


def test_the_page_lists_every_file_and_runs_nothing(tmp_path: Path) -> None:
    page = (unpacked(made(), tmp_path) / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;b&gt;名单&lt;/b&gt;" in page
    assert "List &amp; more" in page
    assert re.findall(r'href="([^"]+)"', page) == ["papers/001-%E5%AE%9E%E6%96%BD%E6%96%B9%E6%A1%88.pdf", "data/a.csv"]
    assert not re.search(r"https?://", page)


@pytest.mark.parametrize(
    "path", ["", "/etc/passwd", "../up", "a/../../up", "a\\b", "index.html", "sha256sums", "Twice"]
)
def test_a_path_that_leaves_the_box_or_is_taken_is_refused(path: str) -> None:
    box = Box(io.BytesIO(), SECTIONS)
    box.add("twice", b"", section="data", zh="", en="")
    with pytest.raises(ValueError, match="no place"):
        box.add(path, b"", section="data", zh="", en="")


@given(st.text())
def test_any_title_becomes_a_name_every_system_takes(title: str) -> None:
    name = fit(title)
    assert name == name.strip(" .")
    assert 0 < len(name) <= 60
    assert not set(name) & set('\x00\n\r\t/\\:*?"<>|')
    name.encode()
    Box(io.BytesIO(), SECTIONS).add(f"papers/{name}.pdf", b"", section="papers", zh=title, en="")
