"""An office's own template for a paper (自备模板, D0011): which names it may use, and the paper made with it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

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
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor

Example = tuple[Document, Mapping[str, Value]]


def templated() -> list[Paper]:
    """The papers that can come out of an office's own Word file."""
    return [paper for paper in PAPERS.values() if "docx" in paper.formats]


def docx_of(paper: Paper, pk: int, document: Document) -> bytes:
    """The paper as a Word file: out of the office's own template where one is in use, else in the standard form.

    So too where the template cannot hold this paper (lists within lists beyond any end), and in a rehearsal, whose
    papers bear 演练 across.
    """
    round_ = own_values.round_of(paper.about, pk)
    data = reads.adopted(reads.home(round_), paper.name) if round_ and not across() else None
    if data is not None:
        with suppress(ValueError):
            return fill(data, own_values.values(paper, pk, document))
    return to_docx(document, across=across())


def example(actor: Actor, body: m.Body, paper: Paper) -> Example | None:
    """The newest paper of this kind in the body's rounds, with its values by name; None where there is none yet."""
    for round_ in reads.rounds_of(actor, body):
        for pk in own_values.subjects(round_, paper.about):
            document = paper.build(actor, pk)
            return document, own_values.values(paper, pk, document, round_)
    return None


def known_names(actor: Actor, body: m.Body, paper: str) -> dict[str, Shape]:
    """Every name a template for this paper may use; the paper's own tables as they stand in the newest one."""
    found = example(actor, body, PAPERS[paper])
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
