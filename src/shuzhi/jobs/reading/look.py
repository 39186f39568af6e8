"""One photograph, read while whoever took it waits (``acts.capture``)."""

from __future__ import annotations

from collections.abc import Sequence

from shuzhi.acts.scan_intake import Seen


def look(meeting: int, data: bytes) -> Sequence[Seen]:
    """The sheets in the first picture of the file."""
    # Only here: a server to which nobody sends photographs loads none of it.
    from shuzhi.jobs.reading.read import read_picture

    return read_picture(meeting, data)
