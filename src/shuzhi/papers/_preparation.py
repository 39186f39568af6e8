"""Papers of the preparation (准备工作, 4.2), a row each."""

from __future__ import annotations

from shuzhi.papers.paper import Paper

ROWS: tuple[Paper, ...] = ()
