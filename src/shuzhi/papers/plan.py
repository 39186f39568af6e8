"""The plan (实施方案) and its schedule (日程安排) as the version that stands has them (4.1a)."""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.crafts.office.blocks import Blank, Block, Column, Document, Kind, Paragraph, Signature, Table
from shuzhi.papers._words import Names, day, masthead, prose
from shuzhi.reads import plan as reads
from shuzhi.reads.plan import PlanPage
from shuzhi.rules.roles import Actor

COLUMNS = (
    Column("阶段", 1.2),
    Column("工作事项", 3.0),
    Column("完成时间", 2.2, Kind.DATE),
    Column("承办", 2.7),
)


def plan(actor: Actor, pk: int) -> Document:
    """The text as adopted, with the schedule attached; under the title, who adopted it and when."""
    page = reads.page(actor, pk)
    names, here = Names(page.round), ("plan", pk)
    sitting = page.plan.sitting if page.plan and page.plan.state == "adopted" else None
    blocks: list[Block] = list(prose(page.version.text, here)) if page.version else [Paragraph(Blank("方案正文", here))]
    if sitting and sitting.conditions:
        asked = sitting.conditions.rstrip("。")
        blocks.append(Paragraph(f"{names.adopter}通过本方案时提出：{asked}。请一并落实。"))
    return Document(
        title=f"{names.work}工作实施方案",
        subtitle=f"（{day(sitting.sat_on)}{names.adopter}通过）" if sitting else None,
        blocks=tuple(blocks),
        masthead=masthead(names),
        signature=Signature(names.issuer, sitting.sat_on if sitting else Blank("方案通过的日期", here)),
        attachments=((f"{names.work}工作日程安排", tuple(_schedule(page))),),
    )


def schedule(actor: Actor, pk: int) -> Document:
    """The schedule by stage: what, by when, who."""
    page = reads.page(actor, pk)
    names = Names(page.round)
    return Document(title=f"{names.work}工作日程安排", subtitle=_span(page), blocks=tuple(_schedule(page)))


def _span(page: PlanPage) -> str | None:
    version = page.version
    return f"（{day(version.starts_on)}至{day(version.ends_on)}）" if version else None


def _schedule(page: PlanPage) -> Iterator[Block]:
    if not page.schedule:
        yield Paragraph(Blank("日程", ("plan", page.round.pk)))
        return
    rows = tuple((line.stage.zh, line.title.zh, line.due, line.owner.zh) for line in page.schedule)
    yield Table(COLUMNS, rows, key="schedule")
