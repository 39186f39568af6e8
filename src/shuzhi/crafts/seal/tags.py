"""Tags that were worked out once, so that who opened a sheet does not wait for its slow tag again when it is cast.

In memory alone. A tag stands under a hash that only this object can make, so that no code is kept.
"""

from __future__ import annotations

import hashlib

from .group import Random

_KEY, _HASH = 32, 16


class Tags:
    """Those of one meeting. To lose them costs the time of working them out again, and nothing else."""

    def __init__(self, random: Random) -> None:
        self._key = random(_KEY)
        self._known: dict[bytes, bytes] = {}

    def of(self, code: str) -> bytes | None:
        """The tag of a code, if it was kept."""
        return self._known.get(self._under(code))

    def keep(self, code: str, tag: bytes) -> None:
        """For a code that was found among the printed ones; invented ones would fill the memory."""
        self._known[self._under(code)] = tag

    def _under(self, code: str) -> bytes:
        return hashlib.blake2b(code.encode(), key=self._key, digest_size=_HASH).digest()
