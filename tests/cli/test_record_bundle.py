"""``manage.py record_bundle``: the sealed record as a file, or one line that says why there is none (D0007)."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from tests.builders import a_meeting, a_round
from tests.cast import make_cast
from tests.sheets import all_of, opened, put, seal

from shuzhi.acts import count as acts
from shuzhi.acts import sheet
from shuzhi.crafts.seal import verify

pytestmark = pytest.mark.django_db


def refused(*words):
    with pytest.raises(CommandError) as caught:
        call_command("record_bundle", *map(str, words))
    said = str(caught.value)
    assert "\n" not in said
    return said


def test_from_the_seal_on_the_record_is_a_file_that_verifies(tmp_path, capsys):
    cast = make_cast()
    meeting, codes = opened(cast, 11)
    target = tmp_path / "record.json"
    assert "not sealed" in refused(meeting.pk, "--out", target)
    with override_settings(CAST_WAIT=0.0):
        for n, code in enumerate(codes[:10]):
            put(code, f"{n:024}", all_of(meeting, "satisfied"))
    sheet.close_phones(cast.scrutineer, meeting)
    count = acts.confirm(cast.scrutineer, acts.draw_up(cast.scrutineer, meeting, unused=1))
    assert "not sealed" in refused(meeting.pk, "--out", target)
    assert not target.exists()
    count = seal(cast, count)
    call_command("record_bundle", str(meeting.pk), "--out", str(target))
    assert str(target) in capsys.readouterr().out
    assert verify.main([str(target)]) == 0
    assert verify.main([str(target), "--root", count.digest]) == 0


def test_what_cannot_be_is_said_in_one_line(tmp_path):
    cast = make_cast()
    meeting = a_meeting(cast, a_round(cast, state="meeting"))
    target = tmp_path / "record.json"
    assert "no meeting 4711" in refused(4711, "--out", target)
    assert "has no evaluation" in refused(meeting.pk, "--out", target)
    assert "--out" in refused(meeting.pk)
    assert "invalid int" in refused("first", "--out", target)
    assert not target.exists()


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    cast = make_cast()
    meeting, codes = opened(cast, 1)
    with override_settings(CAST_WAIT=0.0):
        put(codes[0], "n" * 24, all_of(meeting, "satisfied"))
    sheet.close_phones(cast.scrutineer, meeting)
    seal(cast, acts.confirm(cast.scrutineer, acts.draw_up(cast.scrutineer, meeting, unused=0)))
    assert "nowhere" in refused(meeting.pk, "--out", tmp_path / "nowhere" / "record.json")
