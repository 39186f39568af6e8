"""The specimen of the sheet (测评表样表) and the tellers' tally sheet (计票单), pile by pile (4.3b(iii), D0002)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localtime

from shuzhi.crafts.office.blocks import (
    Blank,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Items,
    Kind,
    PageBreak,
    Paragraph,
    Table,
)
from shuzhi.papers._words import day
from shuzhi.papers.sheets import INSTRUCTIONS, heading, secrecy
from shuzhi.reads.result import edition_of
from shuzhi.reads.sheet import Pile, meeting_of, piles
from shuzhi.records import models as m
from shuzhi.rules.regulation import Edition
from shuzhi.rules.roles import Actor

BOX = "□"
SIGNERS = tuple(Column(f"{who}（签名）", 1.0, Kind.SIGNATURE) for who in ("唱票人", "计票人", "监票人"))


def _heaps(meeting: m.Meeting) -> list[Pile]:
    return [heap for heap in piles(meeting) if heap.reporters]


def _whose(heap: Pile, heaps: list[Pile]) -> str:
    several = len({one.who for one in heaps}) > 1
    whose = f"{heap.who}选区的到会人员" if several else "全体到会人员"
    return f"{whose}测评{heap.names}代表"


def _specimen(edition: Edition, heaps: list[Pile]) -> Iterator[Block]:
    grades = [grade.label.zh for grade in edition.grades]
    columns = (Column("项目", 3.4), *(Column(grade, 1.0, Kind.NUMBER) for grade in grades))
    rows = tuple((question.text.zh, *(BOX for _ in grades)) for question in edition.questions)
    yield Items((*INSTRUCTIONS, secrecy(edition)))
    for heap in heaps:
        yield Heading(1, _whose(heap, heaps))
        for reporter in heap.reporters:
            yield Table(columns, rows, title=f"{reporter.mandate.person.name}代表（{heading(reporter)}）")


def specimen_sheet(actor: Actor, pk: int) -> Document:
    """What the sheet of one meeting asks, for the file and for explaining it beforehand; nobody votes on it (4.3b(iii))."""
    meeting = meeting_of(actor, pk)
    heaps = _heaps(meeting)
    blocks = tuple(_specimen(edition_of(meeting), heaps)) if heaps else (Paragraph(Blank("述职代表", ("meeting", pk))),)
    return Document(
        title="人大代表述职测评表（样表）",
        subtitle=meeting.title,
        blocks=(
            Paragraph("本表为样表，供讲解和存档，不得用来测评。正式测评表每张印有随机方块码，不编号，不写姓名。"),
            *blocks,
        ),
    )


def _tally(meeting: m.Meeting, edition: Edition, heaps: list[Pile]) -> Iterator[Block]:
    heads = [*(grade.label.zh for grade in edition.grades), "未填", "无效"]
    first_column = Column(heads[0], 2.0, Kind.SIGNATURE)
    others = (Column(head, 1.4, Kind.SIGNATURE) for head in heads[1:])
    columns = (Column("项目", 3.2), first_column, *others, Column("合计", 1.0, Kind.SIGNATURE))
    first = True
    for heap in heaps:
        for reporter in heap.reporters:
            if not first:
                yield PageBreak()
            first = False
            yield Heading(1, f"{reporter.mandate.person.name}代表（{heap.who}）", numbered=False)
            rows: tuple[tuple[Cell, ...], ...] = tuple(
                (question.text.zh, *(None for _ in heads), None) for question in edition.questions
            )
            yield Table(columns, rows)
            yield Paragraph("纸质表收回＿＿张，有效＿＿张，无效＿＿张。")
            yield Table(SIGNERS, ((None, None, None),))


def tally_sheet(actor: Actor, pk: int) -> Document:
    """A page a reporter and pile, on which the tellers keep their strokes while the paper sheets are read (4.3b(iii))."""
    meeting = meeting_of(actor, pk)
    edition = edition_of(meeting)
    least = edition.disclosure.least_paper_read_out.value
    blocks = tuple(_tally(meeting, edition, _heaps(meeting))) or (Paragraph(Blank("述职代表", ("meeting", pk))),)
    return Document(
        title="人大代表述职测评计票单",
        subtitle=f"{meeting.title}　{day(localtime(meeting.starts_at).date())}",
        blocks=(
            Paragraph(f"每满五张画一个“正”字。纸质表不足{least}张的不唱票。本单由监票人保管，不公布。"),
            *blocks,
        ),
    )
