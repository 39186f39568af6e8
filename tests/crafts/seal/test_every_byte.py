"""Every byte of a bundle matters: whichever one is changed, the verifier no longer says good."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from tests.crafts.seal.hall import ten

from shuzhi.crafts import seal
from shuzhi.crafts.seal import verify


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The slow sums are done once for the parts that were not changed; the same question has the same answer."""
    proven = lru_cache(maxsize=None)(lambda about, points, n, proof: original(about, list(points), n, list(proof)))
    original = verify.proven
    monkeypatch.setattr(verify, "proven", lambda about, c, n, p: proven(about, tuple(c), n, tuple(p)))
    monkeypatch.setattr(verify, "decode", lru_cache(maxsize=None)(verify.decode))
    statement: Any = verify.statement
    kept: dict[Any, Any] = {}

    def once(kind: str, thing: Any, shape: str, key: bytes = b"") -> Any:
        asked = kind, verify.write(thing), key
        if asked not in kept:
            kept[asked] = statement(kind, thing, shape, key)
        return kept[asked]

    monkeypatch.setattr(verify, "statement", once)
    scrypt = lru_cache(maxsize=None)(hashlib.scrypt)
    monkeypatch.setattr(hashlib, "scrypt", scrypt)


@pytest.mark.usefixtures("remembered")
def test_every_byte_flipped_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = seal.bundle(ten().store)
    file = tmp_path / "bundle.json"
    file.write_bytes(bundle)
    assert verify.main([str(file)]) == 0
    passed = []
    for at in range(len(bundle)):
        torn = bytearray(bundle)
        torn[at] ^= 1 << (at % 7)
        file.write_bytes(torn)
        if verify.main([str(file)]) not in (1, 2):
            passed.append((at, bytes(torn[max(0, at - 20) : at + 20])))
    capsys.readouterr()
    assert passed == []
