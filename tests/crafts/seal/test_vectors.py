"""Python and JavaScript write, seal and verify alike: both are held to the stored vectors."""

from __future__ import annotations

import ast
import base64
import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.crafts.seal.vectors import make

from shuzhi.crafts.seal import verify
from shuzhi.crafts.seal.canon import Malformed, decode, encode

ROOT = Path(__file__).resolve().parents[3]
NODE = shutil.which("node")


@pytest.mark.parametrize("name", make.VECTORS)
def test_the_stored_vectors_are_what_the_program_makes(name: str) -> None:
    assert (make.FOLDER / f"{name}.json").read_text(encoding="ascii") == make.text(name)


def test_canonical_json_reads_what_it_writes_and_refuses_the_rest() -> None:
    vectors = json.loads((make.FOLDER / "canon.json").read_text(encoding="ascii"))
    for vector in vectors["written"]:
        assert decode(base64.b64decode(vector["bytes"])) == vector["thing"]
    for vector in vectors["refused"]:
        with pytest.raises(Malformed):
            decode(base64.b64decode(vector))


def test_the_verifier_ends_with_the_number_of_each_record(tmp_path: Path) -> None:
    file = tmp_path / "bundle.json"
    for vector in json.loads((make.FOLDER / "records.json").read_text(encoding="ascii")):
        file.write_bytes(encode(vector["bundle"]))
        asked = [word for name in ("receipt", "root") if name in vector for word in (f"--{name}", vector[name])]
        assert verify.main([str(file), *asked]) == vector["code"], asked


@pytest.mark.skipif(NODE is None, reason="no node on this machine")
@pytest.mark.parametrize("libraries", ["node_modules/@noble", "build/browser/record-libraries/noble"])
def test_the_browsers_half_holds_to_the_same_vectors(libraries: str) -> None:
    if not (ROOT / libraries / "curves").is_dir():
        pytest.skip("the browser's curves are not installed (tools/setup.py)")
    command = [str(NODE), str(make.FOLDER / "check.mjs"), libraries]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("vectors hold\n")


def test_what_a_page_loads_stays_small() -> None:
    """Casting and counting again: each at most 60 KB packed, libraries and all."""
    laid_out = ROOT / "build" / "browser" / "record-libraries"
    if not laid_out.is_dir():
        pytest.skip("the browser's libraries are not laid out (tools/setup.py)")
    ours = ROOT / "src" / "shuzhi" / "web" / "static" / "house" / "record"

    def packed(*files: Path) -> int:
        return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)

    assert packed(ours / "canon.js", ours / "seal.js", laid_out / "nacl-fast.min.js") <= 60 * 1024
    assert packed(ours / "canon.js", ours / "verify.js", *laid_out.rglob("noble/**/*.js")) <= 60 * 1024


@pytest.mark.parametrize("signs", ["gbk", "ascii", "utf-8"])
def test_the_verifier_ends_with_its_number_on_an_old_screen_too(tmp_path: Path, signs: str) -> None:
    """Written into a file, a Chinese Windows has no ✓: breaking off over that would look like a wrong proof."""
    records = json.loads((make.FOLDER / "records.json").read_text(encoding="ascii"))
    file = tmp_path / "bundle.json"
    for record, code in ((records[0]["bundle"], 0), ([], 2)):
        file.write_bytes(encode(record))
        done = subprocess.run(
            [sys.executable, verify.__file__, str(file)],
            capture_output=True, check=False, timeout=120, env={**os.environ, "PYTHONIOENCODING": signs},
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (code, b"")


@pytest.mark.parametrize("word", ["--receipt", "--root"])
def test_an_empty_question_is_not_answered_with_good(tmp_path: Path, word: str) -> None:
    """As it comes out of a command line whose variable was never set."""
    file = tmp_path / "bundle.json"
    file.write_bytes(encode(json.loads((make.FOLDER / "records.json").read_text(encoding="ascii"))[0]["bundle"]))
    assert verify.main([str(file), word, ""]) == {"--receipt": 4, "--root": 1}[word]


def test_the_verifier_says_what_explains_a_gap_and_which_fingerprint_it_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = json.loads((make.FOLDER / "records.json").read_text(encoding="ascii"))
    file = tmp_path / "bundle.json"
    file.write_bytes(encode(next(record["bundle"] for record in records if record["code"] == 3)))
    assert verify.main([str(file)]) == 3
    assert "说明：一张没有交回" in capsys.readouterr().out
    file.write_bytes(encode(records[1]["bundle"]))
    assert verify.main([str(file), "--root", records[1]["root"]]) == 0
    assert "指纹相符" in capsys.readouterr().out


def test_the_verifier_is_one_readable_file_of_the_standard_library() -> None:
    source = Path(verify.__file__).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 300
    assert "import shuzhi" not in source
    assert "from shuzhi" not in source
    assert "from ." not in source
    ast.parse(source, feature_version=(3, 9))  # what the record's page asks for
