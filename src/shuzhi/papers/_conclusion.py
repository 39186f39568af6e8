"""Papers of summary and rectification (总结整改, 4.4), a row each."""

from __future__ import annotations

from shuzhi.papers.paper import Paper

ROWS: tuple[Paper, ...] = ()
