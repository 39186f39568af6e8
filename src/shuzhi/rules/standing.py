"""How a round stands: what has been done and what not, in figures, across all its nouns.

One picture serves the rules that lead from stage to stage, the task list on the round's home, the
desk and the board. No database here; ``reads.standing`` takes the figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from shuzhi.rules.roles import RoundKind

DECIDED = frozenset({"decided", "filed", "acknowledged"})
FILED = frozenset({"filed", "acknowledged"})
HANDED_IN = frozenset({"submitted", "accepted", "published"})
ACCEPTED = frozenset({"accepted", "published"})
COUNTED = frozenset({"announced", "void"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReporterStanding:
    """One name on the roster and how far it has come; ``report`` is the report's state or empty."""

    pk: int
    name: str
    person: int | None = None
    state: str = "chosen"
    leading_cadre: bool = False
    constituency: str = ""
    post: str = ""
    studied: bool = False
    visits: int = 0
    households: int = 0
    opinions: int = 0
    report: str = ""
    guidances: int = 0
    meeting: int | None = None
    counted: bool = False
    feedback_on: date | None = None
    goals: int = 0
    goals_done: int = 0
    goals_late: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingStanding:
    """One meeting and how far it has come; ``count`` is the count's state or empty."""

    pk: int
    title: str
    state: str
    starts_at: datetime
    place: str = ""
    called_on: date | None = None
    invited: int = 0
    coming: int = 0
    declined: int = 0
    group_heads: int = 0
    party_heads: int = 0
    present: int = 0
    tellers: int = 0
    scrutineers: int = 0
    groups: int = 0
    groups_heard: int = 0
    issued: int = 0
    phones: str = ""
    count: str = ""

    @property
    def unanswered(self) -> int:
        return self.invited - self.coming - self.declined


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A round as it stands today.

    ``plan`` and ``roster`` are states, empty when there is none yet; ``dues`` are the latest dates of
    the adopted plan by the keys of the edition's plan tasks; before adoption, those of the plan itself.
    """

    pk: int
    kind: RoundKind
    state: str
    today: date
    organiser: str
    programme: int = 0
    programme_title: str = ""
    programme_open: bool = True
    opened_on: date | None = None
    closed_on: date | None = None
    quota: tuple[int, int | None] = (0, None)
    quorum: int = 50
    soon: int = 3
    plan: str = ""
    plan_version: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    meeting_on: date | None = None
    dues: Mapping[str, date] = field(default_factory=dict)
    roster: str = ""
    studies: int = 0
    audience: int = 0
    doubts: int = 0
    opinions: int = 0
    opinions_unsorted: int = 0
    opinions_unanswered: int = 0
    opinions_late: int = 0
    notices: int = 0
    notices_published: int = 0
    summaries: int = 0
    summaries_submitted: int = 0
    summaries_exchanged: int = 0
    names: tuple[ReporterStanding, ...] = ()
    meetings: tuple[MeetingStanding, ...] = ()

    @cached_property
    def reporters(self) -> tuple[ReporterStanding, ...]:
        return tuple(r for r in self.names if r.state == "chosen")

    @property
    def proposed(self) -> tuple[ReporterStanding, ...]:
        return tuple(r for r in self.names if r.state == "proposed")

    @property
    def plan_adopted(self) -> bool:
        return self.plan == "adopted"

    @property
    def roster_decided(self) -> bool:
        return self.roster in DECIDED

    @property
    def goals(self) -> int:
        return sum(r.goals for r in self.reporters)

    @property
    def goals_open(self) -> int:
        return sum(r.goals - r.goals_done for r in self.reporters)

    @property
    def goals_late(self) -> int:
        return sum(r.goals_late for r in self.reporters)
