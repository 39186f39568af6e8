"""From the pages read to counts, and to what people must settle first. The order of scanning plays no part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from .answers import Conflict, Counts, PageReading


def reconcile(readings: Sequence[PageReading], issued: Collection[str] | None = None) -> tuple[Counts, list[Conflict]]:
    """(counts over sheets that are beyond question, conflicts).

    ``issued``: the codes that were printed for this count. A page that stands more than once (``twice`` where its
    copies read alike, ``differs`` where not), under a code never issued (``unknown_code``), of another address
    (``foreign``) or without a code it can be placed by (its status) is counted only after a person has decided.
    """
    pages: dict[tuple[str, int], list[int]] = {}
    conflicts = []
    for n, one in enumerate(readings):
        if one.lost or one.code is None or one.page is None:
            conflicts.append(Conflict(one.status, one.code, (n,)))
        elif issued is not None and one.code not in issued:
            conflicts.append(Conflict("unknown_code", one.code, (n,)))
        else:
            pages.setdefault((one.code, one.page), []).append(n)
    accepted: Counter[tuple[int, int, str, str]] = Counter()
    review: Counter[tuple[int, int, str]] = Counter()
    counted = set()
    for (code, _), places in sorted(pages.items()):
        first = readings[places[0]]
        if len(places) > 1:
            alike = len({_answers(readings[n]) for n in places}) == 1
            conflicts.append(Conflict("twice" if alike else "differs", code, tuple(places)))
            continue
        counted.add(code)
        for v in first.verdicts:
            if v.value is None:
                review[first.form or 0, v.reporter, v.question] += 1
            else:
                accepted[first.form or 0, v.reporter, v.question, v.value] += 1
    lost = sum(one.lost for one in readings)
    conflicts.sort(key=lambda c: (c.kind, c.code or "", c.readings))
    return Counts(dict(sorted(accepted.items())), dict(sorted(review.items())), len(counted), lost), conflicts


def _answers(one: PageReading) -> tuple[tuple[int, str, str | None], ...]:
    return tuple((v.reporter, v.question, v.value) for v in one.verdicts)
