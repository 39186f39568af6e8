"""Forms as JSON and the command line: one clear line for whatever is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shuzhi.crafts.paperform import Form, FormError
from shuzhi.crafts.paperform.__main__ import main


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"title": ""}, "title: is empty"),
        ({"title": "一\n二"}, "title: holds a line break or control character"),
        ({"title": 3}, "title: expected text"),
        ({"paper": "A3"}, "paper: expected A4 or A5, got 'A3'"),
        ({"large": 1}, "large: expected true or false"),
        ({"url": "http://h/#x"}, "url: expected http"),
        ({"reporters": []}, "reporters: 0 given, expected 1 to 30"),
        ({"reporters": {}}, "reporters: expected a list"),
        ({"reporters": [{"heading": "x"}]}, "reporters[0]: name is missing"),
        ({"reporters": [{"name": "张", "age": 3}]}, "reporters[0]: unknown field 'age'"),
        ({"questions": [{"code": "a", "text": "x"}] * 2}, "questions: the same code twice"),
        ({"grades": [{"code": "a b", "label": "x"}] * 2}, "grades[0].code: expected"),
        ({"surprise": 1}, "form: unknown field 'surprise'"),
    ],
)
def test_a_wrong_form_is_told_in_one_line(form_file: Path, change: dict[str, Any], line: str) -> None:
    data = json.loads(form_file.read_text(encoding="utf-8")) | change
    with pytest.raises(FormError) as wrong:
        Form.from_json(data)
    assert str(wrong.value).startswith(line)
    assert "\n" not in str(wrong.value)


@pytest.mark.parametrize("data", [None, 3, [], "x", {}])
def test_what_is_no_form_at_all_is_refused(data: object) -> None:
    with pytest.raises(FormError):
        Form.from_json(data)


def test_the_command_line_lays_out_and_prints(
    form_file: Path, fonts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["layout", str(form_file), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["pages"][0]["boxes"]) == 48
    wanted, out = tmp_path / "codes.json", tmp_path / "sheets.pdf"
    wanted.write_text('["7K3MQ9XZ2F8P"]')
    assert main(["print", str(form_file), "--codes", str(wanted), "--out", str(out), "--fonts", str(fonts)]) == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_the_command_line_answers_errors_with_one_line_and_two(
    form_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.json"
    broken.write_bytes(b"\xff{")
    for arguments in (["layout", str(broken)], ["layout", str(tmp_path / "none.json")]):
        assert main(arguments) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    ("codes", "out", "fonts_", "line"),
    [
        ("{}", "x.pdf", None, "codes: expected a list"),
        ('["7K3MQ9XZ2F8P", "7K3MQ9XZ2F8P"]', "x.pdf", None, "codes: the same code twice"),
        ("[null]", "x.pdf", None, "codes: a code has"),
        ("not json", "x.pdf", None, "not JSON"),
        ('["7K3MQ9XZ2F8P"]', "no/such/place.pdf", None, "No such file or directory"),
        ('["7K3MQ9XZ2F8P"]', "x.pdf", "none", "fonts: no directory"),
    ],
)
def test_what_cannot_be_printed_is_one_line_and_two_and_no_file(
    form_file: Path,
    fonts: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    codes: str,
    out: str,
    fonts_: str | None,
    line: str,
) -> None:
    wanted = tmp_path / "codes.json"
    wanted.write_text(codes)
    faces = tmp_path / fonts_ if fonts_ else fonts
    words = ["print", str(form_file), "--codes", str(wanted), "--out", str(tmp_path / out), "--fonts", str(faces)]
    assert main(words) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert line in told.err
    assert not (tmp_path / out).exists()
