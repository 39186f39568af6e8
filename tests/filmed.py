"""Sheets of a meeting, printed as they are, filled in with the generator's pens, and what a camera sees of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from tests.crafts.paperform.generator.marks import Hand, Pen
from tests.crafts.paperform.generator.sheets import DPI

from shuzhi.crafts import paperform

Grey = NDArray[np.uint8]
# Chromium's own camera that isn't there: it plays motion pictures from a file.
CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
FILM = "--use-file-for-fake-video-capture="
PER_SECOND = 30
PEN = Pen("gel, black", 0.6, 0.92)


@dataclass(frozen=True)
class Pile:
    """Sheets printed for one meeting, in the order in which they lie: the code of each, and its paper."""

    codes: Sequence[str]
    layout: paperform.Layout
    pdf: bytes

    def paper(self, number: int, page: int = 0) -> Grey:
        document = pypdfium2.PdfDocument(self.pdf)
        one = document[number * len(self.layout.pages) + page]
        bitmap = one.render(scale=DPI / 72, grayscale=True)
        return np.array(bitmap.to_numpy(), np.uint8).reshape(bitmap.height, -1)[:, : bitmap.width].copy()

    def filled(
        self, number: int, grade: str, other: Mapping[str, Collection[str]] | None = None, *, page: int = 0
    ) -> Grey:
        """Sheet ``number`` with a tick at one grade of every question; ``other``: the grades ticked where it is not so."""
        paper = self.paper(number, page)
        hand = Hand(paper, np.random.default_rng(number), PEN, "tick")
        for box in self.layout.pages[page].boxes:
            if box.grade in (other or {}).get(box.question, (grade,)):
                hand.mark(box.rect)
        return paper


def on_the_table(paper: Grey, size: tuple[int, int] = (1920, 1080)) -> Grey:
    """The paper lying crosswise under a camera held above it, on a dark table."""
    width, height = size
    turned = np.rot90(paper)
    scale = 0.94 * min(width / turned.shape[1], height / turned.shape[0])
    small = cv2.resize(turned, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    seen = np.full((height, width), 70, np.uint8)
    y, x = (height - small.shape[0]) // 2, (width - small.shape[1]) // 2
    seen[y : y + small.shape[0], x : x + small.shape[1]] = np.clip(small * 0.92 + 8, 0, 255).astype(np.uint8)
    return seen


def film(path: Path, scenes: Sequence[tuple[Grey | None, float]]) -> str:
    """Motion pictures of these scenes, each so many seconds; None is a hand in between. Answers with the browser's flag."""
    frames = bytearray()
    for scene, seconds in scenes:
        seen = np.full((1080, 1920), 150, np.uint8) if scene is None else scene
        frames += cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, 70])[1].tobytes() * round(seconds * PER_SECOND)
    path.write_bytes(frames)
    return f"{FILM}{path}"


def pile_of(form: paperform.Form, codes: Sequence[str], pdf: bytes) -> Pile:
    return Pile(tuple(codes), paperform.layout(form), pdf)
