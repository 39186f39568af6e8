"""Act name -> the function that performs it; written out, and held to the register by a test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ACTS: dict[str, Callable[..., Any]] = {}
