"""``manage.py worker``: the hand for background work; what a worker before it left half done is begun again (D0012)."""

from __future__ import annotations

from typing import Any

from django_tasks_db.management.commands.db_worker import Command as Worker

from shuzhi.jobs.reading.queue import begin_again


class Command(Worker):
    help = "Reads scanned sheets in the background, and begins again what was left when it was stopped or killed."

    def handle(self, **options: Any) -> None:
        begin_again()
        super().handle(**options)
