"""Halls whose records are open, in a throw-away folder: run as a program by ``tools.bench_record.casting``.

Prints the sheets of some meetings through the acts, opens their records and seals a form for every sheet, as the phones'
page does. One meeting is used up by what storing costs (``commits``), the others' codes and forms go into ``halls.json``.
"""

from __future__ import annotations

import json
import secrets
import sys
from base64 import urlsafe_b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import transaction

VOTERS, GRADES, HALLS = 500, 4, 5


def meetings() -> list[int]:
    """Meetings at which sheets are filled in, in a small district: one for what storing costs, the others are halls."""
    from tools.bench.district import ONE, people
    from tools.bench.rounds import a_round

    from shuzhi.records import models as m

    call_command("migrate", interactive=False, verbosity=0)
    size = replace(ONE, towns=7, district_deputies=16, town_deputies=14, rounds=5 * (1 + HALLS))
    # Every fifth round stands in the meeting stage.
    with transaction.atomic():
        for number, (programme, body, kind) in enumerate(people(size)):
            a_round(size, number, programme, body, kind)
    return list(m.Meeting.objects.filter(state="open").order_by("pk").values_list("pk", flat=True))


def forms(meeting: int, n: int) -> list[tuple[str, bytes]]:
    """So many sheets printed, the phones opened, and a form sealed for each: its code and the form."""
    from tools.bench.rounds import sheets

    from shuzhi.acts.record import record_of
    from shuzhi.crafts.seal import Filled, seal
    from shuzhi.records import models as m

    codes, opening = sheets(m.Meeting.objects.get(pk=meeting), n)[:n], record_of(meeting).opening
    answers = tuple(i % GRADES for i in range(opening.places(0)))
    nonce = secrets.token_bytes
    return [(code, seal(opening, Filled(code, nonce(16), answers), nonce)) for code in codes]


def main(folder: str) -> None:
    from tools.bench_record.commits import NEEDED, measure

    stored, *others = meetings()
    found: dict[str, Any] = {"halls": []}
    # The crowd's first: a code is looked for at one meeting after another.
    for meeting in others:
        sheets = [(code, urlsafe_b64encode(form).decode()) for code, form in forms(meeting, VOTERS)]
        found["halls"].append({"meeting": meeting, "sheets": sheets})
    found["commits"] = measure(stored, [form for _, form in forms(stored, NEEDED)])
    (Path(folder) / "halls.json").write_text(json.dumps(found))


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1])
