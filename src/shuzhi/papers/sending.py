"""Papers on their way out: which of a round's are kept as sent, their files, and whether they still say the same (D0010)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict

from shuzhi.crafts.office.blocks import Document
from shuzhi.crafts.office.docx import to_docx
from shuzhi.crafts.office.pdf import to_pdf
from shuzhi.crafts.office.sending import fingerprint
from shuzhi.papers import own
from shuzhi.papers.sheets import across, fonts
from shuzhi.papers.table import PAPERS, Paper
from shuzhi.reads import clock
from shuzhi.reads.paper import SentLine
from shuzhi.reads.paper_subjects import subjects
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor
from shuzhi.rules.verdict import Text


@dataclass(frozen=True, slots=True)
class ToSend:
    """A paper of a round that is kept as sent, and the record it is made for."""

    paper: Paper
    about: int
    of: Text

    @property
    def key(self) -> str:
        return f"{self.paper.name}:{self.about}"

    @property
    def label(self) -> Text:
        named = Text("{paper} · {of}", "{paper} · {of}").format(paper=self.paper.label, of=self.of)
        return named if self.of.zh else self.paper.label


def of_round(round_: m.Round) -> list[ToSend]:
    """The papers of a round, one for each record they are made for."""
    found = subjects(round_)
    return [ToSend(paper, pk, of) for paper in PAPERS.values() for pk, of in found.get(paper.about, ())]


def kept_of_round(round_: m.Round) -> list[ToSend]:
    """Those of a round's papers that are sent and kept."""
    return [one for one in of_round(round_) if one.paper.kept]


def of_programme(programme: m.Programme) -> list[ToSend]:
    """The papers of a programme as a whole that are sent and kept (4.4d)."""
    wanted = [paper for paper in PAPERS.values() if paper.kept and paper.about == "programme"]
    return [ToSend(paper, programme.pk, Text("", "")) for paper in wanted]


class OnItsWay(TypedDict):
    """What ``acts.paper.send`` is handed: its printing room, and the template that the Word file comes out of."""

    press: Callable[[Document], tuple[bytes, bytes]]
    template: m.Template | None


def press(document: Document) -> tuple[bytes, bytes]:
    """The paper in the standard form, as docx and as pdf. Raises ``ValueError`` in one line."""
    return to_docx(document, across=across()), to_pdf(document, fonts(), across=across())


def on_its_way(paper: Paper, pk: int, document: Document) -> OnItsWay:
    """The Word file as the office prints it, out of its own template where that holds this paper, beside the PDF (D0013)."""
    template = own.template_for(paper, pk)
    if template is None or own.filled(template, paper, pk, document) is None:
        return {"press": press, "template": None}

    def with_template(ready: Document) -> tuple[bytes, bytes]:
        docx = own.filled(template, paper, pk, ready)
        return docx or to_docx(ready), to_pdf(ready, fonts())

    return {"press": with_template, "template": template}


def changed(actor: Actor, sent: SentLine) -> bool | None:
    """Whether the paper would say anything else now than when it was sent; None where it is not made any more.

    It is made as of the day it was sent, so that a day gone by alone changes nothing.
    """
    paper = PAPERS.get(sent.paper.name)
    if paper is None:
        return None
    with clock.at(sent.last.sent_on):
        return fingerprint(paper.build(actor, sent.paper.about)) != sent.last.blocks
