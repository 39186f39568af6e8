"""``manage.py demo [--date DAY] [--who]``: builds the demonstration district, or says who signs in to it."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand

from shuzhi.cli.demo.build import build
from shuzhi.reads import clock
from shuzhi.reads.demonstration import PASSWORD, in_use, players
from shuzhi.reads.house import district


class Command(BaseCommand):
    help = "Builds the demonstration district: four towns, five rounds, a programme around today"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--date", type=date.fromisoformat, help="the day it stands around, YYYY-MM-DD (default: today)"
        )
        parser.add_argument("--who", action="store_true", help="only say who signs in, and with what")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["who"]:
            self._who()
        elif in_use():
            self.stdout.write(
                "演示区已经建好，没有改动。 The demonstration district is there already; nothing was done."
            )
        elif district() is not None:
            # Said, not raised: the program starts with this command, and a real district must start too.
            self.stdout.write(
                "这里已经有一个区，不建演示区。 There is a district in this archive; the demonstration needs an empty one."
            )
        else:
            self._build(options["date"] or clock.today())

    def _build(self, today: date) -> None:
        shown = ""

        def say(moment: datetime) -> None:
            nonlocal shown
            line = f"{moment:%Y-%m}"
            if line != shown:
                shown = line
                self.stdout.write(f"  {moment.year}年{moment.month}月 …")

        moments = build(today, say)
        self.stdout.write(f"演示区建好了：{moments} 个日程。 The demonstration district stands.")

    def _who(self) -> None:
        found = players()
        if not found:
            self.stdout.write("这里没有演示账号。 No demonstration accounts here.")
            return
        self.stdout.write(f"演示账号，密码都是 {PASSWORD} · demonstration accounts, password {PASSWORD}")
        for player in found:
            self.stdout.write(f"  {player.username:<18} {player.name:　<4} {player.part.zh} / {player.part.en}")
