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
    from tests.sheets import QUESTIONS, all_of, opened, seal

    from shuzhi.acts import casting, count, sheet
    from shuzhi.crafts.seal import Receipt
    from shuzhi.records import models as m

    call_command("migrate", run_syncdb=True, verbosity=0)
    cast = make_cast()
    meeting, codes = opened(cast, 66)
    file = Path(settings.DATABASES["default"]["NAME"])
    (reporter,) = all_of(meeting, None)

    def answers(n: int) -> dict[str, dict[str, str]]:
        """A pattern of grades that is this voter's alone."""
        return {reporter: {q: GRADES[n // 4**place % 4] for place, q in enumerate(QUESTIONS)}}

    arrived: list[int] = []
    got: dict[int, casting.Answer] = {}

    def vote(n: int) -> None:
        got[n] = casting.cast(codes[n], f"{n:024}", answers(n))

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

    def copy(name: str) -> None:
        for end in ("", "-wal", "-shm"):
            if Path(f"{file}{end}").exists():
                shutil.copy(f"{file}{end}", folder / f"{name}{end}")

    def guesses(name: str) -> tuple[int, int]:
        """How many leaves the thief, who knows every receipt, puts to the right person by the order of rows."""
        rows = sqlite3.connect(folder / name).execute("SELECT key FROM records_leaf ORDER BY rowid").fetchall()
        receipts = [Receipt.of(key[4:]).text for (key,) in rows]
        return sum(r == got[who].receipt for r, who in zip(receipts, arrived, strict=True)), len(rows)

    def openings(name: str) -> list[bytes]:
        found = sqlite3.connect(folder / name).execute("SELECT opening FROM records_leaf").fetchall()
        return [opening for (opening,) in found if opening]

    def tag_rows(name: str) -> list[str]:
        rows = sqlite3.connect(folder / name).execute("SELECT hex(tag) FROM records_tag ORDER BY rowid").fetchall()
        return [tag for (tag,) in rows]

    copy("open.sqlite3")
    while_open, rows = guesses("open.sqlite3")
    sealed_openings = openings("open.sqlite3")
    tags = tag_rows("open.sqlite3")
    evaluation = m.Evaluation.objects.get(meeting=meeting)
    keys = [bytes(evaluation.box), bytes(evaluation.seed)]
    sheet.close_phones(cast.scrutineer, meeting)
    seal(cast, count.confirm(cast.scrutineer, count.draw_up(cast.scrutineer, meeting, unused=6)))
    copy("sealed.sqlite3")
    kept = (folder / "sealed.sqlite3").read_bytes()
    wal = Path(f"{file}-wal")
    print(
        json.dumps(
            {
                "outcomes": sorted({answer.outcome for answer in got.values()}),
                "receipts": len({answer.receipt for answer in got.values()}),
                "rows": rows,
                "while_open": while_open,
                "openings_while_open": len(sealed_openings),
                "openings_after": sum(part in kept for o in sealed_openings for part in (o[:16], o[32:48], o[-16:])),
                "keys_after": sum(key in kept for key in keys),
                "tags_sorted": tags == sorted(tags),
                "wal_after": wal.stat().st_size if wal.exists() else 0,
                "codes_while_open": sum(c.encode() in (folder / "open.sqlite3").read_bytes() for c in codes[60:]),
            }
        )
    )


main()
