"""``manage.py papers`` and ``manage.py paper``: the list, one file, and one line for whatever is wrong."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.builders import a_meeting, a_reporter, a_round
from tests.cast import Cast

from shuzhi.papers.table import PAPERS


def refused(*words: object) -> str:
    with pytest.raises(CommandError) as caught:
        call_command("paper", *map(str, words))
    said = str(caught.value)
    assert "\n" not in said
    return said


def test_every_paper_is_listed_by_the_name_it_is_asked_for() -> None:
    out = StringIO()
    call_command("papers", stdout=out)
    names = [line.split()[0] for line in out.getvalue().splitlines() if line.startswith("  ")]
    assert names == list(PAPERS)


def test_one_paper_is_written_whoever_signs_in(cast: Cast, tmp_path: Path) -> None:
    round_ = a_round(cast, kind="district_organs", state="meeting")
    reporter = a_reporter(cast, round_)
    meeting = a_meeting(cast, round_)
    for name, subject in (("plan", round_), ("roster_filing", round_), ("report", reporter), ("call", meeting)):
        target = tmp_path / f"{name}.pdf"
        call_command("paper", name, str(subject.pk), "--format", "pdf", "--out", str(target), stdout=StringIO())
        assert target.read_bytes().startswith(b"%PDF-")


def test_what_is_wrong_is_said_in_one_line_and_nothing_is_written(cast: Cast, tmp_path: Path) -> None:
    round_, target = a_round(cast), tmp_path / "x.pdf"
    assert "no such paper: nonsense" in refused("nonsense", 1, "--out", target)
    assert "docx, pdf" in refused("plan", round_.pk, "--format", "xlsx", "--out", target)
    assert "no such round: 999" in refused("plan", 999, "--format", "pdf", "--out", target)
    assert "cannot write" in refused("plan", round_.pk, "--out", tmp_path / "none" / "x.docx")
    assert list(tmp_path.iterdir()) == []
