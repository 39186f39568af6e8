"""An office's own template for a paper (自备模板, D0011): which names it may use, and the paper made with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from shuzhi.crafts.office.blocks import Document
from shuzhi.crafts.office.docx import to_docx
from shuzhi.crafts.office.template import Value, fill
from shuzhi.crafts.office.template_sense import Shape
from shuzhi.papers import own_names, own_values
from shuzhi.papers.own_names import Name
from shuzhi.papers.own_starter import starter
from shuzhi.papers.paper import Paper
from shuzhi.papers.sheets import across
from shuzhi.papers.table import PAPERS
from shuzhi.reads import template as reads
from shuzhi.reads.round_papers import subjects_about
from shuzhi.reads.sight import NotVisible
from shuzhi.records import models as m
from shuzhi.rules.dates import short_day
from shuzhi.rules.roles import ROUND_KINDS, Actor, RoundKind
from shuzhi.rules.verdict import Text

Example = tuple[Document, Mapping[str, Value]]


def templated() -> list[Paper]:
    """The papers that can come out of an office's own Word file."""
    return [paper for paper in PAPERS.values() if "docx" in paper.formats]


def docx_of(paper: Paper, pk: int, document: Document) -> bytes:
    """The paper as a Word file: out of the office's own template where one is in use, else in the standard form.

    So too where the template cannot hold this paper (lists within lists beyond any end), and in a rehearsal, whose
    papers bear 演练 across.
    """
    template = template_for(paper, pk)
    made = filled(template, paper, pk, document) if template else None
    return made or to_docx(document, across=across())


def template_for(paper: Paper, pk: int) -> m.Template | None:
    """The template in use for this paper; None where it comes out in the standard form."""
    body = own_values.home_of(paper.about, pk)
    return reads.adopted(body, paper.name) if body and not across() else None


def filled(template: m.Template, paper: Paper, pk: int, document: Document) -> bytes | None:
    """The paper out of the template; None where the template cannot hold it."""
    try:
        return fill(bytes(template.data), own_values.values(paper, pk, document))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Trial:
    """A paper that a template can be tried on: in which round, and about whom."""

    paper: Paper
    pk: int
    round: m.Round
    of: Text

    @property
    def key(self) -> str:
        return f"{self.round.pk}-{self.pk}"

    @property
    def label(self) -> Text:
        """东港镇 · 区代表 · 沈毅, with the day the round was opened."""
        named = Text("{organiser} · {kind}（{on}）", "{organiser} · {kind} ({on})").format(
            organiser=self.round.organiser.name,
            kind=ROUND_KINDS[RoundKind(self.round.kind)],
            on=short_day(self.round.opened_on),
        )
        return Text("{named} · {of}", "{named} · {of}").format(named=named, of=self.of) if self.of.zh else named


def trials(actor: Actor, body: m.Body, paper: Paper) -> Iterator[Trial]:
    """What a template for this paper can be tried on: the newest round and its newest meeting first."""
    rounds = reads.rounds_of(actor, body)
    subjects = subjects_about(actor, rounds, paper.about)
    for round_ in rounds:
        about = subjects.get(round_.pk, [])
        for pk, of in reversed(about) if paper.about == "meeting" else about:
            yield Trial(paper, pk, round_, of)


def example(actor: Actor, tried: Iterable[Trial]) -> Example | None:
    """The first of these papers that this actor may see, with its values by name; None where there is none yet."""
    for one in tried:
        with suppress(NotVisible):
            document = one.paper.build(actor, one.pk)
            known = None if one.paper.about == "programme" else one.round
            return document, own_values.values(one.paper, one.pk, document, known)
    return None


def known_names(actor: Actor, body: m.Body, paper: str) -> dict[str, Shape]:
    """Every name a template for this paper may use; the paper's own tables as they stand in the newest one."""
    found = example(actor, trials(actor, body, PAPERS[paper]))
    tables = own_names.tables(found[0]) if found else ()
    return {one.name: one.shape for one in (*own_names.names(PAPERS[paper]), *tables)}


def listed(paper: Paper, found: Example | None) -> list[tuple[Name, Value]]:
    """The names with what they would say in the newest paper."""
    if found is None:
        return [(one, None) for one in own_names.names(paper)]
    document, values = found
    return [(one, values.get(one.name)) for one in (*own_names.names(paper), *own_names.tables(document))]


def beginning(paper: Paper, found: Example | None) -> bytes:
    """A Word file to begin with: the standard form with placeholders where the words would be."""
    return starter(found[0] if found else None, kept=paper.kept)
