"""The time as the records are written under it, for a door that replays a programme on its own dates.

The command line performs the demonstration district's acts one by one, each at its own moment; a clock it
could only reach on the records' floor would make it a second hand there.
"""

from __future__ import annotations

from shuzhi.records.clock import at, now, today

__all__ = ["at", "now", "today"]
