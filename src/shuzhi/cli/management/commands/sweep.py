"""``manage.py sweep``: rewrites the database without its past, where the sweep at a seal was held up (D0005)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shuzhi.acts.count import sweep_again


class Command(BaseCommand):
    help = "Rewrites the database file without old row versions and empties its log."

    def handle(self, *args: Any, **options: Any) -> None:
        if not sweep_again():
            raise CommandError("another hand held the database; try again when nobody is at work")
        self.stdout.write("swept")
