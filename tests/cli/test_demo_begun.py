"""The demonstration on an archive that is not empty, or that was interrupted while it was built."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from shuzhi.cli.demo import build as building
from shuzhi.reads.demonstration import PASSWORD
from shuzhi.records import models as m

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


def test_a_real_district_is_left_alone_and_shows_no_password():
    call_command("found_district", "惠山区", steward="华金海", stdout=StringIO())
    before = m.Entry.objects.count()
    assert "不建演示区" in said()
    assert m.Entry.objects.count() == before
    assert "没有演示账号" in said("--who")
    assert PASSWORD not in Client().get(reverse("account_login")).content.decode()


def test_an_interrupted_build_leaves_nothing_and_can_be_begun_again(monkeypatch):
    def breaks(district):
        yield district.days.at(-100)
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "stories", lambda district: [breaks(district)])
    with pytest.raises(KeyboardInterrupt):
        building.build(date(2026, 11, 23))
    assert not m.Body.objects.exists()
    assert not m.Entry.objects.exists()
