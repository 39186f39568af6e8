"""A box of paper sheets handed in as scans, on a database in a file; run as a program by ``test_killed_worker``.

``FOLDER``: a dozen sheets of the real print are filled in, scanned and handed in as a pile and two single pages; nothing
is read yet. ``hall.json`` keeps what each sheet says.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

SHEETS, IN_A_PILE = 12, 10


def main(folder: Path) -> None:
    from tests.cast import make_cast
    from tests.scanned import file, marks_of, pdf_of, scanned_hall

    from shuzhi.acts import scan

    call_command("migrate", run_syncdb=True, verbosity=0)
    cast = make_cast()
    hall = scanned_hall(cast, SHEETS)
    marks = [marks_of(hall.meeting, n) for n in range(SHEETS)]
    pictures = [hall.scan(n, marks[n], askew=True) for n in range(SHEETS)]
    files = [pdf_of(pictures[:IN_A_PILE]), *pictures[IN_A_PILE:]]
    scan.upload(cast.teller, hall.meeting, files=[file(data) for data in files])
    said = {code: {q: grade for q, (grade,) in one.items()} for code, one in zip(hall.codes, marks, strict=True)}
    (folder / "hall.json").write_text(json.dumps(said))


if __name__ == "__main__":
    settings.MIGRATION_MODULES = {"records": None}
    django.setup()
    main(Path(sys.argv[1]))
