"""The result of an evaluation, as far as whoever asks may see it: the one answer for portal, honours and coverage.

``rules.disclosure`` decides; here it is only asked. Phone and paper are one count and are never told apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shuzhi.reads.offices import kind_of, offices_at
from shuzhi.records import models as m
from shuzhi.rules.disclosure import Level, disclose
from shuzhi.rules.register import ORGANISER
from shuzhi.rules.regulation import Edition, edition_from_dict
from shuzhi.rules.roles import Actor, Office
from shuzhi.rules.tally import Count
from shuzhi.rules.verdict import Text

OVERALL = "overall"
TONES = ("good", "fair", "poor")


@dataclass(frozen=True, slots=True)
class Share:
    """One grade and how many sheets gave it; ``tone`` colours it (good fair poor none)."""

    label: Text
    n: int
    tone: str


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question about one reporter: its spread in the sheet's order, blanks and void answers apart."""

    key: str
    text: Text
    shares: tuple[Share, ...]
    blank: int = 0
    void: int = 0

    @property
    def answered(self) -> int:
        return sum(share.n for share in self.shares)

    @property
    def no_answer(self) -> int:
        return self.blank + self.void


@dataclass(frozen=True, slots=True)
class Identity:
    """issued = returned + unused + missing, and returned = valid + void; phone and paper together.

    ``own``: of this reporter's forms alone, where each has a form of their own; else of the whole meeting.
    """

    issued: int
    returned: int
    unused: int
    missing: int
    valid: int
    void: int
    explanation: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What may be shown of one reporter's evaluation.

    ``level`` is ``sheets_in`` (before the seal), ``participation`` (under the threshold, void, or
    sealed and not announced) or ``counts``. ``questions`` is empty unless counts may be shown; ``why``
    then says why not. ``identity`` covers the whole meeting, or this reporter's own forms; None before the seal.
    """

    reporter: int
    meeting: int
    state: str
    level: Level
    why: Text | None
    warnings: tuple[Text, ...]
    questions: tuple[QuestionResult, ...]
    identity: Identity | None
    sheets: int | None
    secret: bool
    sealed_on: date | None
    announced_on: date | None
    digest: str

    @property
    def counts(self) -> bool:
        return self.level is Level.COUNTS

    @property
    def overall(self) -> QuestionResult | None:
        """The overall question; where the edition has none, the first."""
        named = [q for q in self.questions if q.key == OVERALL]
        return next(iter(named or self.questions), None)

    @property
    def aspects(self) -> tuple[QuestionResult, ...]:
        return tuple(q for q in self.questions if q is not self.overall)


def tones(edition: Edition) -> dict[str, str]:
    """grade → tone: best first; a grade that passes no judgement has none."""
    judging = [g.key for g in edition.grades if g.judges]
    found = {g.key: "none" for g in edition.grades if not g.judges}
    for n, key in enumerate(judging):
        found[key] = TONES[0] if n == 0 else TONES[2] if n == len(judging) - 1 else TONES[1]
    return found


def edition_of(meeting: m.Meeting) -> Edition:
    """The edition the meeting's programme was opened under."""
    return edition_from_dict(meeting.round.programme.edition)


def counted(edition: Edition, sums: dict[str, dict[str, int]]) -> dict[str, Count]:
    """One reporter's stored sums as the rules' counts."""
    return {
        question.key: Count(
            tuple(given.get(grade.key, 0) for grade in edition.grades), given.get("blank", 0), given.get("void", 0)
        )
        for question in edition.questions
        if (given := sums.get(question.key)) is not None
    }


def viewer_of(actor: Actor, record: m.Count | m.Meeting) -> str:
    """In which capacity an actor looks at a count: scrutineer, teller, organiser, or anybody else."""
    if not actor.signed_in:
        return "public"
    held, kind = offices_at(actor, record), kind_of(record)
    if Office.SCRUTINEER in held:
        return "scrutineer"
    if Office.TELLER in held:
        return "teller"
    return "organiser" if kind and held & ORGANISER[kind] else "public"


