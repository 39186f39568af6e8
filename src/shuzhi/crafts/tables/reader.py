"""From bytes to tables. The content decides what a file is; its name is only what people call it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping

from . import problems
from .model import Limits, Problem, Sheet, Table
from .shape import Recogniser, shape
from .text import read_text
from .workbook import read_workbook

LIMITS = Limits()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


def read_tables(
    name: str,
    data: bytes,
    headings: Mapping[str, Collection[str]],
    limits: Limits = LIMITS,
    *,
    key: str = "name",
) -> list[Table] | Problem:
    """Reads every sheet of a file, or says in one sentence why it cannot be read.

    ``headings`` maps a field to all headings that mean it, the usual one first; ``key`` is the field no record is
    without. One ``Table`` a sheet, in the file's order; sheets without recognised headings come
    too, without rows and with the reason in ``skipped``. At least one table has a heading row,
    else the answer is a ``Problem``. No input raises.
    """
    recogniser = Recogniser(headings, key)
    sheets = _sheets(data, recogniser, limits)
    if isinstance(sheets, Problem):
        return sheets
    tables = [shape(name, sheet, recogniser) for sheet in sheets]
    if all(table.heading_row is None for table in tables):
        return problems.NO_HEADINGS.format(wanted=recogniser.wanted)
    return tables


def _sheets(data: bytes, recogniser: Recogniser, limits: Limits) -> list[Sheet] | Problem:
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        return problems.EMPTY
    if len(data) > limits.bytes:
        return problems.TOO_BIG.format(megabytes=limits.bytes // (1024 * 1024))
    if data.startswith(OLE):
        return _ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data, limits)
    if (other := _other_kind(data)) is not None:
        return other
    return read_text(data, recogniser, limits)


def _ole(data: bytes) -> Problem:
    """The container of old Office files; a workbook with a password hides in one as well."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return problems.ENCRYPTED
    if any(word.encode("utf-16-le") in data for word in ("Workbook", "Book")):
        return problems.OLD_XLS
    if "WordDocument".encode("utf-16-le") in data:
        return problems.NOT_A_TABLE.format(zh_kind="旧格式的 Word 文档", en_kind="an old Word document")
    return problems.NOT_A_TABLE.format(zh_kind="别的旧格式文档", en_kind="another old office document")


def _zip(data: bytes, limits: Limits) -> list[Sheet] | Problem:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except Exception:  # noqa: BLE001 - zipfile raises half a dozen kinds, among them struct.error and OverflowError
        return problems.BROKEN
    # zipfile never unpacks more of a part than the directory claims, so the claim is a bound.
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked:
        return problems.BOMB
    if any(part.flag_bits & 0x1 for part in parts):
        return problems.ENCRYPTED
    names = {part.filename for part in parts}
    if "xl/workbook.bin" in names:
        return problems.OTHER_WORKBOOK.format(kind="xlsb")
    if "word/document.xml" in names:
        return problems.NOT_A_TABLE.format(zh_kind=" Word 文档", en_kind="a Word document")
    if "ppt/presentation.xml" in names:
        return problems.NOT_A_TABLE.format(zh_kind="演示文稿", en_kind="a presentation")
    if "content.xml" in names and "mimetype" in names:
        return problems.OTHER_WORKBOOK.format(kind="OpenDocument")
    if not any(name.startswith("xl/") for name in names):
        if "[Content_Types].xml" in names or not names:
            return problems.BROKEN
        return problems.NOT_A_TABLE.format(zh_kind="压缩包", en_kind="an archive; unpack it first")
    return read_workbook(data, limits)


def _other_kind(data: bytes) -> Problem | None:
    if data.startswith(b"%PDF"):
        return problems.NOT_A_TABLE.format(zh_kind=" PDF 文件", en_kind="a PDF")
    if data.startswith(PICTURES):
        return problems.NOT_A_TABLE.format(zh_kind="图片", en_kind="a picture")
    if data.startswith(ARCHIVES):
        return problems.NOT_A_TABLE.format(zh_kind="压缩包", en_kind="an archive; unpack it first")
    start = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table")):
        return problems.OTHER_WORKBOOK.format(kind="HTML")
    if start.startswith((b"<?xml", b"<workbook")):
        return problems.OTHER_WORKBOOK.format(kind="XML")
    return None
