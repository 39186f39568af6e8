"""Filters, then two small layers, trained with Adam in plain NumPy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from tools.train_paper.boxes import Boxes, unpack

from shuzhi.crafts.paperform.reading.opinion import FILTERS, SIDE, STRIDE, TOLD, Model, windows

CHANNELS = (1, 12, 24)  # the picture's, and the filters' of each layer
HIDDEN = (64, 3)
ROUNDS, BATCH, RATE, DECAY = 16, 128, 2e-3, 1e-4
SEED = 7
Real = NDArray[np.float32]


def train(boxes: Boxes, rounds: int = ROUNDS) -> Model:
    """The weights after so many looks at all boxes, each time shifted, mirrored, lightened and noised a little."""
    dice = np.random.default_rng(SEED)
    network = Network(dice)
    steps = rounds * (len(boxes.classes) // BATCH)
    first = [np.zeros_like(p) for p in network.parameters]
    second = [np.zeros_like(p) for p in network.parameters]
    done = 0
    for turn in range(rounds):
        order = dice.permutation(len(boxes.classes))
        wrong = 0
        for start in range(0, len(order) - BATCH + 1, BATCH):
            own = order[start : start + BATCH]
            classes = boxes.classes[own]
            odds = network.forward(*_shaken(unpack(boxes.seen[own]), boxes.page[own], dice))
            wrong += int((odds.argmax(1) != classes).sum())
            slope = odds.copy()
            slope[np.arange(BATCH), classes] -= 1
            done += 1
            rate = RATE * 0.5 * (1 + np.cos(np.pi * done / steps))
            for n, (p, g) in enumerate(zip(network.parameters, network.back(slope / np.float32(BATCH)), strict=True)):
                first[n] += 0.1 * (g - first[n])
                second[n] += 0.001 * (g * g - second[n])
                step = first[n] / (1 - 0.9**done) / (np.sqrt(second[n] / (1 - 0.999**done)) + 1e-8)
                p -= (rate * (step + (DECAY * 50 * p if p.ndim == 2 else 0))).astype(np.float32)
        if turn % 4 == 3:
            print(f"  round {turn + 1}: {wrong / len(order):.4f} wrong", flush=True)
    return Model(tuple(zip(network.parameters[::2], network.parameters[1::2], strict=True)))


class Network:
    """``forward`` keeps what ``back`` needs."""

    def __init__(self, dice: np.random.Generator) -> None:
        sizes, side = [], SIDE
        for n, reach in enumerate(FILTERS):
            sizes.append((reach * reach * CHANNELS[n], CHANNELS[n + 1]))
            side = (side - reach) // STRIDE + 1
        width = side * side * CHANNELS[-1] + TOLD
        for hidden in HIDDEN:
            sizes.append((width, hidden))
            width = hidden
        self.parameters: list[Real] = []
        for size in sizes:
            self.parameters += [
                dice.normal(0, np.sqrt(2 / size[0]), size).astype(np.float32),
                np.zeros(size[1], np.float32),
            ]

    def forward(self, x: Real, told: Real) -> Real:
        """The odds of each class."""
        w, b = self.parameters[::2], self.parameters[1::2]
        self.inputs: list[Real] = []
        x = x[..., None]
        self.outputs = [x]
        for n, reach in enumerate(FILTERS):
            self.inputs.append(windows(x, reach))
            x = np.maximum(self.inputs[-1] @ w[n] + b[n], 0)
            self.outputs.append(x)
        x = np.concatenate([x.reshape(len(x), -1), told], 1)
        for n in range(len(FILTERS), len(w)):
            self.inputs.append(x)
            x = x @ w[n] + b[n]
            if n + 1 < len(w):
                x = np.maximum(x, 0)
        e = np.exp(x - x.max(1, keepdims=True))
        return np.asarray(e / e.sum(1, keepdims=True), np.float32)

    def back(self, slope: Real) -> list[Real]:
        """How the loss changes with each parameter."""
        w = self.parameters[::2]
        gradients: list[Real] = []
        for n in reversed(range(len(w))):
            seen = self.inputs[n]
            flat = slope.reshape(-1, slope.shape[-1])
            gradients = [seen.reshape(len(flat), -1).T @ flat, flat.sum(0), *gradients]
            if not n:
                break
            slope = slope @ w[n].T
            if n < len(FILTERS):
                slope = _gathered(slope, self.outputs[n].shape, FILTERS[n]) * (self.outputs[n] > 0)
            elif n == len(FILTERS):
                found = slope[:, :-TOLD] * (seen[:, :-TOLD] > 0)
                slope = found.reshape(self.outputs[n].shape)
            else:
                slope = slope * (seen > 0)
        return gradients


def _gathered(slope: Real, shape: tuple[int, ...], reach: int) -> Real:
    """What each place of a filter asks of each dot, added up dot by dot: ``windows`` the other way."""
    out = np.zeros(shape, np.float32)
    n, h, w = slope.shape[:3]
    parts = slope.reshape(n, h, w, shape[3], reach, reach)
    for y in range(reach):
        for x in range(reach):
            out[:, y : y + STRIDE * h : STRIDE, x : x + STRIDE * w : STRIDE] += parts[..., y, x]
    return out


def _shaken(x: Real, told: Real, dice: np.random.Generator) -> tuple[Real, Real]:
    gain = dice.uniform(0.8, 1.2, (len(x), 1, 1)).astype(np.float32)
    x = x * gain
    if dice.random() < 0.5:
        x = np.roll(x, int(dice.integers(-1, 2)), axis=int(dice.integers(1, 3)))
    if dice.random() < 0.5:
        x = x[:, :, ::-1]
    grain = dice.normal(0, 0.02, x.shape).astype(np.float32)
    told = told * dice.uniform(0.85, 1.15, told.shape).astype(np.float32)
    return np.asarray(x + grain, np.float32), told
