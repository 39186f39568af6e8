"""The second opinion: a small network that looks at the dots of a box and knows nothing of the hand rules.

Trained by ``python -m tools.train_paper`` on pictures of our own making; its weights lie beside this file. It is
never believed alone: it can only send to a person what the rules would have accepted, or agree.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from .answers import Real

EMPTY, MARKED, ODD = 0, 1, 2
FILE = "opinion.npz"
INPUT = 20  # dots along each side of what it looks at: half a millimetre each


def dots(patches: Real) -> Real:
    """60 × 60 of darkness -> 400 numbers: each the mean of 3 × 3."""
    n, side, _ = patches.shape
    k = side // INPUT
    small = np.clip(patches, -0.2, 1.2).reshape(n, INPUT, k, INPUT, k).mean((2, 4))
    return np.asarray(small.reshape(n, INPUT * INPUT), np.float32)


@dataclass(frozen=True, eq=False)
class Model:
    """Weights and shifts layer by layer, from the dots to empty, marked or odd."""

    layers: tuple[tuple[Real, Real], ...]

    @classmethod
    def from_bytes(cls, data: bytes) -> Model:
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            count = len(stored.files) // 2
            layers = tuple(
                (stored[f"w{n}"].astype(np.float32), stored[f"b{n}"].astype(np.float32)) for n in range(count)
            )
        return cls(layers)

    def to_bytes(self) -> bytes:
        out = io.BytesIO()
        arrays: dict[str, NDArray[np.float16]] = {}
        for n, (w, b) in enumerate(self.layers):
            arrays |= {f"w{n}": w.astype(np.float16), f"b{n}": b.astype(np.float16)}
        np.savez(out, allow_pickle=False, **arrays)
        return out.getvalue()

    def odds(self, patches: Real) -> Real:
        """How likely each box is empty, marked, odd: (boxes, 3)."""
        x = dots(patches)
        for n, (w, b) in enumerate(self.layers):
            x = x @ w + b
            if n + 1 < len(self.layers):
                x = np.maximum(x, 0)
        e = np.exp(x - x.max(1, keepdims=True))
        return np.asarray(e / e.sum(1, keepdims=True), np.float32)


@lru_cache(maxsize=1)
def built_in() -> Model:
    return Model.from_bytes((files(__package__) / FILE).read_bytes())
