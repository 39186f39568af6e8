"""What the papers of a round are made for, and how each subject is called in a file's name."""

from __future__ import annotations

from shuzhi.reads import paper_subjects, sight
from shuzhi.reads.round import seen
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor
from shuzhi.rules.verdict import Text

Subject = tuple[int, Text]
NAMELESS = Text("", "")


def subjects_of(actor: Actor, pk: int) -> tuple[m.Round, dict[str, list[Subject]]]:
    """Noun → the records papers about it are made for; NotVisible for those who take no part in the round."""
    round_ = seen(actor, pk)
    named = (
        sight.visible(actor, "honour")
        .filter(programme=round_.programme_id, mandate__reporting__round=pk)
        .exclude(mandate__reporting__state="struck")
        .values_list("pk", "mandate__person__name")
        .distinct()
        .order_by("mandate__person__sort_key", "pk")
    )
    honours = [(number, Text(name, name)) for number, name in named]
    found = paper_subjects.subjects(round_) | {"honour": honours, "programme": [(round_.programme_id, NAMELESS)]}
    if len(found["meeting"]) == 1:  # which meeting goes without saying
        found["meeting"] = [(found["meeting"][0][0], NAMELESS)]
    return round_, found


def rounds_beside(round_: m.Round) -> list[int]:
    """The rounds of its programme, itself among them: the district's summary tells of all of them (4.4d)."""
    return list(m.Round.objects.filter(programme=round_.programme_id).values_list("pk", flat=True))


_NAMES = {
    "reporter": (m.Reporter, "mandate__person__name"),
    "mandate": (m.Mandate, "person__name"),
    "honour": (m.Honour, "mandate__person__name"),
    "group": (m.Body, "name"),
}


def name_of(noun: str, pk: int) -> str:
    """Whose paper it is, where the title alone does not say; nothing for a round or a meeting."""
    if noun not in _NAMES:
        return ""
    model, path = _NAMES[noun]
    return model._default_manager.filter(pk=pk).values_list(path, flat=True).first() or ""
