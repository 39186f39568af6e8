"""The zip itself: streamed, with checksums, the same bytes for the same files."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Self

from .index import page

INDEX, SUMS = "index.html", "SHA256SUMS"
DAY = (1980, 1, 1, 0, 0, 0)
LONGEST = 60
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200e\u200f\u202a-\u202e\ufeff\ud800-\udfff]+')
# What is packed already gains nothing by being packed again.
PACKED = (".pdf", ".docx", ".zip", ".png", ".jpg")


def fit(name: str) -> str:
    """A title as part of a file's name on any system: no sign one of them forbids, no dot or space at an end, not too long."""
    return FORBIDDEN.sub("_", name)[:LONGEST].strip(" .") or "_"


@dataclass(frozen=True, slots=True)
class Filed:
    """One file of the box: where it lies, what it is in both languages, how large, its SHA-256."""

    path: str
    section: str
    zh: str
    en: str
    size: int
    digest: str


class Box:
    """A box being filled. ``sections`` are its parts in order: key → Chinese and English heading."""

    def __init__(self, stream: IO[bytes], sections: dict[str, tuple[str, str]]) -> None:
        self._zip = zipfile.ZipFile(stream, "w", allowZip64=True)
        self._sections = sections
        self._names: set[str] = {INDEX, SUMS.lower()}
        self.filed: list[Filed] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()  # where it was not finished, so that nothing is written later to a stream that is closed

    def add(self, path: str, data: bytes | Iterable[bytes], *, section: str, zh: str, en: str) -> Filed:
        """Puts a file in; an iterable is written piece by piece. Raises ``ValueError`` for a path that is none or is taken."""
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts or "\\" in path or path.lower() in self._names:
            raise ValueError(f"no place in the box: {path}")
        if section not in self._sections:
            raise ValueError(f"no such part of the box: {section}")
        self._names.add(path.lower())
        size, digest = self._write(path, data)
        self.filed.append(Filed(path, section, zh, en, size, digest))
        return self.filed[-1]

    def _write(self, path: str, data: bytes | Iterable[bytes]) -> tuple[int, str]:
        entry = zipfile.ZipInfo(path, DAY)
        entry.external_attr = 0o100644 << 16
        entry.create_system = 3
        entry.compress_type = zipfile.ZIP_STORED if path.endswith(PACKED) else zipfile.ZIP_DEFLATED
        digest, size = hashlib.sha256(), 0
        with self._zip.open(entry, "w", force_zip64=True) as file:
            for piece in (data,) if isinstance(data, bytes) else data:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
        return size, digest.hexdigest()

    def close(self, title: tuple[str, str], notes: Iterable[tuple[str, str]]) -> None:
        """Writes the page of contents and the checksums; nothing can be added after it."""
        contents = page(title, tuple(notes), self._sections, self.filed).encode()
        _, digest = self._write(INDEX, contents)
        lines = [(INDEX, digest), *((one.path, one.digest) for one in self.filed)]
        self._write(SUMS, "".join(f"{hashed}  {path}\n" for path, hashed in sorted(lines)).encode())
        self._zip.close()
