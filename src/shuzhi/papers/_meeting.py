"""Papers of the meeting (组织实施, 4.3), a row each."""

from __future__ import annotations

from shuzhi.papers.paper import Paper

ROWS: tuple[Paper, ...] = ()
