"""``manage.py papers``: every kind of paper, by stage, with what it is made for and in which formats."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from shuzhi.papers.table import by_stage
from shuzhi.rules.states import STATES


class Command(BaseCommand):
    help = "列出各种文书 lists the papers of a round: name, what it is about, formats"

    def handle(self, *args: Any, **options: Any) -> None:
        for stage, papers in by_stage().items():
            label = STATES["round"].get(stage)
            self.stdout.write(f"{label.zh} / {label.en}" if label else "全程 / throughout")
            for paper in papers:
                formats = " ".join(paper.formats)
                self.stdout.write(
                    f"  {paper.name:<18} {paper.about:<10} {formats:<14} {paper.label.zh} ({paper.clause})"
                )
