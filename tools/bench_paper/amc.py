"""The same pages by AMC-detect, as AMC-analyse runs it: one process a scan, corner discs, darkness of every box."""

from __future__ import annotations

import contextlib
import resource
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from shuzhi.crafts.paperform import Layout

PLACES = ("/usr/libexec/AMC/exec/AMC-detect", "/usr/lib/AMC/exec/AMC-detect")
DISC = 5.5  # mm across
TOLERANCE, BLACK = 0.2, 0.6  # its own defaults
INSIDE = 0.8  # of a box, likewise
THRESHOLDS = (0.03, 0.05, 0.08, 0.12, 0.16, 0.22, 0.3)
UNIT = 300 / 25.4  # its layout is in pixels


def program() -> str | None:
    return shutil.which("AMC-detect") or next((p for p in PLACES if Path(p).is_file()), None)


def discs(page: NDArray[np.uint8], layout: Layout) -> None:
    """Discs in place of our markers: what AMC looks for."""
    for marker in layout.pages[0].markers:
        r = marker.rect
        x, y, side = (round(v * UNIT) for v in (r.x, r.y, r.w))
        page[y - 4 : y + side + 4, x - 4 : x + side + 4] = 255
        middle = (round((r.x + r.w / 2) * UNIT * 16), round((r.y + r.h / 2) * UNIT * 16))
        cv2.circle(page, middle, round(DISC / 2 * UNIT * 16), 0, -1, cv2.LINE_AA, 4)


@dataclass(frozen=True, slots=True)
class Page:
    """``dark``: each box's share of black pixels, in the layout's order; None where the page was lost."""

    seconds: float
    dark: list[float] | None


def detect(tool: str, file: Path, layout: Layout, page: int) -> Page:
    """One page; a picture turned by a quarter or half is lost to it as it would be in a hall."""
    before = _spent()
    asked = [tool, "-x", f"{layout.width * UNIT:.0f}", "-y", f"{layout.height * UNIT:.0f}", "-d", f"{DISC * UNIT:.1f}"]
    asked += ["-p", str(TOLERANCE), "-m", str(TOLERANCE), "-c", "4", "-t", str(BLACK), "-o", "1"]
    with subprocess.Popen(
        asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as run:
        loaded = _ask(run, f"load {file}")
        dark: list[float] | None = None
        if sum(line.startswith("Frame[") for line in loaded) >= 4:
            places = [m.rect for m in layout.pages[0].markers]
            points = " ".join(f"{(r.x + r.w / 2) * UNIT:.2f},{(r.y + r.h / 2) * UNIT:.2f}" for r in places)
            _ask(run, f"optim {points}")
            dark = []
            for box in layout.pages[page - 1].boxes:
                r = box.rect
                edges = " ".join(f"{v * UNIT:.2f}" for v in (r.x, r.right, r.y, r.bottom))
                pixels = [
                    line.split()[1:] for line in _ask(run, f"mesure0 {INSIDE} square {edges}") if line[:3] == "PIX"
                ]
                dark.append(int(pixels[0][0]) / max(int(pixels[0][1]), 1) if pixels else 0.0)
        with contextlib.suppress(OSError):
            _ask(run, "quit")
    return Page(_spent() - before, dark)


def _ask(run: subprocess.Popen[str], line: str) -> list[str]:
    assert run.stdin is not None  # noqa: S101
    assert run.stdout is not None  # noqa: S101
    try:
        run.stdin.write(line + "\n")
        run.stdin.flush()
    except BrokenPipeError:
        return []
    said = []
    for answer in run.stdout:
        if "__END__" in answer:
            break
        said.append(answer.strip())
    return said


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
