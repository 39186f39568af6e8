"""Slips that count once: codes, their tags, and the writer that never writes one ballot alone.

Usable alone: no web framework, no clock; randomness and the store are passed in.
"""

from .batch import Batch
from .codes import LENGTH, mint, parse, tag

__all__ = ["LENGTH", "Batch", "mint", "parse", "tag"]
