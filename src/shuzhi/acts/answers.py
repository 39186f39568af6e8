"""What an act may answer with besides the record it made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from shuzhi.rules.verdict import Text


@dataclass(frozen=True, slots=True)
class Printed:
    """A file handed over once and kept nowhere."""

    filename: str
    data: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence instead of “done”; ``good`` is false when something has to be set aside."""

    text: Text
    good: bool = True


@dataclass(frozen=True, slots=True)
class Caught(Told):
    """The same for a page that goes on by itself: one word for it, what to do next, how many there are now."""

    word: str = ""
    how: Text | None = None
    number: int = 0


def bundle(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Several piles in one file, so that they are handed over in one answer."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files:
            # A fixed date: the file says nothing of when it was printed.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return kept.getvalue()
