"""A paper as a file: the asker's view of it, in the format asked for, under a name an office would give it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from shuzhi.crafts.office.blocks import Blank, Document, gaps, plain
from shuzhi.crafts.office.docx import to_docx
from shuzhi.crafts.office.pdf import to_pdf
from shuzhi.crafts.office.xlsx import to_xlsx
from shuzhi.papers.own import docx_of
from shuzhi.papers.sheets import across, fonts
from shuzhi.papers.table import PAPERS, Paper, by_stage
from shuzhi.reads import clock
from shuzhi.reads.journal import newest_act
from shuzhi.reads.memo import lately, sharing
from shuzhi.reads.round_papers import name_of, rounds_beside, subjects_of
from shuzhi.reads.sight import NotVisible
from shuzhi.rules.roles import Actor
from shuzhi.rules.verdict import Text

OPEN_XML = "application/vnd.openxmlformats-officedocument"
NUMBER = "发文字号"
_NOT_IN_A_NAME = re.compile(r"[\\/:*?\"<>|\x00-\x1f\x7f]")
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is called on the wire and on a button, and who makes it."""

    content_type: str
    label: str
    press: Callable[[Document], bytes]


FORMATS: Mapping[str, Format] = {
    "docx": Format(f"{OPEN_XML}.wordprocessingml.document", "Word", lambda d: to_docx(d, across=across())),
    "pdf": Format("application/pdf", "PDF", lambda d: to_pdf(d, fonts(), across=across())),
    "xlsx": Format(f"{OPEN_XML}.spreadsheetml.sheet", "Excel", lambda d: to_xlsx(d, across=across())),
}


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Line:
    """A paper of a round for one of its subjects: ``of`` whom, and what is still to be filled in, and where."""

    paper: Paper
    pk: int
    of: Text
    missing: tuple[Blank, ...]


def file_of(actor: Actor, name: str, pk: int, format_: str) -> File:
    """The paper as this actor may see it. NotVisible for others, for an unknown paper, and for a format it has not."""
    paper = PAPERS.get(name)
    if paper is None or format_ not in paper.formats:
        raise NotVisible(f"{name} {pk} {format_}")
    document = paper.build(actor, pk)
    made = FORMATS[format_]
    data = docx_of(paper, pk, document) if format_ == "docx" else made.press(document)
    return File(f"{_stem(document, name_of(paper.about, pk))}.{format_}", made.content_type, data)


def _stem(document: Document, whose: str) -> str:
    title = plain(document.title)
    named = f"{title}-{whose}" if whose and whose not in title else title
    return _NOT_IN_A_NAME.sub("", named)[:LONGEST_NAME] or "文书"


def missing(document: Document) -> tuple[Blank, ...]:
    """What the office must still fill in; the number is given when the paper is sent, and so is not of it."""
    return tuple(gap for gap in gaps(document) if gap.what != NUMBER)


def lines_of(actor: Actor, pk: int) -> dict[str, list[Line]]:
    """Stage → every paper of the round this actor may see, a line for each record it is made for.

    NotVisible for those who take no part in the round. To say what each lacks all of them are written; a page keeps
    that until the newest act, by whatever process it was performed.
    """
    return lately(("papers", actor, pk, clock.today(), newest_act()), lambda: _lines_of(actor, pk))


def _lines_of(actor: Actor, pk: int) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for one in written_for(actor, pk):
        found.setdefault(one.stage, []).append(Line(one.paper, one.pk, one.of, missing(one.document)))
    return found


@dataclass(frozen=True, slots=True)
class Written:
    """A paper of a round, written, for one of its subjects."""

    stage: str
    paper: Paper
    pk: int
    of: Text
    document: Document


def written_for(actor: Actor, pk: int) -> list[Written]:
    """Every paper of a round this actor may see, written from one look at the records for all of them."""
    round_, subjects = subjects_of(actor, pk)
    expected = {noun: [number for number, _ in known] for noun, known in subjects.items()}
    found = []
    with sharing(expected | {"figures": rounds_beside(round_)}):
        for stage, paper in ((stage, paper) for stage, papers in by_stage().items() for paper in papers):
            for number, of in subjects.get(paper.about, ()):
                with suppress(NotVisible):
                    found.append(Written(stage, paper, number, of, paper.build(actor, number)))
    return found
