"""The invented people's hands: their phones cast, their paper is checked in and typed in, by the acts a real hall performs."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor, wait
from random import Random

from django.conf import settings

from shuzhi.acts import casting, sheet
from shuzhi.jobs.rehearsal.files import Rehearsal, meeting
from shuzhi.jobs.rehearsal.hall import PENS, PHONES, SCRUTINEER, TELLERS
from shuzhi.jobs.telling.evening import Marks, marks
from shuzhi.reads import by_name
from shuzhi.reads.entries import Paper, papers_of
from shuzhi.records import models as m

COMMENTS = 12
SAID = "演练用的一句话，第 {n} 句。"


def cast(one: Rehearsal) -> int:
    """Every invented phone that has not cast yet does so now, many at once as in a hall; returns how many are in.

    They go through the same sealing, the same batches and the same writer as a phone that is held in a hand. To be
    called inside the rehearsal, and nothing happens unless the phones are open.
    """
    held = meeting()
    chance = Random()  # noqa: S311 (marks on sheets, not codes)
    reporters = list(held.reporters.values_list("pk", flat=True))
    forms = [(code, marks(chance, reporters), _said(n)) for n, code in enumerate(one.codes[:PHONES])]
    with ThreadPoolExecutor(settings.CAST_BATCH) as phones:
        under_way = [phones.submit(_cast, one, *form) for form in forms]
        # The last of them would wait for others who never come.
        while wait(under_way, timeout=1).not_done:
            casting.drain(held.pk)
    return sum(each.result() is casting.Outcome.STORED for each in under_way)


def _said(n: int) -> str:
    return SAID.format(n=n + 1) if n < COMMENTS else ""


def _cast(one: Rehearsal, code: str, answers: Marks, said: str) -> casting.Outcome:
    with one.entered():
        sealed = casting.sealed_for(code, secrets.token_urlsafe(18), answers, said)
        return (sealed if isinstance(sealed, casting.Answer) else casting.cast_sealed(*sealed)).outcome


def type_in(one: Rehearsal) -> int:
    """The paper that is still to be done: checked in by the scrutineer, typed in by both tellers; returns how many.

    What the trainees have begun is finished and never changed: a sheet typed in once is typed alike by the other teller,
    sheets checked in and neither typed nor scanned get a number and invented marks.
    """
    held = meeting()
    scrutineer, tellers = by_name.actor(SCRUTINEER), [by_name.actor(name) for name in TELLERS]
    for code in one.codes[PHONES : PHONES + PENS]:
        sheet.admit_paper(scrutineer, held, code=code)
    chance, done = Random(), 0  # noqa: S311 (marks on sheets, not codes)
    for paper in papers_of(held):
        for slip, answers in _open_slips(paper, chance):
            typed = {entry.teller_id for entry in paper.slips.get(slip, {}).values()}
            for teller in [t for t in tellers if t.person not in typed][: 2 - len(typed)]:
                sheet.enter(teller, held, kind=paper.kind.pk, slip=slip, answers=answers)
            done += 1
    return done


def _open_slips(paper: Paper, chance: Random) -> list[tuple[int, Marks | None]]:
    """Slips typed in once, as they were typed; and new ones for whatever is checked in and has neither slip nor picture."""
    once = [(slip, next(iter(paper.slips[slip].values())).answers) for slip in paper.once]
    admitted = m.Tag.objects.filter(kind=paper.kind, use=m.Tag.Use.PAPER).count()
    taken = set(paper.slips)
    free = (n for n in range(1, admitted + len(taken) + 1) if n not in taken)
    reporters = [int(reporter) for reporter in paper.form.reporters]  # type: ignore[call-overload]
    return once + [(next(free), marks(chance, reporters)) for _ in range(admitted - paper.number)]
