"""Study and publicity of a round (4.1c), doubts and answers (5.1)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from shuzhi.reads.programme import edition_of
from shuzhi.reads.round import seen
from shuzhi.records import models as m
from shuzhi.rules.edition import Edition
from shuzhi.rules.roles import Actor, RoundKind
from shuzhi.rules.verdict import Text

OTHER = Text("其他", "Other")


def study_forms(edition: Edition) -> list[tuple[str, Text]]:
    """The forms of study and publicity, as (kept word, text)."""
    return [(t.zh, t) for t in edition.study_forms.value] + [(OTHER.zh, OTHER)]


def mistaken_views(edition: Edition) -> list[tuple[str, Text]]:
    """The three mistaken views of 5.1, and anything else."""
    return [(t.zh, t) for t in edition.mistaken_views.value] + [(OTHER.zh, OTHER)]


def deputies(round_: m.Round) -> QuerySet[m.Mandate]:
    """The deputies a round concerns: of the town's district groups, of the organs group, or of the pilot groups."""
    level = RoundKind(round_.kind).level
    live = m.Mandate.objects.filter(level=level, until=None).select_related("person", "group")
    organiser = round_.organiser
    if organiser.kind == m.Body.Kind.GROUP:
        return live.filter(group=organiser)
    if round_.kind == RoundKind.TOWN:
        return live.filter(group__in=round_.groups.values("pk"))
    return live.filter(group__parent=organiser)


@dataclass(frozen=True, slots=True)
class StudyLine:
    study: m.Study
    form: Text
    attended: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoubtLine:
    doubt: m.Doubt
    kind: Text


@dataclass(frozen=True, slots=True)
class StudyPage:
    """What was studied, who was there, who was never, and the doubts under each mistaken view."""

    round: m.Round
    studies: tuple[StudyLine, ...]
    doubts: tuple[DoubtLine, ...]
    views: tuple[tuple[Text, int], ...]
    deputies: int
    studied: int
    reporters_unstudied: tuple[str, ...]


def _attended(round_: m.Round) -> tuple[dict[int, list[str]], set[int]]:
    """Who was at each study, by name, and the mandates of all who were at one; one query."""
    names: dict[int, list[str]] = {}
    mandates = set()
    there = m.Study.attended.through.objects.filter(study__round=round_).order_by(
        "mandate__person__sort_key", "mandate"
    )
    for study, mandate, name in there.values_list("study", "mandate", "mandate__person__name"):
        names.setdefault(study, []).append(name)
        mandates.add(mandate)
    return names, mandates


def page(actor: Actor, pk: int) -> StudyPage:
    """NotVisible for those who take no part in the round."""
    round_ = seen(actor, pk)
    edition = edition_of(round_.programme)
    forms, views = dict(study_forms(edition)), dict(mistaken_views(edition))
    studies = list(round_.studies.all())
    names, attended = _attended(round_)
    everyone = set(deputies(round_).values_list("pk", flat=True))
    reporters = round_.reporters.filter(state="chosen").select_related("mandate__person")
    doubts = list(round_.doubts.all())
    return StudyPage(
        round=round_,
        studies=tuple(
            StudyLine(s, forms.get(s.form, Text(s.form, s.form)), tuple(names.get(s.pk, ()))) for s in reversed(studies)
        ),
        doubts=tuple(DoubtLine(d, views.get(d.kind, Text(d.kind, d.kind))) for d in reversed(doubts)),
        views=tuple((text, sum(d.kind == key for d in doubts)) for key, text in views.items()),
        deputies=len(everyone),
        studied=len(everyone & attended),
        reporters_unstudied=tuple(r.mandate.person.name for r in reporters if r.mandate_id not in attended),
    )
