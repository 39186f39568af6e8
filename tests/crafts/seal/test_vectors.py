"""Python and JavaScript write, seal and verify alike: both are held to the stored vectors."""

from __future__ import annotations

import base64
import gzip
import json
import shutil
import subprocess
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


def test_the_verifier_is_one_readable_file_of_the_standard_library() -> None:
    source = Path(verify.__file__).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 300
    assert "import shuzhi" not in source
    assert "from shuzhi" not in source
    assert "from ." not in source
