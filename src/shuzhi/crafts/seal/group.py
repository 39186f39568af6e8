"""The group ristretto255 as the record uses it. Every operation is libsodium's; here they only get names.

Two generators whose relation nobody knows: ``BLIND`` is libsodium's base point, which it multiplies fastest;
``GRADES`` is hashed from a name. A commitment to the place ``j`` is ``2^(16·j)·GRADES + r·BLIND``. Sums of
commitments are commitments to sums, and 16 bits a place keep up to 65,535 sheets of each grade apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from itertools import count

import rbcl

from .canon import Malformed, digest

Random = Callable[[int], bytes]
POINT = SCALAR = 32
PLACE_BITS = 16
MOST_PLACES = 15
ZERO = bytes(SCALAR)


def scalar(data: bytes) -> bytes:
    """64 bytes, of hash or of chance, as a scalar."""
    return bytes(rbcl.crypto_core_ristretto255_scalar_reduce(data))


def small(value: int) -> bytes:
    """A whole number from 0 below the group's order, as a scalar."""
    return scalar(value.to_bytes(64, "little"))


def plus(a: bytes, b: bytes) -> bytes:
    return bytes(rbcl.crypto_core_ristretto255_scalar_add(a, b))


def minus(a: bytes, b: bytes) -> bytes:
    return bytes(rbcl.crypto_core_ristretto255_scalar_sub(a, b))


def times(a: bytes, b: bytes) -> bytes:
    return bytes(rbcl.crypto_core_ristretto255_scalar_mul(a, b))


def inverse(a: bytes) -> bytes:
    return bytes(rbcl.crypto_core_ristretto255_scalar_invert(a))


def total(scalars: Iterable[bytes]) -> bytes:
    result = ZERO
    for one in scalars:
        result = plus(result, one)
    return result


def add(p: bytes, q: bytes) -> bytes:
    return bytes(rbcl.crypto_core_ristretto255_add(p, q))


def subtract(p: bytes, q: bytes) -> bytes:
    return bytes(rbcl.crypto_core_ristretto255_sub(p, q))


def blind(a: bytes) -> bytes:
    """``a·BLIND``; nothing at all for zero, which chance never gives and libsodium refuses."""
    return bytes(rbcl.crypto_scalarmult_ristretto255_base(a))


def multiple(a: bytes, p: bytes) -> bytes:
    return bytes(rbcl.crypto_scalarmult_ristretto255(a, p))


def is_point(data: bytes) -> bool:
    """Whether the bytes are a point in its one form.

    The libsodium that comes with rbcl overlooks the highest bit, which would let one point be written twice.
    """
    return len(data) == POINT and data[-1] < 128 and bool(rbcl.crypto_core_ristretto255_is_valid_point(data))


def point(data: bytes) -> bytes:
    """The bytes, once they are known to be a point. Errors: ``Malformed``."""
    if not is_point(data):
        raise Malformed("not a point of the group")
    return data


@cache
def grades() -> bytes:
    """The second generator: the first hash that is a point, so that nobody knows its multiple of the first."""
    tries = (digest("grades", i.to_bytes(2, "big")) for i in count())
    return next(one for one in tries if is_point(one))


@cache
def place(j: int) -> bytes:
    """``2^(16·j)·GRADES``: what a sheet that chose place ``j`` adds to the sum."""
    return multiple(small(1 << (PLACE_BITS * j)), grades())


def commit(j: int, r: bytes) -> bytes:
    """The commitment to the place ``j`` under the blinding ``r``: shows nothing, can be opened one way only."""
    return add(place(j), blind(r))


def packed(counts: Iterable[int]) -> int:
    """Counts by place as the one number that the sum of their commitments is a commitment to."""
    return sum(n << (PLACE_BITS * j) for j, n in enumerate(counts))
