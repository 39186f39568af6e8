"""PostgreSQL's own log says that a cast failed and nothing of what was in it (D0002)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import override_settings
from tests.cast import make_cast
from tests.sheets import all_of, opened, put

from shuzhi.records import models as m

HERE = "PostgreSQL's own log"
TABLES = ("records_tag", "records_leaf", "records_comment")
WORD = "泵站边那口井的盖子"
BROKEN = """
CREATE FUNCTION break_down() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the disk is full'; END $$;
CREATE TRIGGER break_down BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION break_down();
"""
MENDED = "DROP TRIGGER break_down ON {table}; DROP FUNCTION break_down;"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", TABLES)
def test_a_cast_that_fails_leaves_neither_code_nor_form_nor_comment_in_the_log(table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip(HERE)
    meeting, (code, *_) = opened(make_cast(), 12)
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        log = Path(cursor.fetchone()[0]).parent / "log"
        if not log.exists():
            pytest.skip(f"{HERE} is not beside the cluster of another hand")
        cursor.execute(BROKEN.format(table=table))
    before = log.stat().st_size
    try:
        with override_settings(CAST_WAIT=0.0), pytest.raises(DatabaseError):
            put(code, "n" * 24, all_of(meeting, "not_known"), WORD)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(MENDED.format(table=table))
    said = log.read_bytes()[before:].decode()
    assert "the disk is full" in said
    assert table in said, "the log names the query"
    assert code not in said
    assert WORD not in said
    assert not any(bytes(tag).hex() in said for tag in m.Tag.objects.values_list("tag", flat=True))
