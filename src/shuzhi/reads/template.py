"""The office's own templates as their pages show them (D0011): by body and paper, every version."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.reads import sight
from shuzhi.reads.open_acts import OpenAct, open_acts
from shuzhi.reads.sight import DISTRICT_OFFICES, TOWN_OFFICES, NotVisible
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor
from shuzhi.rules.states import STATES
from shuzhi.rules.template import flaw_words
from shuzhi.rules.verdict import Text


@dataclass(frozen=True, slots=True)
class Version:
    """One version with its check and what may be done to it."""

    template: m.Template
    state: Text
    flaws: tuple[tuple[Text, Text, str], ...]
    acts: tuple[OpenAct, ...]


@dataclass(frozen=True, slots=True)
class Templates:
    """A body's templates: ``in_use`` by paper, ``waiting`` how many versions of a paper were never used."""

    body: m.Body
    bodies: tuple[m.Body, ...]
    in_use: dict[str, m.Template]
    versions: dict[str, int]
    acts: tuple[OpenAct, ...]


def bodies(actor: Actor) -> list[m.Body]:
    """Bodies whose templates this actor may see: the district all, a town its own."""
    every = m.Body.objects.filter(kind__in=("district", "town"))
    if not actor.holds(*DISTRICT_OFFICES):
        every = every.filter(pk__in=actor.bodies(*TOWN_OFFICES))
    own = actor.bodies()
    # One's own first, then as the district counts its towns.
    return sorted(every, key=lambda one: (one.pk not in own, one.kind, one.number, one.pk))


def find_body(actor: Actor, pk: int | None = None) -> tuple[m.Body, list[m.Body]]:
    """The body asked for, or one's own; NotVisible for whoever has none."""
    seen = bodies(actor)
    found = next((one for one in seen if pk is None or one.pk == pk), None)
    if found is None:
        raise NotVisible("templates")
    return found, seen


def templates(actor: Actor, pk: int | None = None) -> Templates:
    """All templates of a body, without their bytes."""
    body, seen = find_body(actor, pk)
    found = list(m.Template.objects.filter(body=body).defer("data"))
    in_use = {one.paper: one for one in found if one.state == "adopted"}
    versions: dict[str, int] = {}
    for one in found:
        versions[one.paper] = versions.get(one.paper, 0) + 1
    return Templates(body, tuple(seen), in_use, versions, tuple(open_acts(actor, body, "template.upload")))


def _version(actor: Actor, template: m.Template) -> Version:
    flaws = tuple(flaw_words(one) for one in template.flaws)
    return Version(template, STATES["template"][template.state], flaws, tuple(open_acts(actor, template)))


def versions(actor: Actor, body: m.Body, paper: str) -> tuple[Version, ...]:
    """Every version of a body's template for one paper, the newest first."""
    found = m.Template.objects.filter(body=body, paper=paper).defer("data").select_related("body__parent")
    return tuple(_version(actor, one) for one in found)


def version(actor: Actor, pk: int) -> Version:
    """One version, with its bytes; NotVisible for whoever may not see the body's templates."""
    found = sight.visible(actor, "template").select_related("body__parent").filter(pk=pk).first()
    if found is None:
        raise NotVisible(f"template {pk}")
    return _version(actor, found)


def home(round_: m.Round) -> m.Body:
    """Whose templates a round's papers come out of: the town's, or for the organs group the district's."""
    organiser = round_.organiser
    if organiser.kind == m.Body.Kind.GROUP and organiser.parent is not None:
        return organiser.parent
    return organiser


def adopted(body: m.Body, paper: str) -> m.Template | None:
    """The template in use for this body's papers of a kind; None where they come out in the standard form."""
    return m.Template.objects.filter(body=body, paper=paper, state="adopted").first()


def rounds_of(actor: Actor, body: m.Body) -> list[m.Round]:
    """The body's rounds this actor sees, the newest first: where examples come from."""
    seen = sight.rounds(actor).select_related("organiser__parent", "programme__district").order_by("-opened_on", "-pk")
    return [one for one in seen if home(one) == body]
