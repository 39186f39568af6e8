"""What an edition holds: every number and word a programme runs by, with its source beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from shuzhi.rules.roles import RoundKind
from shuzhi.rules.shape import Leaf, sources
from shuzhi.rules.verdict import Text


@dataclass(frozen=True, slots=True)
class Basis:
    """On what the programme rests (0.1)."""

    law: Text
    body: Text
    meeting: Text
    adopted: date
    work_programme: Text
    source: str


@dataclass(frozen=True, slots=True)
class Window:
    """When a pilot runs; either end may be open (4.0a, 4.0b)."""

    source: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """From ``low`` to ``high`` of ``unit`` (reporters, groups, months); no ``high``: no limit."""

    low: int
    unit: str
    source: str
    high: int | None = None
    soft: bool = False

    def holds(self, number: int) -> bool:
        return self.low <= number and (self.high is None or number <= self.high)


@dataclass(frozen=True, slots=True)
class Aspect:
    """One section of the report (3.1–3.5); ``required`` sections may not be empty."""

    key: str
    title: Text
    prompt: Text
    avoid: Text
    source: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Grade:
    """One box of the scale; ``judges`` is false for 不了解, which is no judgement."""

    key: str
    label: Text
    source: str
    judges: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the sheet; ``aspect`` is none for the overall question."""

    key: str
    text: Text
    source: str
    aspect: str | None = None


@dataclass(frozen=True, slots=True)
class AttendeeKind:
    """Who is asked to the meeting (4.3a); guests neither evaluate nor count towards the fifty."""

    key: str
    label: Text
    evaluates: bool
    counts: bool
    must_invite: bool
    source: str


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item of the agenda in its order (4.3b); ``speakers`` by kind of round where that differs."""

    key: str
    title: Text
    minutes: int
    source: str
    speakers: Mapping[str, Text] | None = None
    per_reporter: bool = False


@dataclass(frozen=True, slots=True)
class StageName:
    key: str
    title: Text
    source: str


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A line of the plan: due so many working days from the meeting (before it: negative)."""

    key: str
    stage: str
    title: Text
    offset: int
    holder: str
    source: str
    kinds: tuple[str, ...] = tuple(RoundKind)


@dataclass(frozen=True, slots=True)
class ReportRules:
    least_characters: Leaf[int]
    most_characters: Leaf[int]
    speaking_minutes: Leaf[int]


# What editions say that programmes kept from before this could be chosen.
ONE_FOR_ALL = Leaf("all_reporters", "D0001")


@dataclass(frozen=True, slots=True)
class SheetRules:
    secrecy: Leaf[str]
    who_rates: Leaf[str]
    two_marks: Leaf[str]
    blank: Leaf[str]
    comment_characters: Leaf[int]
    bears: Leaf[str] = ONE_FOR_ALL


@dataclass(frozen=True, slots=True)
class DisclosureRules:
    least_sheets: Leaf[int]
    least_comments: Leaf[int]
    least_paper_read_out: Leaf[int]


@dataclass(frozen=True, slots=True)
class Days:
    """Deadlines in working days, but for the law's months; how to read each: ``docs/decisions/0001``."""

    call_before: Leaf[int]
    publish_report_before: Leaf[int]
    file_roster_within: Leaf[int]
    feedback_within: Leaf[int]
    answer_within: Leaf[int]
    propose_rectification_within: Leaf[int]
    rectify_within: Leaf[int]
    notice_within: Leaf[int]
    summary_within: Leaf[int]
    acknowledge_within: Leaf[int]
    soon: Leaf[int]
    public_matter_months: Leaf[int]
    difficult_matter_months: Leaf[int]


@dataclass(frozen=True, slots=True)
class HonourRules:
    ranked: Leaf[bool]
    considers: Leaf[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything a programme runs under; ``text`` is the regulation in full, to be published (0.1)."""

    key: str
    title: Text
    text: Text
    basis: Basis
    purpose: Leaf[Text]
    extension: Leaf[Text]
    leadership: Leaf[Text]
    exchange: Leaf[Text]
    windows: Mapping[str, Window]
    duration_months: Quota
    quotas: Mapping[str, Quota]
    reporters_per_group: Quota
    chosen_on_record: Leaf[bool]
    leading_cadres: Quota
    reports_per_term: Quota
    file_with_district: Leaf[tuple[str, ...]]
    mistaken_views: Leaf[tuple[Text, ...]]
    study_forms: Leaf[tuple[Text, ...]]
    gathering_forms: Leaf[tuple[Text, ...]]
    stages: tuple[StageName, ...]
    aspects: tuple[Aspect, ...]
    report_scope: Leaf[Text]
    guidance: Leaf[tuple[Text, ...]]
    report: ReportRules
    grades: tuple[Grade, ...]
    questions: tuple[Question, ...]
    sheet: SheetRules
    quorum: Leaf[int]
    attendee_kinds: tuple[AttendeeKind, ...]
    agenda_minutes: Leaf[str]
    agenda: tuple[AgendaItem, ...]
    plan_offsets: Leaf[str]
    plan_tasks: tuple[PlanTask, ...]
    disclosure: DisclosureRules
    days: Days
    notice_circle: Leaf[Text]
    honours: HonourRules
    liaison: Leaf[Text]

    def aspect(self, key: str) -> Aspect:
        return _one(self.aspects, key)

    def grade(self, key: str) -> Grade:
        return _one(self.grades, key)

    def question(self, key: str) -> Question:
        return _one(self.questions, key)

    def attendee_kind(self, key: str) -> AttendeeKind:
        return _one(self.attendee_kinds, key)

    def window(self, kind: str) -> Window:
        """The window of the kind of round: the district's or the town's pilot (4.0a, 4.0b)."""
        return self.windows[RoundKind(kind).level]

    def quota(self, kind: str) -> Quota:
        """How many reporters a round names (2.2a, 2.2b); for ``town``, in how many groups (2.2c)."""
        return self.quotas[kind]

    def tasks(self, kind: str) -> tuple[PlanTask, ...]:
        """The plan's template for this kind of round, in order of date."""
        return tuple(sorted((t for t in self.plan_tasks if kind in t.kinds), key=lambda t: t.offset))

    def speaker(self, item: AgendaItem, kind: str) -> Text | None:
        """Who opens the meeting of this kind of round (4.3b(i)); none where nobody is named."""
        return item.speakers[kind] if item.speakers else None

    def sources(self) -> dict[str, str]:
        """Path → clause or decision of every leaf."""
        return sources(self)

    def cited(self) -> frozenset[str]:
        """Every clause and decision this edition rests on."""
        return frozenset(self.sources().values())


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=_Keyed)


def _one(items: Iterable[K], key: str) -> K:
    for item in items:
        if item.key == key:
            return item
    raise KeyError(key)
