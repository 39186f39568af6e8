"""A PDF's pages, drawn by a program of their own (``draw.py``): a page that hangs or fells it takes nothing with it."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np

from . import draw
from .answers import BROKEN, OK, TOO_MANY_PAGES, TOO_MANY_PIXELS, Limits, Picture

FALLS = 3  # pages that may fell the renderer before the rest of the file is given up
_SAID = {draw.PIXELS: TOO_MANY_PIXELS, draw.BROKEN: BROKEN}


def pictures(data: bytes, limits: Limits) -> Iterator[Picture]:
    """Every page in its order. One that takes too long, or fells the renderer, is broken; so is what is given up."""
    done, count = 0, 1
    for _ in range(FALLS):
        with _renderer(data, limits, done) as out:
            count = _number(out) or count
            if not done and count > limits.pages:
                yield Picture(1, TOO_MANY_PAGES)
                return
            for picture in _drawn(out, done, count):
                done = picture.number
                yield picture
        if done < count:
            done += 1
            yield Picture(done, BROKEN)
        if done >= count:
            return
    for number in range(done + 1, count + 1):
        yield Picture(number, BROKEN)


@contextlib.contextmanager
def _renderer(data: bytes, limits: Limits, first: int) -> Iterator[IO[bytes]]:
    words = [str(n) for n in (limits.pixels, limits.pages, limits.seconds, first)]
    asked = [sys.executable, "-P", str(Path(draw.__file__)), *words]
    with subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:  # noqa: S603
        try:
            assert run.stdin is not None and run.stdout is not None  # noqa: S101, PT018
            with contextlib.suppress(BrokenPipeError):
                run.stdin.write(data)
                run.stdin.close()
            yield run.stdout
        finally:
            run.kill()


def _number(out: IO[bytes]) -> int:
    line = out.readline()
    return int(line) if line.strip().isdigit() else 0


def _drawn(out: IO[bytes], done: int, count: int) -> Iterator[Picture]:
    """The pages that arrive whole."""
    for number in range(done + 1, count + 1):
        said = out.readline().split()
        if len(said) != 4:
            return
        what, width, height, one_bit = map(int, said)
        if what != draw.DRAWN:
            yield Picture(number, _SAID[what])
            continue
        grey = out.read(width * height)
        if len(grey) != width * height:
            return
        yield Picture(number, OK, np.frombuffer(grey, np.uint8).reshape(height, width), bool(one_bit))
