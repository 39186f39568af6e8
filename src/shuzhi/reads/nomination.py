"""One nomination as its form shows it (5.4), for those who hold an office over deputies."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.reads import sight
from shuzhi.reads.honour import OFFICES
from shuzhi.reads.memo import rows_together, together
from shuzhi.reads.programme import edition_of
from shuzhi.records import models as m
from shuzhi.rules.edition import Aspect
from shuzhi.rules.roles import Actor


@dataclass(frozen=True, slots=True)
class Nomination:
    """The nomination with what stood on record when it was made; ``congress`` is the deputy's, ``duties`` the deputy's own."""

    honour: m.Honour
    congress: str
    duties: tuple[m.DutyEntry, ...]
    aspects: tuple[Aspect, ...]

    def aspect(self, key: str) -> str:
        return next((a.title.zh for a in self.aspects if a.key == key), "")

    @property
    def entries(self) -> int:
        return int(self.honour.sheet.get("entries", 0))


def nomination(actor: Actor, pk: int) -> Nomination:
    """NotVisible for those who do not work with honours, the deputy included."""
    related = (
        "programme__district",
        "mandate__person",
        "mandate__group__parent",
        "mandate__constituency",
        "sitting__body",
    )
    honours = sight.visible(actor, "honour").select_related(*related)
    found = together("honour", actor, pk, lambda pks: {one.pk: one for one in honours.filter(pk__in=pks)})
    if found is None or not actor.holds(*OFFICES):
        raise sight.NotVisible(f"honour {pk}")
    parent = found.mandate.group.parent
    of_town = found.mandate.level == "town" and parent is not None
    own = m.DutyEntry.objects.filter(state="checked", collective=False).order_by("on", "pk")
    duties = rows_together(
        "mandate", "own duties", found.mandate_id, lambda pks: own.filter(mandate__in=pks), lambda e: e.mandate_id
    )
    return Nomination(
        honour=found,
        congress=parent.name if of_town else found.programme.district.name,
        duties=duties,
        aspects=edition_of(found.programme).aspects,
    )
