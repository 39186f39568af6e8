"""``manage.py docs``: prints the register and the clauses into docs/; ``--check`` fails when they are stale."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shuzhi.cli.printed import acts_page, clauses_page

DOCS = Path(__file__).resolve().parents[5] / "docs"
PAGES = {"acts.md": acts_page, "clauses.md": clauses_page}


class Command(BaseCommand):
    help = "Prints docs/acts.md and docs/clauses.md from the register and the sources."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is stale")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        for name, page in PAGES.items():
            path, text = DOCS / name, page()
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            if check:
                raise CommandError(f"docs/{name} is stale: run `python manage.py docs`")
            path.write_text(text, encoding="utf-8")
            self.stdout.write(f"docs/{name}")
