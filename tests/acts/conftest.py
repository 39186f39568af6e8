"""Evenings that are held for a thief to copy, each by the ``hall`` of the file that asks for it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.acts.thief import BATCH


@pytest.fixture(scope="module")
def evenings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """The n-th evening of the same kind, held when it is asked for."""
    return functools.cache(lambda n: request.module.hall(tmp_path_factory.mktemp(f"thief-{n}-"), BATCH))


@pytest.fixture(scope="module")
def stolen(evenings: Callable[[int], Path]) -> Path:
    """One evening."""
    return evenings(0)


@pytest.fixture(scope="module")
def alone(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An evening on which nobody has company."""
    held: Path = request.module.hall(tmp_path_factory.mktemp("alone"), 1)
    return held
