"""``manage.py archive ROUND_ID --out FILE``: the archive box of a round; ``--resume`` begins again what was interrupted (D0010)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shuzhi.jobs.archive.making import resume, write
from shuzhi.reads.by_name import round_numbered


class Command(BaseCommand):
    help = "导出一轮述职的档案盒 writes the archive box of a round: one zip that opens and checks without the program"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("round", type=int, nargs="?", metavar="ROUND_ID")
        parser.add_argument("--out", type=Path, metavar="FILE")
        parser.add_argument("--resume", action="store_true", help="queue again the boxes whose making was interrupted")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["resume"]:
            if begun := resume():
                self.stdout.write(f"重新排队 queued again: {begun}")
            return
        if options["round"] is None or options["out"] is None:
            raise CommandError("请写明 say ROUND_ID --out FILE")
        try:
            round_ = round_numbered(options["round"])
        except LookupError as error:
            raise CommandError(f"没有轮次 {options['round']} · no such round") from error
        try:
            _, digest, size = write(round_, options["out"].absolute(), self._tell)
        except OSError as error:
            raise CommandError(f"写不进 cannot write {options['out']}: {error.strerror}") from error
        self.stdout.write(f"{options['out']}: {size} bytes, SHA-256 {digest}")

    def _tell(self, step: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{done}/{total} {step:.40}\x1b[K", ending="")
