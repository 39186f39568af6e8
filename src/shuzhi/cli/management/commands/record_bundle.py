"""``manage.py record_bundle MEETING_ID --out FILE``: the sealed record of one meeting, for anybody to check (D0007)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shuzhi.reads.record_page import bundle_kept


class Command(BaseCommand):
    help = "导出一次会议的密封记录 writes the sealed record of a meeting; check it with crafts/seal/verify.py"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("meeting", type=int, metavar="MEETING_ID")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["out"]
        try:
            data = bundle_kept(options["meeting"])
        except LookupError as error:
            raise CommandError(str(error.args[0])) from error
        try:
            target.write_bytes(data)
        except OSError as error:
            raise CommandError(f"写不进 cannot write {target}: {error.strerror}") from error
        self.stdout.write(f"{target}: {len(data)} bytes")
