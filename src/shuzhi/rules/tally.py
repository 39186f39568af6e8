"""The count: grades per reporter and question, and the identity that every count must meet.

``issued = cast + paper + unused + missing`` and ``returned = cast + paper = valid + void``.
More counted than issued voids the evaluation; any gap is explained in the statement (D0001).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from shuzhi.rules.sheet import TWO_MARKS, Filled, Form, Reporter, is_void
from shuzhi.rules.verdict import Lack, Text, Verdict, verdict

_SCRUTINEER = Text("监票人", "the scrutineers")
_TELLERS = Text("计票人", "the tellers")
_IDENTITY = "D0001"


@dataclass(frozen=True, slots=True)
class Count:
    """One question about one reporter: sheets by grade, in the form's order, and the rest apart.

    Invariant: ``sum(by_grade) + blank + void`` is the number of valid sheets about this reporter.
    """

    by_grade: tuple[int, ...]
    blank: int = 0
    void: int = 0

    @property
    def sheets(self) -> int:
        return sum(self.by_grade) + self.blank + self.void

    @property
    def answered(self) -> int:
        return sum(self.by_grade)

    def __add__(self, other: Count) -> Count:
        if len(self.by_grade) != len(other.by_grade):
            raise ValueError("counts on different scales cannot be added")
        pairs = zip(self.by_grade, other.by_grade, strict=True)
        return Count(tuple(a + b for a, b in pairs), self.blank + other.blank, self.void + other.void)


Tally = dict[Reporter, dict[str, Count]]


def tally(form: Form, sheets: Iterable[Filled]) -> Tally:
    """Counts every valid sheet; void ones belong to the reckoning and are passed over here.

    A sheet counts for the reporters it bears: of two electorates in one hall, each its own. The
    order of the sheets never matters. Whoever is on the form appears, also with no sheet at all.
    """
    zero = Count((0,) * len(form.grades))
    result: Tally = {who: dict.fromkeys(form.questions, zero) for who in form.reporters}
    for filled in sheets:
        if is_void(form, filled):
            continue
        for who, given in filled.items():
            for question in form.questions:
                result[who][question] += _one(form, given.get(question))
    return result


def _one(form: Form, answer: str | None) -> Count:
    if answer == TWO_MARKS or (answer is None and form.blank == "void_answer"):
        return Count((0,) * len(form.grades), void=1)
    if answer is None:
        return Count((0,) * len(form.grades), blank=1)
    if answer not in form.grades:
        raise ValueError(f"there is no grade {answer!r}")
    return Count(tuple(int(grade == answer) for grade in form.grades))


def merge(first: Tally, second: Tally) -> Tally:
    """The sum of two tallies of one meeting (two boxes, two electorates)."""
    result = {who: dict(given) for who, given in first.items()}
    for who, given in second.items():
        mine = result.setdefault(who, {})
        for question, count in given.items():
            mine[question] = mine[question] + count if question in mine else count
    return result


def sheets_about(counted: Mapping[str, Count]) -> int:
    """How many valid sheets there are about one reporter."""
    return max((count.sheets for count in counted.values()), default=0)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Where every issued sheet went; a paper sheet whose code was cast on a phone is in ``cast`` only."""

    issued: int
    cast: int
    paper: int
    unused: int
    missing: int
    valid: int
    void: int

    def __post_init__(self) -> None:
        for field in fields(self):
            if getattr(self, field.name) < 0:
                raise ValueError(f"{field.name} cannot be negative")

    @property
    def returned(self) -> int:
        return self.cast + self.paper

    @property
    def counted(self) -> int:
        """The larger of what came back and what was counted: neither may exceed what was issued."""
        return max(self.returned, self.valid + self.void)

    @property
    def unaccounted(self) -> int:
        """Issued sheets that nobody has accounted for; negative: more accounted for than issued."""
        return self.issued - self.returned - self.unused - self.missing

    @property
    def is_void(self) -> bool:
        """More counted than issued: there is no valid evaluation."""
        return self.counted > self.issued

    @property
    def balanced(self) -> bool:
        return self.unaccounted == 0 and self.returned == self.valid + self.void

    def __add__(self, other: Reckoning) -> Reckoning:
        sums = (getattr(self, f.name) + getattr(other, f.name) for f in fields(self))
        return Reckoning(*sums)


def reconcile(reckoning: Reckoning, explanation: str = "") -> Verdict:
    """Whether the count may be confirmed.

    Lacks: more counted than issued (the evaluation is void); sheets returned that are neither valid
    nor void; more sheets accounted for than issued; missing or unaccounted sheets without an
    explanation. An explanation never mends the first three: count again.
    """
    r = reckoning
    if r.is_void:
        text = Text(
            "收回计票 {counted} 张，多于发出 {issued} 张：测评无效，须重新测评。",
            "{counted} sheets counted, more than the {issued} issued: the evaluation is void and must be repeated.",
        )
        return verdict(Lack(_IDENTITY, text.format(counted=r.counted, issued=r.issued), _SCRUTINEER))
    findings: list[Lack] = []
    if r.returned != r.valid + r.void:
        text = Text(
            "收回 {returned} 张，有效 {valid} 张加作废 {void} 张不等于收回数，请重新清点。",
            "{returned} sheets returned, but {valid} valid and {void} void do not make that number: count again.",
        )
        findings.append(Lack(_IDENTITY, text.format(returned=r.returned, valid=r.valid, void=r.void), _TELLERS))
    if r.unaccounted < 0:
        text = Text(
            "手机、纸质、未用、缺失合计比发出 {issued} 张多 {n} 张，请重新清点。",
            "Phone, paper, unused and missing sheets come to {n} more than the {issued} issued: count again.",
        )
        findings.append(Lack(_IDENTITY, text.format(n=-r.unaccounted, issued=r.issued), _TELLERS))
    gap = r.missing + max(r.unaccounted, 0)
    if gap and not explanation.strip():
        text = Text(
            "有 {n} 张测评表没有着落，须在计票说明中写明原因。",
            "{n} sheets are not accounted for: the statement must explain them.",
        )
        findings.append(Lack(_IDENTITY, text.format(n=gap), _SCRUTINEER))
    return verdict(*findings)
