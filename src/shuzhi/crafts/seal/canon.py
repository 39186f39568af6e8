"""Canonical JSON: one way to write a thing down, so that everybody who hashes it gets the same hash.

Keys are ASCII and sorted, nothing stands between the signs, text is UTF-8 as it is, numbers are whole and below
2^53: what Python and JavaScript write alike. Whoever reads writes it again and compares byte by byte.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import Any

NAME = b"shuzhi/record/v1/"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LARGEST = 2**53 - 1


class Malformed(ValueError):
    """Bytes that are not what they claim to be."""


def encode(thing: Any) -> bytes:
    """The one way to write ``thing``. Errors: ``Malformed`` for anything that has no canonical form."""
    _check(thing)
    text = json.dumps(thing, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise Malformed("half a character") from error


def decode(data: bytes) -> Any:
    """What the bytes say. Errors: ``Malformed`` unless they are exactly how it is written."""
    try:
        thing = json.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise Malformed("not JSON") from error
    if encode(thing) != data:
        raise Malformed("not in canonical form")
    return thing


def _check(thing: Any) -> None:
    if thing is None or isinstance(thing, bool | str):
        return
    if isinstance(thing, int):
        if abs(thing) > _LARGEST:
            raise Malformed("a number too large for every reader")
    elif isinstance(thing, list | tuple):
        for part in thing:
            _check(part)
    elif isinstance(thing, dict):
        for key, part in thing.items():
            if not isinstance(key, str) or not key.isascii():
                raise Malformed("a key that sorts differently elsewhere")
            _check(part)
    else:
        raise Malformed(f"{type(thing).__name__} has no canonical form")


def pack(data: bytes) -> str:
    """Bytes as text (base64 with its padding)."""
    return base64.b64encode(data).decode()


def unpack(text: Any, size: int | None = None) -> bytes:
    """The bytes of a text by ``pack``. Errors: ``Malformed``, also when written in a second way, or of another size."""
    if not isinstance(text, str):
        raise Malformed("not text")
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed("not base64") from error
    if pack(data) != text or (size is not None and len(data) != size):
        raise Malformed("not the one way to write these bytes")
    return data


def digest(purpose: str, *parts: bytes) -> bytes:
    """SHA-256 under a name of its own, so that a hash made for one purpose never serves another."""
    return hashlib.sha256(NAME + purpose.encode() + b"\0" + b"".join(parts)).digest()


def wide(purpose: str, *parts: bytes) -> bytes:
    """SHA-512, likewise: 64 bytes, to be reduced to a scalar or cut in two."""
    return hashlib.sha512(NAME + purpose.encode() + b"\0" + b"".join(parts)).digest()


def crockford(data: bytes, length: int) -> str:
    """The first ``length`` characters of the bytes in Crockford's 32, in groups of four: for eye and ear."""
    bits = int.from_bytes(data, "big")
    places = [(bits >> (len(data) * 8 - 5 * (place + 1))) & 31 for place in range(length)]
    text = "".join(ALPHABET[value] for value in places)
    return "-".join(text[start : start + 4] for start in range(0, length, 4))


def bare(text: str) -> str:
    """A receipt or fingerprint as it is compared: what people add while copying is taken away."""
    kept = "".join(char for char in text.upper() if char not in " -_\t\r\n")
    return kept.translate(str.maketrans("OIL", "011"))
