"""Papers that belong to no one stage (5.4, 5.5), a row each."""

from __future__ import annotations

from shuzhi.papers.paper import Paper

ROWS: tuple[Paper, ...] = ()