def _identity(count: m.Count, reporter: int) -> Identity | None:
    if count.state not in ("sealed", "announced", "void"):
        return None
    if n := count.by_reporter.get(str(reporter)):
        valid = n["returned"] - n["void"]
        return Identity(
            n["issued"], n["returned"], n["unused"], n["missing"], valid, n["void"], count.explanation, own=True
        )
    returned = count.cast + count.paper
    return Identity(
        count.issued, returned, count.unused, count.missing, returned - count.void, count.void, count.explanation
    )


def _result(count: m.Count, reporter: int, viewer: str, edition: Edition) -> Result:
    meeting = count.meeting
    sums = (count.sums or {}).get(str(reporter), {})
    mine = counted(edition, sums)
    shown = disclose(mine, state=count.state, viewer=viewer, rules=edition.disclosure)
    colour = tones(edition)
    questions = tuple(
        QuestionResult(
            question.key,
            question.text,
            tuple(
                Share(g.label, n, colour[g.key])
                for g, n in zip(edition.grades, mine[question.key].by_grade, strict=True)
            ),
            mine[question.key].blank,
            mine[question.key].void,
        )
        for question in edition.questions
        if shown.counts and question.key in mine
    )
    sealed = count.state in ("sealed", "announced")
    return Result(
        reporter=reporter,
        meeting=meeting.pk,
        state=count.state,
        level=shown.level,
        why=shown.why,
        warnings=shown.warnings,
        questions=questions,
        identity=_identity(count, reporter),
        sheets=(count.sheets or {}).get(str(reporter)) if sealed else None,
        secret=edition.sheet.secrecy.value == "secret",
        sealed_on=count.sealed_on,
        announced_on=count.announced_on,
        digest=count.digest if sealed or count.state == "void" else "",
    )


def _counts(reporters: Iterable[int]) -> Iterable[tuple[m.Count, int]]:
    """Every count with each of these reporters whose it is; two queries, whether there are counts or not."""
    wanted = set(reporters)
    whose: dict[int, list[int]] = {}
    for meeting, reporter in m.Meeting.reporters.through.objects.filter(reporter__in=wanted).values_list(
        "meeting", "reporter"
    ):
        whose.setdefault(meeting, []).append(reporter)
    found = (
        m.Count.objects.filter(meeting__reporters__in=wanted)
        .select_related("meeting__round__programme", "meeting__round__organiser")
        .distinct()
        .order_by("pk")
    )
    for count in found:
        for reporter in whose.get(count.meeting_id, ()):
            yield count, reporter


def result_of(actor: Actor, reporter: m.Reporter) -> Result | None:
    """What this actor may see of one reporter's result; None when no count was drawn up yet."""
    pairs = [count for count, _ in _counts([reporter.pk])]
    if not pairs:
        return None
    count = pairs[-1]
    return _result(count, reporter.pk, viewer_of(actor, count), edition_of(count.meeting))


def results_of(actor: Actor, reporters: Iterable[m.Reporter]) -> dict[int, Result]:
    """The same for a list, by reporter, in a fixed number of queries: everybody sees there what the public sees."""
    editions: dict[int, Edition] = {}
    found = {}
    for count, pk in _counts(r.pk for r in reporters):
        programme = count.meeting.round.programme_id
        if programme not in editions:
            editions[programme] = edition_of(count.meeting)
        found[pk] = _result(count, pk, "public", editions[programme])
    return found


def results_in(count: m.Count, reporters: Iterable[m.Reporter]) -> dict[int, Result]:
    """What the public sees of one count (taken with its programme), by reporter; nothing is asked."""
    edition = edition_of(count.meeting)
    return {r.pk: _result(count, r.pk, "public", edition) for r in reporters}


def results_of_meeting(actor: Actor, meeting: m.Meeting) -> list[tuple[m.Reporter, Result]]:
    """Every reporter of one meeting (taken with its count) with the result this actor may see, in the roster's order."""
    count = getattr(meeting, "count", None)
    if count is None:
        return []
    viewer, edition = viewer_of(actor, count), edition_of(count.meeting)
    reporters = meeting.reporters.select_related("mandate__person")
    return [(reporter, _result(count, reporter.pk, viewer, edition)) for reporter in reporters]
