"""``manage.py found_district NAME --steward NAME``: the first step on an empty archive."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from shuzhi.acts.account import found_district


class Command(BaseCommand):
    """Founds the district and its first system steward, and prints the link by which the steward signs in."""

    help = "Found the district of an empty archive, with its first system steward"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the district's name, such as 锡山区")
        parser.add_argument("--steward", required=True, help="name of the first system steward")
        parser.add_argument("--address", default="http://127.0.0.1:8000", help="where the program is served")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = found_district(options["name"], steward=options["steward"])
        except ValueError as error:
            raise CommandError("已经有区了，一套程序只管一个区。 There is a district already.") from error
        link = options["address"].rstrip("/") + reverse("invitation", args=[made.told_once])  # type: ignore[attr-defined]
        self.stdout.write(
            f"已设立{options['name']}，系统管理员：{options['steward']}。请在七天内打开下面的链接设置账号："
        )
        self.stdout.write(f"Founded; the steward sets up the account within seven days at:\n{link}")
