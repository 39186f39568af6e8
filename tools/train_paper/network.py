"""A network of two small layers, trained with Adam in plain NumPy."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from tools.train_paper.boxes import unpack

from shuzhi.crafts.paperform.reading.opinion import INPUT, Model

SIZES = (INPUT * INPUT, 96, 32, 3)
ROUNDS, BATCH, RATE, DECAY = 40, 256, 1.5e-3, 2e-4
SEED = 7
Real = NDArray[np.float32]


def train(seen: NDArray[np.uint8], classes: NDArray[np.int64]) -> Model:
    """The weights after ``ROUNDS`` looks at all boxes, each time shifted, lightened and noised a little."""
    dice = np.random.default_rng(SEED)
    w = [dice.normal(0, np.sqrt(2 / a), (a, b)).astype(np.float32) for a, b in pairwise(SIZES)]
    b = [np.zeros(n, np.float32) for n in SIZES[1:]]
    parameters = [*w, *b]
    first = [np.zeros_like(p) for p in parameters]
    second = [np.zeros_like(p) for p in parameters]
    weight = (len(classes) / np.maximum(np.bincount(classes, minlength=3), 1)) ** 0.5
    weight = (weight / weight.mean()).astype(np.float32)
    steps = ROUNDS * (len(seen) // BATCH)
    done = 0
    for turn in range(ROUNDS):
        order = dice.permutation(len(seen))
        wrong = 0
        for start in range(0, len(order) - BATCH + 1, BATCH):
            own = order[start : start + BATCH]
            x, y = _shaken(unpack(seen[own]), dice), classes[own]
            layers, odds = _forward(x, w, b)
            wrong += int((odds.argmax(1) != y).sum())
            slope = odds.copy()
            slope[np.arange(BATCH), y] -= 1
            slope *= weight[y][:, None] / BATCH
            gradients = _back(layers, slope, w)
            done += 1
            rate = RATE * 0.5 * (1 + np.cos(np.pi * done / steps))
            for n, (p, g) in enumerate(zip(parameters, gradients, strict=True)):
                first[n] = 0.9 * first[n] + 0.1 * g
                second[n] = 0.999 * second[n] + 0.001 * g * g
                step = first[n] / (1 - 0.9**done) / (np.sqrt(second[n] / (1 - 0.999**done)) + 1e-8)
                p -= (rate * (step + (DECAY * 50 * p if p.ndim == 2 else 0))).astype(np.float32)
        if turn % 10 == 9:
            print(f"  round {turn + 1}: {wrong / len(seen):.4f} wrong")
    return Model(tuple(zip(w, b, strict=True)))


def _shaken(x: Real, dice: np.random.Generator) -> Real:
    square = x.reshape(-1, INPUT, INPUT)
    gain = dice.uniform(0.75, 1.2, (len(x), 1, 1)).astype(np.float32)
    square = square * gain
    if dice.random() < 0.5:
        square = np.roll(square, int(dice.integers(-1, 2)), axis=int(dice.integers(1, 3)))
    grain = dice.normal(0, 0.02, square.shape).astype(np.float32)
    return np.asarray((square + grain).reshape(len(x), -1), np.float32)


def _forward(x: Real, w: list[Real], b: list[Real]) -> tuple[list[Real], Real]:
    layers = [x]
    for n, (weights, shift) in enumerate(zip(w, b, strict=True)):
        x = layers[-1] @ weights + shift
        layers.append(np.maximum(x, 0) if n + 1 < len(w) else x)
    e = np.exp(layers[-1] - layers[-1].max(1, keepdims=True))
    return layers, e / e.sum(1, keepdims=True)


def _back(layers: list[Real], slope: Real, w: list[Real]) -> list[Real]:
    weights: list[Real] = []
    shifts: list[Real] = []
    for n in reversed(range(len(w))):
        weights.insert(0, layers[n].T @ slope)
        shifts.insert(0, slope.sum(0))
        if n:
            slope = (slope @ w[n].T) * (layers[n] > 0)
    return [*weights, *shifts]
