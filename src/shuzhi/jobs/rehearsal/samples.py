"""The sample sheets (票样): some of the hall's own, printed as the hall's were, for the trainees to fill in."""

from __future__ import annotations

from shuzhi.jobs.rehearsal.files import Rehearsal, meeting
from shuzhi.jobs.rehearsal.hall import PENS, PHONES, PRINTED, SAMPLES
from shuzhi.papers.sheets import press
from shuzhi.reads.result import edition_of
from shuzhi.reads.sheet import piles


def pdf(one: Rehearsal) -> bytes:
    """The samples as they come from the printing room. Raises ``FormError`` where they cannot be printed."""
    held = meeting()
    (pile,) = piles(held)
    codes = one.codes[PHONES + PENS : PHONES + PENS + SAMPLES]
    return press(held, edition_of(held), [(pile.reporters, codes)], address=held.sheet_address, **PRINTED)
