"""The command line, and a machine on which the extra ``scan`` is not installed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import cv2
import pytest
from tests.crafts.paperform.generator import FORMS
from tests.crafts.paperform.reading.hands import FORM, code, page, scan

from shuzhi.crafts.paperform.__main__ import main

ROOT = Path(__file__).parents[4]
# Nothing of the extra can be imported: as on a machine where it was never installed.
WITHOUT = """
import sys
class Nowhere:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"cv2", "numpy", "zxingcpp", "PIL", "pypdfium2"}:
            raise ModuleNotFoundError(name, name=name)
sys.meta_path.insert(0, Nowhere())
from shuzhi.crafts.paperform.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    form, good, bad = tmp_path / "form.json", tmp_path / "scan.png", tmp_path / "bad.pdf"
    form.write_text(json.dumps(FORMS[FORM].to_json(), ensure_ascii=False), encoding="utf-8")
    good.write_bytes(cv2.imencode(".png", scan(page().paper))[1].tobytes())
    bad.write_bytes(b"not a scan")
    return form, good, bad


def test_read_prints_one_object_a_page(files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    form, good, bad = files
    assert main(["read", str(good), str(bad), "--form", str(form), "--json"]) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["file"], first["picture"], first["status"], first["code"]) == (1, 1, "read", code())
    verdict = first["verdicts"][0]
    assert verdict["value"] == page().truth[verdict["reporter"], verdict["question"]]
    assert set(verdict) == {
        "reporter",
        "question",
        "value",
        "review",
        "suggestion",
        "confidence",
        "reasons",
        "crop",
    }
    assert verdict["confidence"] >= 0.9
    assert (second["file"], second["status"], second["verdicts"]) == (2, "not_a_picture", [])
    assert not any("scan.png" in json.dumps(one) for one in (first, second)), "no file name beside an answer"


def test_read_says_in_a_line_what_it_found(files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    form, good, bad = files
    assert main(["read", str(good), str(bad), "--form", str(form)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"file 1 page 1: read {code()} 12 accepted, 0 to review",
        "file 2 page 1: not_a_picture -",
    ]


def test_errors_are_one_line_and_end_with_2(files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    form, good, _ = files
    for words in (["read", "nowhere.pdf", "--form", str(form)], ["read", str(good), "--form", str(good)]):
        assert main(words) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize("words", [[], ["fold"], ["layout"], ["print", "form.json"], ["read", "--form", "form.json"]])
def test_words_that_make_no_sense_are_one_line_too(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    told = capsys.readouterr()
    assert (ended.value.code, told.out, len(told.err.splitlines())) == (2, "", 1)


def test_without_the_extra_sheets_are_laid_out_and_reading_says_what_is_missing(files: tuple[Path, Path, Path]) -> None:
    form, good, _ = files
    run = lambda *words: subprocess.run(  # noqa: E731
        [sys.executable, "-c", WITHOUT, *words], cwd=ROOT / "src", capture_output=True, text=True, check=False
    )
    assert run("layout", str(form), "--json").returncode == 0
    told = run("read", str(good), "--form", str(form))
    assert (told.returncode, told.stdout) == (2, "")
    [line] = told.stderr.splitlines()
    assert line.startswith("reading sheets needs the extra scan")
