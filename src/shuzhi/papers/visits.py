"""The record of visits to voters (走访记录) of one reporter (4.2a). Voters are not named in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shuzhi.crafts.office.blocks import Blank, Block, Cell, Column, Document, Heading, Kind, Paragraph, SignLines, Table
from shuzhi.papers._words import Names, day
from shuzhi.reads.visits import Gathered, Visits, visits_of
from shuzhi.rules.roles import Actor

VISITS = (
    Column("序号", 0.7, Kind.NUMBER),
    Column("时间", 2.4, Kind.DATE),
    Column("地点", 2.4),
    Column("户数", 0.8, Kind.NUMBER),
    Column("意见", 0.8, Kind.NUMBER),
    Column("走访情况", 3.2),
)
OPINIONS = (
    Column("序号", 0.7, Kind.NUMBER),
    Column("时间", 2.4, Kind.DATE),
    Column("来源", 1.1),
    Column("意见内容", 3.6),
    Column("处理", 2.6),
)


def record(actor: Actor, pk: int) -> Document:
    """Every visit, every opinion gathered by whatever way, and how it was dealt with."""
    found = visits_of(actor, pk)
    names = Names(found.reporter.round)
    return Document(
        title=f"{found.name}代表走访选民记录",
        subtitle=f"（{names.work}）",
        blocks=(*_visits(found), *_opinions(found), SignLines(("走访代表", "核对人"))),
    )


def _visits(found: Visits) -> Iterator[Block]:
    seat = found.reporter.mandate.constituency
    of = f"原选区为{seat}" if seat else f"属{found.reporter.mandate.group.name}"
    yield Heading(1, "走访情况")
    if not found.visits:
        yield Paragraph(Blank("走访的时间、地点、户数", ("opinions", found.reporter.round_id)))
        return
    yield Paragraph(
        f"{found.name}代表{of}。撰写述职报告以前，走访选民{len(found.visits)}次，共{found.households}户，"
        f"连同其他渠道共征求到意见{found.opinions}条。"
    )
    rows = tuple(
        (n, visit.on, visit.place, visit.households, len(heard), visit.note)
        for n, (visit, heard) in enumerate(found.visits, 1)
    )
    yield Table(VISITS, rows, key="visits")


def _opinions(found: Visits) -> Iterator[Block]:
    said = [x for _, heard in found.visits for x in heard] + list(found.otherwise)
    if said:
        yield Heading(1, "征求到的意见")
        yield Table(OPINIONS, tuple(_rows(said)), key="opinions")


def _rows(said: Iterable[Gathered]) -> Iterator[tuple[Cell, ...]]:
    for n, x in enumerate(said, 1):
        yield (n, x.opinion.on, x.source.zh, x.opinion.text, dealt_with(x))


def dealt_with(x: Gathered) -> str:
    """公共事务，转区住建局；已答复."""
    sort = x.sort.zh if x.sort else "尚未分类"
    handler = f"，由{x.opinion.handler}办理" if x.opinion.handler else ""
    answered = f"；{day(x.opinion.answered_on)}答复" if x.opinion.answered_on else ""
    return f"{sort}{handler}{answered}"
