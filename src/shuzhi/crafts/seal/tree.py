"""The tree of leaves, hashed as RFC 9162 does (Certificate Transparency): one root for any number of leaves.

Only the peaks are kept, one for each complete subtree from the largest down, so that a new batch costs the same
after five hundred leaves as after none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

Peaks = tuple[tuple[int, bytes], ...]


def leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\0" + leaf).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def grow(peaks: Peaks, hashes: Iterable[bytes]) -> Peaks:
    """The peaks after these leaves were added; a peak is (number of leaves under it, its hash)."""
    stack = list(peaks)
    for one in hashes:
        stack.append((1, one))
        while len(stack) > 1 and stack[-2][0] == stack[-1][0]:
            size, right = stack.pop()
            _, left = stack.pop()
            stack.append((2 * size, _node(left, right)))
    return tuple(stack)


def root(peaks: Peaks) -> bytes:
    """The root over all leaves; of none, the hash of nothing."""
    if not peaks:
        return hashlib.sha256(b"").digest()
    result = peaks[-1][1]
    for _, left in reversed(peaks[:-1]):
        result = _node(left, result)
    return result


def root_of(hashes: Sequence[bytes]) -> bytes:
    return root(grow((), hashes))
