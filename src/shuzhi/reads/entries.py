"""Paper sheets, typed in twice or read by machine: what is complete, what differs, what was settled. For those who count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from shuzhi.reads.result import edition_of
from shuzhi.reads.scans import ScannedSheet, scanned_sheets
from shuzhi.reads.sheet import form_of
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor
from shuzhi.rules.sheet import Filled, Form, differences, fill, is_void

Turns = dict[int, m.PaperEntry]


@dataclass(slots=True)
class Paper:
    """One kind's paper sheets: by the slip number pencilled on each, and those read by machine."""

    kind: m.SheetKind
    form: Form
    slips: dict[int, Turns] = field(default_factory=lambda: defaultdict(dict))
    scans: list[ScannedSheet] = field(default_factory=list)

    def read(self, entry: m.PaperEntry) -> Filled | None:
        """What one teller typed; None for a sheet declared void."""
        return None if entry.answers is None else fill(self.form, entry.answers)

    def differs(self, slip: int) -> bool:
        """Two typings that do not agree, and no third yet."""
        turns = self.slips[slip]
        if 3 in turns or not (1 in turns and 2 in turns):
            return False
        first, second = self.read(turns[1]), self.read(turns[2])
        if first is None or second is None:
            return first is not second
        return bool(differences(first, second))

    @property
    def once(self) -> list[int]:
        return sorted(n for n, turns in self.slips.items() if not (1 in turns and 2 in turns))

    @property
    def differing(self) -> list[int]:
        return sorted(n for n in self.slips if self.differs(n))

    @property
    def number(self) -> int:
        """How many sheets are in, typed or scanned."""
        return len(self.slips) + len(self.scans)

    @property
    def complete(self) -> bool:
        """Whether nothing of what is in waits for anybody."""
        return not self.once and not self.differing and all(sheet.finished for sheet in self.scans)

    def sheets(self) -> Iterator[Filled | None]:
        """Every sheet as it counts, typed or scanned alike; None for a void one. Only when complete."""
        typed = (self.read(turns[3] if 3 in turns else turns[1]) for turns in self.slips.values())
        for filled in (*typed, *(sheet.filled(self.form) for sheet in self.scans)):
            yield None if filled is None or is_void(self.form, filled) else filled


def papers_of(meeting: m.Meeting) -> list[Paper]:
    """The paper sheets of a meeting, kind by kind."""
    edition = edition_of(meeting)
    found = {k.pk: Paper(k, form_of(k, edition)) for k in meeting.sheet_kinds.all()}
    for entry in m.PaperEntry.objects.filter(kind__meeting=meeting).order_by("slip", "turn"):
        found[entry.kind_id].slips[entry.slip][entry.turn] = entry
    for kind, sheets in scanned_sheets(meeting.pk).items():
        found[kind].scans = sheets
    return list(found.values())


def next_slip(paper: Paper, actor: Actor) -> int:
    """The lowest number this teller has not typed in and may."""
    slip = 1
    while slip in paper.slips and (
        any(e.teller_id == actor.person for e in paper.slips[slip].values())
        or (1 in paper.slips[slip] and 2 in paper.slips[slip])
    ):
        slip += 1
    return slip
