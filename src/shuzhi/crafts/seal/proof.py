"""The proof that every commitment of a form is to exactly one place, without telling which.

For each question the prover knows the blinding of *one* of the points ``C − place(j)``. That is shown by a ring: each
response leads to the next challenge, and only who knows one blinding can close it. All rings of a form start from
one challenge and close in one hash (Borromean rings, Maxwell and Poelstra 2015): one scalar a place, and one a form.
The hash binds the meeting, the pile and all commitments, so that a proof fits nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence

from . import group
from .canon import Malformed, digest, wide
from .group import POINT, SCALAR, Random


def message(opening: bytes, pile: int, commitments: Sequence[bytes]) -> bytes:
    """What a form's proof speaks of: the meeting (its opening's hash), the pile, the commitments."""
    return digest("form", opening, pile.to_bytes(2, "big"), *commitments)


def _challenge(about: bytes, ring: int, place: int, came: bytes) -> bytes:
    return group.scalar(wide("ring", about, ring.to_bytes(2, "big"), place.to_bytes(2, "big"), came))


def _close(about: bytes, ends: Sequence[bytes]) -> bytes:
    return group.scalar(wide("close", about, *ends))


def _step(response: bytes, challenge: bytes, target: bytes) -> bytes:
    return group.add(group.blind(response), group.multiple(challenge, target))


def _known_step(response: bytes, challenge: bytes, blinding: bytes, apart: bytes) -> bytes:
    """The same step by who knows that the target is ``blinding·BLIND + apart·GRADES``, and needs not work it out."""
    over_blind = group.plus(response, group.times(challenge, blinding))
    return group.add(group.blind(over_blind), group.multiple(group.times(challenge, apart), group.grades()))


def prove(
    about: bytes, commitments: Sequence[bytes], chosen: Sequence[int], blinds: Sequence[bytes], n: int, random: Random
) -> bytes:
    """The proof: the first challenge, then the responses question by question, place by place.

    ``n`` places a question; ``chosen`` and ``blinds`` open the commitments.
    """
    responses = [[group.scalar(random(64)) for _ in range(n)] for _ in commitments]
    weights = [group.small(1 << (group.PLACE_BITS * j)) for j in range(n)]
    starts = [group.scalar(random(64)) for _ in commitments]
    ends = []
    for ring, (at, start) in enumerate(zip(chosen, starts, strict=True)):
        came = group.blind(start)
        for j in range(at + 1, n):
            challenge = _challenge(about, ring, j, came)
            came = _known_step(responses[ring][j], challenge, blinds[ring], group.minus(weights[at], weights[j]))
        ends.append(came)
    first = _close(about, ends)
    for ring, (at, start) in enumerate(zip(chosen, starts, strict=True)):
        challenge = _challenge(about, ring, 0, first)
        for j in range(at):
            came = _known_step(responses[ring][j], challenge, blinds[ring], group.minus(weights[at], weights[j]))
            challenge = _challenge(about, ring, j + 1, came)
        # The one place where the blinding is known: the response that makes the ring close.
        responses[ring][at] = group.minus(start, group.times(challenge, blinds[ring]))
    return first + b"".join(s for row in responses for s in row)


def size(questions: int, n: int) -> int:
    """How many bytes the proof of a form takes."""
    return SCALAR * (1 + questions * n)


def holds(about: bytes, commitments: Sequence[bytes], n: int, proof: bytes) -> bool:
    """Whether the proof closes. The verifier of a bundle does the same in plain arithmetic (``verify.py``)."""
    if len(proof) != size(len(commitments), n) or any(len(c) != POINT for c in commitments):
        return False
    parts = [proof[i : i + SCALAR] for i in range(0, len(proof), SCALAR)]
    if any(group.scalar(s + bytes(32)) != s for s in parts):
        return False  # a response written in a second way
    ends = []
    try:
        for ring, commitment in enumerate(commitments):
            came = parts[0]
            for j in range(n):
                target = group.subtract(group.point(commitment), group.place(j))
                came = _step(parts[1 + ring * n + j], _challenge(about, ring, j, came), target)
            ends.append(came)
    except (Malformed, ValueError, TypeError, RuntimeError):
        return False
    return _close(about, ends) == parts[0]
