"""Python and JavaScript write, seal and verify alike: both are held to the stored vectors."""

from __future__ import annotations

import base64
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
def test_the_browsers_half_holds_to_the_same_vectors() -> None:
    if not (ROOT / "node_modules" / "@noble" / "curves").is_dir():
        pytest.skip("the browser's curves are not installed (npm ci)")
    done = subprocess.run([NODE, make.FOLDER / "check.mjs"], capture_output=True, text=True, check=False, timeout=300)  # type: ignore[list-item]
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("vectors hold\n")


def test_the_verifier_is_one_readable_file_of_the_standard_library() -> None:
    source = Path(verify.__file__).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 300
    assert "import shuzhi" not in source
    assert "from shuzhi" not in source
    assert "from ." not in source
