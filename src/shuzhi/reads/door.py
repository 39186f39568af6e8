"""The door (4.3a): who is asked for, who was found, and the count so far. No moment, no order (D0002)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from shuzhi.crafts.hanzi import matches, tidy
from shuzhi.reads.attendance import InviteeLine, Tally, line_of, meeting_for, tally_of
from shuzhi.reads.offices import kind_of
from shuzhi.reads.result import edition_of
from shuzhi.records import models as m
from shuzhi.rules import gate
from shuzhi.rules.attendance import DOOR_STATES
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import Actor
from shuzhi.rules.verdict import Text

MOST_FOUND = 12


@dataclass(frozen=True, slots=True)
class DoorPage:
    """The door: the count by kind, what was asked for, who was found, and who was checked in last."""

    meeting: m.Meeting
    tally: Tally
    asked: str
    found: tuple[InviteeLine, ...]
    more: int
    last: InviteeLine | None
    undone: bool
    open: bool
    may_check_in: bool
    kinds: tuple[tuple[str, Text], ...]

    @property
    def only(self) -> InviteeLine | None:
        """The one person found who is not in yet: Enter checks this one in."""
        waiting = [line for line in self.found if not line.present]
        return waiting[0] if len(waiting) == 1 else None

    @property
    def twins(self) -> frozenset[str]:
        """Names found more than once: village, kind and telephone tell them apart."""
        names = Counter(line.name for line in self.found)
        return frozenset(name for name, n in names.items() if n > 1)


def is_asked_for(line: InviteeLine, initials: str, asked: str) -> bool:
    """Name, part of a name, pinyin, initials, or the end of the telephone number."""
    wanted = tidy(asked).lower().replace(" ", "")
    if not wanted:
        return False
    if wanted.isdigit():
        return len(wanted) >= 3 and line.phone.endswith(wanted)
    if any(given.startswith(wanted) for given in initials.split()):
        return True
    return wanted in line.name.lower() or matches(line.name, wanted)


def door_page(actor: Actor, pk: int, asked: str = "", last: str = "", undone: bool = False) -> DoorPage:
    """The door of one meeting, for those who check people in. ``last``: who was checked in just now."""
    meeting, held = meeting_for(actor, pk, "meeting.admit")
    edition = edition_of(meeting)
    labels = {k.key: k.label for k in edition.attendee_kinds}
    people = list(meeting.invitees.select_related("voter", "constituency"))
    asked = asked.strip()[:40]
    found = [line for i in people if asked and is_asked_for(line := line_of(i, labels), i.initials, asked)]
    # Those still to come first: at the door the one in front is rarely the one already inside.
    found.sort(key=lambda line: (line.present, line.name != tidy(asked)))
    just = next((line_of(i, labels) for i in people if last.isdigit() and i.pk == int(last)), None)
    return DoorPage(
        meeting,
        tally_of(meeting, edition),
        asked,
        tuple(found[:MOST_FOUND]),
        max(0, len(found) - MOST_FOUND),
        just,
        undone,
        meeting.state in DOOR_STATES,
        bool(held & gate.offices_for(REGISTER["meeting.admit"], kind_of(meeting))),
        tuple(labels.items()),
    )
