"""One sheet (测评表): which answers it may bear, whom its bearer rates, how two typings are settled.

A sheet is ``{reporter: {question: answer}}``. An answer is a grade's key, ``None`` for a blank, or
``TWO_MARKS``. A sheet knows no person and no time.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from shuzhi.rules.regulation import Edition
from shuzhi.rules.verdict import Text

TWO_MARKS = "two_marks"

Answer = str | None
Reporter = Hashable
Who = TypeVar("Who", bound=Hashable)
Filled = dict[Reporter, dict[str, Answer]]
Place = tuple[Reporter, str]


class SheetError(ValueError):
    """Something on the sheet that the form does not have; ``problems`` says it in both languages."""

    def __init__(self, problems: tuple[Text, ...]) -> None:
        super().__init__("; ".join(p.en for p in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Form:
    """What is printed: every question with every grade, for each of these reporters (4.3b(iii))."""

    reporters: tuple[Reporter, ...]
    questions: tuple[str, ...]
    grades: tuple[str, ...]
    two_marks: str = "void_answer"
    blank: str = "abstention"

    def __post_init__(self) -> None:
        if TWO_MARKS in self.grades:
            raise ValueError(f"{TWO_MARKS!r} cannot be the name of a grade")


def form_for(edition: Edition, reporters: Collection[Reporter]) -> Form:
    """The form of this edition for these reporters."""
    return Form(
        tuple(reporters),
        tuple(question.key for question in edition.questions),
        tuple(grade.key for grade in edition.grades),
        edition.sheet.two_marks.value,
        edition.sheet.blank.value,
    )


def fill(form: Form, answers: Mapping[Reporter, Mapping[str, Answer]]) -> Filled:
    """The filled sheet in the form's own order, a blank wherever nothing was answered.

    Errors: ``SheetError`` for a reporter, question or grade that is not on the form.
    """
    problems: list[Text] = []
    for reporter, given in answers.items():
        if reporter not in form.reporters:
            problems.append(
                Text("这张表上没有述职代表“{who}”", "Reporter “{who}” is not on this sheet").format(who=reporter)
            )
            continue
        for question, answer in given.items():
            if question not in form.questions:
                problems.append(Text("这张表上没有项目“{q}”", "Question “{q}” is not on this sheet").format(q=question))
            elif answer is not None and answer != TWO_MARKS and answer not in form.grades:
                problems.append(Text("没有“{g}”这个等次", "There is no grade “{g}”").format(g=answer))
    if problems:
        raise SheetError(tuple(problems))
    return {
        reporter: {question: answers.get(reporter, {}).get(question) for question in form.questions}
        for reporter in form.reporters
    }


def is_void(form: Form, filled: Filled) -> bool:
    """True when the sheet as a whole cannot be counted: two marks, where the edition says so (D0001)."""
    marks = (answer for given in filled.values() for answer in given.values())
    return form.two_marks == "void_sheet" and TWO_MARKS in marks


def rates(rule: str, own: Hashable, electorates: Mapping[Who, Hashable]) -> tuple[Who, ...]:
    """Whom an attendee of the electorate ``own`` rates: ``own`` reporters or ``all`` (D0001).

    Whoever belongs to no electorate of the meeting rates nobody under ``own``.
    """
    if rule not in ("own", "all"):
        raise ValueError(f"{rule!r} is neither 'own' nor 'all'")
    return tuple(who for who, electorate in electorates.items() if rule == "all" or electorate == own)


def forms(bears: str, rated: Collection[Who]) -> tuple[tuple[Who, ...], ...]:
    """Whom each sheet bears that one attendee fills in: ``all_reporters`` this person rates, or ``one_reporter`` (D0001)."""
    match bears:
        case "all_reporters":
            return (tuple(rated),)
        case "one_reporter":
            return tuple((who,) for who in rated)
        case _:
            raise ValueError(f"{bears!r} is neither 'all_reporters' nor 'one_reporter'")


def differences(first: Filled, second: Filled) -> tuple[Place, ...]:
    """Where two tellers typed the same paper sheet differently, in the order of the form."""
    places = [(who, question) for who, given in first.items() for question in given]
    places += [(w, q) for w, given in second.items() for q in given if (w, q) not in places]
    return tuple(p for p in places if _at(first, p) != _at(second, p))


def settle(form: Form, first: Filled, second: Filled, third: Mapping[Place, Answer]) -> Filled:
    """The sheet after a third person looked at every difference.

    Where both tellers agree nobody overrules them. Errors: ``SheetError`` while a difference is
    unsettled, or when the third answer is not on the form.
    """
    open_places = differences(first, second)
    missing = [place for place in open_places if place not in third]
    if missing:
        raise SheetError((Text("还有 {n} 处不一致没有核定", "{n} differences are not settled").format(n=len(missing)),))
    settled: dict[Reporter, dict[str, Answer]] = {who: dict(given) for who, given in first.items()}
    for who, question in open_places:
        settled.setdefault(who, {})[question] = third[(who, question)]
    return fill(form, settled)


def _at(filled: Filled, place: Place) -> Answer:
    return filled.get(place[0], {}).get(place[1])
