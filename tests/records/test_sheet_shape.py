"""The shape of what is stored: a sheet's row has no room for a person, a time or an order (D0002)."""

import pytest
from django.db import connection, models

from shuzhi.records import models as m

SECRET = (m.Tag, m.Leaf, m.Comment)
SCANS = (m.ScanFile, m.ScanPage, m.ScanAnswer)


@pytest.mark.parametrize("model", SECRET)
def test_no_column_could_hold_a_person_a_time_or_an_order(model):
    allowed = (
        models.BinaryField,
        models.CharField,
        models.JSONField,
        models.TextField,
        models.ForeignKey,
        models.BooleanField,
    )
    for field in model._meta.concrete_fields:
        assert isinstance(field, allowed), field
        assert not isinstance(field, models.AutoField | models.DateField | models.GenericIPAddressField)
        if isinstance(field, models.ForeignKey):
            assert field.related_model in (m.SheetKind, m.Meeting, m.Printing)
    assert isinstance(model._meta.pk, models.BinaryField)


def test_the_columns_are_exactly_these():
    columns = {model.__name__: {f.name for f in model._meta.concrete_fields} for model in SECRET}
    assert columns == {
        "Tag": {"tag", "kind", "printing", "use", "code", "answer"},
        "Leaf": {"key", "meeting", "leaf", "opening"},
        "Comment": {"key", "meeting", "text", "released", "withheld_because", "picture"},
    }


def test_code_and_leaf_share_no_key():
    shared = {f.name for f in m.Tag._meta.concrete_fields} & {f.name for f in m.Leaf._meta.concrete_fields}
    assert shared == set()
    for model in SECRET:
        for other in SECRET:
            assert not any(f.related_model is other for f in model._meta.concrete_fields)


@pytest.mark.parametrize("model", SCANS)
def test_a_scan_has_a_random_key_and_no_time(model):
    assert isinstance(model._meta.pk, models.BinaryField)
    for field in model._meta.concrete_fields:
        assert not isinstance(field, models.AutoField | models.DateField | models.TimeField), field


def test_a_page_knows_no_file_no_name_and_no_person():
    assert {f.name for f in m.ScanPage._meta.concrete_fields} == {
        "key", "meeting", "kind", "sheet", "page", "pages", "state", "why", "picture", "digest", "reading", "comment",
    }  # fmt: skip
    assert {f.related_model for f in m.ScanPage._meta.concrete_fields if f.is_relation} == {m.Meeting, m.SheetKind}


def test_a_tag_has_one_length_whatever_becomes_of_it():
    assert {len(value) for value in m.Tag.Use.values} == {5}


@pytest.mark.django_db
def test_the_invitee_keeps_a_yes_and_nothing_finer():
    kinds = {f.name: type(f) for f in m.Invitee._meta.concrete_fields}
    assert kinds["present"] is models.BooleanField
    assert not any(issubclass(kind, models.DateField | models.TimeField) for kind in kinds.values())
    assert connection.vendor in ("sqlite", "postgresql")
