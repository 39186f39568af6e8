"""``manage.py paper NAME SUBJECT_ID --format FORMAT --out PATH``: one paper as a file.

Whoever has this command has the database; so the paper is made as the district office would see it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shuzhi.papers.files import FORMATS, file_of
from shuzhi.papers.table import PAPERS
from shuzhi.reads.actors import whoever_has_the_machine
from shuzhi.reads.sight import NotVisible


class Command(BaseCommand):
    help = "写出一份文书（按区人大代表工委能看到的内容） writes one paper, as the district office sees it"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME", help="see: manage.py papers")
        parser.add_argument("subject", type=int, metavar="SUBJECT_ID")
        parser.add_argument("--format", default="docx", metavar="|".join(FORMATS))
        parser.add_argument("--out", type=Path, required=True, metavar="PATH")

    def handle(self, *args: Any, **options: Any) -> None:
        name, subject, format_, target = options["name"], options["subject"], options["format"], options["out"]
        paper = PAPERS.get(name)
        if paper is None:
            raise CommandError(f"没有这种文书 no such paper: {name}; manage.py papers")
        if format_ not in paper.formats:
            raise CommandError(f"{name}: 没有这种格式 not made as {format_}; {', '.join(paper.formats)}")
        try:
            made = file_of(whoever_has_the_machine(), name, subject, format_)
        except NotVisible:
            raise CommandError(f"没有这条记录 no such {paper.about}: {subject}") from None
        except ValueError as error:
            raise CommandError(f"{name} {subject}: {error}") from error
        try:
            target.write_bytes(made.data)
        except OSError as error:
            raise CommandError(f"写不进 cannot write {target}: {error.strerror}") from error
        self.stdout.write(f"{target}: {len(made.data)} bytes")
