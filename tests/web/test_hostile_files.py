"""Whatever is handed in as a roster: an answer in words, never an error of the program, and nothing written (2.1)."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.web.voices import signed_in, words

from shuzhi.records import models as m

pytestmark = pytest.mark.django_db

HEADINGS = ("姓名", "性别", "出生年月", "代表团", "代表小组", "选区", "工作单位及职务", "联系电话", "村组", "身份")
CELLS = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(),
    st.sampled_from(
        [
            '=HYPERLINK("http://x","点")',
            "=1/0",
            "=cmd|' /C calc'!A0",
            "@SUM(A1)",
            "#REF!",
            "覃　子涵",
            "1962.13.45",
            "一九六二年",
            "１３８００００００００",
            "锡山区",
            "第1选区",
            "😀" * 40,
            "履" * 5000,
        ]
    ),
)
ROWS = st.lists(st.lists(CELLS, max_size=12), max_size=12)
NAMES = st.sampled_from(
    ["名册.xlsx", "名册.csv", "a.txt", "a.xlsm", "名册.xls", "照片.png", "没有后缀", "../../etc/passwd.csv", "　.CSV"]
)


def workbook(rows: list[list[Any]], headings: bool) -> bytes:
    book = Workbook()
    sheet = book.active
    for n, row in enumerate(([list(HEADINGS)] if headings else []) + rows, 1):
        for k, cell in enumerate(row, 1):
            sheet.cell(n, k).value = cell
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def csv(rows: list[list[Any]], headings: bool, code: str, mark: str) -> bytes:
    lines = ([list(HEADINGS)] if headings else []) + rows
    text = "\r\n".join(mark.join("" if c is None else str(c) for c in line) for line in lines)
    return text.encode(code, errors="replace")


FILES = st.one_of(
    st.binary(max_size=400),
    st.binary(max_size=200).map(lambda b: b"PK\x03\x04" + b),
    st.binary(max_size=200).map(lambda b: bytes.fromhex("d0cf11e0a1b11ae1") + b),
    st.builds(workbook, ROWS, st.booleans()),
    st.builds(lambda rows, cut: workbook(rows, True)[:-cut], ROWS, st.integers(1, 2000)),
    st.builds(
        csv, ROWS, st.booleans(), st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]), st.sampled_from(",;\t")
    ),
)


def on_record() -> tuple[int, ...]:
    return tuple(
        model.objects.count() for model in (m.Person, m.Mandate, m.Voter, m.Body, m.Constituency, m.Tenure, m.Entry)
    )


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NAMES, FILES), min_size=1, max_size=2))
def test_whatever_is_uploaded_is_previewed_or_refused_in_words(cast, files):
    before, client = on_record(), signed_in(cast.office)
    sent = {"files": [SimpleUploadedFile(name, data) for name, data in files]}
    answer = client.post(reverse("people_files"), sent)
    assert answer.status_code in (303, 422)
    if answer.status_code == 303:
        assert client.get(answer["Location"]).status_code == 200
    else:
        assert words(answer)
    assert on_record() == before


def bomb() -> bytes:
    """A workbook of a few kB that unpacks to hundreds of MB."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        with zipfile.ZipFile(io.BytesIO(workbook([["覃子涵"]], True))) as honest:
            for name in honest.namelist():
                if "sheet1" not in name:
                    packed.writestr(name, honest.read(name))
        with packed.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for _n in range(300):
                sheet.write(b" " * 2**20)
    return kept.getvalue()


def many_rows() -> bytes:
    return ("姓名,选区\n" + "覃子涵,第1选区\n" * 400_000).encode()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("空.xlsx", bytes),
        ("空.csv", bytes),
        ("炸弹.xlsx", bomb),
        ("太大.xlsx", lambda: b"PK\x03\x04" + bytes(21 * 2**20)),
        ("太大.csv", lambda: "覃子涵,".encode() * (21 * 2**20 // 10)),
        ("太长.csv", many_rows),
        ("加密.xlsx", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096)),
        ("一行.csv", lambda: "姓名".encode() * 200_000),
    ],
)
def test_what_cannot_be_read_gets_one_sentence_and_nothing_is_written(cast, name, make):
    before, client, data = on_record(), signed_in(cast.office), make()
    for path in (reverse("people_files"), reverse("act", args=["people.import", cast.district.pk])):
        answer = client.post(path, {"files": SimpleUploadedFile(name, data)})
        assert answer.status_code in (409, 422), path
        assert words(answer)
        assert on_record() == before
