"""Files kept as they were sent: named by their SHA-256 under ``VAR/kept``, written once, never changed.

They are too large for the database, and must not depend on it: whoever has the folder and a digest has the paper. A file
is on the disk before the act that names it is committed; one that no record names is the rest of an act that failed.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


class Spoilt(LookupError):
    """The file is gone, or is not what was kept."""


def path_of(digest: str) -> Path:
    """Where the file of this digest lies."""
    return Path(settings.KEPT) / digest[:2] / digest


def keep(data: bytes) -> str:
    """Keeps these bytes; returns their digest. The same bytes again are the same file."""
    digest = hashlib.sha256(data).hexdigest()
    path = path_of(digest)
    if path.exists() and path.read_bytes() == data:
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    opened, beside = tempfile.mkstemp(dir=path.parent, prefix="writing-")
    with os.fdopen(opened, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    Path(beside).chmod(0o440)
    Path(beside).replace(path)
    _settle(path.parent)
    return digest


def _settle(folder: Path) -> None:
    """The name too is on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def kept(digest: str) -> bytes:
    """The bytes as they were kept. Raises ``Spoilt`` where the file is gone or one bit of it was changed."""
    try:
        data = path_of(digest).read_bytes()
    except OSError as error:
        raise Spoilt(digest) from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise Spoilt(digest)
    return data
