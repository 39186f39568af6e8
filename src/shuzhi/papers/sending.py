"""Papers on their way out: which of a round's are kept as sent, their files, and whether they still say the same (D0010)."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.crafts.office.blocks import Document
from shuzhi.crafts.office.docx import to_docx
from shuzhi.crafts.office.pdf import to_pdf
from shuzhi.crafts.office.sending import fingerprint
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


def of_round(round_: m.Round, *, kept: bool = False) -> list[ToSend]:
    """The papers of a round, one for each record they are made for; with ``kept`` only those that are sent and kept."""
    found = subjects(round_)
    wanted = [paper for paper in PAPERS.values() if paper.kept or not kept]
    return [ToSend(paper, pk, of) for paper in wanted for pk, of in found.get(paper.about, ())]


def press(document: Document) -> tuple[bytes, bytes]:
    """The paper as docx and as pdf: the printing room of ``acts.paper.send``. Raises ``ValueError`` in one line."""
    return to_docx(document, across=across()), to_pdf(document, fonts(), across=across())


def changed(actor: Actor, sent: SentLine) -> bool | None:
    """Whether the paper would say anything else now than when it was sent; None where it is not made any more.

    It is made as of the day it was sent, so that a day gone by alone changes nothing.
    """
    paper = PAPERS.get(sent.paper.name)
    if paper is None:
        return None
    with clock.at(sent.last.sent_on):
        return fingerprint(paper.build(actor, sent.paper.about)) != sent.last.blocks
