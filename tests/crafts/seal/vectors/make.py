"""Makes the test vectors that Python and JavaScript must both pass: ``python -m tests.crafts.seal.vectors.make``.

Chance comes from names, so the same vectors come out every time; the tests hold the stored ones to it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nacl.bindings as sodium
from tests.crafts.seal.hall import Hall, chance, ten

from shuzhi.crafts import seal
from shuzhi.crafts.seal import codes, form, group, tree, verify
from shuzhi.crafts.seal.canon import NAME, crockford, digest, encode, pack, unpack

FOLDER = Path(__file__).parent
WRITTEN: list[Any] = [
    None, True, False, 0, -1, 9007199254740991, "", "述职", "a\"b\\c/d", "\u0000\u001f\u007f\n\t\b\f\r", "\u2028\u2029",
    "𠮷", "é", [], {}, [[], [{}]], {"b": 1, "a": [1, "二", None], "A": {"z": 0, "": 1}}, {"10": 1, "9": 2},
]  # fmt: skip
REFUSED = [
    '{"b":1,"a":2}', '{"a": 1}', '{"a":1,"a":1}', "1.0", "1e3", "-0", "9007199254740992", '"\\u4e00"', '"\\/"', "NaN",
    '"\\ud800"', "[1,]", "", "\ufeff1", "{\"键\":1}", "1 ",
]  # fmt: skip


def canon() -> dict[str, Any]:
    return {
        "written": [{"thing": thing, "bytes": pack(encode(thing))} for thing in WRITTEN],
        "refused": [pack(text.encode()) for text in REFUSED],
        "spoken": [{"bytes": pack(b), "text": crockford(b, 12)} for b in (bytes(32), b"\xff" * 32, bytes(range(32)))],
    }


def codes_() -> list[dict[str, str]]:
    salt = bytes(range(16))
    minted, _ = seal.mint(4, salt, chance("codes"))
    return [{"code": code, "salt": pack(salt), "tag": pack(codes.tag(code, salt))} for code in minted]


def boxes() -> list[dict[str, Any]]:
    hall, found = Hall(2), []
    for answers, comment in (([0], ""), ([2], "讲得好，路灯还没修")):
        secret = chance(comment)(32)
        nonce = chance(comment + "nonce")(16)
        filled = seal.Filled(hall.codes[0][0], nonce, tuple(answers), comment)
        sealed = seal.seal(hall.meeting.opening, filled, lambda n, secret=secret: secret)  # type: ignore[misc]
        said = {"code": filled.code, "nonce": pack(nonce), "answers": answers, "comment": comment}
        found.append({
            "opening": hall.store.opening().content, "filled": said, "secret": pack(secret), "sealed": pack(sealed),
        })  # fmt: skip
    return found


def points() -> dict[str, Any]:
    opening = Hall(2).meeting.opening
    leaf = form.commit(opening, 0, [1], chance("leaf")).leaf
    return {
        "grades": pack(group.grades()),
        "places": [pack(group.place(j)) for j in range(group.MOST_PLACES)],
        "digest": pack(digest("purpose", b"a", b"b")),
        "leaf": json.loads(leaf),
        "opening": pack(opening.signed.digest),
        "hash": pack(tree.leaf_hash(leaf)),
        "receipt": seal.Receipt.of(tree.leaf_hash(leaf)).text,
        "roots": [pack(tree.root_of([digest("leaf", bytes([i])) for i in range(n)])) for n in range(9)],
        "no_points": [pack(p) for p in (b"\xff" * 32, b"\1" + bytes(31), group.place(0)[:-1] + b"\xff")],
    }


def records() -> list[dict[str, Any]]:
    """Bundles, honest and not, with the number a verifier ends with."""
    honest: dict[str, Any] = json.loads(seal.bundle(ten().store))
    receipt = seal.Receipt.of(tree.leaf_hash(encode(honest["leaves"][0]))).text
    other: dict[str, Any] = json.loads(seal.bundle(ten(random=chance("other"), name="另一个会").store))
    flipped = unpack(honest["leaves"][0]["proof"])
    proof = pack(flipped[:40] + bytes([flipped[40] ^ 1]) + flipped[41:])
    kept = unpack(honest["leaves"][0]["commitments"])
    high = pack(kept[:-1] + bytes([kept[-1] | 128]))
    head, *tail = honest["leaves"]
    gaps = Hall(11)
    gaps.cast([(code, [1]) for code in gaps.codes[0][:10]])
    gaps.meeting.stop()
    gaps.close(explanation="一张没有交回")

    def told(bundle: Any, code: int, **more: str) -> dict[str, Any]:
        return {"bundle": bundle, "code": code, **more}

    return [
        told(honest, 0),
        told(honest, 0, receipt=receipt, root=seal.fingerprint(seal_of(honest))),
        told(honest, 4, receipt="0000-0000-0000"),
        told(honest, 1, root="0000-0000-0000-0000-0000"),
        told(json.loads(seal.bundle(gaps.store)), 3),
        *(told({**honest, part: other[part]}, 1) for part in ("opening", "tags", "leaves", "checkpoints", "codes", "closing")),
        told({**honest, "leaves": tail}, 1),
        told({**honest, "leaves": [head, head, *tail]}, 1),
        told({**honest, "leaves": [{**head, "proof": proof}, *tail]}, 1),
        told({**honest, "leaves": [{**head, "commitments": high}, *tail]}, 2),
        told({**honest, "leaves": [{**head, "who": "x"}, *tail]}, 2),
        told({**honest, "note": ""}, 2),
        told([], 2),
        told(anybodys(honest), 2),
    ]  # fmt: skip


def anybodys(honest: dict[str, Any]) -> dict[str, Any]:
    """An empty record under a key that is no secret: of a point of order 8 everybody can sign as well as its owner."""
    key = bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
    made: dict[str, Any] = json.loads(json.dumps(honest))
    made |= {"leaves": [], "checkpoints": [], "codes": {"cast": [], "paper": [], "spare": []}}

    def signed(kind: str) -> bytes:
        said = NAME + kind.encode() + b"\0" + encode(made[kind]["content"])
        for s in range(1, 1000):
            scalar = s.to_bytes(32, "little")
            first = sodium.crypto_scalarmult_ed25519_base_noclamp(scalar)
            if int.from_bytes(hashlib.sha512(first + key + said).digest(), "little") % verify.L % 8 == 0:
                made[kind]["signature"] = pack(first + scalar)
                return hashlib.sha256(said).digest()
        raise AssertionError("one in eight is good")

    made["opening"]["content"]["sign"] = pack(key)
    opened = pack(signed("opening"))
    made["closing"]["content"] |= {
        "opening": opened, "checkpoint": opened, "leaves": 0, "root": pack(tree.root_of([])), "explanation": "无",
        "codes": pack(digest("codes", encode(made["codes"]))), "results": [{"sheets": 0, "questions": None}],
    }  # fmt: skip
    numbers = {"cast": 0, "paper": 0, "spare": 0, "void": 0, "unused": 12, "missing": 0}
    made["closing"]["content"]["piles"][0] |= numbers
    signed("closing")
    return made


def seal_of(bundle: dict[str, Any]) -> seal.Signed:
    return seal.signed("closing", bundle["closing"], unpack(bundle["opening"]["content"]["sign"]))


VECTORS: dict[str, Callable[[], Any]] = {
    "canon": canon, "codes": codes_, "boxes": boxes, "points": points, "records": records,
}  # fmt: skip


def text(name: str) -> str:
    return json.dumps(VECTORS[name](), ensure_ascii=True, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    for one in VECTORS:
        (FOLDER / f"{one}.json").write_text(text(one), encoding="ascii")
    sys.exit(0 if verify.GRADES else 1)
