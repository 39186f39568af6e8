"""The code of a sheet: 55 random bits and one check character, written in Crockford's 32 characters.

The check is a weighted sum over the field of 32 elements with a different weight at every place: one
wrong character, or two exchanged, is always found. So 31 of 32 invented codes cost the server nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import nacl.bindings as sodium

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**12, 8, 1
TAG_BYTES = 32
_FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LEFT_OUT = str.maketrans("", "", " -_\t\r\n\u00b7\u2010\u2011\u2012\u2013\u2014")
_LONGEST = 200


def _times(a: int, b: int) -> int:
    """The product in the field of 32 elements (x⁵ + x² + 1)."""
    result = 0
    while b:
        if b & 1:
            result ^= a
        a <<= 1
        if a & 32:
            a ^= 0b100101
        b >>= 1
    return result


def _weights() -> tuple[int, ...]:
    weights = [2]
    while len(weights) < LENGTH - 1:
        weights.append(_times(weights[-1], 2))
    return tuple(weights)


WEIGHTS = _weights()


def _check(values: list[int]) -> int:
    result = 0
    for value, weight in zip(values, WEIGHTS, strict=True):
        result ^= _times(value, weight)
    return result


def mint(random_bits: Callable[[int], int]) -> str:
    """One code. ``random_bits(n)`` gives n bits nobody can foresee (``secrets.randbits``)."""
    bits = random_bits(5 * (LENGTH - 1))
    values = [(bits >> (5 * place)) & 31 for place in range(LENGTH - 1)]
    return "".join(ALPHABET[value] for value in (*values, _check(values)))


def parse(text: str) -> str | None:
    """The code a person typed or a scanner read; None when it cannot be one.

    Small letters, full-width letters, spaces and dashes are forgiven, and so are O for 0, I and L for 1. A whole
    scanned address (``…#CODE``) and a further page (``CODE.2``) are read too.
    """
    if len(text) > _LONGEST:
        return None
    text = unicodedata.normalize("NFKC", text).rpartition("#")[2].partition(".")[0]
    text = text.translate(_LEFT_OUT).upper().translate(_FORGIVEN)
    if len(text) != LENGTH or any(char not in ALPHABET for char in text):
        return None
    values = [ALPHABET.index(char) for char in text]
    return text if _check(values[:-1]) == values[-1] else None


def tag(code: str, salt: bytes) -> bytes:
    """All that is kept of a code: slow to compute (about 8 ms), so that a stolen list names no code.

    By libsodium, a quarter faster than OpenSSL's; the verifier computes it with ``hashlib`` and finds the same.
    """
    return bytes(
        sodium.crypto_pwhash_scryptsalsa208sha256_ll(code.encode(), salt, SCRYPT_N, SCRYPT_R, SCRYPT_P, TAG_BYTES)
    )
