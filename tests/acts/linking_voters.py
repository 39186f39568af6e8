"""Sixty people cast on a database of their own; run by ``test_linking`` and its twin for PostgreSQL in a process of its own.

A thief copies everything the server writes (``stolen_files``) while phones are open and again after the seal. He knows
who held which sheet, and in which order people cast; ``truth.json`` says what he would like to know.
``FOLDER [BATCH]``: with a batch of one nobody has company, and the same attacks have to succeed.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

VOTERS, SHEETS = 60, 66


def main(folder: Path, batch: int) -> None:
    settings.CAST_WAIT, settings.CAST_BATCH = 3.0, batch
    django.setup()
    from tests.acts.stolen_files import Copier
    from tests.cast import make_cast
    from tests.sheets import QUESTIONS, all_of, opened, seal

    from shuzhi.acts import casting, count, sheet
    from shuzhi.crafts.seal import Receipt
    from shuzhi.records import models as m

    call_command("migrate", verbosity=0)
    cast = make_cast()
    meeting, codes = opened(cast, SHEETS)
    (reporter,) = all_of(meeting, None)
    copier = Copier(folder)

    def answers(n: int) -> dict[str, dict[str, str]]:
        """A pattern of grades that is this voter's alone."""
        grades = ("satisfied", "basically_satisfied", "dissatisfied", "not_known")
        return {reporter: {q: grades[n // 4**place % 4] for place, q in enumerate(QUESTIONS)}}

    got: dict[int, casting.Answer] = {}

    def vote(n: int) -> None:
        try:
            got[n] = casting.cast(codes[n], f"{n:024}", answers(n), comment(n))
        finally:
            connection.close()

    order = list(range(VOTERS))
    random.Random(7).shuffle(order)
    threads = [threading.Thread(target=vote, args=(n,)) for n in order]
    for thread in threads:
        thread.start()
        time.sleep(0.08)  # one after the other
        if batch == 1:
            thread.join()  # the order of arrival is certain
    for thread in threads:
        thread.join()

    kept = list(m.Leaf.objects.filter(meeting=meeting).values_list("key", "opening"))
    leaf = {Receipt.of(bytes(key)[4:]).text: bytes(key).hex() for key, _ in kept}
    evaluation = m.Evaluation.objects.get(meeting=meeting)
    secrets = [bytes(evaluation.box), bytes(evaluation.seed)]
    secrets += [part for _, o in kept for part in (bytes(o)[:16], bytes(o)[32:48], bytes(o)[-16:])]
    copier.copy("open", secrets)
    sheet.close_phones(cast.scrutineer, meeting)
    seal(cast, count.confirm(cast.scrutineer, count.draw_up(cast.scrutineer, meeting, unused=SHEETS - VOTERS)))
    copier.copy("sealed", secrets)
    truth = {
        "outcomes": sorted({answer.outcome for answer in got.values()}),
        "arrived": [codes[n] for n in order],
        "leaf": {codes[n]: leaf[got[n].receipt] for n in order},
        "comment": {codes[n]: comment(n).encode().hex() for n in order},
        "unused": codes[VOTERS:],
        "secrets": [secret.hex() for secret in secrets],
    }
    (folder / "truth.json").write_text(json.dumps(truth))


def comment(n: int) -> str:
    """Something only this voter would write."""
    return f"村口第 {n * 7919 % 9973:04} 盏路灯坏了"


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 8)
