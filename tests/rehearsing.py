"""Rehearsals in tests: a folder of their own, and the prepared hall built once for the whole run."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.db import connection
from django.test import override_settings

from shuzhi.jobs.rehearsal import files
from shuzhi.records import clock

ADDRESS = "http://testserver/rehearsal/TOKEN/s"


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Path:
    """What every rehearsal is copied from; building it takes some seconds."""
    var = tmp_path_factory.mktemp("prepared")
    with override_settings(VAR=var), django_db_blocker.unblock():
        (var / "rehearsal").mkdir()
        files._prepared(clock.today())
    return var / "rehearsal"


@pytest.fixture
def var(prepared: Path, tmp_path: Path) -> Iterator[Path]:
    """A place of this test's own, with nothing but the prepared hall in it."""
    shutil.copytree(prepared, tmp_path / "rehearsal")
    with override_settings(VAR=tmp_path, CAST_WAIT=0.0):
        yield tmp_path


def rows() -> dict[str, int]:
    """How many rows each table of the archive has."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
            found[table] = cursor.fetchone()[0]
    return found


def left_in(var: Path) -> set[str]:
    """The files of rehearsals, without what the next one is copied from."""
    return {f.name for f in (var / "rehearsal").iterdir() if not f.name.startswith(("empty-", "hall-"))}


def squares(pdf: bytes, page: int | None = None) -> list[str]:
    """What the squares on a PDF's pages say."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    pages = range(len(document)) if page is None else [page]
    said = [[found.text for found in zxingcpp.read_barcodes(document[n].render(scale=3).to_pil())] for n in pages]
    document.close()
    return [text for each in said for text in each]


def greys(pdf: bytes) -> float:
    """Which share of the first page is printed pale: the word across it, and nothing else."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    picture = document[0].render(scale=1).to_pil().convert("L")
    document.close()
    return sum(picture.histogram()[219:226]) / (picture.width * picture.height)
