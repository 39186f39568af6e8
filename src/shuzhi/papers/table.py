"""The papers of a round, one row a paper: its name, what it is about, and who builds its blocks.

The rows stand in one file a stage, in the order in which a round needs them.
"""

from __future__ import annotations

from collections.abc import Mapping

from shuzhi.papers import _conclusion, _launch, _meeting, _preparation, _throughout
from shuzhi.papers.paper import Build, Paper
from shuzhi.rules.stages import STAGES

__all__ = ["PAPERS", "THROUGHOUT", "Build", "Paper", "by_stage"]

THROUGHOUT = "throughout"
_STAGES: Mapping[str, tuple[Paper, ...]] = {
    **dict(zip(STAGES, (_launch.ROWS, _preparation.ROWS, _meeting.ROWS, _conclusion.ROWS), strict=True)),
    THROUGHOUT: _throughout.ROWS,
}


def by_stage() -> Mapping[str, tuple[Paper, ...]]:
    """The papers of each stage, and last those that belong to none of them."""
    return _STAGES


def _table(*papers: Paper) -> Mapping[str, Paper]:
    names = [paper.name for paper in papers]
    if len(set(names)) != len(names):
        raise RuntimeError("two papers of one name")
    return {paper.name: paper for paper in papers}


PAPERS: Mapping[str, Paper] = _table(*(paper for rows in _STAGES.values() for paper in rows))
