"""A hall whose server is killed and started again: run as a program by ``test_killed``, on a database in a file.

``open FOLDER`` prints sheets and opens the record; the codes go into the folder, as into the attendees' hands.
``cast FOLDER NAME`` lets everybody without an answer cast, sixty phones at once, and writes down each answer as it
comes, under this phone's NAME (its nonce): the same phone asks again after a kill, another NAME is another phone.
``seal FOLDER`` takes the closing up where it stands: phones stopped, counted, confirmed, sealed with two cards.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

VOTERS = 60


def open_hall(folder: Path) -> None:
    from tests.cast import make_cast
    from tests.sheets import CARDS, opened

    call_command("migrate", run_syncdb=True, verbosity=0)
    meeting, codes = opened(make_cast(), VOTERS)
    reporter = str(meeting.reporters.get().pk)
    hall = {"codes": codes, "reporter": reporter, "meeting": meeting.pk, "cards": CARDS[meeting.pk]}
    (folder / "hall.json").write_text(json.dumps(hall))


def cast_all(folder: Path, name: str) -> None:
    from shuzhi.acts.casting import cast

    hall, heard = json.loads((folder / "hall.json").read_text()), folder / f"{name}.answers"
    answered = {line.split()[0] for line in heard.read_text().splitlines()} if heard.exists() else set()
    book = os.open(heard, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def phone(n: int, code: str) -> None:
        try:
            grade = ("satisfied", "dissatisfied")[n % 2]
            answer = cast(code, f"{name}{n:030}", {hall["reporter"]: {"overall": grade}})
            os.write(book, f"{code} {answer.outcome} {answer.receipt}\n".encode())
        finally:
            connection.close()

    phones = [
        threading.Thread(target=phone, args=(n, code), daemon=True)
        for n, code in enumerate(hall["codes"])
        if code not in answered
    ]
    print("ready", flush=True)
    for one in phones:
        one.start()
    for one in phones:
        one.join()


def seal_all(folder: Path) -> None:
    from shuzhi.acts import count, sheet
    from shuzhi.reads.actors import actor_for_person
    from shuzhi.records import models as m

    hall = json.loads((folder / "hall.json").read_text())
    meeting = m.Meeting.objects.get(pk=hall["meeting"])
    scrutineer = actor_for_person(m.Post.objects.get(meeting=meeting, office="scrutineer").person)
    print("ready", flush=True)
    if m.Evaluation.objects.get(meeting=meeting).phones == "open":
        sheet.close_phones(scrutineer, meeting)
    counted = m.Count.objects.filter(meeting=meeting).first() or count.draw_up(scrutineer, meeting, unused=0)
    if counted.state == "drawn_up":
        counted = count.confirm(scrutineer, counted)
    if counted.state == "confirmed":
        count.seal(scrutineer, counted, cards=hall["cards"][1:])
    print("sealed", flush=True)


if __name__ == "__main__":
    settings.MIGRATION_MODULES = {"records": None}
    settings.CAST_WAIT = 0.5
    django.setup()
    {"open": open_hall, "cast": cast_all, "seal": seal_all}[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
