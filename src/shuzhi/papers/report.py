"""The report (述职报告) as the deputy wrote it: the five aspects, and 不足与打算 where written (3.1–3.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from shuzhi.crafts.office.blocks import Blank, Block, Document, Heading, Paragraph, Signature
from shuzhi.papers._words import Names
from shuzhi.reads.report import ReportPage, report_page
from shuzhi.rules.roles import Actor

STANDS = ("accepted", "published")


def report(actor: Actor, pk: int) -> Document:
    """The version that stands; one that was not yet accepted says so under its title."""
    page = report_page(actor, pk)
    names = Names(page.reporter.round)
    stands = page.report is not None and page.report.state in STANDS
    return Document(
        title="述职报告",
        subtitle=f"{names.level}人大代表　{page.name}{'' if stands else '（送审稿）'}",
        addressee="各位选民代表：",
        blocks=tuple(_text(page)),
        signature=Signature(f"述职人：{page.name}", _day(page)),
    )


def _day(page: ReportPage) -> date | Blank:
    return page.version.saved_on if page.version else Blank("成文日期", ("report", page.reporter.pk))


def _text(page: ReportPage) -> Iterator[Block]:
    for section in page.sections:
        if section.text or section.aspect.required:
            yield Heading(1, section.aspect.title.zh)
            lines = [line.strip() for line in section.text.splitlines() if line.strip()]
            yield from (Paragraph(line) for line in lines)
            if not lines:
                yield Paragraph(Blank(section.aspect.title.zh, ("report", page.reporter.pk)))
