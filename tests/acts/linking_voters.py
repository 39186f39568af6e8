"""Sixty people cast on a file of their own; run by ``test_linking`` in a process of its own. Prints JSON.

A thief copies the database (file and log) while phones are open and again after the seal. He saw in which
order people cast, and matches it to the order of rows of the forms, the best guess there is.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import sys
import threading
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

GRADES = ("satisfied", "basically_satisfied", "dissatisfied", "not_known")


def main() -> None:
    folder = Path(sys.argv[1])
    settings.MIGRATION_MODULES = {"records": None}
    settings.CAST_WAIT = 3.0
    django.setup()
    from tests.cast import make_cast
    from tests.sheets import QUESTIONS, all_of, opened

    from shuzhi.acts import count, sheet
    from shuzhi.acts.casting import Outcome
    from shuzhi.acts.casting import cast as put
    from shuzhi.records import models as m

    call_command("migrate", run_syncdb=True, verbosity=0)
    cast = make_cast()
    meeting, codes = opened(cast, 60)
    file = Path(settings.DATABASES["default"]["NAME"])
    (reporter,) = all_of(meeting, None)

    def answers(n: int) -> dict[str, dict[str, str]]:
        """A pattern of grades that is this voter's alone, so that the thief's guess can be checked."""
        return {reporter: {q: GRADES[n // 4**place % 4] for place, q in enumerate(QUESTIONS)}}

    arrived: list[int] = []
    got: list[Outcome] = []

    def vote(n: int) -> None:
        got.append(put(codes[n], f"{n:024}", answers(n)))

    order = list(range(60))
    random.Random(7).shuffle(order)
    threads = []
    for n in order:
        arrived.append(n)
        threads.append(threading.Thread(target=vote, args=(n,)))
        threads[-1].start()
        time.sleep(0.08)  # one after the other: the order of arrival is certain
    for thread in threads:
        thread.join()

    def guesses(name: str) -> tuple[int, int]:
        """How many forms the thief puts to the right person by the order of rows."""
        for end in ("", "-wal", "-shm"):
            if Path(f"{file}{end}").exists():
                shutil.copy(f"{file}{end}", folder / f"{name}{end}")
        rows = sqlite3.connect(folder / name).execute("SELECT answers FROM records_form ORDER BY rowid").fetchall()
        return sum(json.loads(row) == answers(who) for (row,), who in zip(rows, arrived, strict=True)), len(rows)

    def tag_rows(name: str) -> list[str]:
        rows = sqlite3.connect(folder / name).execute("SELECT hex(tag) FROM records_tag ORDER BY rowid").fetchall()
        return [tag for (tag,) in rows]

    while_open, rows = guesses("open.sqlite3")
    tags = tag_rows("open.sqlite3")
    sheet.close_phones(cast.scrutineer, meeting)
    count.seal(cast.scrutineer, count.confirm(cast.scrutineer, count.draw_up(cast.scrutineer, meeting, unused=0)))
    sealed, _ = guesses("sealed.sqlite3")
    wal = Path(f"{file}-wal")
    print(
        json.dumps(
            {
                "outcomes": sorted(set(got)),
                "rows": rows,
                "while_open": while_open,
                "sealed": sealed,
                "tags_sorted": tags == sorted(tags),
                "wal_after": wal.stat().st_size if wal.exists() else 0,
                "codes_on_disk": any(c.encode() in file.read_bytes() for c in codes),
                "digests_on_disk": m.Tag.objects.count(),
            }
        )
    )


main()
