"""Office files are zips that remember when they were made; the same paper is to make the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

_DAY = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def settled(made: bytes, parts: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """The same file with one fixed day for every part in it and for its making; ``parts`` stand in place of its own."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as before, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = parts.get(name) or before.read(name)
            if name == "docProps/core.xml":
                part = _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z", part)
            entry = zipfile.ZipInfo(name, _DAY)
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, part)
    return kept.getvalue()
