"""What one kind of paper is, and how its subjects are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shuzhi.crafts.office.blocks import Document
from shuzhi.rules.roles import Actor
from shuzhi.rules.verdict import Text

Build = Callable[[Actor, int], Document]


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper.

    ``about`` is the noun of the record it is made for (round, meeting, reporter, mandate, group, programme);
    ``build`` answers with the blocks for one of them, filtered by who asks, and raises ``NotVisible`` for anybody
    who may not see it. ``kept`` papers bear a 发文字号 and are kept as sent. ``formats`` in the order of the buttons.
    """

    name: str
    label: Text
    about: str
    clause: str
    build: Build
    kept: bool = False
    formats: tuple[str, ...] = ("docx", "pdf")
